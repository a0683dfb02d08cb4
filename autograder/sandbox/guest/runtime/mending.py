"""Removes a statement that fails only because a worker has no screen, no disk and not all packages.

Statements that draw, show, count or save are not part of an answer: the call is repeated without them.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection, Iterator
from types import CodeType, FrameType, FunctionType
from typing import Any

from autograder.sandbox.guest.runtime.blame import blames, holds, innermost, statements_at
from autograder.sandbox.guest.runtime.program import ALL_FUTURE_FEATURES
from autograder.sandbox.guest.runtime.statements import Statement, statements_of
from autograder.sandbox.guest.runtime.submitted_files import Texts

MOST_LEFT_OUT = 8  # statements of one call
CAN_GO = ast.Expr | ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Import | ast.ImportFrom | ast.Delete | ast.Assert


class Mending:
    """Repairs the functions that raise in one call.

    Parameters
    ----------
    texts : Texts
        The text of the submission.
    lacking : collection of str
        Names that are not defined because a package is missing.
    """

    def __init__(self, texts: Texts, lacking: Collection[str] = ()) -> None:
        self._texts = texts
        self._changed: dict[FunctionType, CodeType] = {}  # with their previous code
        self._definitions: dict[tuple[str, int], ast.stmt] = {}
        self._missing = set(lacking)  # and names that removed statements would have bound
        self._left_out = 0

    def without_fault(self, error: BaseException) -> bool:
        """Remove the statement that raised, if a stand-in is to blame; return whether that was possible."""
        if self._left_out < MOST_LEFT_OUT and self._leave_out(error):
            self._left_out += 1
            return True
        for function, code in self._changed.items():
            function.__code__ = code
        return False

    def _leave_out(self, error: BaseException) -> bool:
        found = innermost(error, self._texts)
        if found is None:
            return False
        frame, line = found
        filename = frame.f_code.co_filename
        definition = self._definition(filename, line)
        if definition is None:
            return False
        at_line = statements_at(definition, line)
        to_blame = [each for each in at_line if blames(error, frame, each) or self._goes_beyond(error, frame, each)]
        if not to_blame:
            return False
        statement = to_blame[0]
        self._missing |= set(Statement.of(statement).names)
        return _without(definition, statement) and self._replace(definition, filename, frame)

    def _goes_beyond(self, error: BaseException, frame: FrameType, statement: ast.stmt) -> bool:
        """Whether a statement needs the disk or a removed statement, and changes no variable that existed before."""
        wanted = isinstance(error, OSError) or (isinstance(error, NameError) and error.name in self._missing)
        return wanted and frame.f_locals.keys().isdisjoint(Statement.of(statement).names)

    def _definition(self, filename: str, line: int) -> ast.stmt | None:
        """The function or class at the top level of a file that contains a line, if it still exists."""
        for (file, _), known in self._definitions.items():
            if file == filename and holds(known, line):
                return known
        for each in statements_of("\n".join(self._texts.lines(filename)), filename):
            node = each.node
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and each.line <= line <= (node.end_lineno or 0):
                return self._definitions.setdefault((filename, each.line), node)
        return None

    def _replace(self, definition: ast.stmt, filename: str, frame: FrameType) -> bool:
        """Give the functions of a definition their new code, wherever they are known."""
        flags = frame.f_code.co_flags & ALL_FUTURE_FEATURES
        made = compile(ast.Module([definition], []), filename, "exec", flags, dont_inherit=True)
        new = {(code.co_name, code.co_firstlineno): code for code in _codes(made)}
        for function in _functions(frame.f_globals.get(getattr(definition, "name", "")), filename):
            code = function.__code__
            instead = new.get((code.co_name, code.co_firstlineno))
            if instead is None or instead.co_freevars != code.co_freevars:
                return False
            self._changed.setdefault(function, code)
            function.__code__ = instead
        return True


def _without(definition: ast.stmt, statement: ast.stmt) -> bool:
    """Remove a statement from a definition, if its kind allows that; the body of a ``with`` is kept."""
    if isinstance(statement, CAN_GO):
        instead: list[ast.stmt] = [ast.copy_location(ast.Pass(), statement)]
    elif isinstance(statement, ast.With):
        instead = statement.body
    else:
        return False
    for each in ast.walk(definition):
        for _, value in ast.iter_fields(each):
            if isinstance(value, list) and any(item is statement for item in value):
                place = next(number for number, item in enumerate(value) if item is statement)
                value[place : place + 1] = instead
                return True
    return False


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _functions(value: Any, filename: str) -> Iterator[FunctionType]:
    """A function of a file, or the functions of a class, without their decorators' wrappers."""
    if isinstance(value, type):
        for each in vars(value).values():
            if not isinstance(each, type):
                yield from _functions(getattr(each, "__func__", getattr(each, "fget", each)), filename)
    elif callable(value):
        function = inspect.unwrap(value)
        if isinstance(function, FunctionType) and function.__code__.co_filename == filename:
            yield function
