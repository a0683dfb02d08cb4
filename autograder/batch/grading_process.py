"""One grading process of a pool: it makes a grader of its own, and grades what it is sent until nothing more comes.

Whoever started it may be gone at any moment, or not want any more results: then it ends at once, with all of its
processes, whatever it is doing.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from autograder.assignment.model import AssignmentError
from autograder.grading.grader import Grader
from autograder.grading.grader_spec import GraderSpec
from autograder.results.identity import Identity
from autograder.results.report import Report
from autograder.sandbox.protocol import SandboxError
from autograder.submissions.submission import Submission

log = logging.getLogger(__name__)


class Ref(Protocol):
    """A submission that is read when its turn comes."""

    @property
    def name(self) -> str:
        """As people know it."""

    @property
    def identity(self) -> Identity:
        """Whose it is."""

    def read(self, modules: Any, /) -> Submission:
        """Read it."""


@dataclass(frozen=True)
class Task:
    """What a process is sent.

    Attributes
    ----------
    place : int
        Where the submission stands among all.
    ref : Ref
        The submission.
    fault : str
        Why it is not to be graded, which its report is to say; empty if it is.
    """

    place: int
    ref: Ref
    fault: str = ""


@dataclass(frozen=True)
class Done:
    """What comes back."""

    place: int
    report: Report


@dataclass(frozen=True)
class CannotGrade:
    """What comes back instead where no grader can be made."""

    message: str


def grade_ref(grader: Grader, ref: Ref) -> Report:
    """Read a submission and grade it."""
    try:
        submission = ref.read(grader.assignment.module_names)
    except Exception as error:
        log.debug("reading %s", ref.name, exc_info=True)
        return ungraded(grader, ref, f"This submission could not be read ({type(error).__name__}: {error}).")
    return grader.grade(submission)


def ungraded(grader: Grader, ref: Ref, fault: str) -> Report:
    """The report on a submission that is not read."""
    return grader.ungraded(Submission(ref.name, {}, (), ref.identity), fault)


def main(descriptor: int) -> None:
    """Serve the other end of the socket `descriptor`."""
    connection = Connection(descriptor)
    spec: GraderSpec = connection.recv()
    tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(connection, tasks), daemon=True).start()
    try:
        with spec.build() as grader:
            while task := tasks.get():
                report = ungraded(grader, task.ref, task.fault) if task.fault else grade_ref(grader, task.ref)
                connection.send(Done(task.place, report))
    except (AssignmentError, SandboxError) as error:
        connection.send(CannotGrade(str(error)))


def _listen(connection: Connection, tasks: queue.SimpleQueue[Task | None]) -> None:
    """Take tasks in while others are at work: the end of the connection is the end of all."""
    try:
        while task := connection.recv():
            tasks.put(task)
        tasks.put(None)
        connection.recv()
    except (EOFError, OSError):
        os._exit(0)
