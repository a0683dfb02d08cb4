"""Runs a file statement by statement in one namespace; if one fails, the others are still run."""

from __future__ import annotations
import __future__

import ast
import inspect
from collections.abc import Callable, Coroutine, Iterator
from types import ModuleType
from typing import Any

from autograder.immutable import immutable
from autograder.sandbox.guest.runtime.jupyter_syntax import CellMagic, as_python, cell_magic
from autograder.sandbox.guest.runtime.marimo_cells import flattened
from autograder.sandbox.guest.runtime.shell import TRANSPARENT, Shell
from autograder.sandbox.guest.runtime.statements import PARSER_GIVES_UP, Statement, Text, statements_of

ALL_FUTURE_FEATURES = sum(getattr(__future__, name).compiler_flag for name in set(__future__.all_feature_names))

MayRun = Callable[[int, Statement], bool]


@immutable
class Failure:
    """A statement that failed: why, in which file and line, and the names that it would have bound."""

    error: BaseException
    file: str
    line: int
    names: tuple[str, ...]


class Program:
    """A file, and the module in which it is run.

    Parameters
    ----------
    file : str
        Its name, as the student knows it.
    module : ModuleType
        The module.
    fail : callable
        Called with each `Failure`.
    shell : Shell, optional
        The notebook's interface to Jupyter; only a notebook has one.
    """

    def __init__(
        self,
        file: str,
        module: ModuleType,
        fail: Callable[[Failure], None],
        shell: Shell | None = None,
    ) -> None:
        self.file = file
        self.module = module
        self.cells_run: set[int] = set()
        self._shell = shell
        self._fail = fail
        self._waiting: list[tuple[Statement, str]] = []
        self._features = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if shell else 0
        if shell:
            shell.attach(module.__dict__, self.run, self.execute)

    def run(self, cell: Text, may_run: MayRun | None = None) -> None:
        """Run a cell, or a whole file.

        Parameters
        ----------
        cell : Text
            The cell.
        may_run : callable, optional
            Called before each statement, with its number in the cell.
        """
        if self._shell and may_run:
            self._shell.begin_cell(cell.text)
        self._run_text(cell, may_run)

    def _run_text(self, cell: Text, may_run: MayRun | None) -> None:
        if self._shell and not _is_python(cell.text):
            if magic := cell_magic(cell.text):
                self._run_magic(self._shell, magic, cell, may_run)
                return
            cell = Text(as_python(cell.text), cell.filename, cell.line)
        statements = flattened(statements_of(cell.text, cell.filename, cell.line), cell.filename)
        for number, statement in enumerate(statements):
            if may_run is None or may_run(number, statement):
                self._attempt(statement, cell.filename, shows=number == len(statements) - 1)

    def execute(self, text: str, filename: str, local: dict[str, Any] | None = None) -> None:
        """Run Python in the file's namespace; exceptions are left to the caller.

        Parameters
        ----------
        text : str
            The code.
        filename : str
            Its name in tracebacks.
        local : dict, optional
            A namespace for local variables.
        """
        self._evaluate(ast.parse(text, filename), filename, "exec", local)

    def _run_magic(self, shell: Shell, magic: CellMagic, cell: Text, may_run: MayRun | None) -> None:
        if magic.name in TRANSPARENT:
            shell.begin(magic.name, magic.line)
            self._run_text(Text(magic.body, cell.filename, cell.line + magic.lines_above), may_run)
            return
        try:
            shell.run_cell_magic(magic.name, magic.line, magic.body)
        except BaseException as error:
            self._fail(Failure(error, self.file, cell.line, ()))

    def finish_imports(self) -> None:
        """Run the imports from a file that imports this one, now that it has been run to its end."""
        waiting, self._waiting = self._waiting, []
        for statement, filename in waiting:
            self._attempt(statement, filename, may_wait=False)

    def _attempt(self, statement: Statement, filename: str, *, shows: bool = False, may_wait: bool = True) -> None:
        """Run a statement; an import that fails is tried name by name, and may wait for the other file."""
        try:
            if statement.node is None:
                raise statement.error or SyntaxError("invalid syntax")
            self._run(statement.node, filename, shows=shows)
        except ImportError as error:
            others = list(_name_by_name(statement.node))
            if not others and may_wait and _is_circular(error):
                self._waiting.append((statement, filename))
            elif not others:
                self._fail(Failure(error, self.file, statement.line, statement.names))
            for other in others:
                self._attempt(other, filename)
        except BaseException as error:  # SystemExit and KeyboardInterrupt, too: they end only the statement
            self._fail(Failure(error, self.file, statement.line, statement.names))

    def _run(self, node: ast.stmt, filename: str, *, shows: bool) -> None:
        if shows and self._shell and isinstance(node, ast.Expr):
            self._shell.show(self._evaluate(ast.Expression(node.value), filename, "eval"))
        else:
            self._evaluate(ast.Module([node], type_ignores=[]), filename, "exec")

    def _evaluate(
        self, tree: ast.Module | ast.Expression, filename: str, mode: str, local: dict[str, Any] | None = None
    ) -> Any:
        code = compile(tree, filename, mode, self._features, dont_inherit=True)
        self._features |= code.co_flags & ALL_FUTURE_FEATURES
        value = eval(code, self.module.__dict__, local)  # noqa: S307  # running a submission is what this is for
        return _awaited(value) if code.co_flags & inspect.CO_COROUTINE else value


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, *PARSER_GIVES_UP):
        return False
    return True


def _awaited(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """The result of an `await` at the top of a cell, from an event loop that needs no socket."""
    import asyncio  # few notebooks need it, and importing it takes a while
    import selectors

    class Loop(asyncio.SelectorEventLoop):
        def _make_self_pipe(self) -> None:
            self._ssock = self._csock = None
            self._internal_fds = 0

        def _close_self_pipe(self) -> None:
            pass

        def _write_to_self(self) -> None:
            pass

    loop = Loop(selectors.SelectSelector())
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.close()


def _is_circular(error: ImportError) -> bool:
    """Whether the other file is still being run, because it imports this one."""
    return type(error.msg) is str and "partially initialized module" in error.msg


def _name_by_name(node: ast.stmt | None) -> Iterator[Statement]:
    """An import of several names as one import for each, so that the names that exist are imported."""
    if not isinstance(node, ast.Import | ast.ImportFrom) or len(node.names) < 2:
        return
    for alias in node.names:
        alone = (
            ast.Import([alias]) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, [alias], node.level)
        )
        yield Statement.of(ast.copy_location(alone, node))
