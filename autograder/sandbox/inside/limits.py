"""What a worker gives up before it reads a student's source.

Every step tells its outcome: ``set`` or ``unavailable``. Nothing here raises: a machine that lacks a protection
still grades, and the report says what was missing.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator, Sequence

SET, UNAVAILABLE = "set", "unavailable"

Outcome = tuple[str, str]


def give_up_privileges(uids: Sequence[int], *, memory_bytes: int, cpu_seconds: int) -> list[Outcome]:
    """Lower the limits and, as root, become another user.

    Parameters
    ----------
    uids : sequence of int
        Users of the worker's own, the first that the system knows is taken; none where the grader may not change users.
    memory_bytes, cpu_seconds : int
        Address space and processor time.

    Returns
    -------
    list of (str, str)
        Each protection with its status, in the order in which they were set.
    """
    outcomes = [("address space", _limit("RLIMIT_AS", memory_bytes))]
    outcomes.append(("processor time", _limit("RLIMIT_CPU", cpu_seconds, cpu_seconds + 1)))
    outcomes.append(("file size", _limit("RLIMIT_FSIZE", 0)))
    outcomes.append(("processes", _limit("RLIMIT_NPROC", 1)))
    for name, bound in {"RLIMIT_NOFILE": 32, "RLIMIT_CORE": 0, "RLIMIT_MEMLOCK": 0, "RLIMIT_MSGQUEUE": 0}.items():
        _limit(name, bound)
    os.umask(0o077)
    os.chdir("/")
    outcomes.append(("own user", SET if any(_try(_become(uid)) == SET for uid in uids) else UNAVAILABLE))
    if os.geteuid() == 0:  # the kernel counts no processes for root
        outcomes = [(name, UNAVAILABLE if name == "processes" else status) for name, status in outcomes]
    return outcomes + list(_not_yet())


def _become(uid: int) -> Callable[[], None]:
    def change() -> None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)

    return change


def _limit(name: str, soft: int, hard: int | None = None) -> str:
    which = getattr(resource, name, None)
    if which is None:
        return UNAVAILABLE
    return _try(lambda: resource.setrlimit(which, (soft, soft if hard is None else hard)))


def _try(action: Callable[[], None]) -> str:
    try:
        action()
    except (OSError, ValueError, AttributeError):
        return UNAVAILABLE
    return SET


def _not_yet() -> Iterator[Outcome]:
    """What a worker can still do, told as plainly as what it cannot."""
    for name in ("reading files", "network", "system calls"):
        yield name, UNAVAILABLE
