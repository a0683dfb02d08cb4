"""Which module of a submission has an exercise's function, and where it is still a stub."""

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
        """The module that has an exercise's function: its own first; a stub only where there is no answer."""
        homes = [exercise.module, *(name for name in self._functions if name != exercise.module)]
        having = [name for name in homes if exercise.name in self._functions.get(name, ())]
        written = [name for name in having if exercise.name not in self._stubs.get(name, ())]
        return next(iter([*written, *having]), None)

    def has_answer(self, exercise: Exercise) -> bool:
        """Whether a module has an exercise's function, and not as a stub."""
        home = self.of(exercise)
        return home is not None and exercise.name not in self._stubs.get(home, ())

    def elsewhere(self, exercises: Iterable[Exercise]) -> Mapping[tuple[str, str], list[str]]:
        """The functions whose own module has a stub, by the module with the answer and the one with the stub."""
        found: dict[tuple[str, str], list[str]] = {}
        for exercise in exercises:
            home = self.of(exercise)
            if home not in (None, exercise.module) and exercise.name in self._stubs.get(exercise.module, ()):
                found.setdefault((str(home), exercise.module), []).append(exercise.name)
        return found

    def similar(self, exercise: Exercise, known: Collection[str]) -> str:
        """A function whose name resembles an exercise's, and is none of the known ones; empty if there is none."""
        modules = [exercise.module] if exercise.module in self._functions else list(self._functions)
        others = sorted({name for each in modules for name in self._functions[each]} - set(known))
        return next(iter(difflib.get_close_matches(exercise.name, others, n=1, cutoff=0.8)), "")
