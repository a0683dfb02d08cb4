"""``autograder check --watch``: what a save has touched is checked at once."""

import os
import re
import shutil
import signal
import subprocess
import threading
import time

import pytest

from tests.engine.cli.commands import TINY, WRONG
from tests.engine.cli.test_check import ALL_PASSED, COMMAND, change, solve

SLIP = ("axis=0", "axis=1")


@pytest.fixture
def student(tmp_path):
    """A student's copy: no solutions."""
    shutil.copytree(TINY / "exercises", tmp_path / "exercises")
    return tmp_path / "exercises"


class Watched:
    """A running ``check --watch``, and what it has said."""

    def __init__(self, folder, *options):
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [*COMMAND, "--watch", "--assignment", str(TINY), *options],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment,
        )  # fmt: skip
        self.said = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.said += line

    def next(self, seconds=20):
        """What is said from now on until a check has ended."""
        before, deadline = self.said.count("Checked in"), time.monotonic() + seconds
        while self.said.count("Checked in") == before:
            assert time.monotonic() < deadline, self.said
            time.sleep(0.01)
        time.sleep(0.05)
        return re.split(r"(?m)^-+$", self.said)[-1]

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(10)
        self._reader.join()
        self.process.stdout.close()
        return status


@pytest.mark.parametrize("options", [[], pytest.param(["--programs"], marks=pytest.mark.slow)])
def test_watch_checks_what_a_save_has_touched(student, options):
    solve(student)
    watched = Watched(student, *options)
    try:
        assert ALL_PASSED in watched.next()
        change(student / "means.py", *SLIP)
        said = watched.next()
        assert "Saved: means.py" in said
        assert "1.1 mean (in means.py)" in said
        assert "✓ variance" in said
        (student / "spread.py").write_text((student / "spread.py").read_text() + "# done\n")
        assert "1.1 mean (in means.py)" in watched.next()
        change(student / "means.py", *reversed(SLIP))
        assert ALL_PASSED in watched.next()
        (student / "means.py").touch()  # saved as it was: nothing to check
        change(student / "means.py", *SLIP)
        assert "1.1 mean (in means.py)" in watched.next()
        assert watched.said.count("Checked in") == 5
    finally:
        status = watched.stop()
    assert status == 0
    assert watched.said.endswith("Stopped watching.\n")
    assert "Traceback" not in watched.said


def test_watch_is_about_what_was_saved(student):
    """Not about what has been wrong further up for an hour."""
    solve(student, WRONG)
    watched = Watched(student)
    try:
        assert "1.1 mean (in means.py)" in watched.next()
        change(student / "spread.py", "** 1", "** 3")
        assert "2.1 variance (in spread.py)" in watched.next()
    finally:
        watched.stop()


@pytest.mark.parametrize("options", [[], pytest.param(["--programs"], marks=pytest.mark.slow)])
def test_a_loop_that_has_been_mended_is_not_waited_for(student, options):
    solve(student)
    watched = Watched(student, *options)
    try:
        watched.next()
        right = (student / "means.py").read_text()
        (student / "means.py").write_text(f"{right}\ndef relu_forward(Z):\n    while True: pass\n")
        time.sleep(1)
        (student / "means.py").write_text(f"{right}\n# mended\n")
        assert ALL_PASSED in watched.next()
        assert "did not finish in time" not in watched.said
    finally:
        assert watched.stop() == 0
