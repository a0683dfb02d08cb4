"""One call of a function, and what can be seen of it from beside: changed arguments, steps taken."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np

from autograder.sandbox.inside.wire import pack, unpack


def call(function: Callable[..., Any], arguments: list[Any], *, count_steps: bool) -> dict[str, Any]:
    """Call `function` and tell its answer, the places of arguments that it changed, and the steps it took.

    Returns
    -------
    dict
        ``answer``, ``changed`` (list of int), ``steps`` (int, or None where they are not counted).
    """
    before = unpack(pack(arguments))
    counter = StepCounter() if count_steps else None
    if counter:
        sys.settrace(counter)
    try:
        answer = function(*arguments)
    finally:
        if counter:
            sys.settrace(None)
    changed = [place for place, (old, new) in enumerate(zip(before, arguments, strict=True)) if not same(old, new)]
    return {"answer": answer, "changed": changed, "steps": counter.steps if counter else None}


def same(old: Any, new: Any) -> bool:
    """Whether two values hold the very same bytes; generators are there to be changed."""
    if isinstance(old, list | tuple):
        return type(old) is type(new) and len(old) == len(new) and all(map(same, old, new))
    if isinstance(old, np.ndarray):
        return bool(old.shape == new.shape and old.dtype == new.dtype and old.tobytes() == new.tobytes())
    return isinstance(old, np.random.Generator) or bool(old == new)


class StepCounter:
    """A trace function that counts the bytecodes executed in Python code: a clock that noise does not touch."""

    def __init__(self) -> None:
        self.steps = 0

    def __call__(self, frame: FrameType, event: str, argument: Any) -> StepCounter:
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        self.steps += event == "opcode"
        return self
