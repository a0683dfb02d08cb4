"""What to do about an exception, if its type and message tell."""

from __future__ import annotations

import re
import sys

import numpy as np

# Names that NumPy has removed or will remove, and their replacements.
REPLACED = {
    **dict.fromkeys(("float", "int", "bool", "complex", "object", "str"), "the plain {name}"),
    "alltrue": "np.all",
    "asfarray": "np.asarray(x, dtype=float)",
    "asscalar": "x.item()",
    "cumproduct": "np.cumprod",
    "float_": "np.float64",
    "in1d": "np.isin",
    "Inf": "np.inf",
    "infty": "np.inf",
    "mat": "np.array",
    "math": "the module math",
    "msort": "np.sort(x, axis=0)",
    "NaN": "np.nan",
    "NAN": "np.nan",
    "product": "np.prod",
    "round_": "np.round",
    "row_stack": "np.vstack",
    "sometrue": "np.any",
    "trapz": "np.trapezoid",
    "unicode_": "np.str_",
}
NUMPY_NAME = re.compile(r"\bnp\.(\w+)")
ONE_NUMBER = re.compile(r"only (?:length-1|size-1|0-dimensional) arrays can be converted")
# Syntax that is new in a version of Python, as a pattern of a line; compiled when it is needed, since most never are.
NEWER_SYNTAX = {
    (3, 11): r"except\s*\*",
    (3, 12): r"type \w+(\[.*\])? *=|(async +)?def \w+\[|class \w+\[|.*\bf(?P<q>[\"']).*\{[^}]*(?P=q)[^}]*\}.*(?P=q)",
    (3, 14): r"except [\w.]+, *[\w., ]+:|.*\bt[\"'].*\{",
}


def remedy(kind: str, message: str, line: str) -> str:
    """A sentence on what to do, after a space; empty if that is not known.

    Parameters
    ----------
    kind, message : str
        The exception's type, and its message after a colon.
    line : str
        The line of the student's file that raised.
    """
    if kind == "AttributeError" and "numpy" in message.lower() and (name := _gone(message, line)):
        instead = REPLACED[name].format(name=name)
        return f" NumPy {np.__version__}, which is used here, has no np.{name}: write {instead} instead."
    if kind == "TypeError" and ONE_NUMBER.search(message):
        return f" NumPy {np.__version__} does not convert an array to a number: use x.item() or x[0]."
    if kind == "SyntaxError" and (version := _newer(line)):
        return f" That needs Python {version}; here it is Python {'.'.join(map(str, sys.version_info[:2]))}."
    if kind == "PermissionError":
        return " Files cannot be written here."
    if kind == "EOFError" and "reading a line" in message:
        return " Nobody is there to answer input(): write the value into the code."
    return ""


def _gone(message: str, line: str) -> str | None:
    """The name that NumPy no longer has."""
    names = [*re.findall(r"no attribute '(\w+)'", message), *re.findall(r"`np\.(\w+)`", message)]
    return next((name for name in [*names, *NUMPY_NAME.findall(line)] if name in REPLACED), None)


def _newer(line: str) -> str | None:
    """The version of Python that a line needs, if that is newer than this one."""
    needed = [version for version, syntax in NEWER_SYNTAX.items() if re.match(syntax, line)]
    newer = [version for version in needed if version > sys.version_info[:2]]
    return ".".join(map(str, newer[0])) if newer else None
