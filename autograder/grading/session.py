"""Runs a submission: imports its modules and calls its functions.

A worker that hangs or dies costs the current call only: a fresh worker makes the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import field
from functools import partial
from itertools import takewhile
from typing import Any

from autograder.assignment.model import Assignment, Exercise
from autograder.authoring import Case
from autograder.grading import error_messages as failures
from autograder.grading.answer_memory import AnswerMemory
from autograder.grading.imports import LoadedModules
from autograder.grading.starter import Starter, nothing
from autograder.grading.time_budget import TimeBudget
from autograder.immutable import immutable
from autograder.judging.check_run import Outcome, as_answer, call_as_code
from autograder.judging.verdict import Verdict, same_for_all
from autograder.sandbox.guest.messages import CallFunction, Raised, Reply, Returned
from autograder.sandbox.protocol import Answerer, Connection, Ended, WorkerPool
from autograder.submissions.submission import Submission


@immutable
class Call:
    """One call of an exercise's function, for a check."""

    exercise: Exercise
    check: str
    case: Case


@immutable
class Sessions:
    """Opens sessions with one submission, which share a time budget.

    Attributes
    ----------
    pool : WorkerPool
        The source of the workers.
    assignment : Assignment
        The assignment, which says which functions are looked for.
    submission : Submission
        The submission.
    budget : TimeBudget
        The time that the submission has left.
    kept : AnswerMemory
        The memory that is left for its answers.
    measured : set of str
        The exercises that were found to measure what they should derive.
    """

    pool: WorkerPool
    assignment: Assignment
    submission: Submission
    budget: TimeBudget
    kept: AnswerMemory = field(default_factory=AnswerMemory)
    measured: set[str] = field(default_factory=set)

    def open(self, proxies: Proxies | None = None, meanwhile: Callable[[], object] = nothing) -> Session:
        """A session, in a fresh worker. While it runs the files for the first time, `meanwhile` is called."""
        return Session(self, proxies or Proxies(), meanwhile)


@immutable
class Proxies:
    """The functions that the grader may answer in a session, in the student's place.

    Attributes
    ----------
    names : dict of list
        The functions that may be answered, by module.
    answerer : callable or None
        Answers them.
    crashing_statements : dict of collection of (int, int)
        Statements that end a worker, as far as the first session has found out.
    """

    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    answerer: Answerer | None = None
    crashing_statements: Mapping[str, Collection[tuple[int, int]]] = field(default_factory=dict)


