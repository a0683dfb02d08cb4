"""Grades on a Dask cluster: each worker makes one grader, and each task is a few submissions.

Secrets (the solutions and the seed) are sent to the workers in a plugin, never in the arguments or key of a task, which
schedulers display and log. Every worker states its versions of the engine and NumPy before it receives anything; any
other version is refused. Results are yielded as they arrive. The tasks of a lost worker are repeated by others; if the
scheduler is lost, unfinished tasks are sent again to the one started in its place.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from distributed import Client, WorkerPlugin, as_completed, get_worker
from distributed.comm.core import CommClosedError

from autograder.assignment.fingerprint import engine_digest
from autograder.batch.grading_process import AlreadyRead, Ref, grade_ref
from autograder.batch.processes import graded_by_processes
from autograder.grading.grader import Grader
from autograder.grading.grader_spec import GraderSpec
from autograder.results.report import Report
from autograder.sandbox.host.isolation_check import can_be_read
from autograder.sandbox.host.zygote import Zygote
from autograder.sandbox.protocol import SandboxError
from autograder.submissions.submission import Submission
from autograder.version import VERSION

log = logging.getLogger(__name__)

TASK = (
    25  # submissions: a few seconds of work, so that little is lost with a worker, and the scheduler has little to do
)
AHEAD = 2  # tasks for each thread of a worker: the current one and the next
ANSWERS_IN = 20.0  # seconds in which a scheduler must answer
COMES_BACK_IN = 120.0  # seconds in which a lost scheduler must be back
SHIPPED = ("exercises", "solutions")

Value = TypeVar("Value")


class ClusterError(SandboxError):
    """The cluster cannot be used; the message explains why, and what to do."""


class NoAnswer(ClusterError):
    """No scheduler with a worker has answered in time."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class _Read:
    """A submission with its place, as it is sent."""

    place: int
    submission: Submission


@dataclass(frozen=True)
class Settings:
    """How the cluster is used.

    Attributes
    ----------
    address : str
        The address of the scheduler.
    trust_submissions : bool
        Whether to grade even on workers where submissions can read the solutions.
    answers_in, comes_back_in : float
        Seconds in which a scheduler must answer, and in which a lost one must be back.
    """

    address: str
    trust_submissions: bool = False
    answers_in: float = ANSWERS_IN
    comes_back_in: float = COMES_BACK_IN


def graded_by_cluster(
    spec: GraderSpec, refs: Iterable[Ref], settings: Settings
) -> Generator[tuple[int, Report], None, None]:
    """Grade submissions on a cluster. They are read in this process.

    Parameters
    ----------
    spec : GraderSpec
        The description of the grader that each worker makes.
    refs : iterable of Ref
        The submissions. Each is taken when a worker has room for it.
    settings : Settings
        How the cluster is used.

    Yields
    ------
    (int, Report)
        The place of a submission among all, and its report, as soon as it is known.

    Raises
    ------
    ClusterError
        If there is no scheduler, or it has no workers, or they have different versions.
    """
    names = _module_names(spec)
    waiting = (_Read(place, ref.read(names)) for place, ref in enumerate(refs))
    tasks = iter(lambda: list(itertools.islice(waiting, TASK)), [])
    unfinished: dict[str, list[_Read]] = {}
    lost_at: float | None = None
    while True:
        try:
            with _connected(spec, settings) as client:
                for done in _graded(client, spec, tasks, unfinished):
                    lost_at = None
                    yield done
                return
        except _Lost:
            lost_at = lost_at or time.monotonic()
        except NoAnswer:
            if lost_at is None:  # there never was one
                raise
        if time.monotonic() - lost_at > settings.comes_back_in:
            raise ClusterError(
                f"The scheduler at {settings.address} was lost, and was not back with workers within "
                f"{settings.comes_back_in:g} seconds."
            )
        log.warning("the scheduler is lost; waiting for it")
        time.sleep(1)


class _Lost(Exception):
    """The scheduler is gone."""


def _graded(
    client: Client, spec: GraderSpec, tasks: Iterator[list[_Read]], unfinished: dict[str, list[_Read]]
) -> Iterator[tuple[int, Report]]:
    done = as_completed(raise_errors=False)

    def send(key: str, reads: list[_Read]) -> None:
        unfinished[key] = reads
        done.add(client.submit(_grade, reads, key=key, pure=False, retries=1))

    for key, reads in list(unfinished.items()):  # of a scheduler that was lost
        del unfinished[key]
        send(_new_key(), reads)
    while True:
        room = AHEAD * max(sum(client.nthreads().values()), 1) - len(unfinished)
        for reads in itertools.islice(tasks, max(room, 0)):
            send(_new_key(), reads)
        if not unfinished:
            return
        future = _next(client, done)
        reads = unfinished[future.key]
        yield from _results(future, reads, spec)
        del unfinished[future.key]


