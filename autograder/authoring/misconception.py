"""A misconception: an exercise's function written wrong in the way that students do."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Misconception:
    """A wrong answer with a hint.

    Attributes
    ----------
    exercise : str
        The exercise that it answers wrongly.
    name : str
        Its id, with hyphens: ``mean-over-batch``.
    hint : str
        A question or a pointer to the idea; never the answer.
    function : callable
        The wrong function, with the signature of the reference.
    """

    exercise: str
    name: str
    hint: str
    function: Callable[..., Any]


def misconception(exercise: str, *, name: str | None = None) -> Callable[[Callable[..., Any]], Misconception]:
    """Declare the decorated function a misconception of `exercise`: its name is the id, its docstring the hint.

    `name` is for an id that two exercises of a module share.
    """

    def declare(function: Callable[..., Any]) -> Misconception:
        hint = " ".join((inspect.getdoc(function) or "").split())
        if not hint:
            raise ValueError(f"the misconception {function.__name__} of {exercise} needs a docstring: the hint")
        return Misconception(exercise, name or function.__name__.replace("_", "-"), hint, function)

    return declare
