"""A pool of forks of a notebook's process, so that a call that hangs or crashes does not end the notebook.

They protect the notebook from accidents, but nothing from a hostile submission: forks share the notebook's memory.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import warnings
from collections.abc import Callable, Collection
from functools import partial
from itertools import pairwise
from typing import Any

from autograder.sandbox.guest.messages import Setup
from autograder.sandbox.guest.runtime.worker import PipeLine, serve
from autograder.sandbox.host.connection import Process, WorkerConnection
from autograder.sandbox.host.streams import Pipes
from autograder.sandbox.protocol import NOT_ISOLATED, Answerer, IsolationFindings
from autograder.student.notebook.namespace import Namespace

MOST_DESCRIPTORS = 4096


class ForkPool:
    """A pool of forks of this process.

    Parameters
    ----------
    live : Namespace
        The notebook, whose functions each fork calls.
    ended : collection of str
        Functions that must not be called, because they have hung or crashed before.
    """

    def __init__(self, live: Namespace, ended: Collection[str] = ()) -> None:
        self._live = live
        self._ended = ended

    def acquire(self, setup: Setup, answerer: Answerer | None = None, /) -> WorkerConnection:
        """A fresh fork."""
        theirs_requests, requests = os.pipe()
        output, theirs_output = os.pipe()
        replies, theirs_replies = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about Jupyter's threads, which the fork does not need
            pid = os.fork()
        if pid == 0:
            self._work(theirs_requests, theirs_output, theirs_replies)
        for descriptor in (theirs_requests, theirs_output, theirs_replies):
            os.close(descriptor)
        for descriptor in (requests, output, replies):
            os.set_blocking(descriptor, False)
        pipes = Pipes(requests, output, replies)
        return WorkerConnection(Process(pid, pipes, partial(_end, pid, pipes)), setup, answerer)

    def findings(self) -> IsolationFindings:
        """Forks are not isolated."""
        return NOT_ISOLATED

    def warm_up(self) -> None:
        """Do nothing: forks start quickly."""

    def _work(self, requests: int, output: int, replies: int) -> None:
        """Reply to requests until there are no more, then exit the process. Never returns."""
        status = 1
        try:
            os.setsid()
            for lower, upper in pairwise((2, *sorted((requests, output, replies)), MOST_DESCRIPTORS)):
                os.closerange(lower + 1, upper)  # including the notebook's ends, so that requests end when it dies
            for descriptor in (1, 2):
                os.dup2(output, descriptor)
            sys.stdout = sys.stderr = io.TextIOWrapper(io.FileIO(output, "w"), "utf-8", "replace", line_buffering=True)
            self._live.replace({name: _refused(name) for name in self._ended})
            serve(PipeLine(requests, replies), self._live)
            status = 0
        finally:
            os._exit(status)  # without the notebook's exit handlers


def _end(pid: int, pipes: Pipes) -> int:
    """End a fork and return its exit status, or minus the number of the signal that ended it."""
    pipes.close()
    ended, status = os.waitpid(pid, os.WNOHANG)
    for kill in (os.killpg, os.kill):  # the first fails until the fork has its own process group
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    if not ended:
        _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _refused(name: str) -> Callable[..., Any]:
    def refused(*arguments: Any, **named: Any) -> Any:
        raise RuntimeError(f"{name} did not answer when it was checked")

    return refused
