"""A worker that is a separate program, for any system: it connects to the grader, and it is not isolated.

It runs students' own code on their own machines, where no protection is needed. It only has to answer, and to end when
it is told to.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading

from autograder.sandbox.guest.runtime import stdio as printing
from autograder.sandbox.guest.runtime.worker import serve

KINDS = (b"<", b"|", b">")  # requests, output, replies: the first byte of each connection, before the password
PASSWORD_LENGTH = 32


class Connections:
    """The connections to the grader: requests come on one, replies are sent on another."""

    def __init__(self, requests: socket.socket, replies: socket.socket) -> None:
        self.read = requests.recv
        self.write = replies.send


def main() -> None:
    """Connect to the grader, whose port and password are on standard input, and answer its requests."""
    told = json.loads(sys.stdin.readline())
    requests, output, replies = (_call(told, kind) for kind in KINDS)
    threading.Thread(target=_end_with, args=[output], daemon=True).start()
    printing.prepare(output.makefile("wb"))
    serve(Connections(requests, replies))
    os._exit(0)  # skips whatever the submission left behind (atexit, threads)


def _call(told: dict[str, str | int], kind: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", int(told["port"])))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(kind + str(told["password"]).encode())
    return connection


def _end_with(connection: socket.socket) -> None:
    """End this process as soon as the grader is gone, even in the middle of an endless loop."""
    try:
        connection.recv(1)  # nothing is ever sent this way: it returns at the end
    finally:
        os._exit(1)
