"""The grader's end of the connection to a worker: sends requests, and receives each reply by its deadline.

Nothing that comes back is trusted: a malformed reply ends the worker, and so do silence and too much output.
"""

from __future__ import annotations

import os
import selectors
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Protocol

from autograder.sandbox.guest.messages import (
    LoadCell,
    ProxyAnswer,
    Reply,
    Request,
    Setup,
    layers_in,
    proxy_call_in,
    reply_to,
    running_in,
    to_wire,
)
from autograder.sandbox.guest.wire import LARGEST_FRAME, BadMessage, frame_length, pack, unpack
from autograder.sandbox.protocol import Answerer, Ended, SandboxError, SubmissionTooLarge

OUTPUT_KEPT = 64 << 10  # bytes of a submission's output
OUTPUT_LIMIT = 64 << 20  # bytes, after which a submission is ended; a right one may print at every step
CHUNK = 1 << 16
FRAMES_AT_ONCE = 64
GREETING_SECONDS = 60  # a worker greets within milliseconds, once its zygote has imported NumPy


class Streams(Protocol):
    """The grader's ends of the three streams of a worker, identified by file descriptors."""

    @property
    def requests(self) -> int:
        """The descriptor to write requests to."""

    @property
    def output(self) -> int:
        """The descriptor to read the submission's output from."""

    @property
    def replies(self) -> int:
        """The descriptor to read replies from."""

    def read(self, which: int, most: int, /) -> bytes:
        """Read up to `most` bytes from `output` or `replies`; empty at the end of the stream.

        Raises
        ------
        BlockingIOError
            If nothing has arrived.
        """

    def write(self, parts: list[memoryview], /) -> int:
        """Write as much of these requests as possible without blocking; return the number of bytes."""


@dataclass(frozen=True)
class Pipes:
    """Streams that are pipes."""

    requests: int
    output: int
    replies: int

    def read(self, which: int, most: int, /) -> bytes:
        return os.read(which, most)

    def write(self, parts: list[memoryview], /) -> int:
        return os.writev(self.requests, parts)

    def close(self) -> None:
        for descriptor in (self.requests, self.output, self.replies):
            os.close(descriptor)


@dataclass(frozen=True)
class Process:
    """A worker process that has been started.

    Attributes
    ----------
    pid : int
        Its process id.
    streams : Streams
        The grader's ends of its streams.
    end : callable
        Ends the process, and returns its exit status, or minus the number of the signal that ended it; None if it was
        lost together with the process that had started it.
    """

    pid: int
    streams: Streams
    end: Callable[[], int | None]


