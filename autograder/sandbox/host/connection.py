"""The grader's end of the connection to a worker: sends requests, and receives each reply by its deadline.

Nothing that a worker sends is trusted: a malformed reply ends it, and so do silence and too much output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from autograder.immutable import immutable
from autograder.sandbox.guest.messages import (
    LoadCell,
    OwnFunction,
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
from autograder.sandbox.guest.wire import LARGEST_FRAME, BadMessage, pack, unpack
from autograder.sandbox.host.deadline import Deadline
from autograder.sandbox.host.streams import OUTPUT_LIMIT, Streams
from autograder.sandbox.host.transport import Transport
from autograder.sandbox.protocol import Answerer, Ended, SandboxError, SubmissionTooLarge

GREETING_SECONDS = 60  # a worker greets within milliseconds, once its zygote has imported NumPy
SIGNALS = {6: "abort", 9: "killed", 11: "segmentation fault", 24: "processor time used up"}


@immutable
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
        lost together with its parent.
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
        Answers the calls of proxies. With it, requests are sent one by one.
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
        self._transport = Transport(process.streams)
        self._is_open = True
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
        return self._is_open

    def printed(self) -> str:
        """The submission's output since the last call.

        Output that has arrived is read first: it may have been written before a reply that was read already.
        """
        if self._is_open:
            self._transport.drain_output()
        return self._transport.output.take()

    def exchange(self, requests: Sequence[Any], seconds: Callable[[], float]) -> Iterator[Reply | Ended]:
        """The replies to requests, in order; none follow after an `Ended`. The worker starts at once.

        Parameters
        ----------
        requests : sequence of Request
            The requests.
        seconds : callable
            Returns the time limit in seconds. It is called for each reply, and for each statement of a cell.
        """
        ahead = requests if self._pipelined else requests[:1]
        for request in ahead:
            self._send(request)
        self._transport.push()
        return self._replies(requests, len(ahead), seconds)

    def _replies(self, requests: Sequence[Any], sent: int, seconds: Callable[[], float]) -> Iterator[Reply | Ended]:
        """The replies to requests, the first of which have been sent."""
        for place, request in enumerate(requests):
            if place >= sent:
                self._send(request)
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

    def _send(self, message: Setup | Request | ProxyAnswer | OwnFunction | None) -> None:
        self._transport.send(pack(to_wire(message)))

    def _next_message(self, seconds: float, anew: Callable[[], float] | None = None) -> dict[Any, Any] | Ended:
        """The worker's next reply, after the calls of its proxies have been answered.

        With `anew`, each statement of a cell gets a new time limit of ``anew()`` seconds; without it, all share one.
        """
        deadline = Deadline(self.pid, seconds)
        running = None
        while self._failure is None:
            try:
                message = self._take()
                if message is None:
                    self._wait(deadline)
                elif self._answerer and (call := proxy_call_in(message)):
                    if self._transport.is_sending:  # a proxy waits for its answer before it calls again
                        raise BadMessage("a call ahead of the last answer")
                    self._send(self._answerer(call))
                elif "running" in message:
                    if anew and (more := anew()) > 0:
                        running, deadline = running_in(message) or running, Deadline(self.pid, more)
                    elif anew or deadline.is_over():  # repeated announcements gain no time
                        self._fail("timeout", "did not finish in time")
                else:
                    return message
            except BadMessage:
                self._fail("crashed", "sent a malformed answer")
        return replace(self._failure, at=running)

    def _take(self) -> dict[Any, Any] | None:
        """The next message if it has arrived completely; else None."""
        frame = self._transport.take()
        if frame is None:
            return None
        message = unpack(frame)
        if not isinstance(message, dict):
            raise BadMessage("no reply")
        return message

    def _wait(self, deadline: Deadline) -> None:
        """Wait for data and transfer it, or fail at the deadline.

        The clock is read before the streams: a reply that has arrived by its deadline is in time, however late this
        process reads it.
        """
        late = deadline.is_over()
        if not self._is_open:
            self._fail("crashed", "has already ended")
            return
        self._transport.transfer(deadline.left())
        if self._transport.ended:
            self._fail("crashed", "")
        elif self._transport.output.exceeded:
            self._fail("crashed", f"was ended: it printed more than {OUTPUT_LIMIT >> 20} MB")
        elif late and not self._transport.has_frame:
            self._fail("timeout", "did not finish in time")

    def _fail(self, status: str, how: str) -> None:
        if self._failure is None:
            exit_status = self._end()
            self._failure = Ended(status, how or how_it_ended(exit_status))
            if not how and exit_status is None:
                raise SandboxError("The process that starts workers was lost, and the submission's worker with it.")

    def _end(self) -> int | None:
        if not self._is_open:
            return None
        self._is_open = False
        self._transport.close()
        return self._end_process()


def how_it_ended(status: int | None) -> str:
    """An exit status in words."""
    if not status:
        return "ended its process"
    if status > 0:
        return f"ended its process with exit code {status}"
    known = SIGNALS.get(-status)
    return f"was ended by signal {-status}" + (f" ({known})" if known else "")
