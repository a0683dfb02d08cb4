"""The cases of checks with their expected answers: inputs drawn from a seed, answers computed by the references."""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.assignment.model import Assignment, AssignmentError
from autograder.assignment.placeholders import require_no_placeholders
from autograder.authoring import AcrossCases, Case, Check
from autograder.authoring.case import OtherSizes
from autograder.authoring.expectation import Between, ByReference, Exactly, Expectation, Shaped
from autograder.immutable import immutable
from autograder.judging.answer_structure import result_names, structure
from autograder.judging.coerce import WHOLE, leaves
from autograder.judging.compare import FLOAT32, ROUNDED
from autograder.sandbox.guest.wire import as_received

FEW_TIMES = 8  # how much more a reordering of right code in float32 may depart than the reference does in float32
SUBMISSIONS_KEPT = 4  # how many submissions a grader has at a time, at most
PUBLIC_SEED = 0  # public checks have the same inputs on a student's machine as in grading

Functions = Mapping[str, Callable[..., Any]]


@immutable
class ExpectedCase:
    """One call to make, and what is expected of its answer.

    Attributes
    ----------
    case : Case
        The case as the author wrote it.
    expectation : Expectation
        What is expected; an expectation by reference has been resolved.
    template : array, list or dict
        A value with the structure and shapes of the expected answer.
    reference : callable or None
        The reference, unless this is a student's copy.
    other_sizes : OtherSizes or None
        Draws the case with other numbers, if that can tell how it is computed.
    """

    case: Case
    expectation: Expectation
    template: Any
    reference: Callable[..., Any] | None = None
    other_sizes: OtherSizes[ExpectedCase] | None = None

    @cached_property
    def single_rtol(self) -> float:
        """The tolerance for an answer computed in float32: a few times the error of the reference in float32.

        Infinite if float32 cannot hold the numbers; `FLOAT32` if there is no reference.
        """
        if self.reference is None:
            return FLOAT32
        return max(ROUNDED, FEW_TIMES * single_departure(self.reference, self.arguments))

    @property
    def arguments(self) -> list[Any]:
        """The arguments of the call, in order."""
        return list(self.case.arguments.values())

    @property
    def results(self) -> dict[str, Any] | None:
        """The expected value of each named result; None if more than one answer is right."""
        if not isinstance(self.expectation, Exactly):
            return None
        return self.expectation.value if isinstance(self.expectation.value, dict) else {WHOLE: self.expectation.value}


@dataclass(frozen=True, eq=False)
class CheckInstance:
    """A check with its cases. Compared by identity, because answers to its cases are cached by it."""

    check: Check
    cases: tuple[ExpectedCase, ...]
    across: tuple[AcrossCases, ...]

    @property
    def is_at_size(self) -> bool:
        """Whether one of the cases tells by its size how it is computed."""
        return any(expected.other_sizes for expected in self.cases)


class CheckInstances:
    """The checks of an assignment with their cases, which are drawn when first needed. Threads may share it.

    Parameters
    ----------
    assignment : Assignment
        The assignment.
    seed : int
        The seed of hidden inputs.
    recorded : callable, optional
        The cases of a check that is computed from other exercises, for use where there are no references; None if it
        does not know them.

    Raises
    ------
    AssignmentError
        If a placeholder is left in the assignment.
    """

    def __init__(
        self,
        assignment: Assignment,
        seed: int,
        recorded: Callable[[Check], Sequence[Case] | None] = lambda _: None,
    ) -> None:
        require_no_placeholders(assignment)
        self._references = assignment.references
        self._functions = assignment.references or assignment.functions
        self._recorded = recorded
        self._seed = seed
        self._lock = threading.Lock()
        self._shared: dict[Check, CheckInstance | None] = {}
        self._latest: OrderedDict[str, dict[Check, CheckInstance | None]] = OrderedDict()

    def of(self, check: Check, sha256: str = "") -> CheckInstance | None:
        """A check with its cases; None if they are computed from other exercises, and neither known nor recorded.

        Parameters
        ----------
        check : Check
            The check.
        sha256 : str
            The hash of the submission, if it gets different hidden inputs from all others. By default, the inputs are
            the same for all.

        Raises
        ------
        AssignmentError
            If the check raises while it is drawn, or has no expected answer.
        """
        own = bool(sha256) and check.is_drawn and not check.is_fixed
        with self._lock:
            known = self._of_submission(sha256) if own else self._shared
            if check not in known:
                seed = PUBLIC_SEED if check.is_public else self._seed  # what is public must not tell of the secret one
                known[check] = self._draw(check, own_seed(seed, sha256) if own else seed)
            return known[check]

    def shared(self, checks: Iterable[Check]) -> dict[Check, CheckInstance]:
        """These checks with the inputs that are the same for all, without those for which `of` returns None."""
        return {check: instance for check in checks if (instance := self.of(check))}

    def _of_submission(self, sha256: str) -> dict[Check, CheckInstance | None]:
        """The checks drawn for a submission. Those of the latest few are cached."""
        known = self._latest.setdefault(sha256, {})
        self._latest.move_to_end(sha256)
        while len(self._latest) > SUBMISSIONS_KEPT:
            self._latest.popitem(last=False)
        return known

    def _draw(self, check: Check, seed: int) -> CheckInstance | None:
        if not self._functions.keys() >= set(check.needs):
            cases = self._recorded(check)
            return None if cases is None else _instance(check, cases, (), self._references)
        try:
            return instantiate(check, seed, self._references, self._functions)
        except AssignmentError:
            raise
        except Exception as error:  # an author's code may raise anything
            what = f"{type(error).__name__}: {error}"
            raise AssignmentError(f"The check {check.name} of {check.exercise} cannot be drawn: {what}") from error


