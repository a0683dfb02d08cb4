"""The grader's end of the zygote: start it, have it fork workers, have it end them."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ENGINE = Path(__file__).resolve().parents[2]
SITE_PACKAGES = Path(np.__file__).resolve().parents[1]
SLOTS = 128
MOST_JOBS = SLOTS // 2  # a submission may need a second worker at a time: for follow-through
# Far above every account; each grader has as many as slots, from here plus that many times its own id. Where a
# container knows no such numbers, these, which belong to nobody either.
FIRST_UID, FIRST_SMALL_UID = 1_000_000_000, 64_000
STARTS_IN_SECONDS = 60
PR_SET_DUMPABLE = 4

# The path is spelled out: what an editable installation adds to it would let a submission import the solutions.
BOOT = """
import sys
sys.path[:] = [path for path in sys.path if path] + [sys.argv[3]]
sys.path.insert(0, sys.argv[2])
from autograder.sandbox.inside.zygote import main
sys.path.remove(sys.argv[2])
main()
"""

# One thread for linear algebra: a worker may have no second one. No token of ours: a submission sees all of this.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "HOME": "/nonexistent",
    "PATH": "/usr/bin:/bin",
}


class SandboxError(Exception):
    """The processes that run submissions could not be started, or were lost; the message says what to do."""


@dataclass(frozen=True)
class Limits:
    """What one worker may use."""

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 300


@dataclass(frozen=True)
class Pipes:
    """The grader's ends of a worker's three pipes, and the worker's number for the zygote."""

    worker: int
    requests: int
    output: int
    replies: int


class Zygote:
    """A running zygote; a context manager that ends it and every worker of its."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._free_slots = list(reversed(range(SLOTS)))
        self._slots: dict[int, int] = {}
        self._start()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop()

    def fork(self) -> Pipes:
        """A fresh worker.

        Raises
        ------
        SandboxError
            If there is none to be had, even from a zygote started anew.
        """
        with self._lock:
            try:
                return self._fork()
            except OSError:
                self._stop()
                self._start()
            try:
                return self._fork()
            except OSError as error:
                raise SandboxError(f"No process for a submission: {error}. Is the machine out of memory?") from error

    def end(self, pipes: Pipes) -> int | None:
        """End a worker; its exit status, minus a signal's number where a signal had ended it, None if unknown."""
        for descriptor in (pipes.requests, pipes.output, pipes.replies):
            os.close(descriptor)
        with self._lock:
            slot = self._slots.pop(pipes.worker, None)
            if slot is None:
                return None  # it went with a zygote that was lost; the one that is there knows nothing of it
            self._free_slots.append(slot)
            try:
                return int(self._order({"do": "end", "worker": pipes.worker})["status"])
            except OSError:
                return None

    def _start(self) -> None:
        if not hasattr(socket, "send_fds"):
            raise SandboxError("Running submissions needs Linux or macOS. On Windows, use WSL 2.")
        _hide_own_memory()
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-s", "-S", "-c", BOOT, str(theirs.fileno()), str(ENGINE), str(SITE_PACKAGES)]
        self._process = subprocess.Popen(  # noqa: S603  # our own program, our own words
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=ENVIRONMENT,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the grader
        )
        theirs.close()
        ours.settimeout(STARTS_IN_SECONDS)
        self._control = ours
        self._slots.clear()
        self._free_slots = list(reversed(range(SLOTS)))

    def _stop(self) -> None:
        self._control.close()
        try:
            self._process.wait(timeout=STARTS_IN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _fork(self) -> Pipes:
        theirs_requests, requests = os.pipe()
        output, theirs_output = os.pipe()
        replies, theirs_replies = os.pipe()
        slot = self._free_slots.pop()
        uids = [FIRST_UID + os.getpid() * SLOTS + slot, FIRST_SMALL_UID + slot] if os.geteuid() == 0 else []
        order = {
            "do": "fork",
            "uids": uids,
            "memory_bytes": self._limits.memory_bytes,
            "cpu_seconds": self._limits.cpu_seconds,
        }
        try:
            answer = self._order(order, [theirs_requests, theirs_output, theirs_replies])
        except OSError:
            for descriptor in (requests, output, replies):
                os.close(descriptor)
            raise
        finally:
            for descriptor in (theirs_requests, theirs_output, theirs_replies):
                os.close(descriptor)
        for descriptor in (requests, output, replies):
            os.set_blocking(descriptor, False)
        self._slots[answer["worker"]] = slot
        return Pipes(answer["worker"], requests, output, replies)

    def _order(self, order: dict[str, Any], descriptors: list[int] | None = None) -> dict[str, Any]:
        socket.send_fds(self._control, [json.dumps(order).encode()], descriptors or [])
        answer = self._control.recv(4096)
        if not answer:
            raise ConnectionError("the process that starts workers has ended")
        return json.loads(answer)  # type: ignore[no-any-return]  # our own process wrote it


def _hide_own_memory() -> None:
    """Make the grader's memory and descriptors unreadable for other processes of the same user, where Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
