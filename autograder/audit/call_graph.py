"""Which references call which: whom a mistake could cost more than itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

from autograder.assignment.model import Assignment


def callers(assignment: Assignment) -> dict[str, frozenset[str]]:
    """For each exercise, those whose references call its reference, themselves or in a function of their module."""
    called = {name: _called(function, assignment) for name, function in assignment.references.items()}
    return {
        name: frozenset(other for other, names in called.items() if name in names and other != name) for name in called
    }


def _called(function: Callable[..., Any], assignment: Assignment) -> set[str]:
    """The exercises that a function calls; what they call in turn is theirs."""
    found: set[str] = set()
    pending, seen = [function], {function}
    while pending:
        current = pending.pop()
        if not isinstance(current, FunctionType):
            continue
        for name in _names(current.__code__):
            value = current.__globals__.get(name)
            if name in assignment.references:
                found.add(name)
            elif isinstance(value, FunctionType) and value not in seen:
                seen.add(value)
                pending.append(value)
    return found


def _names(code: CodeType) -> Iterator[str]:
    """The global names in a function's code, with what is defined inside of it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
