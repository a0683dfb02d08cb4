"""Small mistakes in a formula: an operator, a sign, a factor, a number, a transpose."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.audit.mutation.syntax import called, changed, constant, transposed

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.MatMult, ast.Pow)
UFUNCS = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide"}
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
MIXED_UP = {
    "all": ("any",),
    "any": ("all",),
    "arange": ("zeros",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "exp": ("expm1", "log"),
    "log": ("log1p", "exp"),
    "max": ("min",),
    "maximum": ("minimum", "add"),
    "mean": ("sum",),
    "min": ("max",),
    "minimum": ("maximum",),
    "normal": ("uniform",),
    "ones": ("zeros",),
    "prod": ("sum",),
    "sqrt": ("square",),
    "std": ("var",),
    "sum": ("mean", "max", "prod"),
    "uniform": ("normal",),
    "var": ("std",),
    "zeros": ("ones",),
}


def other_operators(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    """Another arithmetic operator."""
    yield from (changed(node, op=other()) for other in ARITHMETIC if not isinstance(node.op, other))


def terms_and_factors(node: ast.BinOp) -> Iterator[ast.AST]:
    """One operand alone, or both in the other order."""
    yield node.left
    yield node.right
    if not isinstance(node.op, ast.Add | ast.Mult):
        yield changed(node, left=node.right, right=node.left)


def turned_factors(node: ast.BinOp) -> Iterator[ast.AST]:
    """One factor of a matrix product transposed."""
    if isinstance(node.op, ast.MatMult):
        yield changed(node, left=transposed(node.left))
        yield changed(node, right=transposed(node.right))


def without_signs(node: ast.BinOp) -> Iterator[ast.AST]:
    """The absolute value of an operand, which differs only for negative numbers."""
    if isinstance(node.op, ast.Div | ast.Pow):
        return
    for side, operand in (("left", node.left), ("right", node.right)):
        if isinstance(operand, ast.Name | ast.Attribute | ast.Subscript):
            yield changed(node, **{side: called("abs", operand)})


def written_over(node: ast.BinOp) -> Iterator[ast.AST]:
    """The result written into the first operand."""
    if isinstance(node.left, ast.Name) and (function := UFUNCS.get(type(node.op))):
        yield called(function, node.left, node.right, out=node.left)


def in_an_operands_dtype(node: ast.BinOp) -> Iterator[ast.AST]:
    """The result converted to the dtype of an operand, as where it is written into an array like that one."""
    for operand in (node.left, node.right):
        if isinstance(operand, ast.Name | ast.Attribute):
            yield called("asarray", node, dtype=ast.Attribute(operand, "dtype", ast.Load()))


def other_comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    """Another comparison operator."""
    op = node.ops[0]
    if isinstance(op, ast.Is | ast.IsNot):
        yield changed(node, ops=[ast.Is() if isinstance(op, ast.IsNot) else ast.IsNot()])
    else:
        yield from (changed(node, ops=[other(), *node.ops[1:]]) for other in COMPARISONS if not isinstance(op, other))


def other_connections(node: ast.BoolOp) -> Iterator[ast.AST]:
    """``and`` and ``or`` exchanged, or one operand alone."""
    yield changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    yield from node.values


def other_numbers(node: ast.Constant) -> Iterator[ast.AST]:
    """A neighbour, the double, the half or the negative of a number; the other truth value; a number for None."""
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        half = value // 2 if isinstance(value, int) and value % 2 == 0 else value / 2
        yield from map(constant, (value + 1, value - 1, 2 * value, half, -value))
    elif value is None:
        yield from map(constant, (0, 1))


def without_the_attribute(node: ast.Attribute) -> Iterator[ast.AST]:
    """The transpose forgotten, or a function mixed up with a similar one."""
    if node.attr == "T":
        yield node.value
    yield from (changed(node, attr=other) for other in MIXED_UP.get(node.attr, ()))


def without_the_sign(node: ast.UnaryOp) -> Iterator[ast.AST]:
    """The operand without its sign or negation."""
    yield node.operand
