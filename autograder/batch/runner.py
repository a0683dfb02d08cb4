"""One bounded pool for everything that is graded in numbers: submissions of a class, trials of an audit, mutants.

At most twice as many items as jobs are in flight, so memory does not grow with the class, and what has not begun when
the caller stops does not begin.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from autograder.batch import processes
from autograder.batch.grading_process import Ref, grade_ref
from autograder.grading.grader import Grader
from autograder.grading.grader_spec import GraderSpec
from autograder.results.report import Report
from autograder.sandbox.host.zygote import MOST_JOBS

Item = TypeVar("Item")
Result = TypeVar("Result")


def default_jobs() -> int:
    """One job a processor, as far as one zygote can serve them."""
    return min(os.cpu_count() or 1, MOST_JOBS)


def as_done(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int | None = None
) -> Generator[tuple[int, Result], None, None]:
    """Call `function` with each item, in several threads.

    Parameters
    ----------
    function : callable
        What it raises is raised here, when the turn of that item comes.
    items : iterable
        Taken one by one, as there is room for them.
    jobs : int, optional
        Calls at a time; by default one a processor.

    Yields
    ------
    (int, result)
        The item's place among all, and its result, as soon as it is known.
    """
    jobs = jobs or default_jobs()
    at_work: dict[Future[Result], int] = {}
    with _threads(jobs) as pool:
        for place, item in enumerate(items):
            at_work[pool.submit(function, item)] = place
            if len(at_work) >= 2 * jobs:
                yield from _finished(at_work)
        while at_work:
            yield from _finished(at_work)


def iterate(
    grading: Grader | GraderSpec, refs: Iterable[Ref], jobs: int | None = None
) -> Generator[tuple[int, Report], None, None]:
    """Read and grade submissions as their turns come.

    Parameters
    ----------
    grading : Grader or GraderSpec
        A grader that is running works in several threads; from a spec, several processes make one each.
    refs : iterable of Ref
        The submissions.
    jobs : int, optional
        Submissions graded at a time; by default one a processor.

    Yields
    ------
    (int, Report)
        The submission's place among all, and its report, as soon as it is known.

    Raises
    ------
    SandboxError
        If no process can be started.
    """
    if isinstance(grading, GraderSpec):
        return processes.as_done(grading, refs, jobs or default_jobs())
    return as_done(functools.partial(grade_ref, grading), refs, jobs)


def in_order(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int | None = None
) -> Generator[Result, None, None]:
    """The same results as those of `as_done`, in the order of the items."""
    jobs = jobs or default_jobs()
    at_work: deque[Future[Result]] = deque()
    with _threads(jobs) as pool:
        for item in items:
            at_work.append(pool.submit(function, item))
            if len(at_work) >= 2 * jobs:
                yield at_work.popleft().result()
        while at_work:
            yield at_work.popleft().result()


@contextlib.contextmanager
def _threads(jobs: int) -> Iterator[ThreadPoolExecutor]:
    pool = ThreadPoolExecutor(jobs)
    try:
        yield pool
    finally:  # also on Ctrl-C, and where the caller needs no more results
        pool.shutdown(cancel_futures=True)


def _finished(at_work: dict[Future[Result], int]) -> Iterator[tuple[int, Result]]:
    for future in wait(at_work, return_when=FIRST_COMPLETED).done:
        yield at_work.pop(future), future.result()
