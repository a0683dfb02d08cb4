"""The cases of a run with their expected answers: inputs drawn from a seed, answers computed by the references.

All submissions of a run get the same cases, so each expected answer is computed once.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import inspect
import textwrap
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.assignment.model import Assignment, AssignmentError
from autograder.assignment.placeholders import require_no_placeholders
from autograder.authoring import AcrossCases, Case, Check
from autograder.authoring.expectation import AnyOf, Between, ByReference, Exactly, Expectation, Shaped
from autograder.judging.coerce import WHOLE
from autograder.sandbox.guest.wire import pack, unpack

PUBLIC_SEED = 0  # public checks have the same inputs on a student's machine as in grading

Functions = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
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
    """

    case: Case
    expectation: Expectation
    template: Any

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
    """A check with its cases. Compared by identity: answers to its cases are kept for as long as it is."""

    check: Check
    cases: tuple[ExpectedCase, ...]
    across: tuple[AcrossCases, ...]


def instantiate_all(assignment: Assignment, seed: int) -> dict[Check, CheckInstance]:
    """Draw every check that needs no student's function to be drawn.

    Raises
    ------
    AssignmentError
        If a check raises while it is drawn, or expects nothing, or if something is still to be written.
    """
    require_no_placeholders(assignment)
    checks = list(assignment.checks)
    drawn = {}
    for check in checks:
        if all(name in assignment.references for name in check.needs):
            try:
                drawn[check] = instantiate(check, seed, assignment.references)
            except AssignmentError:
                raise
            except Exception as error:  # an author's code may raise anything
                what = f"{type(error).__name__}: {error}"
                raise AssignmentError(f"The check {check.name} of {check.exercise} cannot be drawn: {what}") from error
    return drawn


def instantiate_for(
    instances: Mapping[Check, CheckInstance], references: Functions, seed: int, sha256: str
) -> dict[Check, CheckInstance]:
    """The same checks, the hidden ones with inputs for one submission alone: what it carries out serves no other.

    Parameters
    ----------
    instances : dict of CheckInstance
        As they were drawn for all.
    references : dict of callable
        Say what is expected.
    seed : int
        With the hash of the submission, it says what is drawn.
    sha256 : str
        The submission's.
    """
    own = int.from_bytes(hashlib.sha256(f"{seed}/{sha256}".encode()).digest()[:8], "big")
    return {
        check: instantiate(check, own, references) if check.is_drawn and not check.is_public else instance
        for check, instance in instances.items()
    }


def instantiate(check: Check, seed: int, references: Functions, functions: Functions | None = None) -> CheckInstance:
    """Draw one check: its inputs from a seed, its expected answers from the references.

    Parameters
    ----------
    check : Check
        The check.
    seed : int
        The seed of hidden inputs; a public check has a fixed one.
    references : dict of callable
        The references by exercise; empty for a student.
    functions : dict of callable, optional
        The functions from whose answers inputs are computed; by default the references.

    Raises
    ------
    AssignmentError
        If a case names no expected value, and there is no reference that could compute it.
    """
    reference = references.get(check.exercise)
    cases, across = check.draw(_rng(check, seed), references if functions is None else functions)
    expected = (ExpectedCase(case, *_resolve(case, check, reference)) for case in cases)
    return CheckInstance(check, tuple(expected), tuple(across))


def call_on_copies(function: Callable[..., Any], arguments: list[Any]) -> Any:
    """Call a trusted function on copies of the arguments, made as for a student's function."""
    return function(*unpack(pack(arguments)))


def _resolve(case: Case, check: Check, reference: Callable[..., Any] | None) -> tuple[Expectation, Any]:
    expectation = case.expectation
    if isinstance(expectation, ByReference):
        if reference is None:
            raise AssignmentError(
                f"The check {check.name} of {check.exercise} says nothing of the answer: a public check has no "
                "reference to ask. Say .gives(...) or .shaped(...)."
            )
        expectation = _ask_reference(case, expectation, reference)
    return expectation, structure(expectation)


def structure(expectation: Expectation) -> Any:
    """A value with the structure and shapes of the expected answer."""
    if isinstance(expectation, Shaped):
        return expectation.template
    return expectation.values[0] if isinstance(expectation, AnyOf) else bounds(expectation)[0]


def bounds(expectation: Expectation) -> tuple[Any, Any]:
    """The lower and the upper bound of an expected answer.

    Raises
    ------
    TypeError
        If the expectation has no bounds, or has not been resolved.
    """
    if isinstance(expectation, Exactly):
        return expectation.value, expectation.value
    if isinstance(expectation, Between):
        return expectation.low, expectation.high
    raise TypeError(f"{expectation} is not resolved")


def by_result(value: Any, template: Any) -> dict[str, Any] | None:
    """A value split into the results that `template` names; None if it does not have as many parts."""
    if not isinstance(template, dict):
        return {WHOLE: value}
    if not isinstance(value, list | tuple | np.ndarray) or np.ndim(value if isinstance(value, np.ndarray) else 1) > 9:
        return None
    parts = list(value) if not isinstance(value, np.ndarray) or value.ndim else []
    return dict(zip(template, parts, strict=True)) if len(parts) == len(template) else None


@functools.cache
def result_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names in a function's last ``return a, b``; empty if it returns a single value or an expression."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    returns = [node for node in ast.walk(tree) if isinstance(node, ast.Return)]
    value = max(returns, key=lambda node: node.lineno).value if returns else None
    if isinstance(value, ast.Tuple) and all(isinstance(item, ast.Name) for item in value.elts):
        return tuple(item.id for item in value.elts if isinstance(item, ast.Name))
    return ()


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
    return np.random.default_rng([PUBLIC_SEED if check.is_public else seed, own])
