"""The worker: one process per submission. It reads requests from a pipe and writes one reply to each.

The first request is the submission itself; requests to load and to call follow. While a call runs, a proxy may send a
call to the grader on the reply pipe, and the grader answers that first.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

import numpy as np

from autograder.sandbox.guest.instrumentation.call import PreviousAnswer, call
from autograder.sandbox.guest.messages import (
    CallFunction,
    Greeting,
    LoadCell,
    Loaded,
    OwnFunction,
    ProxyAnswer,
    ProxyCall,
    Raised,
    Reply,
    Request,
    Running,
    Setup,
    proxy_answer_in,
    request_in,
    setup_in,
    to_wire,
)
from autograder.sandbox.guest.runtime import stdio as printing
from autograder.sandbox.guest.runtime.admission import Admission
from autograder.sandbox.guest.runtime.loader import SubmittedModules
from autograder.sandbox.guest.runtime.mending import Mending
from autograder.sandbox.guest.runtime.proxies import Proxies, own_function
from autograder.sandbox.guest.runtime.stubs import is_stub
from autograder.sandbox.guest.runtime.submitted_files import SubmittedFile
from autograder.sandbox.guest.runtime.tracebacks import describe_error
from autograder.sandbox.guest.wire import BadMessage, frame_length, pack, unpack

REQUESTS, REPLIES = 3, 4
MOST_ERRORS = 20  # of one cell
MOST_NAMES = 100  # that one statement binds
MOST_FUNCTIONS = 1000
LONGEST_LINE = 100  # characters of a line that was left out, or of a function's name


class Line(Protocol):
    """The connection between a worker and the grader."""

    def read(self, most: int, /) -> bytes:
        """Wait for bytes and return some of them; none at the end."""

    def write(self, data: memoryview, /) -> int:
        """Send some of these bytes, and return how many."""


class Handler(Protocol):
    """Carries out the grader's requests on a set of functions."""

    def prepare(self, setup: Setup, proxies: Proxies, /) -> None:
        """Receive the submission; `proxies` take the place of its own functions."""

    def load(self, request: LoadCell, /) -> Loaded:
        """Run a cell."""

    def function(self, request: CallFunction, /) -> Callable[..., Any]:
        """The function that is to be called."""

    def mending(self) -> Callable[[BaseException], bool]:
        """A function that changes the code that raised in a call, if it can, so that the call may succeed."""

    def describe(self, error: BaseException, /) -> dict[str, Any]:
        """An exception as plain data, with the lines of the submission that led to it."""


class PipeLine:
    """The connection of a worker that was forked."""

    def __init__(self, requests: int = REQUESTS, replies: int = REPLIES) -> None:
        self._requests, self._replies = requests, replies

    def read(self, most: int, /) -> bytes:
        return os.read(self._requests, most)

    def write(self, data: memoryview, /) -> int:
        return os.write(self._replies, data)


class Channel:
    """Sends and receives values over a connection."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def send(self, value: dict[str, Any]) -> None:
        view = memoryview(pack(value))
        while view:
            view = view[self._line.write(view) :]

    def receive(self) -> dict[str, Any] | None:
        """The grader's next message; None at the end."""
        frame = bytearray()
        while (length := frame_length(frame)) is None or len(frame) < length:
            chunk = self._line.read((length or 8) - len(frame))
            if not chunk:
                return None
            frame += chunk
        value = unpack(frame)
        return value if isinstance(value, dict) else None


class Responder:
    """Replies to requests.

    Parameters
    ----------
    handler : Handler
        Knows the functions.
    let_through : tuple of exception types
        Exceptions that are raised instead of being sent as a reply.
    """

    def __init__(self, handler: Handler, let_through: tuple[type[BaseException], ...] = ()) -> None:
        self._handler = handler
        self._let_through = let_through
        self._previous = PreviousAnswer()
        self._numbers = itertools.count()

    def reply(self, request: Request) -> Reply:
        """The reply to a request."""
        # A submission that uses global random numbers gets the same report each time. No two calls get the same
        # numbers: that would look as if they came from the generator that was passed.
        number = next(self._numbers)
        _seed(number)
        try:
            if isinstance(request, LoadCell):
                return self._handler.load(request)
            function = own_function(self._handler.function(request))
            mend = _with_the_same_numbers(self._handler.mending(), number)
            asked = {"count_cost": request.count_cost, "observe": request.observe}
            return call(function, request.arguments, self._previous, **asked, mend=mend)
        except self._let_through:
            raise
        except BaseException as error:  # SystemExit and KeyboardInterrupt, too: the function ends, the worker continues
            return Raised(self._handler.describe(error))
        finally:
            sys.stdout.flush()


