"""Grading with and without protections, to tell what these cost in one run.

No command of the product can start this: only here are the layers of isolation replaced by nothing, and only for a
sample of our own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest import mock

from autograder.assignment.model import Assignment
from autograder.grading.grader import Grader
from autograder.sandbox.guest.messages import Setup
from autograder.sandbox.host import launch
from autograder.sandbox.host.zygote import Zygote
from autograder.sandbox.protocol import NOT_ISOLATED, IsolationFindings
from autograder.submissions.read import read_submission

# By these the zygote ends its workers; all others protect.
NEEDED = {"session", "descriptors", "death signal"}
WITHOUT_LAYERS = f"""
from autograder.sandbox.guest.isolation import limits
limits.LAYERS.update({{name: lambda setting: None for name in limits.LAYERS if name not in {NEEDED}}})
"""


class _KnownZygote(Zygote):
    """A zygote that does not try what its workers may do: that is done once a run, and not for each submission."""

    def findings(self) -> IsolationFindings:
        return NOT_ISOLATED


def workers(count: int, *, protected: bool) -> Callable[[], object]:
    """An action that starts a fork server, and some workers, one after the other."""

    def run() -> None:
        with _zygote(protected) as zygote:
            for _ in range(count):
                zygote.acquire(Setup(files={})).end()

    return run


def grading(assignment: Assignment, sample: Path, size: int, *, protected: bool) -> Callable[[], object]:
    """An action that starts a fork server, and grades a sample some times."""
    submission = read_submission(sample, assignment.module_names)

    def run() -> None:
        with _zygote(protected) as zygote:
            grader = Grader(assignment, zygote, seed=1)
            for _ in range(size):
                report = grader.grade(submission)
                if report.score != report.max_score:
                    raise RuntimeError(f"a right submission got {report.score} points: {report.messages}")

    return run


def _zygote(protected: bool) -> Zygote:
    return _KnownZygote(server=launch.ForkServer() if protected else _unprotected())


def _unprotected() -> launch.ForkServer:
    usual = launch.command_line

    def command_line(entry: str, task: str) -> list[str]:
        end = "\nsys.path.remove(sys.argv[2])\n"
        return [word.replace(end, f"{WITHOUT_LAYERS}{end.lstrip()}") for word in usual(entry, task)]

    with mock.patch.object(launch, "command_line", command_line):
        return launch.ForkServer()
