"""The worker: one process per submission. It reads requests from a pipe and writes one reply to each.

The first request is the submission itself; after it come ``load`` and ``call``. While a call runs, a stand-in may
put a question of its own on the reply pipe: the grader answers it before anything else.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from autograder.sandbox.guest.instrumentation.bytecodes import uncounted
from autograder.sandbox.guest.instrumentation.call import call
from autograder.sandbox.guest.runtime import stdio as printing
from autograder.sandbox.guest.runtime.loader import SubmittedFile, SubmittedModules
from autograder.sandbox.guest.runtime.tracebacks import describe
from autograder.sandbox.guest.wire import BadMessage, frame_length, pack, unpack

REQUESTS, REPLIES = 3, 4
MOST_ERRORS = 10  # of one cell
LONGEST_LINE = 100  # characters of a line that was left out


class Line(Protocol):
    """What connects a worker with the grader."""

    def read(self, most: int, /) -> bytes:
        """Some of the bytes that have come, once there are any; none at the end."""

    def write(self, data: memoryview, /) -> int:
        """Send some of these bytes; how many."""


class PipeLine:
    """The line of a worker that was forked."""

    def read(self, most: int, /) -> bytes:
        return os.read(REQUESTS, most)

    def write(self, data: memoryview, /) -> int:
        return os.write(REPLIES, data)


_line: Line = PipeLine()


class ProxyRefused(RuntimeError):
    """The grader could not answer a stand-in's question."""


def work(layers: list[tuple[str, str]]) -> None:
    """Serve requests until the grader closes the pipe. `layers` are told before a byte of the submission is read."""
    printing.prepare(os.fdopen(printing.OUTPUT, "wb", closefd=False))
    serve(layers)


def work_over(line: Line) -> None:
    """Serve requests that come over another line than two pipes; what is printed is the caller's to send on."""
    global _line
    _line = line
    serve([])


def serve(layers: list[tuple[str, str]]) -> None:
    """Greet, and reply to requests until there are no more."""
    _send({"layers": layers})
    submission = _receive_submission()
    submission.install()
    for number in itertools.count():
        if (request := _receive()) is None:
            return
        # The same submission gets the same report, even where it uses global random numbers; and no two calls get
        # the same ones, which would look as if they came from the generator that was handed in.
        random.seed(number)
        np.random.seed(number)
        _reply(_serve, request, submission)


def _serve(request: dict[str, Any], submission: SubmittedModules) -> dict[str, Any]:
    try:
        if request["do"] == "load":
            return _load(request["module"], request["cell"], submission)
        function = getattr(submission.loaded[request["module"]], request["function"])
        return call(function, request["arguments"], count_cost=request["count_cost"])
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: the student's code ends, the worker goes on
        return {"error": describe(error, submission)}
    finally:
        sys.stdout.flush()


def _reply(serve: Callable[..., dict[str, Any]], request: dict[str, Any], submission: SubmittedModules) -> None:
    reply = serve(request, submission)
    try:
        _send(reply)
    except BadMessage as error:
        _send({"error": {"type": "OverflowError", "message": f"The answer is too large: {error}.", "where": []}})


def _load(name: str, place: int, submission: SubmittedModules) -> dict[str, Any]:
    if not submission.sources[name].is_notebook:
        return {"functions": _functions(submission.load(name)), "errors": [], "left_out": []}
    errors, left_out = submission.run_cell(name, place)
    return {
        "functions": _functions(submission.loaded[name]),
        "errors": [describe(error, submission) for error in errors[:MOST_ERRORS]],
        "left_out": [line[:LONGEST_LINE] for line in left_out],
    }


def _functions(module: ModuleType) -> list[str]:
    return sorted(name for name, value in vars(module).items() if callable(value) and len(name) < 100)[:1000]


def _receive_submission() -> SubmittedModules:
    request = _receive() or {"sources": {}, "answered": {}, "broken": {}}
    sources = {
        name: SubmittedFile(file, [cell.tobytes() for cell in cells])
        for name, (file, *cells) in request["sources"].items()
    }
    stand_ins = {module: {name: _stand_in(name) for name in names} for module, names in request["answered"].items()}
    broken = {name: dict(places) for name, places in request["broken"].items()}
    return SubmittedModules(sources, stand_ins, broken)


def _stand_in(name: str) -> Callable[..., Any]:
    """A function that the grader answers."""

    def answered_by_the_grader(*arguments: Any, **named: Any) -> Any:
        with uncounted():
            _send({"question": name, "arguments": list(arguments), "named": named})
            reply = _receive() or {}
        if "answer" not in reply:
            raise ProxyRefused(f"{name} cannot be answered for these arguments")
        return reply["answer"]

    answered_by_the_grader.__name__ = name
    return answered_by_the_grader


def _receive() -> dict[str, Any] | None:
    """The next request; None at the end."""
    frame = bytearray()
    while (length := frame_length(frame)) is None or len(frame) < length:
        chunk = _line.read((length or 8) - len(frame))
        if not chunk:
            return None
        frame += chunk
    request = unpack(frame)
    return request if isinstance(request, dict) else None


def _send(reply: dict[str, Any]) -> None:
    view = memoryview(pack(reply))
    while view:
        view = view[_line.write(view) :]
