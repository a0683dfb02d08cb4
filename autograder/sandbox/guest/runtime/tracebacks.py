"""What an exception says to a student: its type, its message, and the lines of their own files that led there."""

from __future__ import annotations

import traceback
from typing import Any

from autograder.sandbox.guest.runtime.loader import SubmittedModules

LONGEST_MESSAGE = 1000
DEEPEST_TRACE = 6


def describe(error: BaseException, submission: SubmittedModules) -> dict[str, Any]:
    """The exception as plain data.

    Returns
    -------
    dict
        ``type``, ``message``, and ``where``: ``[file, line, function, text]`` of the submission's own frames, the
        innermost last.
    """
    frames = [
        [frame.filename, frame.lineno or 0, frame.name, submission.text(frame.filename, frame.lineno or 0)]
        for frame in traceback.extract_tb(error.__traceback__)
        if submission.is_own(frame.filename)
    ]
    if isinstance(error, SyntaxError) and error.filename:
        line = error.lineno or 0
        if submission.is_own(error.filename):
            frames.append([error.filename, line, "<module>", submission.text(error.filename, line)])
        return {"type": type(error).__name__, "message": str(error.msg), "where": frames[-DEEPEST_TRACE:]}
    return {"type": type(error).__name__, "message": message_of(error), "where": frames[-DEEPEST_TRACE:]}


def message_of(error: BaseException) -> str:
    """What an exception says, as far as it can be had."""
    try:
        return str(error)[:LONGEST_MESSAGE]
    except BaseException:  # an exception of the student's own may raise while it is printed
        return ""
