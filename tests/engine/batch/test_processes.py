"""Grading processes: the same reports as one grader gives, whatever happens to them on the way."""

import contextlib
import os
import shutil
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.batch import processes, runner
from autograder.grading.grader_spec import GraderSpec
from autograder.results.identity import Identity
from autograder.sandbox.protocol import SandboxError
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, SEED
from tests.support.submissions import references

TINY = MATERIAL / "tiny"
SPEC = GraderSpec(TINY, SEED, timeouts=DEADLINES)
linux = pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")


@dataclass(frozen=True)
class Ref:
    """A right submission."""

    name: str
    identity: Identity = field(default_factory=Identity)

    def read(self, modules) -> Submission:
        return Submission(self.name, python_files(references(TINY)))


@dataclass(frozen=True)
class Killing(Ref):
    """One that kills the process that reads it, the first `times`, as far as a file says."""

    times: int = 1
    file: str = ""

    def read(self, modules) -> Submission:
        path = Path(self.file)
        killed = len(path.read_text()) if path.exists() else 0
        if killed < self.times:
            path.write_text("x" * (killed + 1))
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(modules)


@dataclass(frozen=True)
class Unreadable(Ref):
    def read(self, modules) -> Submission:
        raise OSError("it is gone")


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    """The processes find these classes where this one does."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3]))


def children() -> set[int]:
    return {int(each) for path in Path("/proc/self/task").glob("*/children") for each in path.read_text().split()}


@pytest.mark.slow
def test_the_reports_are_those_of_one_grader():
    refs = [Ref(f"student {place}") for place in range(6)]
    with SPEC.build() as grader:
        expected = dict(runner.iterate(grader, refs, 1))
    assert dict(runner.iterate(SPEC, refs, 2)) == expected
    assert {report.score for report in expected.values()} == {15}


@linux
@pytest.mark.slow
def test_a_process_that_is_lost_costs_a_second_try_and_then_a_report_that_says_so(tmp_path):
    before = children()
    refs = [
        Ref("first"),
        Killing("once", times=1, file=str(tmp_path / "once")),
        Ref("between"),
        Killing("always", times=9, file=str(tmp_path / "always")),
        Ref("last"),
        Unreadable("gone"),
    ]
    reports = dict(runner.iterate(SPEC, refs, 2))
    assert sorted(reports) == list(range(len(refs)))
    assert [reports[place].graded for place in range(len(refs))] == [True, True, True, False, True, False]
    assert reports[3].name == "always"
    assert reports[3].messages == (processes.LOST.format(2),)
    assert "could not be read (OSError: it is gone)" in reports[5].messages[0]
    assert children() == before


@linux
def test_whoever_stops_leaves_no_process(tmp_path):
    before = children()
    with contextlib.closing(runner.iterate(SPEC, (Ref(str(place)) for place in range(1000)), 2)) as running:
        next(running)
        started = children() - before
        assert len(started) == 2
    assert children() == before
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)


def test_an_assignment_that_cannot_be_loaded_is_told(tmp_path):
    with pytest.raises(SandboxError, match="holds no assignment"):
        list(runner.iterate(GraderSpec(tmp_path, SEED), [Ref("someone")], 1))


def test_a_misconception_that_cannot_be_imported_is_told_before_anybody_is_graded(tmp_path):
    folder = shutil.copytree(TINY, tmp_path / "tiny")
    (folder / "solutions/misconceptions/broken.py").write_text("import nothing_of_this_name")
    with pytest.raises(SandboxError, match="nothing_of_this_name"):
        next(runner.iterate(GraderSpec(folder, SEED), [Ref("right")], 1))


def test_nobody_needs_no_process():
    assert list(runner.iterate(SPEC, [], 2)) == []
