"""Selects exercises and a path from the arguments of a command: exercises, files, a folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from autograder.assignment.model import Assignment, Exercise, Module
from autograder.immutable import immutable
from autograder.text.phrasing import listed, not_known


class UnknownSelection(click.ClickException):
    """An argument that selects nothing. It is shown without the usage of the command, which would not help."""

    exit_code = 2


@immutable
class Selection:
    """The exercises to check, and the path of the code.

    Attributes
    ----------
    path : Path
        The path of the code: a folder, or one file that holds all functions.
    names : tuple of str
        The exercises, in the order of the lecture.
    words : str
        The selection in the student's words; empty for all exercises.
    """

    path: Path
    names: tuple[str, ...]
    words: str


def select(words: Sequence[str], assignment: Assignment, here: Path) -> Selection:
    """Read a selection from the arguments of a command.

    Parameters
    ----------
    words : sequence of str
        The arguments: exercises, modules (with or without ``.py``), files or folders.
    assignment : Assignment
        The assignment.
    here : Path
        The working folder.

    Raises
    ------
    UnknownSelection
        If an argument selects nothing, or if two arguments name code in different places.
    """
    modules = {module.name: module for module in assignment.modules}
    by_name = {exercise.name: [exercise.name] for exercise in assignment.exercises}
    names: list[str] = []
    places: list[Path] = []
    for word in words:
        path = Path(word)
        if word in by_name:
            names += by_name[word]
        elif word in modules:
            names += _exercises(modules[word])
        elif path.exists():
            is_module = path.is_file() and path.suffix == ".py" and path.stem in modules
            places.append(path.parent if is_module else path)
            names += _exercises(modules[path.stem]) if is_module else []
        elif path.suffix == ".py" and path.stem in modules and path.parent == Path():
            names += _exercises(modules[path.stem])
        else:
            raise UnknownSelection(not_known("exercise, file or folder", word, [*by_name, *modules, *_files(modules)]))
    if len({place.resolve() for place in places}) > 1:
        raise UnknownSelection(f"{listed(places)} are two places: check one at a time.")
    known = list(assignment.exercise_names)
    path = places[0] if places else usual_place(assignment, here)
    if not names:
        return Selection(path, tuple(known), "")
    return Selection(path, tuple(name for name in known if name in names), ", ".join(dict.fromkeys(words)))


def exercise_named(assignment: Assignment, name: str) -> Exercise:
    """The exercise of this name.

    Raises
    ------
    UnknownSelection
        If there is none; the message suggests similar names.
    """
    exercises = {exercise.name: exercise for exercise in assignment.exercises}
    if name in exercises:
        return exercises[name]
    stem = name.removesuffix(".py")
    if meant := [exercise.name for exercise in assignment.exercises if exercise.module == stem]:
        raise UnknownSelection(f"{name} is a file. Its exercises are {', '.join(meant)}.")
    here = click.get_current_context().command_path
    raise UnknownSelection(f"{not_known('exercise', name, list(exercises))} Without a name, {here} lists them.")


def _files(modules: Iterable[str]) -> list[str]:
    return [f"{name}.py" for name in modules]


def _exercises(module: Module) -> list[str]:
    return [exercise.name for exercise in module.exercises]


def usual_place(assignment: Assignment, here: Path) -> Path:
    """The usual path of the code: `here` if it holds files of exercises, else the assignment's ``exercises/``."""
    if any((here / f"{module.name}.py").exists() for module in assignment.modules):
        return here
    home = assignment.folder.resolve()
    return home / "exercises" if home in [here.resolve(), *here.resolve().parents] else here
