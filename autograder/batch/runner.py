"""Bounded pools for everything that is graded in bulk: submissions of a class, trials of an audit, mutants.

At most twice as many items as jobs are in flight, so memory does not grow with the class. When the caller stops, no
further item is started.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from autograder.batch.graded_once import GradedOnce
from autograder.batch.grading_process import Ref, grade_ref
from autograder.grading.grader import Grader
from autograder.grading.grader_spec import GraderSpec
from autograder.results.report import Report
from autograder.sandbox.host.zygote import MOST_JOBS

Item = TypeVar("Item")
Result = TypeVar("Result")
AtWork = dict[Future[Result], int]
"""Running calls, in the order in which they were started, with the places of their items."""


def default_jobs() -> int:
    """One job for each processor, up to the number that one zygote can serve."""
    return min(os.cpu_count() or 1, MOST_JOBS)


def as_done(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int | None = None
) -> Generator[tuple[int, Result], None, None]:
    """Call a function with each item, in several threads, and yield results as they are done.

    Parameters
    ----------
    function : callable
        The function. Exceptions that it raises are raised here.
    items : iterable
        Its arguments. Each is taken when there is room for it.
    jobs : int, optional
        The number of calls at a time; by default one for each processor.

    Yields
    ------
    (int, result)
        The place of an item among all, and its result, as soon as it is known.
    """
    return _in_threads(function, items, jobs, _finished)


def iterate(
    grading: Grader | GraderSpec, refs: Iterable[Ref], jobs: int | None = None
) -> Generator[tuple[int, Report], None, None]:
    """Read and grade submissions, several at a time.

    Parameters
    ----------
    grading : Grader or GraderSpec
        A running grader, used in several threads; or a spec, from which several processes make one each.
    refs : iterable of Ref
        The submissions.
    jobs : int, optional
        The number of submissions graded at a time; by default one for each processor.

    Yields
    ------
    (int, Report)
        The place of a submission among all, and its report, as soon as it is known.

    Raises
    ------
    SandboxError
        If no process can be started.
    """
    if isinstance(grading, GraderSpec):
        from autograder.batch import processes  # a single submission does not wait for what a class needs

        return processes.graded_by_processes(grading, refs, jobs or default_jobs())
    return as_done(functools.partial(grade_ref, GradedOnce(grading)), refs, jobs)


def in_order(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int | None = None
) -> Generator[Result, None, None]:
    """Call a function with each item as `as_done` does, and yield the results in the order of the items.

    Parameters
    ----------
    function : callable
        The function.
    items : iterable
        Its arguments.
    jobs : int, optional
        The number of calls at a time; by default one for each processor.
    """
    with contextlib.closing(_in_threads(function, items, jobs, _first)) as results:
        for _, result in results:
            yield result


def _in_threads(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int | None,
    take: Callable[[AtWork[Result]], Iterator[tuple[int, Result]]],
) -> Generator[tuple[int, Result], None, None]:
    """The results of calls, with the places of their items; `take` waits for running calls."""
    jobs = jobs or default_jobs()
    at_work: AtWork[Result] = {}
    with _threads(jobs) as pool:
        for place, item in enumerate(items):
            at_work[pool.submit(function, item)] = place
            if len(at_work) >= 2 * jobs:
                yield from take(at_work)
        while at_work:
            yield from take(at_work)


@contextlib.contextmanager
def _threads(jobs: int) -> Iterator[ThreadPoolExecutor]:
    pool = ThreadPoolExecutor(jobs)
    try:
        yield pool
    finally:  # also on Ctrl-C, and when the caller stops early
        pool.shutdown(cancel_futures=True)


def _finished(at_work: AtWork[Result]) -> Iterator[tuple[int, Result]]:
    """The results of all calls that are done, once at least one is."""
    for future in wait(at_work, return_when=FIRST_COMPLETED).done:
        yield at_work.pop(future), future.result()


def _first(at_work: AtWork[Result]) -> Iterator[tuple[int, Result]]:
    """The result of the call that was started first."""
    future = next(iter(at_work))
    yield at_work.pop(future), future.result()
