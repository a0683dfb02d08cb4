"""One grading process of a pool: makes its own grader, and grades submissions until there are no more.

If the process that started it ends or closes the connection, it exits at once, together with its workers.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from multiprocessing.connection import Connection
from typing import Any, Protocol

from autograder.assignment.model import AssignmentError
from autograder.batch.graded_once import GradedOnce
from autograder.grading.grader_spec import GraderSpec
from autograder.immutable import immutable
from autograder.results.identity import Identity
from autograder.results.report import Report
from autograder.sandbox.host.launch import ForkServer
from autograder.sandbox.protocol import SandboxError
from autograder.submissions.submission import Submission

log = logging.getLogger(__name__)


class Ref(Protocol):
    """A submission that is read when its turn comes."""

    @property
    def name(self) -> str:
        """Its name for people."""

    @property
    def identity(self) -> Identity:
        """Who handed it in, and when."""

    def read(self, modules: Any, /) -> Submission:
        """Read it."""


@immutable
class AlreadyRead:
    """A `Ref` to a submission that has been read already."""

    submission: Submission

    @property
    def name(self) -> str:
        return self.submission.name

    @property
    def identity(self) -> Identity:
        return self.submission.identity

    def read(self, modules: Any, /) -> Submission:
        """The submission as it was read."""
        return self.submission


@immutable
class Task:
    """A submission to grade, as sent to a process.

    Attributes
    ----------
    place : int
        The submission's place among all.
    ref : Ref
        The submission.
    fault : str
        If the submission is not to be graded after all: why, for its report. Otherwise empty.
    """

    place: int
    ref: Ref
    fault: str = ""


@immutable
class Done:
    """A report, as sent back by a process."""

    place: int
    report: Report


@immutable
class CannotGrade:
    """Sent back by a process that could not make a grader."""

    message: str


def grade_ref(grader: GradedOnce, ref: Ref) -> Report:
    """Read a submission and grade it."""
    try:
        submission = ref.read(grader.assignment.module_names)
    except Exception as error:
        log.debug("reading %s", ref.name, exc_info=True)
        return ungraded(grader, ref, f"This submission could not be read ({type(error).__name__}: {error}).")
    return grader.grade(submission)


def ungraded(grader: GradedOnce, ref: Ref, fault: str) -> Report:
    """The report on a submission that was not read.

    Parameters
    ----------
    grader : GradedOnce
        The grader, which knows the assignment.
    ref : Ref
        The submission.
    fault : str
        Why it was not read, as a message.
    """
    return grader.ungraded(Submission(ref.name, {}, (), ref.identity), fault)


def main(descriptor: int, server: ForkServer | None = None) -> None:
    """Grade the submissions that arrive at the socket `descriptor`, in workers of this fork server."""
    connection = Connection(descriptor)
    spec: GraderSpec = connection.recv()
    tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(connection, tasks), daemon=True).start()
    try:
        with spec.build(server) as built:
            grader = GradedOnce(built)
            while task := tasks.get():
                report = ungraded(grader, task.ref, task.fault) if task.fault else grade_ref(grader, task.ref)
                connection.send(Done(task.place, report))
    except (AssignmentError, SandboxError) as error:
        connection.send(CannotGrade(str(error)))


def _listen(connection: Connection, tasks: queue.SimpleQueue[Task | None]) -> None:
    """Receive tasks while others are being graded, and exit when the connection ends."""
    try:
        while task := connection.recv():
            tasks.put(task)
        tasks.put(None)
        connection.recv()
    except (EOFError, OSError):
        os._exit(0)
