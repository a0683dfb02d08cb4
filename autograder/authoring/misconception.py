"""A misconception: an exercise's function with a mistake that students make."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Any

from autograder.immutable import immutable


@immutable
class Misconception:
    """A wrong answer with a hint.

    Attributes
    ----------
    exercise : str
        The exercise.
    name : str
        Its id, with hyphens: ``mean-over-batch``.
    hint : str
        A question or a pointer to the idea, never the answer. Empty if another function of the same id has the hint.
    forms : tuple of callable
        The wrong functions, each with the signature of the reference.
    """

    exercise: str
    name: str
    hint: str
    forms: tuple[Callable[..., Any], ...]


def misconception(
    exercise: str, *, name: str | None = None, **options: Sequence[Any]
) -> Callable[[Callable[..., Any]], Misconception]:
    """Declare the decorated function a misconception of `exercise`: its name is the id, its docstring the hint.

    `name` is needed for an id that two exercises of a module share, and for another form of the same misconception; of
    several functions with the same id, one has the hint. Options are extra parameters of the function; each of their
    values makes a form: ``leak=(0.01, 0.1)``.
    """

    def declare(function: Callable[..., Any]) -> Misconception:
        hint = " ".join((inspect.getdoc(function) or "").split())
        values = product(*options.values())
        forms = [partial(function, **dict(zip(options, each, strict=True))) if each else function for each in values]
        return Misconception(exercise, name or function.__name__.replace("_", "-"), hint, tuple(forms))

    return declare


def in_all_forms(declared: Iterable[Misconception]) -> tuple[Misconception, ...]:
    """Misconceptions with all their forms, one for each id of an exercise, in the order of declaration.

    Raises
    ------
    ValueError
        If an id has no hint, or two.
    """
    merged: dict[tuple[str, str], Misconception] = {}
    for each in declared:
        first = merged.setdefault((each.exercise, each.name), replace(each, hint="", forms=()))
        if first.hint and each.hint:
            raise ValueError(f"{each.name} of {each.exercise} has two hints: only one of its functions has a docstring")
        merged[each.exercise, each.name] = replace(first, hint=first.hint or each.hint, forms=first.forms + each.forms)
    if without := [each for each in merged.values() if not each.hint]:
        raise ValueError(
            f"{without[0].name} of {without[0].exercise} needs a hint: the docstring of one of its functions"
        )
    return tuple(merged.values())