def _next(client: Client, done: as_completed) -> Any:
    """The next task that is done. Meanwhile, checks that the scheduler is still there: its loss is not reported."""
    while not done.has_ready():
        if client.status != "running":
            raise _Lost
        time.sleep(0.02)
    future = next(done)
    if future.status in {"cancelled", "lost"}:
        raise _Lost
    return future


def _results(future: Any, reads: list[_Read], spec: GraderSpec) -> Iterator[tuple[int, Report]]:
    """The results of a task. Submissions that no worker survives are graded here, each in a separate process."""
    if future.status == "finished":
        yield from future.result()
        return
    error = future.exception()
    if isinstance(error, ClusterError):
        raise error
    log.warning("a task failed on the cluster and is done here: %s", type(error).__name__)
    for place, report in graded_by_processes(spec, (AlreadyRead(each.submission) for each in reads), 1):
        yield reads[place].place, report


def _new_key() -> str:
    return f"submissions-{secrets.token_hex(8)}"


@contextlib.contextmanager
def _connected(spec: GraderSpec, settings: Settings) -> Iterator[Client]:
    """A client whose workers all have the right versions and a grader."""
    client = _within(settings.answers_in, lambda: Client(settings.address, timeout=settings.answers_in), settings)
    plugin = _GraderPlugin(spec, own_versions(), trust_submissions=settings.trust_submissions)
    try:
        _within(settings.answers_in, lambda: _check_workers(client, settings), settings)
        _within(3 * settings.answers_in, lambda: client.register_plugin(plugin, name=plugin.name), settings)
        yield client
    except (CommClosedError, OSError, TimeoutError) as error:
        raise _Lost from error
    finally:
        with contextlib.suppress(Exception):  # if the cluster is gone, there is nothing to clean up
            _within(5, lambda: client.unregister_worker_plugin(plugin.name), settings)
        with contextlib.suppress(Exception):
            _within(5, lambda: client.close(timeout=2), settings)


def _check_workers(client: Client, settings: Settings) -> None:
    client.wait_for_workers(1, timeout=settings.answers_in)
    ours = own_versions()
    for worker, theirs in client.run(own_versions, on_error="return").items():
        if theirs != ours:
            found = theirs if isinstance(theirs, Versions) else f"no such autograder ({type(theirs).__name__})"
            raise ClusterError(
                f"Nothing was sent: the worker {worker} has {found}, and here is {ours}. With other versions reports "
                "may differ. Install the same there."
            )


def _within(seconds: float, action: Callable[[], Value], settings: Settings) -> Value:
    """The result of an action that may never end, since a scheduler may accept a connection and stay silent.

    Raises
    ------
    NoAnswer
        If there is no result in time.
    """
    found: list[Value] = []
    failed: list[BaseException] = []

    def act() -> None:
        try:
            found.append(action())
        except BaseException as error:  # raised again in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    thread.join(seconds + 1)
    if found:
        return found[0]
    if failed and isinstance(failed[0], ClusterError):
        raise failed[0]
    reason = f" ({failed[0]})" if failed else ""
    raise NoAnswer(
        f"No Dask scheduler with a worker answered at {settings.address} within {seconds:g} seconds{reason}. Start "
        "them with: dask scheduler; dask worker ADDRESS"
    )


class _GraderPlugin(WorkerPlugin):
    """Makes a worker's grader from the assignment's files, in a folder that only the worker can open."""

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
        from autograder.assignment.loading import load_assignment

        self._folder = folder
        self._solutions = spec.folder / "solutions"
        self._stack = contextlib.ExitStack()
        self._zygote = self._stack.enter_context(Zygote(spec.limits))
        self.grader: Grader = spec.grader(load_assignment(spec.folder), self._zygote)

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


def _grade(reads: list[_Read]) -> list[tuple[int, Report]]:
    """Grade some submissions; runs on a worker."""
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


def _module_names(spec: GraderSpec) -> tuple[str, ...]:
    from autograder.assignment.loading import load_assignment

    return load_assignment(spec.folder).module_names
