"""System calls and process controls of Linux that Python does not provide."""

from __future__ import annotations

import ctypes
import functools
import os
import signal
import sys
from typing import Any

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38


def syscall(number: int, *arguments: Any) -> int:
    """Make a system call by its number.

    Raises
    ------
    OSError
        If the kernel refuses it or does not have it, or this is not Linux.
    """
    return _on_linux("syscall", number, *arguments)


def hide_memory() -> None:
    """Hide this process's memory, environment and descriptors from other processes of the same user."""
    _on_linux("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)


def die_with(parent: int) -> None:
    """Let the kernel kill this process when `parent` ends. A change of user resets this."""
    _on_linux("prctl", PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # the parent ended before the call


def gain_no_privileges() -> None:
    """Deny programs that this process starts any additional privileges. A filter requires this."""
    _on_linux("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of all descendants whose parent has ended."""
    _on_linux("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@functools.cache
def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _on_linux(function: str, *arguments: Any) -> int:
    if sys.platform != "linux":
        raise OSError(f"{function}: only Linux has this")
    wide = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = int(getattr(_libc(), function)(*wide))
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{function} {arguments[0]}")
    return result
