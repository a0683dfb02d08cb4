"""Where a zip is run, and what it can do there."""

import re
import sys
import textwrap
import time
from pathlib import Path

import pytest

from autograder.platforms.gradescope.rehearsal import environment as rooms
from autograder.platforms.gradescope.rehearsal.bubblewrap import CAPABILITIES, PrivateMount, RootFolder
from autograder.platforms.gradescope.rehearsal.environment import CommandResult, EnvironmentUnavailable
from autograder.platforms.gradescope.rehearsal.page import page
from autograder.platforms.gradescope.rehearsal.run import run_rehearsal
from tests.engine.platforms.gradescope.rehearsal.machine import IS_ROOT, NO_ROOM, as_root, command_lines, in_a_room
from tests.support.project import ROOT

pytestmark = pytest.mark.slow  # each rehearses a whole zip


def ran(zip_of, submission, script, seconds=20, **options):
    """What came of a shell script as run_autograder, in a private mount."""
    package = zip_of("#!/bin/bash\n" + textwrap.dedent(script))
    return run_rehearsal(package, submission, PrivateMount(), minutes=seconds / 60, **options)


@in_a_room
def test_a_private_mount_is_gradescopes_machine_and_nothing_of_this_one(zip_of, submission):
    done = ran(
        zip_of,
        submission,
        f"""
        pwd; echo to stderr >&2; ls; cat submission/answer.py
        touch /usr/was_here /etc/was_here /was_here results/was_here 2>/dev/null
        ls -d {ROOT}/exercises {submission} 2>/dev/null
        env | sort
        /autograder/venv/bin/python -I -c 'import sys, numpy; print("NumPy", numpy.__version__, sys.version_info[:2])'
        echo '{{"score": 3}}' > results/results.json
        """,
    )
    import numpy

    said = done.run.output.decode().splitlines()
    assert done.failure is None
    assert done.results.score == 3
    assert said[:2] == ["/autograder", "to stderr"]
    assert {"results", "run_autograder", "source", "submission", "submission_metadata.json"} < set(said)
    assert "answer = 42" in said
    assert f"NumPy {numpy.__version__} {sys.version_info[:2]}" in said
    assert not {str(ROOT / "exercises"), str(submission)} & set(said)
    names = {line.partition("=")[0] for line in said if re.match(r"\w+=", line)}
    assert names <= {"HOME", "PATH", "PWD", "SHLVL", "_"}
    assert not Path("/was_here").exists()
    assert not Path("/usr/was_here").exists()
    assert not Path("/etc/was_here").exists()
    assert "setup.sh was not run" in " ".join(done.remarks)


@in_a_room
@as_root
def test_root_in_a_private_mount_may_do_what_it_may_in_docker(zip_of, submission):
    done = ran(
        zip_of,
        submission,
        """
        grep CapEff /proc/self/status
        mount -o remount,rw / && echo mounted
        find /proc/sys /proc/irq /proc/sysrq-trigger -writable | grep . && echo kernel settings
        setpriv --reuid 1000000007 --regid 1000000007 --clear-groups /autograder/venv/bin/python -I -c '
        import os, numpy; print("user", os.getuid(), numpy.zeros(1))'
        chown 1000000007 submission && echo gave away
        echo '{"score": 3}' > results/results.json
        """.replace("        import", "import"),
    )
    said = done.run.output.decode()
    capabilities = int(re.search(r"CapEff:\s*(\w+)", said)[1], 16)
    assert capabilities.bit_count() == len(CAPABILITIES)
    assert not capabilities >> 21 & 1, "CAP_SYS_ADMIN could make this machine's folders writable"
    assert "user 1000000007 [0.]" in said
    assert "gave away" in said
    assert "mounted" not in said
    assert "kernel settings" not in said


