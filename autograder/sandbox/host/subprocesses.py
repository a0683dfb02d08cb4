"""Workers that are programs, each started anew: they need no fork, and so run on every system.

Nothing holds them back. They are for students, who run their own code on their own machine.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from autograder.sandbox.guest.messages import Setup
from autograder.sandbox.guest.runtime.standalone import KINDS, PASSWORD_LENGTH
from autograder.sandbox.host.connection import Process, WorkerConnection
from autograder.sandbox.host.zygote import ENVIRONMENT, STARTS_IN_SECONDS, command_line
from autograder.sandbox.protocol import NOT_ISOLATED, Answerer, IsolationFindings, SandboxError

LOOKS_EVERY = 0.2  # seconds between two looks at whether a program that has not called yet is still there
SPEAKS_IN_SECONDS = 1.0
ENDS_BY_ITSELF = 0.2  # seconds
OWN = ("PATH", "HOME")  # what is right for students' own code is what they have there


@dataclass(frozen=True)
class Sockets:
    """The grader's ends of a program's three connections, by the numbers that their pipes would have."""

    requests: int
    output: int
    replies: int
    sockets: Mapping[int, socket.socket]

    def read(self, which: int, most: int, /) -> bytes:
        try:
            return self.sockets[which].recv(most)
        except ConnectionError:  # it went without a word
            return b""

    def write(self, parts: list[memoryview], /) -> int:
        return self.sockets[self.requests].send(parts[0])


class SubprocessPool:
    """A pool of programs; a context manager that ends them. One is kept ready: it takes a while to import NumPy."""

    def __init__(self) -> None:
        self._at_work: dict[int, Program] = {}
        self._lock = threading.Lock()
        self._ready: Program | None = Program()

    def __enter__(self) -> SubprocessPool:
        return self

    def __exit__(self, *exception: object) -> None:
        for program in [*self._at_work.values(), *([self._ready] if self._ready else [])]:
            program.end()

    def acquire(self, setup: Setup, answerer: Answerer | None = None, /) -> WorkerConnection:
        """A fresh worker."""
        with self._lock:
            program, self._ready = self._ready or Program(), None
        streams = program.connect()
        self._at_work[program.pid] = program
        process = Process(program.pid, streams, partial(self._end, program.pid))
        # On Windows, what a process has sent is lost if it ends before that was read: one request at a time.
        return WorkerConnection(process, setup, answerer, pipelined=False)

    def findings(self) -> IsolationFindings:
        """Nothing: these are a student's own programs."""
        return NOT_ISOLATED

    def warm_up(self) -> None:
        """Start the next one ahead of time."""
        with self._lock:
            self._ready = self._ready or Program()

    def _end(self, pid: int) -> int:
        return self._at_work.pop(pid).end()


class Program:
    """One of them, from its start to its end.

    Raises
    ------
    SandboxError
        If it cannot be started.
    """

    def __init__(self) -> None:
        self._password = secrets.token_hex(PASSWORD_LENGTH // 2).encode()
        self._sockets: dict[bytes, socket.socket] = {}
        try:
            self._door = socket.create_server(("127.0.0.1", 0))
            self._process = subprocess.Popen(  # noqa: S603  # our own program, our own words
                command_line("standalone", ""),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=os.sep,
                start_new_session=True,  # Ctrl-C is for the grader; on Windows, the flag keeps it away
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            raise SandboxError(f"There is no process to run your code in: {error}.") from error
        told = {"port": self.port, "password": self._password.decode()}
        assert self._process.stdin
        with contextlib.suppress(OSError), self._process.stdin as said:  # one that has ended will not call either
            said.write(f"{json.dumps(told)}\n".encode())

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def port(self) -> int:
        """Where it calls."""
        return int(self._door.getsockname()[1])

    def connect(self) -> Sockets:
        """Wait until it has called; the grader's ends of its connections."""
        deadline = time.monotonic() + STARTS_IN_SECONDS
        self._door.settimeout(LOOKS_EVERY)
        while len(self._sockets) < len(KINDS):
            with contextlib.suppress(OSError):
                self._let_in(self._door.accept()[0])
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise SandboxError(
                    f"The Python that is to run your code did not come up. Does NumPy work there? Try: "
                    f'{sys.executable} -c "import numpy"'
                )
        for each in self._sockets.values():
            each.setblocking(False)
        requests, output, replies = (self._sockets[kind].fileno() for kind in KINDS)
        by_number = {each.fileno(): each for each in self._sockets.values()}
        return Sockets(requests, output, replies, by_number)

    def end(self) -> int:
        """End it; its exit status."""
        for each in (self._door, *self._sockets.values()):
            each.close()
        try:
            return self._process.wait(ENDS_BY_ITSELF)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _let_in(self, caller: socket.socket) -> None:
        """Take a connection, if whoever is there knows the password: every program of this machine may call."""
        caller.settimeout(SPEAKS_IN_SECONDS)
        said = b""
        with contextlib.suppress(OSError):
            while len(said) < 1 + PASSWORD_LENGTH and (more := caller.recv(1 + PASSWORD_LENGTH - len(said))):
                said += more
        if said[:1] in KINDS and hmac.compare_digest(said[1:], self._password):
            caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._sockets[said[:1]] = caller
        else:
            caller.close()


def _environment() -> dict[str, str]:
    """The student's own, but for what would make Python another one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, **{name: value for name, value in ENVIRONMENT.items() if name not in OWN}}
