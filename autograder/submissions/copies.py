"""Recognises renamed copies, older versions, and stubs that were left beside the answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from autograder.immutable import immutable

# What browsers, Jupyter, file managers and people add to a name.
MARK = re.compile(
    r"\(\d+\)|copy(?: ?\d+)?(?: of)?|kopie(?: von)?|final|finished|done|new|fixed|updated|v?\d+|submission"
)
NOT_A_COPY = {"test", "tests", "old", "backup", "plot", "check"}  # before a module's name: a different file
WORD = re.compile(r"\(\d+\)|[^\W_]+")
VERSION = re.compile(r"(?:v|version|attempt|try)?[ _-]?\d[\d _.:T-]*", re.IGNORECASE)
DAY = r"(?:19|20)\d\d[ _.-]?(?:0[1-9]|1[0-2])[ _.-]?(?:[0-2]\d|3[01])\b"
PLAIN_VERSION = re.compile(rf"(?:(?:v|version|attempt|try)[ _-]?\d|{DAY})[\d _.:T-]*", re.IGNORECASE)
SMALL_NUMBER = re.compile(r"[1-9]\d?")
NUMBER = re.compile(r"\d+")
STUB = re.compile(rb"^[ \t]+raise NotImplementedError\b", re.MULTILINE)
FUNCTION = re.compile(rb"^(?:async )?def +(\w+)", re.MULTILINE)
MARIMO = re.compile(rb"^\w+ = (?:marimo|mo)\.App\(", re.MULTILINE)
# In a marimo cell, a function whose name consists of underscores.
IN_A_CELL = re.compile(rb"^(?: {4}|\t)?(?:async )?def +(\w*[^\W_]\w*)", re.MULTILINE)


def module_of(stem: str, modules: Collection[str]) -> str | None:
    """The module that a file with this name contains, perhaps as a renamed copy; None if it is a different file.

    >>> [module_of(stem, ["layers", "two_layer"]) for stem in ("layers (1)", "Copy of two_layer", "hw4_layers")]
    ['layers', 'two_layer', 'layers']
    >>> module_of("test_layers", ["layers"]) is module_of("helpers", ["layers"]) is None
    True
    """
    if stem in modules:
        return stem
    words = WORD.findall(stem.lower())
    while words and MARK.fullmatch(words[-1]):
        words.pop()
    words[-1:] = [words[-1].rstrip("0123456789") or words[-1]] if words else []
    fitting = [name for name in modules if words[-len(_words(name)) :] == _words(name)]
    name = max(fitting, key=len, default=None)
    return None if name is None or NOT_A_COPY & {*words[: -len(_words(name))]} else name


def _words(name: str) -> list[str]:
    return WORD.findall(name.lower())


@immutable
class Progress:
    """How much of a file of code is written, judged by its text.

    Attributes
    ----------
    functions : frozenset of bytes
        The names of the functions that it defines.
    stubs : int
        How many of them are still to be written.
    """

    functions: frozenset[bytes]
    stubs: int

    @property
    def answered(self) -> int:
        return len(self.functions) - self.stubs


def progress_of(cells: Sequence[bytes]) -> Progress:
    """How much of these cells, or of this file, is written."""
    functions = frozenset(name for cell in cells for name in _functions(cell))
    return Progress(functions, min(len(functions), sum(len(STUB.findall(cell)) for cell in cells)))


def _functions(cell: bytes) -> list[bytes]:
    """The functions that a cell defines; in marimo files, they are nested in the functions that are its cells."""
    return (IN_A_CELL if MARIMO.search(cell) else FUNCTION).findall(cell)


def is_version(folder: str) -> bool:
    """Whether a folder's name is that of a version: ``2``, ``v10``, ``2026-11-27 12.00``."""
    return VERSION.fullmatch(folder) is not None


def say_version(folders: Sequence[str]) -> bool:
    """Whether these names can only be those of versions: ``v2``, ``attempt 3``, or dates."""
    return len(folders) > 1 and all(PLAIN_VERSION.fullmatch(name) for name in folders)


def may_be_versions(folders: Sequence[str]) -> bool:
    """Whether these names are small numbers: of versions, or of people."""
    return len(folders) > 1 and all(SMALL_NUMBER.fullmatch(name) for name in folders)


def version_order(folder: str) -> list[int]:
    """A key by which the newer of two versions is larger."""
    return [int(number) for number in NUMBER.findall(folder)]
