"""The grader's end of one worker: put requests, get replies, each by its deadline.

Nothing that comes back is trusted: what is no reply in form ends the worker, and so do silence and too much output.
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
    question_in,
    reply_to,
    running_in,
    to_wire,
)
from autograder.sandbox.guest.wire import LARGEST_FRAME, BadMessage, frame_length, pack, unpack
from autograder.sandbox.protocol import Answerer, Ended, SandboxError, SubmissionTooLarge

OUTPUT_KEPT = 64 << 10  # bytes of what a submission prints
OUTPUT_LIMIT = 64 << 20  # a submission that prints more is ended; a right one may print at every step
CHUNK = 1 << 16
FRAMES_AT_ONCE = 64
GREETING_SECONDS = 60  # a worker greets within milliseconds, once its zygote has imported NumPy


class Streams(Protocol):
    """The grader's ends of a worker's three pipes, by their numbers."""

    @property
    def requests(self) -> int:
        """Written to."""

    @property
    def output(self) -> int:
        """What the submission prints."""

    @property
    def replies(self) -> int:
        """Read from."""

    def read(self, which: int, most: int, /) -> bytes:
        """What has come on one of them, `output` or `replies`; none at its end.

        Raises
        ------
        BlockingIOError
            If nothing is there at the moment.
        """

    def write(self, parts: list[memoryview], /) -> int:
        """Send what fits of these requests at the moment; how many bytes."""


@dataclass(frozen=True)
class Pipes:
    """Three pipes."""

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
    """A worker that has been started.

    Attributes
    ----------
    pid : int
        Its process id.
    streams : Streams
        Leads there.
    end : callable
        Ends it; its exit status, or minus a signal's number where a signal had ended it, or None if it was lost with
        the process that had started it, by no fault of its own.
    """

    pid: int
    streams: Streams
    end: Callable[[], int | None]


class WorkerConnection:
    """The connection to a process; a context manager that ends it.

    Parameters
    ----------
    process : Process
        The worker, which has not been told anything yet.
    setup : Setup
        The submission.
    answerer : callable, optional
        Answers a question of a proxy. With it, requests are sent one by one.
    pipelined : bool
        Whether requests are sent ahead of the replies to earlier ones, else.

    Attributes
    ----------
    layers : tuple of (str, str)
        What the worker took on before it read the submission, each layer with its outcome.

    Raises
    ------
    SubmissionTooLarge
        If the submission cannot be told to a worker.
    SandboxError
        Here and later on, if the processes that run submissions fail, by no fault of the submission's.
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
        """End the worker, if it is still there."""
        self._end()

    @property
    def alive(self) -> bool:
        return self._streams is not None

    def printed(self) -> str:
        """What the submission has printed since this was last asked.

        A reply may be read before the output that was written ahead of it: what is there is taken first.
        """
        if self._streams:
            self._output.drain(self._streams)
        return self._output.take()

    def exchange(self, requests: Sequence[Any], seconds: Callable[[], float]) -> Iterator[Reply | Ended]:
        """The replies to `requests`, in order; after an `Ended` there are no more.

        ``seconds()`` is asked when a reply becomes due, and at each statement of a cell: so long may that take.
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
        """What the worker says next, once its questions are answered.

        Each statement of a cell has ``anew()`` seconds; without that, what is run on the way has no time of its own.
        """
        deadline = time.monotonic() + seconds
        running = None
        while self._failure is None:
            try:
                message = self._take()
                if message is None:
                    self._wait(deadline)
                elif self._answerer and (question := question_in(message)):
                    if self._unsent:  # a proxy waits for its answer before it asks again
                        raise BadMessage("a question ahead of the last answer")
                    self._send(self._answerer(question))
                elif "running" in message:
                    more = anew() if anew else deadline - time.monotonic()
                    if more <= 0:  # whoever says this without end has no more time than others
                        self._fail("timeout", "did not finish in time")
                    elif anew:
                        running, deadline = running_in(message) or running, time.monotonic() + more
                else:
                    return message
            except BadMessage:
                self._fail("crashed", "sent something that is no answer")
        return replace(self._failure, at=running)

    def _whole(self) -> int | None:
        """The length of a message that has arrived whole."""
        length = frame_length(self._received)
        return length if length is not None and len(self._received) >= length else None

    def _take(self) -> dict[Any, Any] | None:
        """A message that has arrived whole."""
        length = self._whole()
        if length is None:
            return None
        message = unpack(bytes(self._received[:length]))
        del self._received[:length]
        if not isinstance(message, dict):
            raise BadMessage("no reply")
        return message

    def _wait(self, deadline: float) -> None:
        """Move bytes until something has arrived, or fail.

        The clock is looked at before the pipes are: a reply that lies there by its deadline is in time, however
        late this process comes to read it.
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
            self._unsent.clear()  # its end shows on the reply pipe, after the replies that it had written
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
    """What a submission prints: the beginning is kept, all of it is counted."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._size = 0
        self.open = True

    @property
    def exceeded(self) -> bool:
        return self._size > OUTPUT_LIMIT

    def read(self, streams: Streams) -> bool:
        """Take what has been written, if anything; whether more may be there at once."""
        try:
            data = streams.read(streams.output, CHUNK)
        except BlockingIOError:
            return False
        self.open = bool(data)
        self._size += len(data)
        self._kept += data[: max(0, OUTPUT_KEPT - len(self._kept))]
        return self.open and not self.exceeded

    def drain(self, streams: Streams) -> None:
        """Take all that has been written so far."""
        while self.open and self.read(streams):
            pass

    def take(self) -> str:
        """What has been kept since this was last asked."""
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
