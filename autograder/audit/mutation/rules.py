"""The rules of mutation: by which nodes a node of Python's syntax may be replaced by mistake.

A rule is a function that takes a node of one kind and yields replacements. They need not make sense: a mutant that
cannot run is caught at once.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any

from autograder.audit.mutation import formulas
from autograder.audit.mutation.syntax import called, changed, constant, name_of, negative, one_off, swapped, transposed
from autograder.immutable import immutable

OTHER_AXES = (0, 1, None)
DIGITS = 7  # after the point


@immutable
class Names:
    """Names that may be mixed up: the variables of a function, and the functions that it could call."""

    variables: tuple[str, ...]
    functions: tuple[str, ...]


def alternatives(node: ast.AST, names: Names) -> Iterator[ast.AST]:
    """The nodes that may replace `node` by mistake."""
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


def _other_arguments(node: ast.Call) -> Iterator[ast.AST]:
    """Two arguments swapped, one left out, another axis."""
    for first, second in combinations(range(len(node.args)), 2):
        yield changed(node, args=swapped(node.args, first, second))
    for place, keyword in enumerate(node.keywords):
        others = [*node.keywords[:place], *node.keywords[place + 1 :]]
        yield changed(node, keywords=others)
        if keyword.arg == "axis":
            for axis in OTHER_AXES:
                yield changed(node, keywords=[*others, ast.keyword("axis", ast.Constant(axis))])


def _instead_of_the_call(node: ast.Call) -> Iterator[ast.AST]:
    """An argument instead of the call's result, or a call that is easily confused with it."""
    yield from (argument for argument in node.args if not isinstance(argument, ast.Starred))
    name = name_of(node.func)
    if name == "len" and node.args:
        yield ast.Subscript(ast.Attribute(node.args[0], "shape", ast.Load()), ast.Constant(1), ast.Load())
    if name == "range":
        for place, argument in enumerate(node.args):
            for other in one_off(argument):
                yield changed(node, args=[*node.args[:place], other, *node.args[place + 1 :]])
    if name == "permutation" and node.args and isinstance(node.func, ast.Attribute):
        yield called("arange", *node.args)
        draws = ast.Attribute(node.func.value, "integers", ast.Load())
        yield ast.Call(draws, node.args, [ast.keyword("size", node.args[0])])


def _other_orders(node: ast.Tuple | ast.List) -> Iterator[ast.AST]:
    """Elements swapped, rotated, or left out."""
    for first, second in combinations(range(len(node.elts)), 2):
        yield changed(node, elts=swapped(node.elts, first, second))
    if len(node.elts) > 2:
        yield changed(node, elts=[*node.elts[1:], node.elts[0]])
        yield changed(node, elts=[node.elts[-1], *node.elts[:-1]])
    if isinstance(node.ctx, ast.Load):
        for place in range(len(node.elts)):
            yield changed(node, elts=[*node.elts[:place], *node.elts[place + 1 :]])


def _other_places(node: ast.Subscript) -> Iterator[ast.AST]:
    """An index that is off by one, or the whole sequence instead of a part."""
    index = node.slice
    if isinstance(node.ctx, ast.Load):
        yield node.value
    if isinstance(index, ast.Slice):
        for lower in one_off(index.lower) if index.lower else [constant(1)]:
            yield changed(node, slice=changed(index, lower=lower))
        for upper in one_off(index.upper) if index.upper else [constant(-1)]:
            yield changed(node, slice=changed(index, upper=upper))
    elif isinstance(index, ast.Name | ast.BinOp):
        yield from (changed(node, slice=other) for other in one_off(index))


def _other_conditions(node: ast.If | ast.IfExp | ast.While) -> Iterator[ast.AST]:
    yield changed(node, test=ast.UnaryOp(ast.Not(), node.test))
    yield from (changed(node, test=ast.Constant(value)) for value in (True, False))


def _other_rounds(node: ast.For | ast.comprehension) -> Iterator[ast.AST]:
    """A loop in reverse order, without its first round, or without its last."""
    rounds = ast.Call(ast.Name("list", ast.Load()), [node.iter], [])
    parts = (ast.Slice(step=constant(-1)), ast.Slice(lower=constant(1)), ast.Slice(upper=constant(-1)))
    yield from (changed(node, iter=ast.Subscript(rounds, part, ast.Load())) for part in parts)


def _nothing(node: ast.stmt) -> Iterator[ast.AST]:
    yield ast.Pass()


def _instead_of_adding(node: ast.AugAssign) -> Iterator[ast.AST]:
    yield ast.Assign([node.target], node.value, lineno=node.lineno)


def _other_results(node: ast.Return) -> Iterator[ast.AST]:
    """None, or one result negated, transposed or rounded."""
    if node.value is None:
        return
    yield ast.Return(None)
    if not isinstance(node.value, ast.Tuple):
        yield from map(ast.Return, _other_forms(node.value))
        return
    for place, item in enumerate(node.value.elts):
        for other in _other_forms(item):
            elements = [*node.value.elts[:place], other, *node.value.elts[place + 1 :]]
            yield ast.Return(ast.Tuple(elements, ast.Load()))


def _other_forms(result: ast.expr) -> tuple[ast.expr, ...]:
    return negative(result), transposed(result), called("round", result, ast.Constant(DIGITS))


Rule = Callable[[Any], Iterable[ast.AST]]
RULES: dict[type[ast.AST] | tuple[type[ast.AST], ...], tuple[Rule, ...]] = {
    ast.BinOp: (
        formulas.other_operators,
        formulas.terms_and_factors,
        formulas.turned_factors,
        formulas.without_signs,
        formulas.written_over,
        formulas.in_an_operands_dtype,
    ),
    ast.Compare: (formulas.other_comparisons,),
    ast.BoolOp: (formulas.other_connections,),
    ast.Constant: (formulas.other_numbers,),
    ast.Attribute: (formulas.without_the_attribute,),
    ast.UnaryOp: (formulas.without_the_sign,),
    ast.Call: (_other_arguments, _instead_of_the_call),
    (ast.Tuple, ast.List): (_other_orders,),
    ast.Subscript: (_other_places,),
    (ast.If, ast.IfExp, ast.While): (_other_conditions,),
    (ast.For, ast.comprehension): (_other_rounds,),
    (ast.Assign, ast.AugAssign, ast.Expr): (_nothing,),
    ast.AugAssign: (formulas.other_operators, _instead_of_adding),
    ast.Return: (_other_results,),
}
