"""Ends a worker together with everything that it may have started."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from autograder.sandbox.guest.isolation.limits import become

MOST_ROUNDS = 1000  # rounds of looking for leftover processes; each ends all that it finds


def end(pid: int, uids: Sequence[int], others: Collection[int]) -> int:
    """End a worker and all processes that it left behind.

    Parameters
    ----------
    pid : int
        The worker's process id.
    uids : sequence of int
        The worker's user ids; the first belongs to no other worker.
    others : collection of int
        The workers that are still needed.

    Returns
    -------
    int
        The worker's exit status, or minus the number of the signal that ended it.
    """
    ended, status = os.waitpid(pid, os.WNOHANG)
    _kill(os.killpg, pid)
    if not ended:
        _kill(os.kill, pid)
        _, status = os.waitpid(pid, 0)
    _end_strays(uids, others)
    return os.waitstatus_to_exitcode(status)


def _end_strays(uids: Sequence[int], others: Collection[int]) -> None:
    """End the processes that the worker has started.

    This process adopts orphans. Once the worker has ended, its descendants therefore become children of this process;
    when there are no more such children, nothing is left.
    """
    for _ in range(MOST_ROUNDS):
        children = _children()
        strays = (children or set()) - set(others)
        if uids and (strays or children is None):
            _kill_all_of(uids[0])
        if not strays:
            return
        for pid in strays:
            if _kill(os.kill, pid):
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)


def _children() -> set[int] | None:
    """The children of this process; None if the kernel does not list them."""
    try:
        text = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text(encoding="ascii")
    except OSError:
        return None
    return set(map(int, text.split()))


def _kill_all_of(uid: int) -> None:
    """Kill all processes of a user at once: one by one, a fork bomb would outrun the kills."""
    own = os.getuid()
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
        return
    try:
        become([uid])
        if set(os.getresuid()) == {uid} and uid not in (0, own):
            os.kill(-1, signal.SIGKILL)
    finally:
        os._exit(0)


def _kill(kill: Callable[[int, int], None], pid: int) -> bool:
    """Kill a process or a group; return whether it existed."""
    try:
        kill(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return False
    return True