class Session:
    """Runs a submission in one worker at a time; a context manager that ends the last one.

    Parameters
    ----------
    origin : Sessions
        The submission, and what runs it.
    proxies : Proxies
        The functions that the grader may answer.
    meanwhile : callable
        Called while the first worker runs the files.

    Attributes
    ----------
    answered : sequence of str
        Those that it answers in the next calls.
    """

    def __init__(self, origin: Sessions, proxies: Proxies, meanwhile: Callable[[], object]) -> None:
        submission = origin.submission
        self._in_single_precision = submission.in_single_precision
        self._budget = origin.budget
        self.kept = origin.kept
        self.measured = origin.measured
        self._proxies = proxies
        self._names = set(origin.assignment.exercise_names)
        self._printed_before = ""
        self.modules = LoadedModules(origin.assignment, submission.sources, proxies.crashing_statements)
        self._starter = Starter(
            origin.pool, submission.sources, self.modules, self._budget, proxies.names, proxies.answerer
        )
        self.answered: Sequence[str] = ()
        self._answers_before: list[Any] = []  # of this worker: the last answer, if the last call has one
        self._worker = self._start(meanwhile)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *exception: object) -> None:
        self.end()

    def end(self) -> None:
        """End the last worker."""
        self._worker.end()

    def printed(self) -> str:
        """The submission's output since the last call."""
        printed, self._printed_before = self._printed_before + self._worker.printed(), ""
        return printed

    @contextmanager
    def without_output(self) -> Iterator[None]:
        """Inside this context, forget the submission's output."""
        before = self.printed()
        try:
            yield
        finally:
            self.printed()
            self._printed_before = before

    @property
    def is_out_of_time(self) -> bool:
        """Whether the submission's time is over."""
        return self._budget.is_over

    @property
    def can_be_stopped(self) -> bool:
        """Whether a call ends at a time limit; in a running notebook, none does."""
        return self._budget.for_call() < float("inf")

    def set_timeouts_aside(self, share: float = 1.0) -> AbstractContextManager[None]:
        """Inside this context, calls have a share of the full time, whatever has timed out, and no timeout counts."""
        return self._budget.set_aside(share)

    @property
    def has_proxies(self) -> bool:
        """Whether the grader answers some of the functions."""
        return self._proxies.answerer is not None

    def locate(self, exercise: Exercise) -> str | Verdict:
        """The module that has the exercise's function, or a verdict if none does."""
        return self.modules.locate(exercise)

    def call(self, calls: Sequence[Call], meanwhile: Callable[[], object] = nothing) -> Iterator[Outcome]:
        """The outcome of each call, in order. Once a call has ended a worker, the rest of its check is skipped.

        Parameters
        ----------
        calls : sequence of Call
            The calls.
        meanwhile : callable, optional
            Called while the worker makes the first ones.
        """
        position = 0
        given_up: dict[tuple[str, str], Verdict] = {}
        while position < len(calls):
            if verdict := self._reason_to_skip(calls[position], given_up):
                yield verdict
                position += 1
                continue
            batch = list(takewhile(lambda call: not self._reason_to_skip(call, given_up), calls[position:]))
            for call, outcome in zip(batch, self._call_until_one_ends(batch, meanwhile), strict=False):
                position += 1
                if isinstance(outcome, Verdict) and not self._worker.alive:
                    given_up[call.exercise.name, call.check] = outcome
                yield outcome
            meanwhile = nothing

    def _reason_to_skip(self, call: Call, given_up: Mapping[tuple[str, str], Verdict]) -> Verdict | None:
        """The verdict on a call that is not worth making."""
        home = self.locate(call.exercise)
        if isinstance(home, Verdict):
            return home
        if not self._budget.allows(call.exercise.name):
            return same_for_all("timeout", f"{call.exercise.name} was not called again: its time was used up.")
        return given_up.get((call.exercise.name, call.check))

    def _call_until_one_ends(self, batch: Sequence[Call], meanwhile: Callable[[], object]) -> Iterator[Outcome]:
        """Outcomes up to the one that ends the worker. Once the calls are sent, `meanwhile` is called."""
        if not self._worker.alive:
            self._printed_before += self._worker.printed()
            self._answers_before = []
            self._worker = self._start(nothing)
        exchange = self._worker.exchange([self._request(call) for call in batch], self._budget.for_call)
        meanwhile()
        for call, reply in zip(batch, exchange, strict=False):
            if isinstance(reply, Ended) and reply.status == "timeout":
                self._budget.record_timeout(call.exercise.name)
            outcome = self._outcome(call, reply)
            self._answers_before = [reply.answer] if isinstance(reply, Returned) else []
            yield outcome

    def _request(self, call: Call) -> CallFunction:
        arguments = list(call.case.arguments.values())
        module, case = str(self.locate(call.exercise)), call.case
        return CallFunction(
            module, call.exercise.name, arguments, case.counts_cost, case.is_observed, tuple(self.answered)
        )

    def _outcome(self, call: Call, reply: Reply | Ended) -> Outcome:
        exercise = call.exercise
        if isinstance(reply, Ended):
            return failures.ended(reply, exercise.name)
        if isinstance(reply, Returned):
            return as_answer(
                reply,
                call.case,
                earlier=self._answers_before,
                single_precision=exercise.name in self._in_single_precision,
            )
        error = reply.error if isinstance(reply, Raised) else None
        verdict = failures.raised(error, exercise.name, self.modules.file(str(self.locate(exercise))), self._names)
        example = partial(call_as_code, exercise.name, call.case)
        return verdict.with_example(example) if verdict.status == "error" else verdict

    def _start(self, meanwhile: Callable[[], object]) -> Connection:
        worker, printed = self._starter.start(meanwhile)
        self._printed_before += printed
        return worker
