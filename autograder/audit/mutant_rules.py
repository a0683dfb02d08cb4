"""The small mistakes: for a node of Python's syntax, what may stand in its place by mistake.

Every rule is a function of one kind of node that yields other nodes. What it makes need not make sense: a mutant that
cannot run is caught at once.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any


@dataclass(frozen=True)
class Names:
    """The names that may be mixed up: the function's own, and the functions around it."""

    variables: tuple[str, ...]
    functions: tuple[str, ...]


ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow)
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
OTHER_AXES = (0, 1, None)


def alternatives(node: ast.AST, names: Names) -> Iterator[ast.AST]:
    """What may stand in the place of `node` by mistake."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from _other_names(node, names)
    for kind, rules in RULES.items():
        if isinstance(node, kind):
            for rule in rules:
                yield from rule(node)


def _other_names(name: ast.Name, names: Names) -> Iterator[ast.AST]:
    for group in (names.variables, names.functions):
        if name.id in group:
            yield from (ast.Name(other, ast.Load()) for other in group if other != name.id)
            return


def _other_operators(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    yield from (_with(node, op=other()) for other in ARITHMETIC if not isinstance(node.op, other))


def _terms_and_factors(node: ast.BinOp) -> Iterator[ast.AST]:
    """One of the two alone, or the two the other way round."""
    yield node.left
    yield node.right
    if not isinstance(node.op, ast.Add | ast.Mult):
        yield _with(node, left=node.right, right=node.left)


def _turned_factors(node: ast.BinOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.MatMult):
        yield _with(node, left=_transposed(node.left))
        yield _with(node, right=_transposed(node.right))


def _without_signs(node: ast.BinOp) -> Iterator[ast.AST]:
    """What is seen only where a number is negative."""
    if isinstance(node.op, ast.Div | ast.Pow):
        return
    for side, operand in (("left", node.left), ("right", node.right)):
        if isinstance(operand, ast.Name | ast.Attribute | ast.Subscript):
            yield _with(node, **{side: _called("abs", operand)})


def _written_over(node: ast.BinOp) -> Iterator[ast.AST]:
    """The result put into the first operand."""
    if isinstance(node.left, ast.Name) and (function := UFUNCS.get(type(node.op))):
        yield _called(function, node.left, node.right, out=node.left)


def _in_an_operands_dtype(node: ast.BinOp) -> Iterator[ast.AST]:
    """The result cut to what an array made like an operand can hold."""
    for operand in (node.left, node.right):
        if isinstance(operand, ast.Name | ast.Attribute):
            yield _called("asarray", node, dtype=ast.Attribute(operand, "dtype", ast.Load()))


def _other_comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    op = node.ops[0]
    if isinstance(op, ast.Is | ast.IsNot):
        yield _with(node, ops=[ast.Is() if isinstance(op, ast.IsNot) else ast.IsNot()])
    else:
        yield from (_with(node, ops=[other(), *node.ops[1:]]) for other in COMPARISONS if not isinstance(op, other))


def _other_numbers(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        half = value // 2 if isinstance(value, int) and value % 2 == 0 else value / 2
        yield from map(_number, (value + 1, value - 1, 2 * value, half, -value))
    elif value is None:
        yield from map(_number, (0, 1))


def _without_the_attribute(node: ast.Attribute) -> Iterator[ast.AST]:
    """The transpose forgotten; or a function that is easily taken for another."""
    if node.attr == "T":
        yield node.value
    yield from (_with(node, attr=other) for other in MIXED_UP.get(node.attr, ()))


def _without_the_sign(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _other_arguments(node: ast.Call) -> Iterator[ast.AST]:
    """Two arguments swapped, one left out, another axis."""
    for first, second in combinations(range(len(node.args)), 2):
        yield _with(node, args=_swapped(node.args, first, second))
    for place, keyword in enumerate(node.keywords):
        others = [*node.keywords[:place], *node.keywords[place + 1 :]]
        yield _with(node, keywords=others)
        if keyword.arg == "axis":
            for axis in OTHER_AXES:
                yield _with(node, keywords=[*others, ast.keyword("axis", ast.Constant(axis))])


def _instead_of_the_call(node: ast.Call) -> Iterator[ast.AST]:
    """What goes in, instead of what is made of it."""
    yield from (argument for argument in node.args if not isinstance(argument, ast.Starred))
    name = _name_of(node.func)
    if name == "len":
        yield ast.Subscript(ast.Attribute(node.args[0], "shape", ast.Load()), ast.Constant(1), ast.Load())
    if name == "range":
        for place, argument in enumerate(node.args):
            for other in _one_off(argument):
                yield _with(node, args=[*node.args[:place], other, *node.args[place + 1 :]])
    if name == "permutation" and isinstance(node.func, ast.Attribute):
        yield _called("arange", *node.args)
        draws = ast.Attribute(node.func.value, "integers", ast.Load())
        yield ast.Call(draws, node.args, [ast.keyword("size", node.args[0])])


def _other_orders(node: ast.Tuple | ast.List) -> Iterator[ast.AST]:
    """Elements swapped, rotated, or left out."""
    for first, second in combinations(range(len(node.elts)), 2):
        yield _with(node, elts=_swapped(node.elts, first, second))
    if len(node.elts) > 2:
        yield _with(node, elts=[*node.elts[1:], node.elts[0]])
        yield _with(node, elts=[node.elts[-1], *node.elts[:-1]])
    if isinstance(node.ctx, ast.Load):
        for place in range(len(node.elts)):
            yield _with(node, elts=[*node.elts[:place], *node.elts[place + 1 :]])


def _other_places(node: ast.Subscript) -> Iterator[ast.AST]:
    """One off, or the whole instead of its part."""
    index = node.slice
    if isinstance(node.ctx, ast.Load):
        yield node.value
    if isinstance(index, ast.Slice):
        for lower in _one_off(index.lower) if index.lower else [_number(1)]:
            yield _with(node, slice=_with(index, lower=lower))
        for upper in _one_off(index.upper) if index.upper else [_number(-1)]:
            yield _with(node, slice=_with(index, upper=upper))
    elif isinstance(index, ast.Name | ast.BinOp):
        yield from (_with(node, slice=other) for other in _one_off(index))


def _other_conditions(node: ast.If | ast.IfExp | ast.While) -> Iterator[ast.AST]:
    yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    yield from (_with(node, test=ast.Constant(value)) for value in (True, False))


def _other_rounds(node: ast.For | ast.comprehension) -> Iterator[ast.AST]:
    """The other way round, without the first, without the last."""
    rounds = ast.Call(ast.Name("list", ast.Load()), [node.iter], [])
    parts = (ast.Slice(step=_number(-1)), ast.Slice(lower=_number(1)), ast.Slice(upper=_number(-1)))
    yield from (_with(node, iter=ast.Subscript(rounds, part, ast.Load())) for part in parts)


def _nothing(node: ast.stmt) -> Iterator[ast.AST]:
    yield ast.Pass()


def _instead_of_adding(node: ast.AugAssign) -> Iterator[ast.AST]:
    yield ast.Assign([node.target], node.value, lineno=node.lineno)


def _other_results(node: ast.Return) -> Iterator[ast.AST]:
    """None; and each result negative, or turned."""
    if node.value is None:
        return
    yield ast.Return(None)
    if not isinstance(node.value, ast.Tuple):
        yield ast.Return(_negative(node.value))
        yield ast.Return(_transposed(node.value))
        return
    for place, item in enumerate(node.value.elts):
        for other in (_negative(item), _transposed(item)):
            elements = [*node.value.elts[:place], other, *node.value.elts[place + 1 :]]
            yield ast.Return(ast.Tuple(elements, ast.Load()))


Rule = Callable[[Any], Iterable[ast.AST]]
RULES: dict[type[ast.AST] | tuple[type[ast.AST], ...], tuple[Rule, ...]] = {
    ast.BinOp: (
        _other_operators,
        _terms_and_factors,
        _turned_factors,
        _without_signs,
        _written_over,
        _in_an_operands_dtype,
    ),
    ast.Compare: (_other_comparisons,),
    ast.Constant: (_other_numbers,),
    ast.Attribute: (_without_the_attribute,),
    ast.UnaryOp: (_without_the_sign,),
    ast.Call: (_other_arguments, _instead_of_the_call),
    (ast.Tuple, ast.List): (_other_orders,),
    ast.Subscript: (_other_places,),
    (ast.If, ast.IfExp, ast.While): (_other_conditions,),
    (ast.For, ast.comprehension): (_other_rounds,),
    (ast.Assign, ast.AugAssign, ast.Expr): (_nothing,),
    ast.AugAssign: (_other_operators, _instead_of_adding),
    ast.Return: (_other_results,),
}


def _with(node: Any, **changes: Any) -> Any:
    """A copy of a node with other parts; what is not changed is shared."""
    other = copy.copy(node)
    for name, value in changes.items():
        setattr(other, name, value)
    return other


def _swapped(items: list[ast.expr], first: int, second: int) -> list[ast.expr]:
    swapped = list(items)
    swapped[first], swapped[second] = items[second], items[first]
    return swapped


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def _called(name: str, *arguments: ast.expr, **named: ast.expr) -> ast.Call:
    """A call of one of NumPy's functions."""
    function = ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())
    return ast.Call(function, list(arguments), [ast.keyword(key, value) for key, value in named.items()])


def _negative(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.USub(), node)


def _number(value: float) -> ast.expr:
    return _negative(ast.Constant(-value)) if value < 0 else ast.Constant(value)


def _one_off(node: ast.expr) -> Iterator[ast.expr]:
    """One more, and one less."""
    yield from (ast.BinOp(node, op, ast.Constant(1)) for op in (ast.Add(), ast.Sub()))


def _name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
