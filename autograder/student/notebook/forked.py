"""Forks of a notebook's process, each asked as a worker is: a call that hangs or crashes does not end the notebook.

They protect the notebook from accidents and nothing from anybody: what is in its memory is in theirs.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import warnings
from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Any, BinaryIO

from autograder.sandbox.guest.instrumentation.bytecodes import uncounted
from autograder.sandbox.guest.wire import frame_length, pack, unpack
from autograder.sandbox.host.zygote import IsolationFindings, Pipes, Zygote
from autograder.student.notebook.namespace import Namespace

START = 8  # bytes of a frame that tell its length
MOST_DESCRIPTORS = 4096


class Forks(Zygote):
    """Forks of this process in the place of those of a zygote.

    Parameters
    ----------
    live : Namespace
        Replies in each of them.
    ended : collection of str
        Functions that are not to be called, because they have hung or crashed before.
    """

    def __init__(self, live: Namespace, ended: Collection[str] = ()) -> None:
        self._live = live
        self._ended = ended
        self.findings = IsolationFindings((), (), {})  # nothing holds these back, and the report is Otter's

    def __exit__(self, *exception: object) -> None:
        pass

    def fork(self) -> Pipes:
        """A fresh fork."""
        theirs_requests, requests = os.pipe()
        output, theirs_output = os.pipe()
        replies, theirs_replies = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Jupyter has threads; none of them is needed on the other side
            worker = os.fork()
        if worker == 0:
            self._work(theirs_requests, theirs_output, theirs_replies)
        for descriptor in (theirs_requests, theirs_output, theirs_replies):
            os.close(descriptor)
        for descriptor in (requests, output, replies):
            os.set_blocking(descriptor, False)
        return Pipes(worker, 0, requests, output, replies)

    def end(self, pipes: Pipes) -> int | None:
        """End a fork; its exit status, minus a signal's number where a signal had ended it."""
        for descriptor in (pipes.requests, pipes.output, pipes.replies):
            os.close(descriptor)
        ended, status = os.waitpid(pipes.worker, os.WNOHANG)
        for kill in (os.killpg, os.kill):  # the first is refused until the fork has made itself a group
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pipes.worker, signal.SIGKILL)
        if not ended:
            _, status = os.waitpid(pipes.worker, 0)
        return os.waitstatus_to_exitcode(status)

    def _work(self, requests: int, output: int, replies: int) -> None:
        """Reply until the notebook's process has no more requests. This never returns."""
        status = 1
        try:
            os.setsid()
            for lower, upper in pairwise((2, *sorted((requests, output, replies)), MOST_DESCRIPTORS)):
                os.closerange(lower + 1, upper)  # the notebook's ends among them: when it dies, requests end here
            for descriptor in (1, 2):
                os.dup2(output, descriptor)
            sys.stdout = sys.stderr = io.TextIOWrapper(io.FileIO(output, "w"), "utf-8", "replace", line_buffering=True)
            self._live.replace({name: _refused(name) for name in self._ended})
            _serve(self._live, os.fdopen(requests, "rb"), os.fdopen(replies, "wb"))
            status = 0
        finally:
            os._exit(status)  # nothing of the notebook's (atexit, threads) runs a second time


def _serve(live: Namespace, requests: BinaryIO, replies: BinaryIO) -> None:
    _send(replies, pack({"layers": []}))
    submission = _receive(requests) or {"answered": {}}
    names = [name for functions in submission["answered"].values() for name in functions]
    live.replace({name: _answered_by_the_grader(name, requests, replies) for name in names})
    while (request := _receive(requests)) is not None:
        reply = live.reply(request)
        sys.stdout.flush()
        _send(replies, reply)


def _answered_by_the_grader(name: str, requests: BinaryIO, replies: BinaryIO) -> Callable[..., Any]:
    def answered(*arguments: Any, **named: Any) -> Any:
        with uncounted():
            _send(replies, pack({"question": name, "arguments": list(arguments), "named": named}))
            reply = _receive(requests) or {}
        if "answer" not in reply:
            raise RuntimeError(f"{name} cannot be answered for these arguments")
        return reply["answer"]

    return answered


def _refused(name: str) -> Callable[..., Any]:
    def refused(*arguments: Any, **named: Any) -> Any:
        raise RuntimeError(f"{name} did not answer when it was checked")

    return refused


def _receive(requests: BinaryIO) -> dict[str, Any] | None:
    """The next request; None at the end."""
    start = requests.read(START)
    length = frame_length(start)
    request = unpack(start + requests.read(length - START)) if length else None
    return request if isinstance(request, dict) else None


def _send(replies: BinaryIO, reply: bytes) -> None:
    replies.write(reply)
    replies.flush()
