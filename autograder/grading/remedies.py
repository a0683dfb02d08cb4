"""What to do about an exception, where its kind and its words tell."""

from __future__ import annotations

import re
import sys

import numpy as np

# NumPy's names that are gone, or are going, and what stands for them.
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
# Syntax that came with a version of Python, as a line of it begins or what it holds.
NEWER_SYNTAX = {
    (3, 11): re.compile(r"except\s*\*"),
    (3, 12): re.compile(
        r"type \w+(\[.*\])? *=|(async +)?def \w+\[|class \w+\[|.*\bf(?P<q>[\"']).*\{[^}]*(?P=q)[^}]*\}.*(?P=q)"
    ),
    (3, 14): re.compile(r"except [\w.]+, *[\w., ]+:|.*\bt[\"'].*\{"),
}


def remedy(kind: str, message: str, line: str) -> str:
    """What to do, as one sentence more with a space ahead of it; nothing where that is not known.

    Parameters
    ----------
    kind, message : str
        The exception's type, and what it says, after a colon.
    line : str
        The line of the student's own file that it came from.
    """
    if kind == "AttributeError" and "numpy" in message.lower() and (name := _gone(message, line)):
        instead = REPLACED[name].format(name=name)
        return f" NumPy {np.__version__} was used here, which has no np.{name}: write {instead} instead."
    if kind == "TypeError" and ONE_NUMBER.search(message):
        return f" NumPy {np.__version__} makes no number of an array: take one out first, with x.item() or x[0]."
    if kind == "SyntaxError" and (version := _newer(line)):
        return f" That is Python {version}; here it is Python {'.'.join(map(str, sys.version_info[:2]))}."
    if kind == "PermissionError":
        return " Nothing can be written here."
    if kind == "EOFError" and "reading a line" in message:
        return " Nobody is there to answer input(): write the value into the code."
    return ""


def _gone(message: str, line: str) -> str | None:
    """The name that NumPy does not have any more."""
    names = [*re.findall(r"no attribute '(\w+)'", message), *re.findall(r"`np\.(\w+)`", message)]
    return next((name for name in [*names, *NUMPY_NAME.findall(line)] if name in REPLACED), None)


def _newer(line: str) -> str | None:
    """The version of Python that a line needs, if that is newer than this one."""
    needed = [version for version, syntax in NEWER_SYNTAX.items() if syntax.match(line)]
    newer = [version for version in needed if version > sys.version_info[:2]]
    return ".".join(map(str, newer[0])) if newer else None
