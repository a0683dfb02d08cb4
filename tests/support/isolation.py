"""Workers with and without layers of isolation, and programs of other users."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox.guest.isolation import landlock
from autograder.sandbox.guest.messages import CallFunction, LoadCell, Loaded, Setup
from autograder.sandbox.protocol import Connection
from tests.support.project import ROOT
from tests.support.target import python_for_all

LINUX = sys.platform == "linux"
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
with_landlock = pytest.mark.skipif(not LINUX or not landlock.version(), reason="this kernel has no Landlock")
ORDINARY = ["setpriv", "--reuid=2100000", "--regid=2100000", "--clear-groups"]


def submission(source: str) -> Setup:
    return Setup({"work": ("work.py", [source.encode()])})


def ask(worker: Connection, *functions: str) -> list:
    calls = [CallFunction("work", f, []) for f in functions]
    loaded, *found = worker.exchange([LoadCell("work", 0), *calls], lambda: 5.0)
    assert isinstance(loaded, Loaded), loaded
    return found


def said(program: str, *words: str) -> str:
    """What a program of ours prints that is started so, in an environment with nothing else in it."""
    environment = {"PYTHONPATH": f"{ROOT}:{Path(np.__file__).parents[1]}", "PATH": os.environ["PATH"]}
    done = subprocess.run([*words, "-c", program], env=environment, cwd="/", capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def python_of_everybody() -> str:
    return python_for_all() or pytest.skip("no ordinary user may run this Python")
