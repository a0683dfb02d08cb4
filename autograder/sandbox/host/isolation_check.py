"""Tries the protections instead of trusting them: a built-in submission attempts what each of them forbids."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.sandbox.guest.isolation import landlock
from autograder.sandbox.guest.messages import CallFunction, LoadCell, Reply, Request, Returned, Setup
from autograder.sandbox.protocol import Connection, Ended, IsolationFindings, SandboxError

ENFORCED, SET, UNAVAILABLE = "enforced", "set", "unavailable"
PROTECTIONS = (
    "reading files",
    "writing files",
    "network",
    "processes",
    "signals",
    "memory of others",
    "address space",
    "processor time",
    "system calls",
)
SECONDS = 60.0
PROBE = Path(__file__).parents[1] / "guest" / "isolation" / "probe.py"


def try_protections(start: Callable[[Setup], Connection], memory_bytes: int, cpu_seconds: int) -> IsolationFindings:
    """Let a worker attempt everything that it must not be able to do.

    Parameters
    ----------
    start : callable
        Starts the worker.
    memory_bytes, cpu_seconds : int
        The limits of a worker.

    Raises
    ------
    SandboxError
        If the protections cannot be tried here.
    """
    try:
        return _try_all(start, memory_bytes, cpu_seconds)
    except OSError as error:  # no folder for temporary files, or no sockets
        raise SandboxError(f"The protections could not be tried: {error}.") from error


def _try_all(start: Callable[[Setup], Connection], memory_bytes: int, cpu_seconds: int) -> IsolationFindings:
    worker = start(Setup({"probe": ("probe.py", [PROBE.read_bytes()])}))
    try:
        with _baits(memory_bytes) as baits:
            requests: list[Request] = [LoadCell("probe", 0), _call("limits_of_time"), _call("try_all", baits)]
            replies = list(worker.exchange(requests, lambda: SECONDS))
    finally:
        worker.end()
    outcomes = _outcomes(replies[-1])
    gaps = {
        name: tuple(what for what, refused in outcomes.get(name, {}).items() if not refused) for name in PROTECTIONS
    }
    statuses = {name: ENFORCED if outcomes.get(name) and not gaps[name] else UNAVAILABLE for name in PROTECTIONS}
    if len(replies) > 1 and _answer(replies[1]) == [cpu_seconds, cpu_seconds + 1]:
        statuses["processor time"] = SET  # trying it would use it up
    return IsolationFindings(worker.layers, tuple(statuses.items()), gaps)


def can_be_read(folder: Path, findings: IsolationFindings) -> bool:
    """Whether a submission can read the files in a folder: neither a protection nor the permissions prevent it."""
    if dict(findings.protections).get("reading files", UNAVAILABLE) != UNAVAILABLE:
        return False
    above = [folder.resolve(), *folder.resolve().parents]
    closed = any(not place.stat().st_mode & 0o001 for place in above)
    return not (closed and dict(findings.layers).get("user") == SET)


def why_no_landlock() -> str:
    """A sentence on how to get Landlock, which protects against reading; empty if the kernel has it."""
    if landlock.version():
        return ""
    if landlock.is_switched_off():
        return (
            " This kernel has Landlock, but it is switched off: add landlock to its parameter lsm= (in "
            "GRUB_CMDLINE_LINUX of /etc/default/grub: lsm=landlock,lockdown,yama,integrity,apparmor), run update-grub, "
            "and reboot."
        )
    return " Linux 5.13 or newer on x86-64 or aarch64 has every protection, if Landlock is switched on."


def _answer(reply: Reply | Ended) -> Any:
    """The probe's answer; None if it did not finish."""
    return reply.answer if isinstance(reply, Returned) else None


def _outcomes(reply: Reply | Ended) -> Mapping[str, Mapping[str, bool]]:
    answer = _answer(reply)
    return answer if isinstance(answer, dict) else {}


def _open_to_all() -> Path | None:
    """A folder for temporary files that every user can enter, so that a refusal is due to a protection.

    None for the default folder, if there is no such folder.
    """
    for place in map(Path, (tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm")):  # noqa: S108  # TMPDIR may be private
        if os.access(place, os.W_OK) and all(
            above.stat().st_mode & 0o001 for above in [place, *place.resolve().parents]
        ):
            return place
    return None


@contextlib.contextmanager
def _baits(memory_bytes: int) -> Iterator[dict[str, Any]]:
    """Files, sockets and a process for the probe to read, write, reach and attack."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="autograder-", dir=_open_to_all())))
        folder.chmod(0o755)
        for name, mode in {"for_everyone": 0o644, "for_nobody": 0o600, "for_all_to_write": 0o666}.items():
            (folder / name).write_text("secret")
            (folder / name).chmod(mode)
        sockets = dict(_sockets(folder, stack))
        yield {"folder": str(folder), "grader": os.getpid(), "sockets": sockets, "memory_bytes": memory_bytes}


def _sockets(folder: Path, stack: contextlib.ExitStack) -> Iterator[tuple[str, tuple[int, int, Any]]]:
    """Listening sockets, each with its family, type and address."""
    kinds: dict[str, tuple[int, int, Any]] = {
        "a TCP port": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        "a UDP port": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        "a Unix socket": (socket.AF_UNIX, socket.SOCK_STREAM, f"{folder}/socket"),
        "an abstract socket": (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{folder}"),
    }
    for name, (family, way, address) in kinds.items():
        with contextlib.suppress(OSError):  # macOS has no abstract sockets
            listening = stack.enter_context(socket.socket(family, way))
            listening.bind(address)
            if way == socket.SOCK_STREAM:
                listening.listen()
            if family == socket.AF_UNIX and address[0] == "/":
                Path(address).chmod(0o777)
            yield name, (int(family), int(way), listening.getsockname() if family == socket.AF_INET else address)


def _call(function: str, *arguments: Any) -> CallFunction:
    return CallFunction("probe", function, arguments)
