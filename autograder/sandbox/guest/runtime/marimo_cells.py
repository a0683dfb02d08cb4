"""marimo's files: each cell is a function, and the names that it returns are known to all cells."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Sequence

from autograder.sandbox.guest.runtime.statements import Statement, statements_of

CELL, WHOLE = "cell", {"function", "class_definition"}
NO_PYTHON = "_unparsable_cell"  # how marimo saves a cell with a syntax error: as a text


def flattened(statements: list[Statement], filename: str) -> list[Statement]:
    """The statements of a marimo file as statements of one namespace, in the order in which its cells run.

    Names that begin with an underscore are local to a cell, so its number is added to them. Cells with a syntax error
    come last, and only their valid statements are used. Statements of other files are returned unchanged.

    Parameters
    ----------
    statements : list of Statement
        The statements of the file.
    filename : str
        Its name in tracebacks.
    """
    app = next((name for each in statements if (name := _app(each.node))), None)
    if app is None:
        return statements
    found: list[Statement] = []
    cells: list[_Cell] = []
    broken: list[Statement] = []
    for each in statements:
        node = each.node
        if broken_cell := _broken_cell(node, app):
            text, line = broken_cell
            broken += statements_of(textwrap.dedent(text), filename, line)
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and CELL in _marks(node, app):
            cells.append(_Cell(node, len(cells)))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and WHOLE & _marks(node, app):
            node.decorator_list = [item for item in node.decorator_list if _mark(item, app) not in WHOLE]
            found.append(each)
        elif isinstance(node, ast.With) and any(_mark(item.context_expr, app) == "setup" for item in node.items):
            found += map(Statement.of, node.body)
        else:
            found.append(each)
    whole = [each for each in found if not _runs_the_app(each.node, app)]
    return whole + [each for cell in _in_order(cells) for each in cell.statements()] + broken


class _Cell:
    """A function that is a cell."""

    def __init__(self, node: ast.FunctionDef | ast.AsyncFunctionDef, number: int) -> None:
        self.needs = {argument.arg for argument in node.args.args}
        self._body = node.body[:-1] if isinstance(node.body[-1], ast.Return) else node.body
        self._number = number
        self.defines = {name for each in self._body for name in Statement.of(each).names}

    def statements(self) -> Iterator[Statement]:
        own = _OwnNames(name for name in self.defines if name.startswith("_") and not name.startswith("__"))
        own.prefix = f"_cell_{self._number}"
        for node in self._body:
            yield Statement.of(own.visit(node))


class _OwnNames(ast.NodeTransformer):
    """Renames the names that are local to a cell."""

    prefix = ""

    def __init__(self, names: Iterator[str]) -> None:
        self._names = set(names)

    def _renamed(self, name: str) -> str:
        return self.prefix + name if name in self._names else name

    def visit_Name(self, node: ast.Name) -> ast.Name:  # the visitor's form
        node.id = self._renamed(node.id)
        return node

    def visit_Global(self, node: ast.Global) -> ast.Global:
        node.names = [self._renamed(name) for name in node.names]
        return node

    def visit_alias(self, node: ast.alias) -> ast.alias:
        if node.asname:
            node.asname = self._renamed(node.asname)
        elif node.name in self._names:
            node.asname = self._renamed(node.name)
        return node

    def _visit_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> ast.AST:
        node.name = self._renamed(node.name)
        return self.generic_visit(node)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _visit_definition  # noqa: N815


def _in_order(cells: Sequence[_Cell]) -> Iterator[_Cell]:
    """The cells, each after those that define what it needs; otherwise in the order of the file."""
    homes = {name: cell for cell in cells for name in cell.defines}
    done: set[int] = set()
    for first in cells:
        stack = [first]
        entered: set[int] = set()
        while stack:
            cell = stack[-1]
            waits = [homes[name] for name in sorted(cell.needs & homes.keys()) if id(homes[name]) not in done]
            waits = [each for each in waits if each is not cell and id(each) not in entered]
            entered.add(id(cell))
            if waits:
                stack += waits
                continue
            stack.pop()
            if id(cell) not in done:
                done.add(id(cell))
                yield cell


def _app(node: ast.stmt | None) -> str | None:
    """The name of a marimo app, in the statement that makes it."""
    match node:
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Call(func=ast.Attribute(value=ast.Name(id="marimo" | "mo"), attr="App")),
        ):
            return name
    return None


def _marks(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, app: str) -> set[str]:
    return {mark for item in node.decorator_list if (mark := _mark(item, app))}


def _mark(item: ast.expr, app: str) -> str | None:
    """``cell`` of ``@app.cell`` and ``@app.cell(hide_code=True)``."""
    match item.func if isinstance(item, ast.Call) else item:
        case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name == app:
            return attribute
    return None


def _broken_cell(node: ast.stmt | None, app: str) -> tuple[str, int] | None:
    """The text of a cell that marimo could not read, and its line."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attribute), args=[text, *_])):
            if (name, attribute) == (app, NO_PYTHON) and isinstance(text, ast.Constant) and isinstance(text.value, str):
                return text.value, text.lineno
    return None


def _runs_the_app(node: ast.stmt | None, app: str) -> bool:
    """Whether this is the guard at the end of a marimo file."""
    match node:
        case ast.If(body=[ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="run")))]):
            return name == app
    return False
