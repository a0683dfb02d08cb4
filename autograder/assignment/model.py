"""The model: what students are asked and, where ``solutions/`` is there, what is right and how it goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.authoring import Check, Gradient, Misconception

ACCEPTED = "solutions/accepted"  # alternatives to the references: what tries the checks out takes no part in grading


class AssignmentError(Exception):
    """The assignment's own files are not as they should be; the message says which, and what to do."""


@dataclass(frozen=True)
class Exercise:
    """One function that is asked for."""

    name: str
    module: str
    number: str
    checks: tuple[Check, ...]

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)


@dataclass(frozen=True)
class Module:
    """One file of exercises."""

    name: str
    title: str
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True)
class Assignment:
    """What students are asked and, where ``solutions/`` is there, what is right and how it goes wrong.

    Attributes
    ----------
    unwritten : tuple of str
        The places that are still to be written, where it has solutions: a student's copy is the student's to write in.
    """

    folder: Path
    name: str
    version: str
    modules: tuple[Module, ...]
    references: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    misconceptions: tuple[Misconception, ...] = ()
    gradients: Mapping[str, Gradient] = field(default_factory=dict)
    unwritten: tuple[str, ...] = ()

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises, in the order of the lecture."""
        return tuple(exercise for module in self.modules for exercise in module.exercises)

    @property
    def checks(self) -> tuple[Check, ...]:
        """All checks, in the order of their exercises."""
        return tuple(check for exercise in self.exercises for check in exercise.checks)

    @property
    def exercise_names(self) -> tuple[str, ...]:
        return tuple(exercise.name for exercise in self.exercises)

    @property
    def module_names(self) -> tuple[str, ...]:
        return tuple(module.name for module in self.modules)

    @property
    def points(self) -> float:
        return sum(exercise.points for exercise in self.exercises)

    def exercise(self, name: str) -> Exercise:
        """The exercise of this name.

        Raises
        ------
        KeyError
            If there is none.
        """
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise KeyError(name)

    def public_view(self) -> Assignment:
        """What a student has of it: the public checks alone."""
        return replace(
            self.filter_checks(lambda check: check.is_public), references={}, misconceptions=(), unwritten=()
        )

    def asking_only(self, names: Collection[str]) -> Assignment:
        """The same assignment, asking for these exercises alone; the others are there without checks."""
        return self.filter_checks(lambda check: check.exercise in names)

    def subset(self, names: Collection[str]) -> Assignment:
        """The same assignment with these exercises alone: no others are known to it."""
        modules = (
            replace(module, exercises=tuple(each for each in module.exercises if each.name in names))
            for module in self.modules
        )
        misconceptions = tuple(each for each in self.misconceptions if each.exercise in names)
        return replace(self, modules=tuple(modules), misconceptions=misconceptions)

    def filter_checks(self, keep: Callable[[Check], bool]) -> Assignment:
        """The same assignment with these checks alone."""
        modules = (
            replace(
                module,
                exercises=tuple(replace(each, checks=tuple(filter(keep, each.checks))) for each in module.exercises),
            )
            for module in self.modules
        )
        return replace(self, modules=tuple(modules))
