"""What an exception says to a student: its type, its message, and the lines of their own files that led there."""

from __future__ import annotations

import ast
import importlib.util
import re
import traceback
from types import ModuleType
from typing import Any

from autograder.sandbox.guest.runtime.blame import is_to_blame, message_of
from autograder.sandbox.guest.runtime.loader import SubmittedModules
from autograder.sandbox.guest.runtime.statements import statements_of

DEEPEST_TRACE = 6
# Packages that students often import and that may be installed beside the grader.
KNOWN_PACKAGES = {"scipy": "SciPy", "pandas": "pandas", "sklearn": "scikit-learn", "sympy": "SymPy", "torch": "PyTorch"}


def describe_error(error: BaseException, submission: SubmittedModules) -> dict[str, Any]:
    """The exception as plain data.

    Returns
    -------
    dict
        ``type``, ``message``, and ``where``: ``[file, line, function, text]`` of the submission's own frames, the
        innermost last. If a package is missing, ``packages``: those that can be imported. For NotImplementedError,
        ``unfinished``: whether the function has other code. If a stand-in is to blame, ``stand_in``.
    """
    frames: list[list[Any]] = [
        [frame.filename, frame.lineno or 0, frame.name, submission.texts.line(frame.filename, frame.lineno or 0)]
        for frame in traceback.extract_tb(error.__traceback__)
        if submission.texts.is_own(frame.filename)
    ]
    message = message_of(error)
    if isinstance(error, SyntaxError) and error.filename:
        line = error.lineno or 0
        if submission.texts.is_own(error.filename):
            frames.append([error.filename, line, "<module>", submission.texts.line(error.filename, line)])
        message = str(error.msg)
    elif why := _why_not_there(error, submission, frames[-1][0] if frames else ""):
        message = why
    # NumPy's own type has a private name.
    kind = "MemoryError" if isinstance(error, MemoryError) else type(error).__name__
    told: dict[str, Any] = {"type": kind, "message": message, "where": frames[-DEEPEST_TRACE:]}
    if isinstance(error, NotImplementedError) and frames:
        told["unfinished"] = _has_more_than_a_raise(submission, *frames[-1][:2])
    if isinstance(error, ModuleNotFoundError):
        told["packages"] = _packages()
    elif is_to_blame(error, submission.texts):
        told["stand_in"] = True
    return told


def _has_more_than_a_raise(submission: SubmittedModules, filename: str, line: int) -> bool:
    """Whether the function around a line does more than raise NotImplementedError."""
    for each in statements_of("\n".join(submission.texts.lines(filename)), filename):
        function = each.node
        if isinstance(function, ast.FunctionDef) and each.line <= line <= (function.end_lineno or 0):
            return any(not isinstance(part, ast.Raise | ast.Pass) and not _is_text(part) for part in function.body)
    return False


def _is_text(part: ast.stmt) -> bool:
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)


def _why_not_there(error: BaseException, submission: SubmittedModules, filename: str) -> str | None:
    """The message on a name, a part of a module or a package that does not exist."""
    if isinstance(error, ModuleNotFoundError):
        return None
    if isinstance(error, NameError) and submission.texts.is_own(filename):
        return _unbound(submission, submission.texts.file_of(filename), error.name)
    if isinstance(error, ImportError) and error.name:
        wanted = re.match(r"cannot import name '(\w+)'", message_of(error))
        why = _unbound(submission, submission.file(error.name), wanted[1]) if wanted else None
        return why or re.sub(r" \([^()]*\)$", "", message_of(error))  # the path on this machine
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        return _unbound(submission, submission.file(error.obj.__name__), error.name)
    return None


def _unbound(submission: SubmittedModules, file: str, name: str | None) -> str | None:
    line = submission.admission.unbound.get((file, str(name)))
    return None if line is None else f"{name} is not defined, because line {line} of {file} failed"


def _packages() -> list[str]:
    """The packages that can be imported besides Python's own modules and the files that were handed in."""
    return ["NumPy", *(shown for name, shown in KNOWN_PACKAGES.items() if importlib.util.find_spec(name))]
