"""Commands as a person types them: real processes, exit codes, and words instead of tracebacks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.project import MATERIAL, ROOT

TINY = MATERIAL / "tiny"  # three exercises, 15 points
RIGHT = "def mean(X): return X.sum(axis=0) / len(X)\ndef centred(X): return X - mean(X)\n"  # 10 of them
WRONG = "def mean(X): return X.sum(axis=1) / len(X)\ndef centred(X): return X - X.sum(axis=0) / len(X)\n"


def run(*words: object, cwd: Path = ROOT, code: int = 0) -> str:
    """What a command said, in one line."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=120
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    return " ".join((done.stdout + done.stderr).split())


def grade(*words: object, code: int = 0) -> str:
    """What ``grade`` said of submissions to the tiny assignment."""
    return run("grade", *words, "--assignment", TINY, code=code)
