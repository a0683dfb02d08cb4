"""A pool that calls a notebook's functions in its own process, so that breakpoints, prints and the stop button work."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from autograder.sandbox.guest.messages import Reply, Request, Setup, reply_to, request_in, to_wire
from autograder.sandbox.guest.runtime.worker import Responder, answer_too_large
from autograder.sandbox.guest.wire import BadMessage, pack, unpack
from autograder.sandbox.protocol import NOT_ISOLATED, Answerer, IsolationFindings
from autograder.student.notebook.namespace import Namespace


class InProcessPool:
    """A pool whose only worker is this process.

    Parameters
    ----------
    live : Namespace
        The notebook.
    """

    def __init__(self, live: Namespace) -> None:
        self._live = live

    def acquire(self, setup: Setup, answerer: Answerer | None = None, /) -> InProcessConnection:
        return InProcessConnection(self._live)

    def findings(self) -> IsolationFindings:
        return NOT_ISOLATED

    def warm_up(self) -> None:
        """Do nothing: no process is started."""


class InProcessConnection:
    """A connection to this process instead of a worker. Calls have no time limit."""

    alive = True
    layers: tuple[tuple[str, str], ...] = ()

    def __init__(self, live: Namespace) -> None:
        self._responder = Responder(live, let_through=(KeyboardInterrupt,))

    def exchange(self, requests: Sequence[Request], seconds: Callable[[], float], /) -> Iterator[Reply]:
        for request in requests:
            # Copies of the arrays, as sent over a pipe: the function may change them.
            reply = self._responder.reply(request_in(unpack(pack(to_wire(request)))))
            try:
                frame = pack(to_wire(reply))
            except BadMessage as error:
                frame = pack(to_wire(answer_too_large(error)))
            yield reply_to(request, unpack(frame))

    def printed(self) -> str:
        """Return nothing: output appears in the notebook."""
        return ""

    def end(self) -> None:
        """Do nothing: the notebook goes on."""


@contextlib.contextmanager
def kept_randomness() -> Iterator[None]:
    """Restore the states of the global random number generators afterwards."""
    ours, numpys = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        random.setstate(ours)
        np.random.set_state(numpys)
