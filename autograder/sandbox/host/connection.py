"""The grader's end of one worker: put requests, get replies, each by its deadline.

Nothing that comes back is trusted: what is no reply in form ends the worker, and so do silence and too much output.
"""

from __future__ import annotations

import selectors
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from autograder.sandbox.guest.wire import BadMessage, frame_length, pack, unpack
from autograder.sandbox.host.zygote import Pipes, SandboxError, Zygote

OUTPUT_KEPT = 64 << 10  # bytes of what a submission prints
OUTPUT_LIMIT = 64 << 20  # a submission that prints more is ended; a right one may print at every step
CHUNK = 1 << 16
FRAMES_AT_ONCE = 64
GREETING_SECONDS = 60  # a worker greets within milliseconds, once its zygote has imported NumPy


@dataclass(frozen=True)
class Ended:
    """The worker is gone instead of having replied.

    Attributes
    ----------
    status : str
        ``timeout`` or ``crashed``.
    how : str
        What happened, for people: "was ended by signal 11 (SIGSEGV)".
    """

    status: str
    how: str


Reply = dict[str, Any]
Answerer = Callable[[Reply], Reply]


class Worker:
    """A worker that has been forked; a context manager that ends it.

    Parameters
    ----------
    zygote : Zygote
        Forks it.
    submission : dict
        The first request: ``sources``, ``answered``, ``broken``.
    answer : callable, optional
        Answers a question of a stand-in. With it, requests are sent one by one, else ahead of the replies where the
        zygote allows that.

    Attributes
    ----------
    layers : tuple of (str, str)
        What the worker took on before it read the submission, each layer with its outcome.

    Raises
    ------
    SandboxError
        Here and later on, if the processes that run submissions fail, by no fault of the submission's.
    """

    def __init__(self, zygote: Zygote, submission: Any, answer: Answerer | None = None) -> None:
        self._zygote = zygote
        self._answer = answer
        self._pipes: Pipes | None = zygote.fork()
        self._unsent: deque[memoryview] = deque()
        self._received = bytearray()
        self._output = PrintedOutput()
        self._failure: Ended | None = None
        greeting = self.reply(GREETING_SECONDS)
        if isinstance(greeting, Ended):
            raise SandboxError(f"A process for a submission {greeting.how} before it read anything.")
        self.layers: tuple[tuple[str, str], ...] = tuple((name, status) for name, status in greeting["layers"])
        if zygote.findings and self.layers != zygote.findings.layers:
            self._end()
            raise SandboxError("A process for a submission came up with other protections than those that were tried.")
        self._unsent.append(memoryview(pack(submission)))

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *exception: object) -> None:
        self.end()

    def end(self) -> None:
        """End the worker, if it is still there."""
        self._end()

    @property
    def alive(self) -> bool:
        return self._pipes is not None

    def printed(self) -> str:
        """What the submission has printed since this was last asked.

        A reply may be read before the output that was written ahead of it: what is there is taken first.
        """
        if self._pipes:
            self._output.drain(self._pipes)
        return self._output.take()

    def exchange(self, requests: Sequence[Any], seconds: Callable[[], float]) -> Iterator[Reply | Ended]:
        """The replies to `requests`, in order; after an `Ended` there are no more.

        ``seconds()`` is asked when a reply becomes due: so long may it take from the one before.
        """
        step = len(requests) if self._zygote.pipelined and not self._answer else 1
        for start in range(0, len(requests), max(step, 1)):
            batch = requests[start : start + step]
            self._unsent.extend(memoryview(pack(request)) for request in batch)
            for _ in batch:
                reply = self.reply(seconds())
                yield reply
                if isinstance(reply, Ended):
                    return

    def reply(self, seconds: float) -> Reply | Ended:
        """The next reply."""
        deadline = time.monotonic() + seconds
        while self._failure is None:
            try:
                message = self._take()
                if message is None:
                    self._wait(deadline)
                elif "question" in message and self._answer:
                    if self._unsent:  # a stand-in waits for its answer before it asks again
                        raise BadMessage("a question ahead of the last answer")
                    self._unsent.append(memoryview(pack(self._answer(message))))
                else:
                    return message
            except BadMessage:
                self._fail("crashed", "sent something that is no answer")
        return self._failure

    def _whole(self) -> int | None:
        """The length of a message that has arrived whole."""
        length = frame_length(self._received)
        return length if length is not None and len(self._received) >= length else None

    def _take(self) -> Reply | None:
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
        if self._pipes is None:
            self._fail("crashed", "has ended already")
            return
        with selectors.DefaultSelector() as selector:
            selector.register(self._pipes.replies, selectors.EVENT_READ)
            if self._output.open:
                selector.register(self._pipes.output, selectors.EVENT_READ)
            if self._unsent:
                selector.register(self._pipes.requests, selectors.EVENT_WRITE)
            ready = [key.fd for key, _ in selector.select(max(0.0, deadline - time.monotonic()))]
        if self._pipes.output in ready:
            self._output.read(self._pipes)
        if self._pipes.replies in ready:
            self._read_replies(self._pipes)
        elif self._pipes.requests in ready:
            self._write(self._pipes)
        if self._output.exceeded:
            self._fail("crashed", f"was ended: it printed more than {OUTPUT_LIMIT >> 20} MB")
        elif late and not self._whole():
            self._fail("timeout", "did not finish in time")

    def _read_replies(self, pipes: Pipes) -> None:
        data = pipes.read(pipes.replies, CHUNK)
        self._received += data
        if not data:
            self._fail("crashed", "")

    def _write(self, pipes: Pipes) -> None:
        try:
            written = pipes.write(list(islice(self._unsent, FRAMES_AT_ONCE)))
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
        pipes, self._pipes = self._pipes, None
        if pipes is None:
            return None
        self._output.drain(pipes)
        return self._zygote.end(pipes)


class PrintedOutput:
    """What a submission prints: the beginning is kept, all of it is counted."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._size = 0
        self.open = True

    @property
    def exceeded(self) -> bool:
        return self._size > OUTPUT_LIMIT

    def read(self, pipes: Pipes) -> bool:
        """Take what has been written, if anything; whether more may be there at once."""
        try:
            data = pipes.read(pipes.output, CHUNK)
        except BlockingIOError:
            return False
        self.open = bool(data)
        self._size += len(data)
        self._kept += data[: max(0, OUTPUT_KEPT - len(self._kept))]
        return self.open and not self.exceeded

    def drain(self, pipes: Pipes) -> None:
        """Take all that has been written so far."""
        while self.open and self.read(pipes):
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
