"""Reads and checks the signature of a new exercise's function, as typed on the command line."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import sys
from collections.abc import Collection, Sequence

from autograder.immutable import immutable

# Modules of these names would hide others, or collide with the folders of an assignment.
TAKEN_BY_FILES = sys.stdlib_module_names | {"autograder", "numpy", "checks", "misconceptions", "accepted"}
TAKEN = {*dir(builtins), "np"}  # students' files and checks may need these names
CONSTANTS = (bool, int, float, str, type(None))  # a mutable default would be shared between calls


class InvalidSignature(Exception):
    """A signature that an exercise cannot have; the message explains why, and what to do."""


@immutable
class Signature:
    """A function in a module.

    Attributes
    ----------
    module, function : str
        Their names.
    parameters : dict of str
        Each parameter as written in the definition, with its default value if it has one, by name.
    """

    module: str
    function: str
    parameters: dict[str, str]

    def __str__(self) -> str:
        return f"{self.function}({', '.join(self.parameters.values())})"


def read_signature(module: str, function: str, parameters: Sequence[str]) -> Signature:
    """Read a signature as typed: ``softmax softmax Z`` or ``descent step w rate=0.1``.

    Parameters
    ----------
    module : str
        The name of the module.
    function : str
        The name of the function.
    parameters : sequence of str
        Its parameters, each with its default value, if any.

    Raises
    ------
    InvalidSignature
        If a name or a default value cannot be used.
    """
    _require_name("module", module, TAKEN_BY_FILES, lower_case=True)
    # `rng` is the generator in a check; two underscores precede the suffix of an accepted alternative's name.
    _require_name("function", function, TAKEN | {"rng"}, lower_case=True)
    if "__" in function:
        raise InvalidSignature(f"{function} cannot be a function's name here: two underscores in a row are reserved.")
    for word in parameters:
        _require_name("parameter", word.partition("=")[0].strip(), TAKEN | {"self"})
    try:
        (definition,) = ast.parse(f"def {function}({', '.join(parameters)}): ...").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        reason = f": {error.msg}" if isinstance(error, SyntaxError) else ""
        raise InvalidSignature(f"{function}({', '.join(parameters)}) cannot be defined in Python{reason}.") from error
    assert isinstance(definition, ast.FunctionDef)
    names = [each.arg for each in definition.args.args]
    others = definition.args.vararg or definition.args.kwarg or definition.returns
    if others or len(names) != len(parameters) or ast.unparse(definition.body[0]) != "...":
        raise InvalidSignature(f"{function}({', '.join(parameters)}): write each parameter as a separate word.")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InvalidSignature(f"The parameter {twice} occurs twice.")
    values = [None] * (len(names) - len(definition.args.defaults)) + definition.args.defaults
    read = {
        name: f"{name}={_constant(name, value)}" if value else name for name, value in zip(names, values, strict=True)
    }
    return Signature(module, function, read)


def _require_name(kind: str, name: str, taken: Collection[str], *, lower_case: bool = False) -> None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        raise InvalidSignature(
            f"{name!r} cannot be a {kind}'s name: use a letter, then letters, digits and underscores."
        )
    if lower_case and name != name.lower():
        raise InvalidSignature(f"{name} cannot be a {kind}'s name: write it in lower case.")
    if keyword.iskeyword(name) or name in taken:
        raise InvalidSignature(f"{name} cannot be a {kind}'s name: it has another meaning in Python, or here.")


def _constant(name: str, node: ast.expr) -> str:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        value = ...
    if not isinstance(value, CONSTANTS):
        raise InvalidSignature(
            f"{ast.unparse(node)!r} cannot be the default value of {name}: use a number, a text in quotes, or None."
        )
    return f'"{value}"' if isinstance(value, str) and value.isidentifier() else repr(value)
