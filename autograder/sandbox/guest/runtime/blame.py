"""Whether a line of the submission failed because of a stand-in, and not because of a mistake in it."""

from __future__ import annotations

import ast
import traceback
from collections.abc import Iterator
from types import FrameType

from autograder.sandbox.guest.runtime.inert import Inert
from autograder.sandbox.guest.runtime.stand_ins import is_stand_in
from autograder.sandbox.guest.runtime.statements import statements_of
from autograder.sandbox.guest.runtime.submitted_files import Texts

LONGEST_MESSAGE = 1000


def is_to_blame(error: BaseException, texts: Texts) -> bool:
    """Whether an exception came from a stand-in, or from a line of the submission that uses one."""
    found = innermost(error, texts)
    if found is None:
        return False
    frame, line = found
    filename = frame.f_code.co_filename
    nodes = [each.node for each in statements_of("\n".join(texts.lines(filename)), filename) if each.node]
    return any(blames(error, frame, each) for node in nodes for each in statements_at(node, line))


def innermost(error: BaseException, texts: Texts) -> tuple[FrameType, int] | None:
    """The innermost frame that runs the submission's code, and its current line."""
    own = [each for each in traceback.walk_tb(error.__traceback__) if texts.is_own(each[0].f_code.co_filename)]
    return own[-1] if own else None


def blames(error: BaseException, frame: FrameType, statement: ast.stmt) -> bool:
    """Whether a stand-in is to blame for the exception of a statement that was run in this frame.

    Parameters
    ----------
    error : BaseException
        The exception.
    frame : FrameType
        The frame.
    statement : ast.stmt
        The statement.
    """
    if isinstance(error, ModuleNotFoundError):
        return isinstance(statement, ast.Import | ast.ImportFrom)
    names = {node.id for node in _header(statement) if isinstance(node, ast.Name)}
    values = [frame.f_locals.get(name, frame.f_globals.get(name)) for name in names]
    return any(map(is_stand_in, values)) or _passed_on(error, frame)


def _passed_on(error: BaseException, frame: FrameType) -> bool:
    """Whether a stand-in was running in a call that a frame made."""
    frames = [each for each, _ in traceback.walk_tb(error.__traceback__)]
    within = frames[frames.index(frame) + 1 :]
    return any(is_stand_in(value) for each in within for value in each.f_locals.values()) or (
        bool(within) and Inert.__name__ in message_of(error)
    )


def _header(statement: ast.stmt) -> Iterator[ast.AST]:
    """A statement without the statements in it."""
    yield statement
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt):
            yield from ast.walk(child)


def statements_at(node: ast.stmt, line: int) -> list[ast.stmt]:
    """The innermost statements that contain a line; there may be several."""
    found = [each for each in ast.walk(node) if isinstance(each, ast.stmt) and holds(each, line)]
    return [each for each in found if not any(other is not each and other in ast.walk(each) for other in found)]


def holds(node: ast.stmt, line: int) -> bool:
    """Whether a line belongs to a statement."""
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def message_of(error: BaseException) -> str:
    """The message of an exception; empty if it cannot be read."""
    try:
        return str(error)[:LONGEST_MESSAGE]
    except BaseException:  # a student's own exception may raise while it is printed
        return ""
