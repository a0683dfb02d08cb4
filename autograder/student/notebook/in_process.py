"""A student's own notebook, asked in its own kernel: breakpoints, prints and Jupyter's stop button work as ever."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from autograder.sandbox.guest.messages import Reply, Request, Setup, reply_to, request_in, to_wire
from autograder.sandbox.guest.runtime.worker import Responder, too_large
from autograder.sandbox.guest.wire import BadMessage, pack, unpack
from autograder.sandbox.protocol import NOT_ISOLATED, Answerer, IsolationFindings
from autograder.student.notebook.namespace import Namespace


class InProcessPool:
    """Puts what is asked to what a notebook has defined, in this process.

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
        """Nothing is started."""


class InProcessConnection:
    """This process, in the place of a worker; what is asked of it waits for as long as that takes."""

    alive = True
    layers: tuple[tuple[str, str], ...] = ()

    def __init__(self, live: Namespace) -> None:
        self._responder = Responder(live, let_through=(KeyboardInterrupt,))

    def exchange(self, requests: Sequence[Request], seconds: Callable[[], float], /) -> Iterator[Reply]:
        for request in requests:
            # Arrays of its own, as over a pipe, should the function change them.
            reply = self._responder.reply(request_in(unpack(pack(to_wire(request)))))
            try:
                frame = pack(to_wire(reply))
            except BadMessage as error:
                frame = pack(to_wire(too_large(error)))
            yield reply_to(request, unpack(frame))

    def printed(self) -> str:
        """What is printed stands in the notebook."""
        return ""

    def end(self) -> None:
        """The notebook goes on."""


@contextlib.contextmanager
def kept_randomness() -> Iterator[None]:
    """The notebook's global random numbers go on behind this as if nothing had happened."""
    ours, numpys = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        random.setstate(ours)
        np.random.set_state(numpys)
