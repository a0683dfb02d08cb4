"""The model of an assignment: modules, exercises and checks; with ``solutions/``, references and misconceptions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from autograder.authoring import Check, Drawing, Gradient, Misconception
from autograder.immutable import immutable

MISCONCEPTIONS = "solutions/misconceptions"
ACCEPTED = "solutions/accepted"  # accepted alternatives to the references, used by the audit and not in grading


class AssignmentError(Exception):
    """An assignment's files are missing or wrong; the message tells which, and what to do."""


@immutable
class Exercise:
    """One function that students write."""

    name: str
    module: str
    number: str
    checks: tuple[Check, ...]

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)


@immutable
class Module:
    """One file of exercises."""

    name: str
    title: str
    exercises: tuple[Exercise, ...]


@immutable
class Assignment:
    """An assignment, as students have it or with its solutions.

    Attributes
    ----------
    folder : Path
        The folder that it was loaded from.
    name, version : str
        Its name, and a hash of its content.
    modules : tuple of Module
        Its modules, in the order of the lecture.
    references : dict of callable
        The reference for each exercise; empty without solutions.
    misconceptions : sequence of Misconception
        The misconceptions, which may be loaded when they are needed; empty without solutions.
    gradients : dict of Gradient
        The gradients that `gradcheck` can check, by exercise.
    drawings : tuple of Drawing
        What is drawn on a student's page, with the answers to public checks.
    unwritten : tuple of str
        Placeholders that are left in its files; empty without solutions.
    functions : dict of callable
        In the `public_view`, what checks may be computed with, by exercise: the references; empty in a student's copy.
    """

    folder: Path
    name: str
    version: str
    modules: tuple[Module, ...]
    references: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    misconceptions: Sequence[Misconception] = ()
    gradients: Mapping[str, Gradient] = field(default_factory=dict)
    drawings: tuple[Drawing, ...] = ()
    unwritten: tuple[str, ...] = ()
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)

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
        """The assignment as students have it: with public checks only, and without references."""
        public = self.filter_checks(lambda check: check.is_public)
        return replace(public, references={}, unwritten=(), functions=self.references or self.functions)

    def asking_only(self, names: Collection[str]) -> Assignment:
        """The same assignment with only the checks of these exercises; the others stay, without checks."""
        return self.filter_checks(lambda check: check.exercise in names)

    def subset(self, names: Collection[str]) -> Assignment:
        """The same assignment without all other exercises."""
        modules = (
            replace(module, exercises=tuple(each for each in module.exercises if each.name in names))
            for module in self.modules
        )
        misconceptions = tuple(each for each in self.misconceptions if each.exercise in names)
        return replace(self, modules=tuple(modules), misconceptions=misconceptions)

    def filter_checks(self, keep: Callable[[Check], bool]) -> Assignment:
        """The same assignment with only the checks for which `keep` is true."""
        modules = (
            replace(
                module,
                exercises=tuple(replace(each, checks=tuple(filter(keep, each.checks))) for each in module.exercises),
            )
            for module in self.modules
        )
        return replace(self, modules=tuple(modules))