@in_a_room
def test_whatever_it_started_ends_with_it(zip_of, submission, tmp_path, monkeypatch):
    """A process left behind would rewrite the results, or grow old on this machine."""
    mark = f"{time.time_ns()}"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    done = ran(
        zip_of,
        submission,
        f"""
        (sleep 0.3; echo '{{"score": 99}}' > results/results.json; exec sleep 30.{mark}) &
        setsid -f sleep 31.{mark}
        echo '{{"score": 3}}' > results/results.json
        """,
    )
    assert done.results.score == 3
    ran(zip_of, submission, f"sleep 32.{mark} & setsid sleep 33.{mark}", seconds=0.5)
    deadline = time.monotonic() + 10
    while (left := [each for each in command_lines() if mark in each]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []
    assert list(temporary.iterdir()) == []


@in_a_room
def test_a_run_that_takes_too_long_loses_all_results(zip_of, submission):
    done = ran(zip_of, submission, "echo '{\"score\": 3}' > results/results.json; sleep 60", seconds=0.5)
    assert done.results.score == 0
    assert done.results.tests == ()
    assert "timed out" in done.results.output.text
    assert "longer than 0.5 seconds" in done.failure
    assert done.run.exit_code is None
    assert done.run.seconds < 5


@in_a_room
def test_a_run_that_prints_without_end_is_stopped(zip_of, submission, monkeypatch):
    monkeypatch.setattr(rooms, "MOST_OUTPUT", 4 << 20)
    done = ran(zip_of, submission, "exec yes")
    assert done.run.seconds < 15
    assert "printed without end" in done.failure
    assert len(done.run.output) <= rooms.OUTPUT_READ


@in_a_room
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("true", "wrote no results/results.json. (run_autograder ended with exit code 0.)"),
        ("echo oops > results/results.json; exit 3", "not valid JSON"),
        ("ln -s /etc/passwd results/results.json", "cannot be read"),
        ("rm -r results; ln -s /etc results; touch results/results.json", "wrote no results"),
        ("mkfifo results/results.json", "no ordinary file"),
    ],
)
def test_what_gradescope_would_call_a_failure_is_one(zip_of, submission, script, said):
    done = ran(zip_of, submission, script)
    assert said in done.failure
    assert done.results.score == 0
    assert done.results.output.text == "The autograder failed to execute correctly."


@in_a_room
def test_an_exit_code_is_told_and_costs_nothing(zip_of, submission):
    done = ran(zip_of, submission, "echo '{\"score\": 3}' > results/results.json; exit 3")
    assert (done.failure, done.results.score, done.run.exit_code) == (None, 3, 3)


@in_a_room
def test_metadata_may_be_given(zip_of, submission, tmp_path):
    (tmp_path / "metadata.json").write_text('{"id": 7}')
    script = "cat submission_metadata.json; echo '{\"score\": 3}' > results/results.json"
    done = ran(zip_of, submission, script, metadata=tmp_path / "metadata.json")
    assert done.run.output == b'{"id": 7}'


def test_rooms_that_cannot_be_had_say_what_to_do(tmp_path, monkeypatch):
    if IS_ROOT and not NO_ROOM:
        with pytest.raises(EnvironmentUnavailable, match="debootstrap --variant=minbase"):
            RootFolder(tmp_path)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    if not NO_ROOM:
        with pytest.raises(EnvironmentUnavailable, match="try it with sudo"):
            RootFolder(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentUnavailable, match="apt install bubblewrap"):
        PrivateMount()
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(EnvironmentUnavailable, match="install Docker"):
        PrivateMount()


class FailingSetup:
    """A room in which ``setup.sh`` fails."""

    name, remarks = "nowhere", ()

    def set_up(self, machine):
        return CommandResult(1.0, 100, b"E: Unable to locate package")

    def run(self, machine, seconds):
        raise AssertionError("there is no image to run")


def test_without_an_image_nothing_runs(zip_of, submission):
    done = run_rehearsal(zip_of(), submission, FailingSetup(), minutes=1)
    assert done.run is None
    assert "setup.sh ended with exit code 100" in done.failure
    assert "Unable to locate package" in page(done)