def own_seed(seed: int, sha256: str) -> int:
    """The seed of the inputs of one submission, from the seed of all and the submission's hash."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{sha256}".encode()).digest()[:8], "big")


def instantiate_all(assignment: Assignment, seed: int) -> dict[Check, CheckInstance]:
    """Draw every check, except those that are computed from other exercises in a student's copy.

    Raises
    ------
    AssignmentError
        If a check raises while it is drawn or has no expected answer, or if a placeholder is left in the assignment.
    """
    return CheckInstances(assignment, seed).shared(assignment.checks)


def instantiate(check: Check, seed: int, references: Functions, functions: Functions | None = None) -> CheckInstance:
    """Draw one check: its inputs from a seed, its expected answers from the references.

    Parameters
    ----------
    check : Check
        The check.
    seed : int
        The seed of hidden inputs; a public check has a fixed one, unless it varies.
    references : dict of callable
        The references by exercise; empty in a student's copy.
    functions : dict of callable, optional
        The functions from whose answers inputs are computed. By default the references.

    Raises
    ------
    AssignmentError
        If a case has no expected value, and there is no reference to compute it.
    """
    cases, across = check.draw(_rng(check, seed), references if functions is None else functions)
    return _instance(check, cases, across, references)


def _instance(
    check: Check, cases: Iterable[Case], across: Iterable[AcrossCases], references: Functions
) -> CheckInstance:
    reference = references.get(check.exercise)
    return CheckInstance(check, tuple(_expected(case, check, reference) for case in cases), tuple(across))


def call_on_copies(function: Callable[..., Any], arguments: list[Any]) -> Any:
    """Call a trusted function on copies of the arguments, as a student's function is called."""
    return function(*as_received(arguments))


def single_departure(reference: Callable[..., Any], arguments: list[Any]) -> float:
    """The largest error of a function computed in float32, relative to the largest number of each result."""
    with np.errstate(all="ignore"):
        rounded, exact = (
            [np.asarray(array, dtype=float) for _, array in leaves(call_on_copies(reference, each))]
            for each in (_in_float32(arguments), arguments)
        )
    departures = [0.0]
    for one, other in zip(rounded, exact, strict=True):
        if not np.isfinite(one).all():
            return np.inf
        scale = np.abs(other).max(initial=0.0)
        departures.append(float(np.abs(one - other).max(initial=0.0) / scale) if scale else 0.0)
    return max(departures)


def _in_float32(value: Any) -> Any:
    """A value with its arrays and fractions in float32."""
    if isinstance(value, list | tuple):
        return type(value)(map(_in_float32, value))
    if isinstance(value, float):
        return np.float32(value)
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind in "fiu" else value


def _expected(case: Case, check: Check, reference: Callable[..., Any] | None) -> ExpectedCase:
    def drawn(draw: Callable[[], Case]) -> Callable[[], ExpectedCase]:
        return lambda: _expected(draw(), check, reference)

    sizes = case.other_sizes
    others = OtherSizes(*map(drawn, (sizes.few, sizes.as_many, sizes.many))) if sizes else None
    return ExpectedCase(case, *_resolve(case, check, reference), reference, others)


def _resolve(case: Case, check: Check, reference: Callable[..., Any] | None) -> tuple[Expectation, Any]:
    expectation = case.expectation
    if isinstance(expectation, ByReference):
        if reference is None and expectation.template is not None:
            expectation = Shaped(expectation.template)
        elif reference is None:
            raise AssignmentError(
                f"The check {check.name} of {check.exercise} has no expected answer: public checks run without "
                "references. Add .gives(...) or .shaped(...)."
            )
        else:
            expectation = _ask_reference(case, expectation, reference)
    return expectation, structure(expectation)


def _ask_reference(case: Case, expectation: ByReference, reference: Callable[..., Any]) -> Expectation:
    names = result_names(reference)

    def answer(arguments: dict[str, Any]) -> Any:
        value = call_on_copies(reference, list(arguments.values()))
        return dict(zip(names, value, strict=True)) if names else value

    if not expectation.either_side:
        return Exactly(answer(case.arguments))
    low, high = (
        answer({**case.arguments, **{name: sides[side] for name, sides in expectation.either_side.items()}})
        for side in (0, 1)
    )
    return Between(low, high)


def _rng(check: Check, seed: int) -> np.random.Generator:
    """A separate generator for each check, so that adding a check leaves the inputs of others unchanged."""
    own = zlib.crc32(f"{check.exercise}/{check.name}".encode())
    return np.random.default_rng([PUBLIC_SEED if check.is_fixed else seed, own])
