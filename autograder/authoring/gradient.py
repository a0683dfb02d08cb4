"""A gradient to be measured: calls of an exercise, and the slopes that its results should be.

::

    @gradient_of("square_gradient")
    def sum_of_squares(rng):
        # its docstring: J is the sum of the squares of x.
        x = one_decimal(rng, 3)
        yield Case(x=x), numerical_gradients(lambda x: np.sum(x**2), x=x)
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.authoring.case import Case
from autograder.authoring.finite_differences import Rejected

SMALLEST = 1e-3  # for the largest slope of a result
Example = tuple[Case, dict[str, Any]]


@dataclass(frozen=True)
class Gradient:
    """What one exercise's results are the derivatives of.

    Attributes
    ----------
    exercise : str
        The exercise, all of whose results are gradients.
    title : str
        What is differentiated, for students.
    function : callable
        Yields random examples: a `Case`, and the `numerical_gradients` there in the order of the exercise's results.
        Its parameters are ``rng`` or names of exercises: each of those is handed in as the student's own function.
    """

    exercise: str
    title: str
    function: Callable[..., Iterable[Example]]

    @property
    def needs(self) -> tuple[str, ...]:
        """The exercises through which it is measured."""
        return tuple(name for name in inspect.signature(self.function).parameters if name != "rng")

    def draw(self, rng: np.random.Generator, functions: Mapping[str, Callable[..., Any]]) -> list[Example]:
        """Random examples.

        Raises
        ------
        Rejected
            If these would say nothing.
        """
        examples = list(self.function(rng, **{name: functions[name] for name in self.needs}))
        for name in examples[0][1]:
            largest = [[np.abs(array).max() for array in _arrays(measured[name])] for _, measured in examples]
            # All zeros, and too many wrong answers agree; next to zero, and rounding is all that there is to compare.
            if not any(map(all, largest)) or any(0 < each < SMALLEST for one in largest for each in one):
                raise Rejected
        return examples


def gradient_of(exercise: str) -> Callable[[Callable[..., Iterable[Example]]], Gradient]:
    """Declare what the results of `exercise` are the derivatives of; the docstring says it to students."""

    def declare(function: Callable[..., Iterable[Example]]) -> Gradient:
        title = " ".join((inspect.getdoc(function) or "").split())
        if not title:
            raise ValueError(
                f"the gradient {function.__name__} of {exercise} needs a docstring: what is differentiated"
            )
        return Gradient(exercise, title, function)

    return declare


def assume(condition: object) -> None:
    """Draw this example again unless `condition` holds: that units are on and off, say."""
    if not condition:
        raise Rejected


def _arrays(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