class ModulesHandler:
    """The submission's files, run from memory.

    Parameters
    ----------
    announce : callable
        Called before each statement, with its place and names.
    """

    def __init__(self, announce: Callable[[Running], None]) -> None:
        self._announce = announce

    def prepare(self, setup: Setup, proxies: Proxies, /) -> None:
        files = {
            name: SubmittedFile(file, cells, setup.folders.get(name, ""), setup.first_lines.get(name, ()))
            for name, (file, cells) in setup.files.items()
        }
        admission = Admission(setup.broken, demonstrates=setup.demonstrates, announce=self._announce)
        self._modules = SubmittedModules(files, proxies, admission)
        self._modules.install()

    def load(self, request: LoadCell, /) -> Loaded:
        modules = self._modules
        modules.run_cell(request.module, request.cell)
        known = modules.functions(request.module)
        functions = sorted(name for name in known if len(name) < LONGEST_LINE)
        errors = [
            {**self.describe(each.error), "file": each.file, "line": each.line, "names": list(each.names)[:MOST_NAMES]}
            for each in modules.failures[:MOST_ERRORS]
        ]
        left_out = [line[:LONGEST_LINE] for line in modules.left_out]
        stubs = [name for name in functions if is_stub(known[name])]
        passed_over = [list(each) for each in modules.admission.passed_over[:MOST_ERRORS]]
        for told in (modules.failures, modules.left_out, modules.admission.passed_over):
            told.clear()
        return Loaded(functions[:MOST_FUNCTIONS], errors, left_out, stubs[:MOST_FUNCTIONS], passed_over)

    def function(self, request: CallFunction, /) -> Callable[..., Any]:
        return self._modules.functions(request.module)[request.function]

    def mending(self) -> Callable[[BaseException], bool]:
        return Mending(self._modules.texts, self._modules.lacking).without_fault

    def describe(self, error: BaseException, /) -> dict[str, Any]:
        return describe_error(error, self._modules)


def work(layers: list[tuple[str, str]]) -> None:
    """Serve requests until the grader closes the pipe; `layers` are sent before a byte of the submission is read."""
    printing.prepare(os.fdopen(printing.OUTPUT, "wb", closefd=False))
    serve(PipeLine(), None, layers)


def serve(line: Line, handler: Handler | None = None, layers: Sequence[tuple[str, str]] = ()) -> None:
    """Greet, and reply to requests until there are no more; the default handler runs a submission's files.

    Parameters
    ----------
    line : Line
        The connection to the grader.
    handler : Handler, optional
        Carries out the requests.
    layers : sequence of (str, str)
        The layers of isolation that have been applied, each with its outcome.
    """
    channel = Channel(line)
    handler = handler or ModulesHandler(lambda running: channel.send(to_wire(running)))
    channel.send(to_wire(Greeting(layers)))
    first = channel.receive()
    setup = Setup() if first is None else setup_in(first)
    proxies = Proxies(setup.proxied, partial(_ask, channel))
    handler.prepare(setup, proxies)
    responder = Responder(handler)
    while (received := channel.receive()) is not None:
        request = request_in(received)
        proxies.answered = request.answered if isinstance(request, CallFunction) else None
        reply = to_wire(responder.reply(request))
        try:
            channel.send(reply)
        except BadMessage as error:
            channel.send(to_wire(answer_too_large(error)))


def _seed(number: int) -> None:
    random.seed(number)
    np.random.seed(number)


def _with_the_same_numbers(mend: Callable[[BaseException], bool], number: int) -> Callable[[BaseException], bool]:
    def mended(error: BaseException) -> bool:
        _seed(number)
        return mend(error)

    return mended


def answer_too_large(error: BadMessage) -> Raised:
    """The reply in place of an answer that cannot be sent."""
    return Raised({"type": "OverflowError", "message": f"The answer is too large: {error}.", "where": []})


def _ask(channel: Channel, call: ProxyCall) -> ProxyAnswer | OwnFunction | None:
    channel.send(to_wire(call))
    return proxy_answer_in(channel.receive())
