"""Stubs: functions that were handed out to be written, and still raise NotImplementedError."""

from __future__ import annotations

import ast
import dis
from typing import Any

# The bytecodes that the body of a stub has, in any version of Python; an answer has others.
OF_A_STUB = {
    "CACHE", "CALL", "CALL_FUNCTION", "EXTENDED_ARG", "LOAD_CONST", "LOAD_GLOBAL", "NOP", "NOT_TAKEN", "PRECALL",
    "PUSH_NULL", "RAISE_VARARGS", "RESUME",
}  # fmt: skip


def is_stub(value: Any) -> bool:
    """Whether a function does nothing but raise NotImplementedError."""
    code = getattr(value, "__code__", None)
    if code is None or code.co_names != (NotImplementedError.__name__,):
        return False
    return {each.opname for each in dis.get_instructions(code)} <= OF_A_STUB


def is_stub_definition(node: ast.stmt | None) -> bool:
    """Whether a statement, which has not been run, defines a stub."""
    if not isinstance(node, ast.FunctionDef):
        return False
    body = [each for each in node.body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))]
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return False
    raised = body[0].exc.func if isinstance(body[0].exc, ast.Call) else body[0].exc
    return isinstance(raised, ast.Name) and raised.id == NotImplementedError.__name__
