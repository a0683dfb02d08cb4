"""The grader's side of the zygote, a fork server: starts it, and lets it fork and end workers."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import threading
import time
from dataclasses import asdict
from functools import partial
from typing import Any

from autograder.immutable import immutable
from autograder.sandbox.guest.isolation.prctl import hide_memory
from autograder.sandbox.guest.messages import Setup
from autograder.sandbox.host.connection import Process, WorkerConnection
from autograder.sandbox.host.isolation_check import try_protections
from autograder.sandbox.host.launch import ForkServer
from autograder.sandbox.host.streams import Pipes
from autograder.sandbox.protocol import Answerer, IsolationFindings, SandboxError

SLOTS = 128
MOST_JOBS = SLOTS // 2  # a submission may need a second worker at a time: for follow-through
# Far above every account; each zygote has its own range of SLOTS numbers, chosen by its process id. Some containers do
# not have such numbers; then small ones are used, which also belong to nobody.
FIRST_UID, FIRST_SMALL_UID = 1_000_000_000, 64_000
PIPE_BYTES = 1 << 18  # so that a worker can go on while the grader does something else
PAUSES = (0.0, 0.1, 1.0)  # seconds before each try to get a process


class _NotNow(Exception):
    """No further process can be started at the moment; the zygote goes on."""


@immutable
class Limits:
    """The limits of one worker.

    Attributes
    ----------
    memory_bytes : int
        Its address space.
    cpu_seconds : int
        Its processor time.
    without : frozenset of str
        Layers to leave out, by their names in `sandbox.guest.isolation.limits`, for tests of what each one does.
    by_exec : bool
        Whether each worker starts as a new program instead of a fork of the zygote, and imports NumPy itself. That is
        necessary on macOS, whose linear algebra does not survive a fork.
    """

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 300
    without: frozenset[str] = frozenset()
    by_exec: bool = sys.platform == "darwin"


class Zygote:
    """A pool of forks of one process, as a context manager that ends the process and all of its workers.

    Parameters
    ----------
    limits : Limits, optional
        The limits of each worker.
    server : ForkServer, optional
        A fork server that has been started already. By default, or when it is lost, one is started.

    Raises
    ------
    SandboxError
        If this system cannot run one.
    """

    def __init__(self, limits: Limits | None = None, server: ForkServer | None = None) -> None:
        self.limits = limits or Limits()
        self._ahead = server
        self._findings: IsolationFindings | None = None
        self._findings_lock = threading.Lock()
        self._trying: threading.Thread | None = None
        self._lock = threading.Lock()
        self._generation = 0
        self._slots: dict[int, int] = {}
        self._start()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._trying:
            self._trying.join()
        self._server.stop()

    @property
    def pid(self) -> int:
        return self._server.process.pid

    def acquire(self, setup: Setup, answerer: Answerer | None = None, /) -> WorkerConnection:
        """A fresh worker. A zygote that was lost is started again.

        Raises
        ------
        SubmissionTooLarge
            If the submission is too large to be sent.
        SandboxError
            If no worker can be started, or its protections are not those that were tried.
        """
        connection = self._connected(setup, answerer)
        if self._findings and connection.layers != self._findings.layers:
            connection.end()
            raise SandboxError("A process for a submission started with other protections than those that were tried.")
        return connection

    def findings(self) -> IsolationFindings:
        """The result of trying the protections, which is done at the first call."""
        with self._findings_lock:
            if self._findings is None:
                start = partial(self._connected, is_probe=True)
                self._findings = try_protections(start, self.limits.memory_bytes, self.limits.cpu_seconds)
            return self._findings

    def warm_up(self) -> None:
        """Try the protections in the background, unless they were tried already: forks start quickly themselves."""
        if not self._trying and not self._findings:
            self._trying = threading.Thread(target=self._try_in_background)
            self._trying.start()

    def _try_in_background(self) -> None:
        with contextlib.suppress(Exception):  # whoever asks for the findings tries again, and is told
            self.findings()

    def _connected(self, setup: Setup, answerer: Answerer | None = None, *, is_probe: bool = False) -> WorkerConnection:
        return WorkerConnection(self._fork(is_probe), setup, answerer)

    def _fork(self, is_probe: bool) -> Process:
        """A worker that has received nothing yet."""
        problem = ""
        with self._lock:
            for pause in PAUSES:
                time.sleep(pause)
                try:
                    worker, streams = self._try_fork(is_probe)
                    return Process(worker, streams, partial(self._end, worker, self._generation, streams))
                except _NotNow as error:
                    problem = str(error)
                except OSError as error:  # the zygote is lost
                    problem = str(error)
                    self._server.stop()
                    with contextlib.suppress(OSError):  # if this fails, the next try starts it again
                        self._start()
        raise SandboxError(f"No process can be started: {problem}. Is the machine out of memory or processes?")

    def _end(self, worker: int, generation: int, pipes: Pipes) -> int | None:
        """End a worker, and return its exit status; None if it was lost together with its zygote."""
        pipes.close()
        with self._lock:
            if generation != self._generation:
                return None
            try:
                status = self._order({"do": "end", "worker": worker})["status"]
            except OSError:
                self._server.control.close()  # a late answer must not be taken for the answer to the next order
                return None
            self._free_slots.append(self._slots.pop(worker))
            return int(status)

    def _start(self) -> None:
        if not hasattr(socket, "send_fds"):
            raise SandboxError("Running submissions needs Linux or macOS. On Windows, use WSL 2 or Docker.")
        with contextlib.suppress(OSError):  # on Linux alone; hides the grader's descriptors as well
            hide_memory()
        self._server, self._ahead = self._ahead or ForkServer(), None
        self._generation += 1
        self._slots.clear()
        self._free_slots = list(reversed(range(SLOTS)))

    def _try_fork(self, is_probe: bool) -> tuple[int, Pipes]:
        """A worker's process id and pipes; raises OSError if the zygote is lost."""
        with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
            kept, given = _three_pipes(ours, theirs)
            if not self._free_slots:
                raise _NotNow(f"all {SLOTS} places for submissions are taken")
            slot = self._free_slots.pop()
            # A user id of this zygote's own range, and one for containers.
            uids = [FIRST_UID + self.pid * SLOTS + slot, FIRST_SMALL_UID + slot] if os.geteuid() == 0 else []
            limits = {**asdict(self.limits), "without": sorted(self.limits.without)}
            answer = self._order({"do": "fork", "is_probe": is_probe, "uids": uids, "limits": limits}, given)
            if "worker" not in answer:
                self._free_slots.append(slot)
                raise _NotNow(answer["failed"])
            self._slots[answer["worker"]] = slot
            ours.pop_all()
        return int(answer["worker"]), Pipes(*kept)

    def _order(self, order: dict[str, Any], descriptors: list[int] | None = None) -> dict[str, Any]:
        socket.send_fds(self._server.control, [json.dumps(order).encode()], descriptors or [])
        answer = self._server.control.recv(4096)
        if not answer:
            raise ConnectionError("the process that starts workers has ended")
        return json.loads(answer)  # type: ignore[no-any-return]  # our own process wrote it


def _three_pipes(ours: contextlib.ExitStack, theirs: contextlib.ExitStack) -> tuple[list[int], list[int]]:
    """The grader's ends and the worker's ends of the pipes for requests, output and replies."""
    kept, given = [], []
    for place in (1, 0, 0):  # the grader writes requests, and reads the others
        try:
            ends = os.pipe()
        except OSError as error:
            raise _NotNow(error.strerror) from error
        ours.callback(os.close, ends[place])
        theirs.callback(os.close, ends[1 - place])
        os.set_blocking(ends[place], False)
        _enlarge(ends[place])
        kept.append(ends[place])
        given.append(ends[1 - place])
    return kept, given


def _enlarge(pipe: int) -> None:
    if sys.platform == "linux":
        import fcntl  # this module is also imported where there is none

        with contextlib.suppress(OSError):  # this user has many large ones already
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
