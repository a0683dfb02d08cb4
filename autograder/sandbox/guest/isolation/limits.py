"""Applies the layers of isolation to a worker, before it reads a student's source.

Each layer has an outcome: ``set`` or ``unavailable``. If one is unavailable, grading goes on; whether the layers
together protect is tested by `probe`.
"""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from autograder.sandbox.guest.isolation import landlock, prctl, seccomp

SET, UNAVAILABLE = "set", "unavailable"
DESCRIPTORS_KEPT = 5  # no input, output twice, requests, replies
DESCRIPTORS_AT_MOST = 4096
FIRST_TO_END = 1000

Outcome = tuple[str, str]


@dataclass
class Hardening:
    """The parameters of one worker's layers.

    Attributes
    ----------
    uids : sequence of int
        User ids reserved for this worker, of which the first that the system accepts is used; empty if the grader may
        not change users.
    memory_bytes, cpu_seconds : int
        The limits on address space and processor time.
    parent : int
        The process with which the worker ends.
    rules : int or None
        The descriptor of Landlock's rules.
    without : collection of str
        Layers to leave out, for tests of what each one does.
    outcomes : dict of str
        The outcome of each layer so far.
    """

    uids: Sequence[int]
    memory_bytes: int
    cpu_seconds: int
    parent: int
    rules: int | None
    without: Collection[str] = ()
    outcomes: dict[str, str] = field(default_factory=dict)


def give_up_privileges(setting: Hardening) -> list[Outcome]:
    """Apply all layers, and return the outcome of each."""
    os.umask(0o077)
    os.chdir("/")
    for name, take_on in LAYERS.items():
        setting.outcomes[name] = UNAVAILABLE if name in setting.without else _try(partial(take_on, setting))
    if setting.rules is not None:
        os.close(setting.rules)
    return list(setting.outcomes.items())


def become(uids: Sequence[int]) -> None:
    """Change to the first of these users that the system accepts.

    Raises
    ------
    OSError
        If there is none.
    """
    for uid in uids:
        try:
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        except OSError:
            continue
        return
    raise OSError("there is no user to become")


def _close_descriptors(setting: Hardening) -> None:
    """Close all descriptors except the worker's own and that of Landlock's rules."""
    os.closerange(DESCRIPTORS_KEPT, DESCRIPTORS_AT_MOST if setting.rules is None else setting.rules)
    if setting.rules is not None:
        os.closerange(setting.rules + 1, DESCRIPTORS_AT_MOST)


def offer_to_end_first(badness: int) -> None:
    """Let the kernel end this process and its forks before others when memory runs out."""
    with contextlib.suppress(OSError):  # not on Linux, or hidden from its own user
        Path("/proc/self/oom_score_adj").write_text(str(badness), encoding="ascii")


def _lower_limits(setting: Hardening) -> None:
    """Set every limit that the system has. A missing one is no failure, since the probe tries the protections."""
    offer_to_end_first(FIRST_TO_END)
    bounds = {
        "RLIMIT_AS": (setting.memory_bytes, setting.memory_bytes),
        "RLIMIT_CPU": (setting.cpu_seconds, setting.cpu_seconds + 1),
        "RLIMIT_FSIZE": (0, 0),
        "RLIMIT_NPROC": (1, 1),
        "RLIMIT_NOFILE": (32, 32),
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_MEMLOCK": (0, 0),
        "RLIMIT_MSGQUEUE": (0, 0),
    }
    for name, bound in bounds.items():
        if (which := getattr(resource, name, None)) is not None:
            _try(partial(resource.setrlimit, which, bound))


def _filter_calls(setting: Hardening) -> None:
    known = landlock.version(setting.without) if setting.outcomes["landlock"] == SET else 0
    holds_all = known >= landlock.TRUNCATION_SINCE
    seccomp.install(seccomp.ANYHOW if holds_all else seccomp.WITHOUT_EMPTYING if known else seccomp.FOR_READING)


def _try(action: Callable[[], object]) -> str:
    try:
        action()
    except (OSError, ValueError, AttributeError):
        return UNAVAILABLE
    return SET


# The order matters: a change of user resets the death signal, an ordinary user may install a filter only after
# no_new_privs, and the filter refuses the calls that apply the other layers.
LAYERS: dict[str, Callable[[Hardening], object]] = {
    "session": lambda setting: os.setsid(),
    "descriptors": _close_descriptors,
    "rlimits": _lower_limits,
    "user": lambda setting: become(setting.uids),
    "death signal": lambda setting: prctl.die_with(setting.parent),
    "no_new_privs": lambda setting: prctl.gain_no_privileges(),
    "landlock": lambda setting: landlock.take_on(setting.rules),
    "seccomp": _filter_calls,
}
