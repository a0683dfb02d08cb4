"""``make grade``: what stands in a submission's name is nothing to run."""

import os
import shutil
import subprocess

import pytest

from tests.support.project import ROOT


@pytest.mark.parametrize(
    "name", ["a b", "a; touch ran", "$(shell touch ran)", "$$(touch ran)", "`touch ran`", "it's", "--jobs"]
)
def test_make_takes_a_submissions_name_as_a_name(name, tmp_path):
    """Names are the students' choice: what stands in one is nothing to run."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    program = tmp_path / ".venv" / "bin" / "autograder"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)
    make = ["make", "--old-file=environment-to-grade", "grade", f"SUBMISSION={name}"]
    not_below_make = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    said = subprocess.run(make, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=not_below_make)
    assert said.stdout.splitlines() == ["grade", "--", name], said
    assert not (tmp_path / "ran").exists()
