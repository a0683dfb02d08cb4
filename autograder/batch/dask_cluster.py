"""Grades on a Dask cluster: each worker makes one grader, and each task is a few submissions.

Every worker states its versions of the engine and NumPy before it receives anything; any other version is refused.
Results are yielded as they arrive. The tasks of a lost worker are repeated by others; if the scheduler is lost,
unfinished tasks are sent again to the one started in its place.
"""

from __future__ import annotations

import itertools
import logging
import secrets
import time
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from distributed import Client, as_completed

from autograder.assignment.loading import load_assignment
from autograder.batch.dask_connection import Lost, NoAnswer, Settings, connected, silence_distributed
from autograder.batch.dask_worker import ClusterError, Read, grade
from autograder.batch.grading_process import AlreadyRead, Ref
from autograder.batch.processes import graded_by_processes
from autograder.grading.grader_spec import GraderSpec
from autograder.results.report import Report

log = logging.getLogger(__name__)

TASK = 25  # submissions: a few seconds of work: little is lost with a worker, and the scheduler has little to do
AHEAD = 2  # tasks for each thread of a worker: the current one and the next


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
    silence_distributed()
    names = _module_names(spec)
    waiting = (Read(place, ref.read(names)) for place, ref in enumerate(refs))
    tasks = iter(lambda: list(itertools.islice(waiting, TASK)), [])
    unfinished: dict[str, list[Read]] = {}
    lost_at: float | None = None
    while True:
        try:
            with connected(spec, settings) as client:
                for done in _graded(client, spec, tasks, unfinished):
                    lost_at = None
                    yield done
                return
        except Lost:
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


def _graded(
    client: Client, spec: GraderSpec, tasks: Iterator[list[Read]], unfinished: dict[str, list[Read]]
) -> Iterator[tuple[int, Report]]:
    done = as_completed(raise_errors=False)

    def send(key: str, reads: list[Read]) -> None:
        unfinished[key] = reads
        done.add(client.submit(grade, reads, key=key, pure=False, retries=1))

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
            raise Lost
        time.sleep(0.02)
    future = next(done)
    if future.status in {"cancelled", "lost"}:
        raise Lost
    return future


def _results(future: Any, reads: list[Read], spec: GraderSpec) -> Iterator[tuple[int, Report]]:
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


def _module_names(spec: GraderSpec) -> tuple[str, ...]:
    return load_assignment(spec.folder).module_names
