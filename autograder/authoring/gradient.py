"""A gradient to be measured: calls of an exercise, and the slopes that its results should equal.

::

    @gradient_of("square_gradient", points=1)
    def agrees_with_central_differences(rng):
        # its docstring: the title of the public check and, below it, what is differentiated:
        # J is the sum of the squares of x.
        x = one_decimal(rng, 3)
        yield Case(x=x), numerical_gradients(lambda x: np.sum(x**2), x=x)
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring.case import Case
from autograder.authoring.check import Check
from autograder.authoring.finite_differences import AGREEMENT, Rejected
from autograder.authoring.purpose import MEASURED
from autograder.authoring.visibility import Visibility
from autograder.immutable import immutable

SMALLEST = 1e-3  # for the largest slope of a result
MOST_DRAWS = 200  # at worst, about one in ten examples is usable
Example = tuple[Case, dict[str, Any]]


@immutable
class Gradient:
    """The function whose derivatives the results of an exercise are.

    Attributes
    ----------
    exercise : str
        The exercise, all of whose results are gradients.
    title : str
        A sentence for students on what is differentiated.
    function : callable
        Yields random examples: a `Case`, and the `numerical_gradients` there in the order of the exercise's results.
        Its parameters are ``rng`` or names of exercises, for which it receives the student's functions.
    check : Check or None
        The check that asks for the gradients of one example, if that is worth points.
    """

    exercise: str
    title: str
    function: Callable[..., Iterable[Example]]
    check: Check | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The exercises through which it is measured."""
        return tuple(name for name in inspect.signature(self.function).parameters if name != "rng")

    def draw(self, rng: np.random.Generator, functions: Mapping[str, Callable[..., Any]]) -> list[Example]:
        """Random examples away from all kinks.

        Raises
        ------
        Rejected
            If none was found in `MOST_DRAWS` draws.
        """
        functions = {name: functions[name] for name in self.needs}
        for _ in range(MOST_DRAWS):
            try:
                return _telling(list(self.function(rng, **functions)))
            except Rejected:
                continue
        raise Rejected


def gradient_of(
    exercise: str, *, points: float | None = None, visibility: str | None = None
) -> Callable[[Callable[..., Iterable[Example]]], Gradient]:
    """Declare the function whose derivatives the results of `exercise` are.

    Parameters
    ----------
    exercise : str
        The exercise, all of whose results are gradients.
    points : float, optional
        The points of a check that asks for the gradients of one example. With points, the docstring's first line is the
        title of that check, and the lines below it tell what is differentiated; without points, there is no check.
    visibility : str, optional
        The visibility of the check; by default that of the folder.

    Raises
    ------
    ValueError
        If the docstring does not tell what is differentiated.
    """

    def declare(function: Callable[..., Iterable[Example]]) -> Gradient:
        text = inspect.getdoc(function) or ""
        heading, _, below = text.partition("\n")
        title = " ".join((text if points is None else below).split())
        if not title:
            raise ValueError(
                f"the gradient {function.__name__} of {exercise} needs a docstring: what is differentiated"
            )
        gradient = Gradient(exercise, title, function)
        return gradient if points is None else replace(gradient, check=_check(gradient, heading, points, visibility))

    return declare


def assume(condition: object) -> None:
    """Draw this example again unless `condition` holds, for example that some neurons are on and some off.

    Raises
    ------
    Rejected
        If `condition` does not hold.
    """
    if not condition:
        raise Rejected


def _check(gradient: Gradient, title: str, points: float, visibility: str | None) -> Check:
    @functools.wraps(gradient.function)
    def cases(rng: np.random.Generator, **functions: Callable[..., Any]) -> Iterator[Case]:
        for case, slopes in gradient.draw(rng, functions):
            # A function with one result returns it as it is, not in a tuple.
            expected = case.gives(**slopes) if len(slopes) > 1 else case.gives(*slopes.values())
            yield expected.within(rtol=AGREEMENT)

    shown = Visibility(visibility) if visibility else None
    return Check(gradient.exercise, gradient.function.__name__, title, float(points), MEASURED, shown, cases)


def _telling(examples: list[Example]) -> list[Example]:
    """These examples, if they tell right from wrong."""
    for name in examples[0][1]:
        largest = [[np.abs(array).max() for array in _arrays(measured[name])] for _, measured in examples]
        # Too many wrong answers agree with zeros, and slopes close to zero are mostly rounding errors.
        if not any(map(all, largest)) or any(0 < each < SMALLEST for one in largest for each in one):
            raise Rejected
    return examples


def _arrays(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
