"""The expectations that a case may have of the answer. These are plain data; `judging` interprets them.

A value is an array, a scalar, a list or tuple of values, or a dict of named results, in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

import numpy as np

from autograder.immutable import immutable


@immutable
class ByReference:
    """The reference's answer; with `either_side`, any value between its answers on two versions of an argument.

    Where there is no reference, as in a student's copy, finite numbers in the shapes of `template`, if there is one.
    """

    either_side: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    template: Any = None


@immutable
class Exactly:
    """This value, within the tolerance."""

    value: Any


@immutable
class Between:
    """Any value between two, element by element."""

    low: Any
    high: Any


@immutable
class AnyOf:
    """One of several values, as a whole."""

    values: tuple[Any, ...]


@immutable
class Shaped:
    """Finite numbers in the shapes of this value, whatever the numbers are."""

    template: Any


Expectation = ByReference | Exactly | Between | AnyOf | Shaped


def zeros(shape: Any) -> Any:
    """A value of zeros: a tuple of int is the shape of one array, a list or dict holds several."""
    if isinstance(shape, tuple) and all(isinstance(length, int) for length in shape):
        return np.zeros(shape)
    if isinstance(shape, dict):
        return {name: zeros(each) for name, each in shape.items()}
    return [zeros(each) for each in shape]
