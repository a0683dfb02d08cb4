"""A check: a named function that yields the cases of one exercise."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from autograder.authoring.case import AcrossCases, Case
from autograder.authoring.visibility import Visibility


@dataclass(frozen=True, eq=False)
class Check:
    """A test of one exercise. Compared by identity, since what is known of it is kept by it.

    Attributes
    ----------
    exercise : str
        The function that is tested.
    name, title : str
        The name of the check, and the line that students read.
    points : float
        The points for passing it.
    purpose : str
        Why it exists, if other checks find the same mistakes: one of `autograder.authoring.purpose`, or a sentence for
        a special case. For authors; students do not see it.
    visibility : str or None
        When students see its result; None for the default of its folder.
    function : callable
        Yields `Case` and, at the end, `AcrossCases`. Its parameters are ``rng`` or names of exercises, for which it
        receives functions that answer.
    varies : bool
        Whether each submission is graded with inputs of its own even if the check is public.
    """

    exercise: str
    name: str
    title: str
    points: float
    purpose: str
    visibility: Visibility | None
    function: Callable[..., Iterable[Case | AcrossCases]]
    varies: bool = False

    @cached_property
    def _parameters(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.function).parameters)

    @property
    def needs(self) -> tuple[str, ...]:
        """The exercises from whose answers the check's cases are computed."""
        return tuple(name for name in self._parameters if name != "rng")

    @property
    def is_drawn(self) -> bool:
        """Whether its cases depend on a seed."""
        return "rng" in self._parameters

    @property
    def is_public(self) -> bool:
        """Whether students see everything of it."""
        return self.visibility == Visibility.VISIBLE

    @property
    def is_fixed(self) -> bool:
        """Whether it has the same inputs in grading as on a student's machine."""
        return self.is_public and not self.varies

    def draw(
        self, rng: np.random.Generator, functions: Mapping[str, Callable[..., Any]]
    ) -> tuple[list[Case], list[AcrossCases]]:
        """The check's cases, and the relations that must hold between their answers.

        Parameters
        ----------
        rng : np.random.Generator
            The generator for random inputs.
        functions : dict of callable
            The functions that the check's parameters name.

        Raises
        ------
        ValueError
            If the check yields no case.
        """
        offered = {"rng": rng, **{name: functions[name] for name in self.needs}}
        drawn = list(self.function(**{name: offered[name] for name in self._parameters}))
        cases = [item for item in drawn if isinstance(item, Case)]
        if not cases:
            raise ValueError(f"the check {self.name} of {self.exercise} yields no case")
        return cases, [item for item in drawn if isinstance(item, AcrossCases)]

    def with_default_visibility(self, visibility: Visibility) -> Check:
        """This check, with `visibility` unless it states its own."""
        return self if self.visibility else replace(self, visibility=visibility)


def check(
    exercise: str, *, points: float, purpose: str = "", visibility: str | None = None, varies: bool = False
) -> Callable[[Callable[..., Iterable[Case | AcrossCases]]], Check]:
    """Declare the decorated generator a check of `exercise`.

    Parameters
    ----------
    exercise : str
        The function that is tested.
    points : float
        The points for passing the check.
    purpose : str
        Why it exists, if other checks find the same mistakes: one of `autograder.authoring.purpose`.
    visibility : str, optional
        A `Visibility`; by default that of the folder.
    varies : bool
        Whether each submission is graded with inputs of its own even if the check is public.

    Raises
    ------
    ValueError
        Without a docstring (its first line is the title), with negative points, or an unknown visibility.
    """
    if points < 0:
        raise ValueError(f"a check of {exercise} has negative points")
    if visibility is not None and visibility not in list(Visibility):
        raise ValueError(f"a check of {exercise} has the visibility {visibility!r}; known: {', '.join(Visibility)}")

    def declare(function: Callable[..., Iterable[Case | AcrossCases]]) -> Check:
        title = (inspect.getdoc(function) or "").partition("\n")[0].strip()
        if not title:
            raise ValueError(f"the check {function.__name__} of {exercise} needs a docstring: its title")
        shown = Visibility(visibility) if visibility else None
        return Check(exercise, function.__name__, title, float(points), purpose, shown, function, varies)

    return declare
