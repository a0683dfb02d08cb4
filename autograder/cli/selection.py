"""What a student means by the words behind a command: exercises, files, a folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from autograder.assignment.model import Assignment, Exercise, Module
from autograder.text.phrasing import listed, not_known


class UnknownSelection(click.ClickException):
    """Words that mean nothing. How the command is used would be no answer, so it is not shown."""

    exit_code = 2


@dataclass(frozen=True)
class Selection:
    """What is to be looked at.

    Attributes
    ----------
    path : Path
        Where the code is: a folder, or one file that holds all functions.
    names : tuple of str
        The exercises, in the order of the lecture.
    words : str
        Which those are, in the student's words; empty for all.
    """

    path: Path
    names: tuple[str, ...]
    words: str


def select(words: Sequence[str], assignment: Assignment, here: Path) -> Selection:
    """What the words mean.

    Parameters
    ----------
    words : sequence of str
        Each an exercise, a module (with or without its ``.py``), a file or a folder.
    here : Path
        The folder that the student is in.

    Raises
    ------
    UnknownSelection
        If a word means nothing, or two of them name code in two places.
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
        If there is none; it names those that may be meant.
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
    """This folder if the student's files are here; from elsewhere in the assignment, its exercises/."""
    if any((here / f"{module.name}.py").exists() for module in assignment.modules):
        return here
    home = assignment.folder.resolve()
    return home / "exercises" if home in [here.resolve(), *here.resolve().parents] else here
