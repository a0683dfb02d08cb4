"""The function that a new exercise asks for: its name and parameters, as they were typed, and whether they will do."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass

# Files of these names would stand in the way of what is imported under them, or of an assignment's own folders.
TAKEN_BY_FILES = sys.stdlib_module_names | {"autograder", "numpy", "checks", "misconceptions", "accepted"}
TAKEN = {*dir(builtins), "np"}  # a student's file may want these, and so may its checks
CONSTANTS = (bool, int, float, str, type(None))  # one that can be changed would be shared between calls


class InvalidSignature(Exception):
    """An exercise that cannot be begun; the message says why, and what to do."""


@dataclass(frozen=True)
class Signature:
    """A function in a module.

    Attributes
    ----------
    module, function : str
        Their names.
    parameters : dict of str
        By name, as each stands in the function's definition: with its default value, if it has one.
    """

    module: str
    function: str
    parameters: dict[str, str]

    def __str__(self) -> str:
        return f"{self.function}({', '.join(self.parameters.values())})"


def read_signature(module: str, function: str, parameters: Sequence[str]) -> Signature:
    """The function as it was typed: ``softmax softmax Z`` or ``descent step w rate=0.1``.

    Raises
    ------
    InvalidSignature
        If a name will not do.
    """
    _require_name("module", module, TAKEN_BY_FILES, lower_case=True)
    # A check has its generator under the name of rng, and an odd answer's name ends after two underscores.
    _require_name("function", function, TAKEN | {"rng"}, lower_case=True)
    if "__" in function:
        raise InvalidSignature(f"{function} cannot be a function's name here: two underscores in a row have a meaning.")
    read: dict[str, str] = {}
    for word in parameters:
        name, equals, default = (part.strip() for part in word.partition("="))
        _require_name("parameter", name, TAKEN | {"self"})
        if name in read:
            raise InvalidSignature(f"The parameter {name} is there twice.")
        if not equals and any("=" in each for each in read.values()):
            raise InvalidSignature(f"{name} has no default value, so it must stand before those that have one.")
        read[name] = f"{name}={_constant(name, default)}" if equals else name
    return Signature(module, function, read)


def _require_name(kind: str, name: str, taken: Collection[str], *, lower_case: bool = False) -> None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        raise InvalidSignature(
            f"{name!r} cannot be a {kind}'s name: that is a letter, then letters, digits and underscores."
        )
    if lower_case and name != name.lower():
        raise InvalidSignature(f"{name} cannot be a {kind}'s name: write it in lower case.")
    if keyword.iskeyword(name) or name in taken:
        raise InvalidSignature(
            f"{name} cannot be a {kind}'s name: in Python, or here, it means something else already."
        )


def _constant(name: str, text: str) -> str:
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        value = ...
    if not isinstance(value, CONSTANTS):
        raise InvalidSignature(
            f"{text!r} cannot be the default value of {name}: that is a number, a text in quotes, or None."
        )
    return f'"{value}"' if isinstance(value, str) and value.isidentifier() else repr(value)
