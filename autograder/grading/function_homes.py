"""Finds out which module of a submission defines an exercise's function, and which has only a stub."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping

from autograder.assignment.model import Exercise


class FunctionHomes:
    """The functions of each module that has been run."""

    def __init__(self) -> None:
        self._functions: dict[str, set[str]] = {}
        self._stubs: dict[str, set[str]] = {}

    def record(self, module: str, functions: Collection[str], stubs: Collection[str]) -> None:
        """Record a module.

        Parameters
        ----------
        module : str
            The module.
        functions : collection of str
            All functions in it.
        stubs : collection of str
            Those that are still stubs.
        """
        self._functions[module], self._stubs[module] = set(functions), set(stubs)

    def of(self, exercise: Exercise) -> str | None:
        """The module that defines an exercise's function: if possible its own, and one with a stub only at last."""
        homes = [exercise.module, *(name for name in self._functions if name != exercise.module)]
        having = [name for name in homes if exercise.name in self._functions.get(name, ())]
        written = [name for name in having if exercise.name not in self._stubs.get(name, ())]
        return next(iter([*written, *having]), None)

    def has_answer(self, exercise: Exercise) -> bool:
        """Whether a module defines an exercise's function, not counting stubs."""
        home = self.of(exercise)
        return home is not None and exercise.name not in self._stubs.get(home, ())

    def elsewhere(self, exercises: Iterable[Exercise]) -> Mapping[tuple[str, str], list[str]]:
        """The functions that are answered in one module and a stub in their own, by these two modules."""
        found: dict[tuple[str, str], list[str]] = {}
        for exercise in exercises:
            home = self.of(exercise)
            if home not in (None, exercise.module) and exercise.name in self._stubs.get(exercise.module, ()):
                found.setdefault((str(home), exercise.module), []).append(exercise.name)
        return found

    def similar(self, exercise: Exercise, known: Collection[str]) -> str:
        """The name of a function, not among the known ones, that resembles an exercise's; empty if there is none."""
        modules = [exercise.module] if exercise.module in self._functions else list(self._functions)
        others = sorted({name for each in modules for name in self._functions[each]} - set(known))
        return next(iter(difflib.get_close_matches(exercise.name, others, n=1, cutoff=0.8)), "")
