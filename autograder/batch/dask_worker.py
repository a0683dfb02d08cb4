"""The worker's side of a Dask cluster: it is given the assignment once, makes a grader, and grades what tasks bring.

Secrets (the solutions and the seed) come in a plugin, never in the arguments or key of a task, which schedulers display
and log.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from distributed import WorkerPlugin, get_worker

from autograder.assignment.fingerprint import engine_digest
from autograder.assignment.loading import load_assignment
from autograder.batch.graded_once import GradedOnce
from autograder.batch.grading_process import AlreadyRead, grade_ref
from autograder.grading.grader_spec import GraderSpec
from autograder.immutable import immutable
from autograder.results.report import Report
from autograder.sandbox.host.isolation_check import can_be_read
from autograder.sandbox.host.zygote import Zygote
from autograder.sandbox.protocol import SandboxError
from autograder.submissions.submission import Submission
from autograder.version import VERSION

SHIPPED = ("exercises", "solutions")


class ClusterError(SandboxError):
    """The cluster cannot be used; the message explains why, and what to do."""


@immutable
class Versions:
    """The versions that a report depends on besides the assignment."""

    autograder: str
    engine: str
    numpy: str

    def __str__(self) -> str:
        return f"autograder {self.autograder} (engine {self.engine}, NumPy {self.numpy})"


def own_versions() -> Versions:
    """The versions in this process."""
    return Versions(VERSION, engine_digest(), np.__version__)


@immutable
class Read:
    """A submission with its place, as it is sent."""

    place: int
    submission: Submission


class GraderPlugin(WorkerPlugin):
    """Makes a worker's grader from the assignment's files, in a folder that only the worker can open.

    Parameters
    ----------
    spec : GraderSpec
        The description of the grader.
    versions : Versions
        The versions that the worker must have.
    trust_submissions : bool
        Whether to grade even if submissions can read the solutions.
    """

    def __init__(self, spec: GraderSpec, versions: Versions, *, trust_submissions: bool) -> None:
        self.name = f"autograder-{secrets.token_hex(8)}"
        self._spec = spec
        self._versions = versions
        self._trust = trust_submissions
        self._files = _files_of(spec.folder)

    def __repr__(self) -> str:
        return self.name

    def setup(self, worker: Any) -> None:
        """Called on each worker, also on those that join later."""
        if own_versions() != self._versions:
            worker.autograder = ClusterError(f"A worker has {own_versions()}, but the others have {self._versions}.")
            return
        folder = Path(tempfile.mkdtemp(prefix="autograder-"))
        for name, content in self._files.items():
            path = folder / self._spec.folder.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            worker.autograder = _WorkerGrader(replace(self._spec, folder=folder / self._spec.folder.name), folder)
            worker.autograder.require_closed_solutions(trust=self._trust)
        except SandboxError as error:
            worker.autograder = ClusterError(str(error))

    def teardown(self, worker: Any) -> None:
        """Called when a worker ends, or the class is graded."""
        grader = getattr(worker, "autograder", None)
        if isinstance(grader, _WorkerGrader):
            grader.close()


class _WorkerGrader:
    """A worker's grader, with one zygote for all tasks."""

    def __init__(self, spec: GraderSpec, folder: Path) -> None:
        self._folder = folder
        self._solutions = spec.folder / "solutions"
        self._stack = contextlib.ExitStack()
        self._zygote = self._stack.enter_context(Zygote(spec.limits))
        self.grader = GradedOnce(spec.grader(load_assignment(spec.folder), self._zygote))

    def require_closed_solutions(self, *, trust: bool) -> None:
        """Refuse to grade if a submission could read the solutions."""
        if not trust and can_be_read(self._solutions, self._zygote.findings()):
            raise SandboxError(
                "Nothing was graded: on a worker, a submission can read the solutions. Start the workers as root, or "
                "state that you trust these submissions: --trust-submissions."
            )

    def close(self) -> None:
        """End the zygote, and remove the assignment."""
        self._stack.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def grade(reads: list[Read]) -> list[tuple[int, Report]]:
    """Grade some submissions; runs on a worker.

    Raises
    ------
    ClusterError
        If the worker has no grader.
    """
    grader = getattr(get_worker(), "autograder", None)
    if isinstance(grader, ClusterError):
        raise grader
    if grader is None:
        raise ClusterError("A worker was given submissions before the assignment.")
    return [(each.place, grade_ref(grader.grader, AlreadyRead(each.submission))) for each in reads]


def _files_of(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in SHIPPED
        for path in sorted((folder / part).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
