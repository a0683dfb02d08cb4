"""Provides the null device where no file can be opened for writing.

A filter of system calls cannot see names. So without Landlock it refuses the null device too, which a right answer may
well write to (``redirect_stdout(open(os.devnull, "w"))``). Then Python's functions for opening files return copies of a
descriptor that was opened before. This is a convenience, not a protection.
"""

from __future__ import annotations

import builtins
import functools
import io
import os
from collections.abc import Callable
from typing import Any

DESCRIPTOR = 0  # what a worker has for its input


def install() -> None:
    """Let `open` and `os.open` find the null device at `DESCRIPTOR`."""
    builtins.open = io.open = _with_opener(io.open)
    os.open = _duplicated(os.open)


def _is_null_device(file: Any) -> bool:
    return isinstance(file, str | os.PathLike) and os.fspath(file) == os.devnull


def _with_opener(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def opened(file: Any, *arguments: Any, **named: Any) -> Any:
        if _is_null_device(file):
            named.setdefault("opener", lambda path, flags: os.dup(DESCRIPTOR))
        return original(file, *arguments, **named)

    return opened


def _duplicated(original: Callable[..., int]) -> Callable[..., int]:
    @functools.wraps(original)
    def opened(path: Any, *arguments: Any, **named: Any) -> int:
        return os.dup(DESCRIPTOR) if _is_null_device(path) else original(path, *arguments, **named)

    return opened
