"""Mutants of a reference module: copies with one small mistake each, made mechanically."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial

from autograder.audit.mutation.rules import Names, alternatives
from autograder.immutable import immutable

Replace = Callable[[ast.AST], None]

NUMPY = "\nimport numpy as np\n"  # some mistakes need it; at the end, where it shifts no line numbers


@immutable
class Mutant:
    """A module with one mistake.

    Attributes
    ----------
    function : str
        The function with the mistake.
    line : int
        The line of the mistake in the original module.
    before, after : str
        The original statement and the mistaken one; of compound statements, their heads.
    source : str
        The module with the mistake.
    """

    function: str
    line: int
    before: str
    after: str
    source: str


def mutants_of(source: str) -> Iterator[Mutant]:
    """All mutants of a module, without duplicates."""
    tree = ast.parse(source)
    known_sources = {ast.unparse(tree)}
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    known = {function.name for function in functions} | _imported(tree)
    for place, function in enumerate(tree.body):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = Names(_variables(function), tuple(sorted(known - {function.name})))
        for node, statement, replace in _nodes(function, function, partial(tree.body.__setitem__, place)):
            before = _head(statement)
            for other in alternatives(node, names):
                replace(other)
                text = ast.unparse(tree)
                after = _head(other if node is statement else statement)
                replace(node)
                if text not in known_sources:
                    known_sources.add(text)
                    yield Mutant(function.name, statement.lineno, before, after, text + NUMPY)


def _nodes(node: ast.AST, statement: ast.stmt, replace: Replace) -> Iterator[tuple[ast.AST, ast.stmt, Replace]]:
    """Every node from `node` down, with its statement and a function that replaces the node."""
    yield node, statement, replace
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield from _nodes(value, statement, partial(setattr, node, name))
        elif isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, ast.AST):
                    inner = item if isinstance(item, ast.stmt) else statement
                    yield from _nodes(item, inner, partial(value.__setitem__, place))


def _head(statement: ast.AST) -> str:
    return ast.unparse(statement).splitlines()[0]


def _variables(function: ast.FunctionDef) -> tuple[str, ...]:
    """The parameters and the assigned variables, sorted by name."""
    parameters = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    stored = {
        node.id for node in ast.walk(function) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    return tuple(sorted(parameters | stored))


def _imported(tree: ast.Module) -> set[str]:
    """The functions imported from other modules."""
    return {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
