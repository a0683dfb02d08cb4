"""Loads an assignment from a folder with ``exercises/`` and, for instructors, ``solutions/``.

Nothing is registered. A module is a file in ``exercises/checks/`` with a docstring ``3. Its title``, whose number is
its place in the order of the lecture. The exercises of a module are the functions that its public checks ask for.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, overload

from autograder.assignment.fingerprint import assignment_version
from autograder.assignment.model import MISCONCEPTIONS, Assignment, AssignmentError, Exercise, Module
from autograder.assignment.placeholders import unwritten
from autograder.authoring import Check, Drawing, Gradient, Misconception
from autograder.authoring.misconception import in_all_forms
from autograder.authoring.visibility import Visibility

INSTALL_ROOT = Path(__file__).resolve().parents[2]


def own_assignment() -> Path:
    """The folder of the assignment that contains this engine: a repository, or a student's bundle.

    An assignment's files run in the grader's process. It is therefore never searched for in the working folder or
    above a submission, where anybody's code may be.

    Raises
    ------
    AssignmentError
        If the engine is not in an assignment, as when it was installed as a package.
    """
    if not (INSTALL_ROOT / "exercises" / "checks").is_dir():
        raise AssignmentError(
            "No assignment came with this command. Name one, a folder with exercises/checks/ in it: --assignment DIR."
        )
    return INSTALL_ROOT


def load_assignment(folder: Path) -> Assignment:
    """Read the assignment in `folder`.

    Raises
    ------
    AssignmentError
        If there is none, or if its files contradict each other.
    """
    if not (folder / "exercises" / "checks").is_dir():
        raise AssignmentError(f"{folder} holds no assignment: exercises/checks/ is missing there.")
    public = load_folder(folder / "exercises" / "checks")
    hidden = load_folder(folder / "solutions" / "checks")
    references = load_folder(folder / "solutions")
    modules = tuple(_module(name, public[name], hidden.get(name)) for name in sorted(public, key=_order(public)))
    if orphans := set(hidden) - set(public):
        raise AssignmentError(
            f"solutions/checks/{min(orphans)}.py has no exercises/checks/{min(orphans)}.py beside it."
        )
    assignment = Assignment(
        folder,
        _name(folder / "exercises" / "README.md"),
        assignment_version(folder),
        modules,
        {
            exercise.name: _reference(references, module, exercise)
            for module in modules
            for exercise in module.exercises
            if references
        },
        _Misconceptions(folder / MISCONCEPTIONS, {each.name for module in modules for each in module.exercises}),
        _gradients(public),
        tuple(_instances(Drawing, public.values())),
        tuple(map(str, unwritten(folder))) if references else (),
    )
    known = assignment.exercise_names
    for each in assignment.gradients.values():
        if strangers := {each.exercise, *each.needs}.difference(known):
            raise AssignmentError(f"A gradient is about {min(strangers)}, and there is no such exercise.")
    asked = {(check.exercise, check.name) for check in assignment.checks if check.is_public}
    if unknown := {name for each in assignment.drawings for name in each.checks} - asked:
        exercise, check = min(unknown)
        raise AssignmentError(f"A drawing shows the answer to {check} of {exercise}, which is no public check.")
    return assignment


def load_folder(folder: Path) -> dict[str, ModuleType]:
    """Import the Python files of a folder, by name; they may import each other, as a student's files do.

    Afterwards their names are removed from `sys.modules`, so that another folder may use the same ones. Files whose
    names start with an underscore are left out: they are for the others to import.

    Raises
    ------
    AssignmentError
        If a file cannot be imported.
    """
    names = sorted(path.stem for path in folder.glob("*.py"))
    shadowed = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        return {name: importlib.import_module(name) for name in names if not name.startswith("_")}
    except Exception as error:
        raise AssignmentError(
            f"{folder} holds a file that cannot be imported: {type(error).__name__}: {error}"
        ) from error
    finally:
        sys.path.remove(str(folder))
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(shadowed)


def _module(name: str, public: ModuleType, hidden: ModuleType | None) -> Module:
    number, title = _heading(public)
    checks = [check.with_default_visibility(Visibility.VISIBLE) for check in _checks(public)]
    names = list(dict.fromkeys(check.exercise for check in checks))
    if hidden:
        checks += [check.with_default_visibility(Visibility.AFTER_DUE_DATE) for check in _checks(hidden)]
    if strangers := {check.exercise for check in checks} - set(names):
        raise AssignmentError(
            f"solutions/checks/{name}.py has a check of {min(strangers)}, but exercises/checks/{name}.py has none."
        )
    exercises = (
        Exercise(exercise, name, f"{number}.{place}", tuple(check for check in checks if check.exercise == exercise))
        for place, exercise in enumerate(names, 1)
    )
    return Module(name, title, tuple(exercises))


class _Misconceptions(Sequence[Misconception]):
    """The misconceptions in a folder, imported when the first of them is asked for: right answers need none."""

    def __init__(self, folder: Path, exercises: Collection[str]) -> None:
        self._folder = folder
        self._exercises = exercises
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, place: int) -> Misconception: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Misconception]: ...
    def __getitem__(self, place: int | slice) -> Misconception | Sequence[Misconception]:
        return self._all[place]

    @property
    def _all(self) -> tuple[Misconception, ...]:
        with self._lock:
            return self._loaded

    @cached_property
    def _loaded(self) -> tuple[Misconception, ...]:
        try:
            found = in_all_forms(_instances(Misconception, load_folder(self._folder).values()))
        except ValueError as error:
            raise AssignmentError(f"{self._folder}: {error}.") from error
        if strangers := {each.exercise for each in found}.difference(self._exercises):
            raise AssignmentError(f"A misconception is about {min(strangers)}, and there is no such exercise.")
        return found


def _checks(module: ModuleType) -> list[Check]:
    """A module's checks, including those of its gradients, in the order of their definition."""
    declared = _instances((Check, Gradient), [module])
    checks = [each.check if isinstance(each, Gradient) else each for each in declared]
    return [check for check in checks if check]


def _gradients(public: Mapping[str, ModuleType]) -> dict[str, Gradient]:
    return {each.exercise: each for each in _instances(Gradient, public.values())}


def _instances(classes: type | tuple[type, ...], modules: Any) -> list[Any]:
    """The objects of these classes that modules define, in the order of their definition."""
    return [item for module in modules for item in vars(module).values() if isinstance(item, classes)]


def _heading(module: ModuleType) -> tuple[int, str]:
    match = re.match(r"(\d+)\. (.+)", inspect.getdoc(module) or "")
    if not match:
        raise AssignmentError(f'{module.__file__} must start with a docstring like """3. Its title""".')
    return int(match[1]), match[2].rstrip(".")


def _order(modules: Mapping[str, ModuleType]) -> Callable[[str], tuple[int, str]]:
    return lambda name: (_heading(modules[name])[0], name)


def _reference(references: Mapping[str, ModuleType], module: Module, exercise: Exercise) -> Callable[..., Any]:
    function = getattr(references.get(module.name), exercise.name, None)
    if not callable(function):
        raise AssignmentError(f"solutions/{module.name}.py has no function {exercise.name}.")
    return function  # type: ignore[no-any-return]  # it is callable


def _name(readme: Path) -> str:
    """A name made from the handout's title, or from the folder's name if there is none."""
    lines = readme.read_text(encoding="utf-8").splitlines() if readme.exists() else []
    heading = next((line[2:] for line in lines if line.startswith("# ")), readme.parents[1].name)
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
