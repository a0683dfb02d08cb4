"""Builds new syntax trees from pieces of others."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any


def changed(node: Any, **changes: Any) -> Any:
    """A shallow copy of a node with some of its fields replaced."""
    other = copy.copy(node)
    for name, value in changes.items():
        setattr(other, name, value)
    return other


def swapped(items: list[ast.expr], first: int, second: int) -> list[ast.expr]:
    """A copy of a list with two items swapped.

    Parameters
    ----------
    items : list of expr
        The list.
    first, second : int
        The places of the two items.
    """
    swapped = list(items)
    swapped[first], swapped[second] = items[second], items[first]
    return swapped


def transposed(node: ast.expr) -> ast.expr:
    """The transpose of an array."""
    return ast.Attribute(node, "T", ast.Load())


def called(name: str, *arguments: ast.expr, **named: ast.expr) -> ast.Call:
    """A call of one of NumPy's functions."""
    function = ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())
    return ast.Call(function, list(arguments), [ast.keyword(key, value) for key, value in named.items()])


def negative(node: ast.expr) -> ast.expr:
    """The negative of an expression."""
    return ast.UnaryOp(ast.USub(), node)


def constant(value: float) -> ast.expr:
    """A number as an expression."""
    return negative(ast.Constant(-value)) if value < 0 else ast.Constant(value)


def one_off(node: ast.expr) -> Iterator[ast.expr]:
    """An expression plus one, and minus one."""
    yield from (ast.BinOp(node, op, ast.Constant(1)) for op in (ast.Add(), ast.Sub()))


def name_of(function: ast.expr) -> str:
    """The name of a called function, without the objects that it is an attribute of."""
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
