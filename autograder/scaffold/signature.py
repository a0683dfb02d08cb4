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
    for word in parameters:
        _require_name("parameter", word.partition("=")[0].strip(), TAKEN | {"self"})
    try:
        (definition,) = ast.parse(f"def {function}({', '.join(parameters)}): ...").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        said = f": {error.msg}" if isinstance(error, SyntaxError) else ""
        raise InvalidSignature(f"{function}({', '.join(parameters)}) cannot be defined in Python{said}.") from error
    assert isinstance(definition, ast.FunctionDef)
    names = [each.arg for each in definition.args.args]
    others = definition.args.vararg or definition.args.kwarg or definition.returns
    if others or len(names) != len(parameters) or ast.unparse(definition.body[0]) != "...":
        raise InvalidSignature(f"{function}({', '.join(parameters)}): write each parameter as a word of its own.")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InvalidSignature(f"The parameter {twice} is there twice.")
    values = [None] * (len(names) - len(definition.args.defaults)) + definition.args.defaults
    read = {
        name: f"{name}={_constant(name, value)}" if value else name for name, value in zip(names, values, strict=True)
    }
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


def _constant(name: str, node: ast.expr) -> str:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        value = ...
    if not isinstance(value, CONSTANTS):
        raise InvalidSignature(
            f"{ast.unparse(node)!r} cannot be the default value of {name}: that is a number, a text in quotes, or None."
        )
    return f'"{value}"' if isinstance(value, str) and value.isidentifier() else repr(value)
