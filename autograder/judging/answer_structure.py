"""The structure of expected answers: their shapes, their bounds and their named results."""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.authoring.expectation import AnyOf, Between, Exactly, Expectation, Shaped
from autograder.judging.coerce import WHOLE


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