class WorkerConnection:
    """The connection to a process; a context manager that ends it.

    Parameters
    ----------
    process : Process
        The worker, which has received nothing yet.
    setup : Setup
        The submission.
    answerer : callable, optional
        Computes answers to the questions of proxies. With it, requests are sent one by one.
    pipelined : bool
        Whether requests may be sent before earlier ones are answered; ignored with an answerer.

    Attributes
    ----------
    layers : tuple of (str, str)
        The layers that the worker applied before it read the submission, each with its outcome.

    Raises
    ------
    SubmissionTooLarge
        If the submission is too large to be sent.
    SandboxError
        If the worker is lost through no fault of the submission. Methods raise it, too.
    """

    def __init__(
        self, process: Process, setup: Setup, answerer: Answerer | None = None, *, pipelined: bool = True
    ) -> None:
        self.pid = process.pid
        self._answerer = answerer
        self._pipelined = pipelined and not answerer
        self._end_process = process.end
        self._streams: Streams | None = process.streams
        self._unsent: deque[memoryview] = deque()
        self._received = bytearray()
        self._output = PrintedOutput()
        self._failure: Ended | None = None
        try:
            self.layers = self._greeted()
            self._send(setup)
        except BadMessage as error:
            self.end()
            most = f"{LARGEST_FRAME >> 20} MB"
            raise SubmissionTooLarge(f"Its files are too large: all together may have {most}.") from error
        except BaseException:  # nobody else knows this process
            self.end()
            raise

    def __enter__(self) -> WorkerConnection:
        return self

    def __exit__(self, *exception: object) -> None:
        self.end()

    def end(self) -> None:
        """End the worker, if it is still running."""
        self._end()

    @property
    def alive(self) -> bool:
        return self._streams is not None

    def printed(self) -> str:
        """The submission's output since the last call.

        Output that has arrived is read first: it may have been written before a reply that was read already.
        """
        if self._streams:
            self._output.drain(self._streams)
        return self._output.take()

    def exchange(self, requests: Sequence[Any], seconds: Callable[[], float]) -> Iterator[Reply | Ended]:
        """The replies to requests, in order; none follow after an `Ended`.

        Parameters
        ----------
        requests : sequence of Request
            The requests.
        seconds : callable
            Returns the time limit in seconds. It is called for each reply, and for each statement of a cell.
        """
        step = len(requests) if self._pipelined else 1
        for start in range(0, len(requests), max(step, 1)):
            batch = requests[start : start + step]
            for request in batch:
                self._send(request)
            for request in batch:
                message = self._next_message(seconds(), seconds if isinstance(request, LoadCell) else None)
                if isinstance(message, Ended):
                    yield message
                    return
                yield reply_to(request, message)

    def _greeted(self) -> tuple[tuple[str, str], ...]:
        greeting = self._next_message(GREETING_SECONDS)
        if isinstance(greeting, Ended):
            raise SandboxError(f"A process for a submission {greeting.how} before it read anything.")
        return layers_in(greeting)

    def _send(self, message: Setup | Request | ProxyAnswer | None) -> None:
        self._unsent.append(memoryview(pack(to_wire(message))))

    def _next_message(self, seconds: float, anew: Callable[[], float] | None = None) -> dict[Any, Any] | Ended:
        """The worker's next reply, after its questions have been answered.

        With `anew`, each statement of a cell gets a new time limit of ``anew()`` seconds; without it, all share one.
        """
        deadline = time.monotonic() + seconds
        running = None
        while self._failure is None:
            try:
                message = self._take()
                if message is None:
                    self._wait(deadline)
                elif self._answerer and (call := proxy_call_in(message)):
                    if self._unsent:  # a proxy waits for its answer before it asks again
                        raise BadMessage("a call ahead of the last answer")
                    self._send(self._answerer(call))
                elif "running" in message:
                    more = anew() if anew else deadline - time.monotonic()
                    if more <= 0:  # repeated announcements win no time
                        self._fail("timeout", "did not finish in time")
                    elif anew:
                        running, deadline = running_in(message) or running, time.monotonic() + more
                else:
                    return message
            except BadMessage:
                self._fail("crashed", "sent something that is no answer")
        return replace(self._failure, at=running)

    def _whole(self) -> int | None:
        """The length of the next message if it has arrived completely; else None."""
        length = frame_length(self._received)
        return length if length is not None and len(self._received) >= length else None

    def _take(self) -> dict[Any, Any] | None:
        """The next message if it has arrived completely; else None."""
        length = self._whole()
        if length is None:
            return None
        message = unpack(bytes(self._received[:length]))
        del self._received[:length]
        if not isinstance(message, dict):
            raise BadMessage("no reply")
        return message

    def _wait(self, deadline: float) -> None:
        """Wait for data and transfer it, or fail at the deadline.

        The clock is read before the streams: a reply that has arrived by its deadline is in time, however late this
        process reads it.
        """
        late = time.monotonic() >= deadline
        if self._streams is None:
            self._fail("crashed", "has ended already")
            return
        with selectors.DefaultSelector() as selector:
            selector.register(self._streams.replies, selectors.EVENT_READ)
            if self._output.open:
                selector.register(self._streams.output, selectors.EVENT_READ)
            if self._unsent:
                selector.register(self._streams.requests, selectors.EVENT_WRITE)
            ready = [key.fd for key, _ in selector.select(max(0.0, deadline - time.monotonic()))]
        if self._streams.output in ready:
            self._output.read(self._streams)
        if self._streams.replies in ready:
            self._read_replies(self._streams)
        elif self._streams.requests in ready:
            self._write(self._streams)
        if self._output.exceeded:
            self._fail("crashed", f"was ended: it printed more than {OUTPUT_LIMIT >> 20} MB")
        elif late and not self._whole():
            self._fail("timeout", "did not finish in time")

    def _read_replies(self, streams: Streams) -> None:
        data = streams.read(streams.replies, CHUNK)
        self._received += data
        if not data:
            self._fail("crashed", "")

    def _write(self, streams: Streams) -> None:
        try:
            written = streams.write(list(islice(self._unsent, FRAMES_AT_ONCE)))
        except BlockingIOError:
            return
        except ConnectionError:
            self._unsent.clear()  # the worker has ended; its last replies are still to be read
            return
        while written:
            view = self._unsent.popleft()
            if written < len(view):
                self._unsent.appendleft(view[written:])
            written -= min(written, len(view))

    def _fail(self, status: str, how: str) -> None:
        if self._failure is None:
            exit_status = self._end()
            self._failure = Ended(status, how or how_it_ended(exit_status))
            if not how and exit_status is None:
                raise SandboxError("The process that starts others was lost, and the submission's with it.")

    def _end(self) -> int | None:
        streams, self._streams = self._streams, None
        if streams is None:
            return None
        self._output.drain(streams)
        return self._end_process()


class PrintedOutput:
    """A submission's output, of which the beginning is kept and all is counted."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._size = 0
        self.open = True

    @property
    def exceeded(self) -> bool:
        return self._size > OUTPUT_LIMIT

    def read(self, streams: Streams) -> bool:
        """Read what has arrived, if anything; return whether there may be more."""
        try:
            data = streams.read(streams.output, CHUNK)
        except BlockingIOError:
            return False
        self.open = bool(data)
        self._size += len(data)
        self._kept += data[: max(0, OUTPUT_KEPT - len(self._kept))]
        return self.open and not self.exceeded

    def drain(self, streams: Streams) -> None:
        """Read all that has arrived."""
        while self.open and self.read(streams):
            pass

    def take(self) -> str:
        """The output kept since the last call."""
        text = self._kept.decode("utf-8", "replace")
        self._kept.clear()
        return text


def how_it_ended(status: int | None) -> str:
    """An exit status in words."""
    if not status:
        return "ended its process"
    if status > 0:
        return f"ended its process with exit code {status}"
    known = SIGNALS.get(-status)
    return f"was ended by signal {-status}" + (f" ({known})" if known else "")


SIGNALS = {6: "abort", 9: "killed", 11: "segmentation fault", 24: "processor time used up"}
