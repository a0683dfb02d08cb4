"""A submission at work: its modules imported, its functions called, in as many workers as that takes.

A worker that hangs or dies costs the call that it hit; a fresh one goes on behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, TypeGuard

import numpy as np

from autograder.assignment.model import Assignment, Exercise
from autograder.authoring import Answer, Case, Cost
from autograder.grading import error_messages as failures
from autograder.grading.imports import LoadedModules
from autograder.grading.time_budget import TimeBudget
from autograder.judging.check_run import Outcome
from autograder.judging.verdict import Verdict, same_for_all
from autograder.sandbox.host.connection import Answerer, Ended, Reply, Worker
from autograder.sandbox.host.zygote import Zygote
from autograder.submissions.submission import Source, Submission

HIGHEST_COUNT = 10**9  # a forged number must be one that can be computed with


@dataclass(frozen=True)
class Call:
    """One call to be made, for the check that asks for it."""

    exercise: Exercise
    check: str
    case: Case


class Session:
    """One submission's workers, one after another; a context manager that ends the last.

    Parameters
    ----------
    answered : dict of list
        Functions, by module, that the grader answers in the student's place.
    answerer : callable, optional
        Answers them.
    fatal : dict of dict of str, optional
        Cells that an earlier session has found no worker to survive.
    """

    def __init__(
        self,
        zygote: Zygote,
        assignment: Assignment,
        submission: Submission,
        budget: TimeBudget,
        *,
        answered: Mapping[str, Sequence[str]] | None = None,
        answerer: Answerer | None = None,
        fatal: Mapping[str, Mapping[int, str]] | None = None,
    ) -> None:
        self._zygote = zygote
        self._sources = {name: _as_values(source) for name, source in submission.sources.items()}
        self._single_precision = submission.single_precision
        self._budget = budget
        self._answered = {module: list(names) for module, names in (answered or {}).items()}
        self._answerer = answerer
        self._names = set(assignment.exercise_names)
        self._printed_before = ""
        self.modules = LoadedModules(assignment, submission.sources, fatal)
        self._worker = self._start()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *exception: object) -> None:
        self._worker.end()

    def printed(self) -> str:
        """What the submission has printed since this was last asked."""
        printed, self._printed_before = self._printed_before + self._worker.printed(), ""
        return printed

    def locate(self, exercise: Exercise) -> str | Verdict:
        """The module that has the exercise's function, or what to say if none does."""
        return self.modules.locate(exercise)

    def ask(self, calls: Sequence[Call]) -> Iterator[Outcome]:
        """The outcome of each call, in order. Once a call has ended a worker, the rest of its check is not tried."""
        position = 0
        given_up: dict[tuple[str, str], Verdict] = {}
        while position < len(calls):
            if verdict := self._not_asked(calls[position], given_up):
                yield verdict
                position += 1
                continue
            batch = list(takewhile(lambda call: not self._not_asked(call, given_up), calls[position:]))
            for call, outcome in zip(batch, self._ask(batch), strict=False):
                position += 1
                if isinstance(outcome, Verdict) and not self._worker.alive:
                    given_up[call.exercise.name, call.check] = outcome
                yield outcome

    def _not_asked(self, call: Call, given_up: Mapping[tuple[str, str], Verdict]) -> Verdict | None:
        """The verdict on a call that is not worth making."""
        home = self.locate(call.exercise)
        if isinstance(home, Verdict):
            return home
        if not self._budget.allows(call.exercise.name):
            return same_for_all("timeout", f"{call.exercise.name} was not asked any more: its time was used up.")
        return given_up.get((call.exercise.name, call.check))

    def _ask(self, batch: Sequence[Call]) -> Iterator[Outcome]:
        """Outcomes up to the one that ends the worker."""
        if not self._worker.alive:
            self._printed_before += self._worker.printed()
            self._worker = self._start()
        exchange = self._worker.exchange([self._request(call) for call in batch], self._budget.for_call)
        for call, reply in zip(batch, exchange, strict=False):
            if isinstance(reply, Ended) and reply.status == "timeout":
                self._budget.record_timeout(call.exercise.name)
            yield self._outcome(call, reply)

    def _request(self, call: Call) -> dict[str, Any]:
        return {
            "do": "call",
            "module": self.locate(call.exercise),
            "function": call.exercise.name,
            "arguments": list(call.case.arguments.values()),
            "count_cost": call.case.counts_cost,
        }

    def _outcome(self, call: Call, reply: Reply | Ended) -> Outcome:
        exercise = call.exercise
        if isinstance(reply, Ended):
            return failures.ended(reply, exercise.name)
        if "answer" in reply:
            changed, shared, idle = (_named(call.case, reply.get(key)) for key in ("changed", "shared", "idle"))
            return Answer(
                reply["answer"],
                changed=changed,
                cost=_as_cost(reply.get("cost")),
                single_precision=self._single_precision,
                shared=shared,
                idle=idle,
                overwrote=reply.get("overwrote") is True,
            )
        return failures.raised(
            reply.get("error"), exercise.name, self.modules.file(str(self.locate(exercise))), self._names
        )

    def _start(self) -> Worker:
        """A worker in which every cell has been run that can be. One that ends it is left out of the next."""
        while True:
            fatal = {name: [list(place) for place in places.items()] for name, places in self.modules.fatal.items()}
            worker = Worker(
                self._zygote,
                {"sources": self._sources, "answered": self._answered, "broken": fatal},
                self._answerer,
            )
            if self._run_all(worker):
                return worker
            self._printed_before += worker.printed()

    def _run_all(self, worker: Worker) -> bool:
        """Whether the worker is still there afterwards."""
        cells = list(self.modules.to_run())
        requests = [{"do": "load", "module": name, "cell": place} for name, place in cells]
        for cell, reply in zip(cells, worker.exchange(requests, self._budget.for_module), strict=False):
            self.modules.record(*cell, reply)
            if isinstance(reply, Ended):
                return False
        return True


def _named(case: Case, places: Any) -> tuple[str, ...]:
    """The arguments at these places; from the student's process, so of any form."""
    known = places if isinstance(places, list) else []
    return tuple(name for place, name in enumerate(case.arguments) if place in known)


def _as_values(source: Source) -> list[Any]:
    return [source.file, *(np.frombuffer(cell, np.uint8) for cell in source.cells)]


def _as_cost(told: Any) -> Cost | None:
    """The cost as a worker told it; None where it is no cost in form."""
    if not isinstance(told, dict):
        return None
    steps, multiplications = told.get("steps"), told.get("multiplications")
    if not _is_count(steps) or not (multiplications is None or _is_count(multiplications)):
        return None
    return Cost(steps, multiplications)


def _is_count(value: Any) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < HIGHEST_COUNT
