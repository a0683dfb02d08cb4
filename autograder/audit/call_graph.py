"""Which references call which others, and so where a mistake in one exercise could cost points in another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

from autograder.assignment.model import Assignment


def callers(assignment: Assignment) -> dict[str, frozenset[str]]:
    """For each exercise, those whose references call its reference, directly or through helpers in their module."""
    called = {name: _called(function, assignment) for name, function in assignment.references.items()}
    return {
        name: frozenset(other for other, names in called.items() if name in names and other != name) for name in called
    }


def _called(function: Callable[..., Any], assignment: Assignment) -> set[str]:
    """The exercises that a function calls, without those that they call in turn."""
    found: set[str] = set()
    pending, visited = [function], {function}
    while pending:
        current = pending.pop()
        if not isinstance(current, FunctionType):
            continue
        for name in _names(current.__code__):
            value = current.__globals__.get(name)
            if name in assignment.references:
                found.add(name)
            elif isinstance(value, FunctionType) and value not in visited:
                visited.add(value)
                pending.append(value)
    return found


def _names(code: CodeType) -> Iterator[str]:
    """The global names used in a function's code, nested functions included."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
