"""A pool of workers that are separate programs. They need no fork, so they run on every system.

They are not isolated: they are for students, who run their own code on their own machine.
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
from functools import partial

from autograder.immutable import immutable
from autograder.sandbox.guest.messages import Setup
from autograder.sandbox.guest.runtime.standalone import KINDS, PASSWORD_LENGTH
from autograder.sandbox.host.connection import Process, WorkerConnection
from autograder.sandbox.host.launch import ENVIRONMENT, STARTS_IN_SECONDS, command_line
from autograder.sandbox.protocol import NOT_ISOLATED, Answerer, IsolationFindings, SandboxError

LOOKS_EVERY = 0.2  # seconds between checks that a program which has not connected yet is still running
SPEAKS_IN_SECONDS = 1.0
ENDS_BY_ITSELF = 0.2  # seconds
OWN = ("PATH", "HOME")  # students' own code gets their own values


@immutable
class Sockets:
    """Streams that are sockets, found by their file descriptors."""

    requests: int
    output: int
    replies: int
    sockets: Mapping[int, socket.socket]

    def read(self, which: int, most: int, /) -> bytes:
        try:
            return self.sockets[which].recv(most)
        except ConnectionError:  # the program has ended
            return b""

    def write(self, parts: list[memoryview], /) -> int:
        return self.sockets[self.requests].send(parts[0])


class SubprocessPool:
    """A pool of programs, as a context manager that ends them. One is kept ready, since importing NumPy takes time."""

    def __init__(self) -> None:
        self._at_work: dict[int, StandaloneProgram] = {}
        self._lock = threading.Lock()
        self._ready: StandaloneProgram | None = StandaloneProgram()

    def __enter__(self) -> SubprocessPool:
        return self

    def __exit__(self, *exception: object) -> None:
        for program in [*self._at_work.values(), *([self._ready] if self._ready else [])]:
            program.end()

    def acquire(self, setup: Setup, answerer: Answerer | None = None, /) -> WorkerConnection:
        """A fresh worker."""
        with self._lock:
            program, self._ready = self._ready or StandaloneProgram(), None
        streams = program.connect()
        self._at_work[program.pid] = program
        process = Process(program.pid, streams, partial(self._end, program.pid))
        # On Windows, data that a process has sent is lost if it ends before it is read: one request at a time.
        return WorkerConnection(process, setup, answerer, pipelined=False)

    def findings(self) -> IsolationFindings:
        """Programs are not isolated."""
        return NOT_ISOLATED

    def warm_up(self) -> None:
        """Start the next program in advance."""
        with self._lock:
            self._ready = self._ready or StandaloneProgram()

    def _end(self, pid: int) -> int:
        return self._at_work.pop(pid).end()


class StandaloneProgram:
    """One program, from its start to its end.

    Raises
    ------
    SandboxError
        If the program cannot be started.
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
            raise SandboxError(f"No process to run your code can be started: {error}.") from error
        task = {"port": self.port, "password": self._password.decode()}
        assert self._process.stdin
        with contextlib.suppress(OSError), self._process.stdin as stdin:  # `connect` notices a program that has ended
            stdin.write(f"{json.dumps(task)}\n".encode())

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def port(self) -> int:
        """The port that the program connects to."""
        return int(self._door.getsockname()[1])

    def connect(self) -> Sockets:
        """Wait for the program's three connections, and return the grader's ends.

        Raises
        ------
        SandboxError
            If the program does not connect.
        """
        deadline = time.monotonic() + STARTS_IN_SECONDS
        self._door.settimeout(LOOKS_EVERY)
        while len(self._sockets) < len(KINDS):
            with contextlib.suppress(OSError):
                self._let_in(self._door.accept()[0])
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise SandboxError(
                    f"The Python process that runs your code did not start. Does NumPy work? Try: "
                    f'{sys.executable} -c "import numpy"'
                )
        for each in self._sockets.values():
            each.setblocking(False)
        requests, output, replies = (self._sockets[kind].fileno() for kind in KINDS)
        by_number = {each.fileno(): each for each in self._sockets.values()}
        return Sockets(requests, output, replies, by_number)

    def end(self) -> int:
        """End the program, and return its exit status."""
        for each in (self._door, *self._sockets.values()):
            each.close()
        try:
            return self._process.wait(ENDS_BY_ITSELF)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _let_in(self, caller: socket.socket) -> None:
        """Accept a connection if it begins with the password: any program on this machine may connect."""
        caller.settimeout(SPEAKS_IN_SECONDS)
        greeting = b""
        with contextlib.suppress(OSError):
            while len(greeting) < 1 + PASSWORD_LENGTH and (more := caller.recv(1 + PASSWORD_LENGTH - len(greeting))):
                greeting += more
        if greeting[:1] in KINDS and hmac.compare_digest(greeting[1:], self._password):
            caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._sockets[greeting[:1]] = caller
        else:
            caller.close()


def _environment() -> dict[str, str]:
    """The student's environment variables, without those that change how Python behaves."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, **{name: value for name, value in ENVIRONMENT.items() if name not in OWN}}
