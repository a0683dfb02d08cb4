"""Finds the functions of a submission that compute in single precision, from syntax trees, so comments do not count."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from autograder.immutable import immutable

NAMES = frozenset({"float32", "single"})
TEXTS = NAMES | {"f4", "<f4", "=f4", "f"}  # as dtypes
MENTIONS = (b"float32", b"single", b"f4", b"'f'", b'"f"')
CELLS_KEPT = 32  # of at most a megabyte; in a class, most files differ, but not in an audit or from save to save
FOR_JUPYTER = re.compile(rb"^\s*[%!?].*$", re.MULTILINE)


def functions_in_single_precision(cells: Iterable[bytes]) -> frozenset[str]:
    """The names of functions that use float32, directly or through other functions of the submission.

    Parameters
    ----------
    cells : iterable of bytes
        The code of all files; code that is not Python defines nothing.
    """
    files = list(cells)
    mentioning = [cell for cell in files if any(word in cell for word in MENTIONS)]
    if not any(each.is_single for cell in mentioning for each in _definitions(cell)):  # "a single number"
        return frozenset()
    uses: dict[str, set[str]] = {}
    found: set[str] = set()
    for each in (each for cell in files for each in _definitions(cell)):
        uses.setdefault(each.name, set()).update(each.uses)
        if each.is_single:
            found.add(each.name)
    while more := {name for name, used in uses.items() if used & found} - found:
        found |= more
    return frozenset(found)


@immutable
class Definition:
    """What a cell defines: a name, the names that it uses for that, and whether float32 is one of them."""

    name: str
    uses: frozenset[str]
    is_single: bool


@functools.lru_cache(maxsize=CELLS_KEPT)
def _definitions(cell: bytes) -> Sequence[Definition]:
    """What a cell defines at its top level."""
    return [Definition(name, frozenset(_names(node)), _is_single(node)) for name, node in _defined(cell)]


def _defined(cell: bytes) -> Iterator[tuple[str, ast.AST]]:
    """The names that a cell defines, each with the statement that defines it."""
    try:
        tree = ast.parse(FOR_JUPYTER.sub(b"", cell))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, ast.Name(alias.name, ast.Load())
        elif not isinstance(node, ast.Expr):
            for each in ast.walk(node):
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                    yield each.id, node


def _is_single(definition: ast.AST) -> bool:
    """Whether float32 occurs in it, as a name, or as a text that is passed as an argument."""
    for node in ast.walk(definition):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load) and _last(node) in NAMES:
            return True
        if isinstance(node, ast.Call) and any(map(_is_text, (*node.args, *(each.value for each in node.keywords)))):
            return True
        if isinstance(node, ast.Assign) and _is_text(node.value):
            return True
    return False


def _names(definition: ast.AST) -> set[str]:
    return {_last(node) for node in ast.walk(definition) if isinstance(node, ast.Name | ast.Attribute)}


def _last(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in TEXTS
