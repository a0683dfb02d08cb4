"""Copies of arguments, so that a call can be repeated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.immutable import immutable


@immutable
class GeneratorState:
    """The state of a generator."""

    bits: Mapping[str, Any]


def copied(value: Any) -> Any:
    """A copy of an argument; for a generator, its state."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list | tuple):
        return type(value)(map(copied, value))
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return GeneratorState(value.bit_generator.state) if isinstance(value, np.random.Generator) else value


def restored(before: Any, argument: Any) -> Any:
    """An argument as it was before a call, from such a copy; a generator is reset to its state."""
    if isinstance(before, GeneratorState):
        argument.bit_generator.state = before.bits
        return argument
    return copied(before)
