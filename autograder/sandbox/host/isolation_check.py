"""Protections are tried, not trusted: once in a run, a built-in submission attempts what each of them forbids."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.sandbox.host.connection import Ended, Worker
from autograder.sandbox.host.zygote import IsolationFindings, SandboxError, Zygote

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

_one_at_a_time = threading.Lock()


def self_test(zygote: Zygote) -> IsolationFindings:
    """What holds a zygote's workers back. The first time it is asked, all of it is tried.

    Raises
    ------
    SandboxError
        If that is not possible here.
    """
    with _one_at_a_time:
        if zygote.findings is None:
            try:
                zygote.findings = _try_all(zygote)
            except OSError as error:  # there is no folder for temporary files, or no socket to be had
                raise SandboxError(f"The protections could not be tried: {error}.") from error
        return zygote.findings


def _try_all(zygote: Zygote) -> IsolationFindings:
    source = np.frombuffer(PROBE.read_bytes(), np.uint8)
    with Worker(zygote, {"sources": {"probe": ["probe.py", source]}, "answered": {}, "broken": {}}) as worker:
        with _baits(zygote) as baits:
            requests = [{"do": "load", "module": "probe", "cell": 0}, _call("limits_of_time"), _call("try_all", baits)]
            replies = list(worker.exchange(requests, lambda: SECONDS))
        layers = worker.layers
    outcomes = _outcomes(replies[-1])
    gaps = {
        name: tuple(what for what, refused in outcomes.get(name, {}).items() if not refused) for name in PROTECTIONS
    }
    statuses = {name: ENFORCED if outcomes.get(name) and not gaps[name] else UNAVAILABLE for name in PROTECTIONS}
    if _limited(replies, zygote.limits.cpu_seconds):
        statuses["processor time"] = SET  # to try it would take all of that time
    return IsolationFindings(layers, tuple(statuses.items()), gaps)


def _outcomes(reply: Any) -> Mapping[str, Mapping[str, bool]]:
    """What the probe told; nothing, if it came to no end."""
    answer = None if isinstance(reply, Ended) else reply.get("answer")
    return answer if isinstance(answer, dict) else {}


def _limited(replies: list[Any], seconds: int) -> bool:
    told = replies[1].get("answer") if len(replies) > 1 and isinstance(replies[1], dict) else None
    return told == [seconds, seconds + 1]


@contextlib.contextmanager
def _baits(zygote: Zygote) -> Iterator[dict[str, Any]]:
    """What there is to be read, written, reached and hit."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="autograder-")))
        folder.chmod(0o755)
        for name, mode in {"for_everyone": 0o644, "for_nobody": 0o600, "for_all_to_write": 0o666}.items():
            (folder / name).write_text("secret")
            (folder / name).chmod(mode)
        sockets = dict(_sockets(folder, stack))
        memory = zygote.limits.memory_bytes
        yield {"folder": str(folder), "grader": os.getpid(), "sockets": sockets, "memory_bytes": memory}


def _sockets(folder: Path, stack: contextlib.ExitStack) -> Iterator[tuple[str, tuple[int, int, Any]]]:
    """Sockets that listen, each with its family, its type and its address."""
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


def _call(function: str, *arguments: Any) -> dict[str, Any]:
    return {
        "do": "call", "module": "probe", "function": function, "arguments": list(arguments), "count_cost": False,
    }  # fmt: skip
