"""Errors of a gradebook, with messages that tell what to do."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path


class GradebookError(Exception):
    """The gradebook cannot be used, or a request cannot be carried out; the message explains why, and what to do."""


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Replace SQLite's exceptions by messages that tell what to do.

    Raises
    ------
    GradebookError
        Instead of SQLite's exceptions.
    """
    try:
        yield
    except UnicodeDecodeError as error:  # a text in it is not valid
        raise GradebookError(damaged(path)) from error
    except sqlite3.Error as error:
        raise GradebookError(_in_words(path, str(error))) from error


@contextlib.contextmanager
def unpacking() -> Iterator[None]:
    """Report stored data that cannot be read, which SQLite does not notice.

    Raises
    ------
    GradebookError
        If stored data cannot be read.
    """
    try:
        yield
    except (zlib.error, ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError) as error:
        raise GradebookError(
            "The gradebook is damaged: something that was kept in it cannot be read. It was not changed. Take the "
            "latest copy of it that you have."
        ) from error


def _in_words(path: Path, reason: str) -> str:
    known = {
        "locked": f"{path} is in use by another program. Nothing was lost. Try again when that has ended.",
        "full": f"{path} cannot be written: the disk is full. What is in it is whole. Make room and try again.",
        "disk I/O error": f"{path} cannot be read or written: the disk reports an error, or it is full. Look at the "
        "disk; what was written before is whole.",
        "readonly": f"{path} cannot be written: the file or its folder is read-only for you.",
        "unable to open": f"{path} cannot be opened. Is its folder there, and may you write to it?",
        "malformed": damaged(path),
        "not a database": damaged(path),
        "decode": damaged(path),
        "no such ": damaged(path),  # table or column: in what describes them
    }
    return next((words for part, words in known.items() if part in reason), f"{path}: {reason}.")


def damaged(path: Path) -> str:
    """The message on a damaged file, with what to do."""
    return (
        f"{path} is damaged. It was not changed. Take the latest copy of it that you have; if there is none, "
        f"`sqlite3 {path.name} .recover | sqlite3 mended.db` saves what can be read."
    )
