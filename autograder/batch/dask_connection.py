"""A connection to a Dask scheduler that cannot hang, to workers that all have the right versions and a grader."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from distributed import Client
from distributed.comm.core import CommClosedError

from autograder.batch.dask_worker import ClusterError, GraderPlugin, Versions, own_versions
from autograder.grading.grader_spec import GraderSpec
from autograder.immutable import immutable

ANSWERS_IN = 20.0  # seconds in which a scheduler must answer
COMES_BACK_IN = 120.0  # seconds in which a lost scheduler must be back

Value = TypeVar("Value")


class NoAnswer(ClusterError):
    """No scheduler with a worker has answered in time."""


class Lost(Exception):
    """The scheduler is gone."""


@immutable
class Settings:
    """How the cluster is used.

    Attributes
    ----------
    address : str
        The address of the scheduler.
    trust_submissions : bool
        Whether to grade even on workers where submissions can read the solutions.
    answers_in, comes_back_in : float
        Seconds in which a scheduler must answer, and in which a lost one must be back.
    """

    address: str
    trust_submissions: bool = False
    answers_in: float = ANSWERS_IN
    comes_back_in: float = COMES_BACK_IN


def silence_distributed() -> None:
    """Keep the client's log of lost connections, which is tracebacks, off the screen: that is told in our own words.

    It stays so: the client's thread may log after the client has been closed.
    """
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextlib.contextmanager
def connected(spec: GraderSpec, settings: Settings) -> Iterator[Client]:
    """A client whose workers all have the right versions and a grader.

    Raises
    ------
    ClusterError
        If the cluster cannot be used.
    Lost
        If the scheduler is lost.
    """
    client = _within(settings.answers_in, lambda: Client(settings.address, timeout=settings.answers_in), settings)
    plugin = GraderPlugin(spec, own_versions(), trust_submissions=settings.trust_submissions)
    try:
        _within(settings.answers_in, lambda: _check_workers(client, settings), settings)
        _within(3 * settings.answers_in, lambda: client.register_plugin(plugin, name=plugin.name), settings)
        yield client
    except (CommClosedError, OSError, TimeoutError) as error:
        raise Lost from error
    finally:
        with contextlib.suppress(Exception):  # if the cluster is gone, there is nothing to clean up
            _within(5, lambda: client.unregister_worker_plugin(plugin.name), settings)
        with contextlib.suppress(Exception):
            _within(5, lambda: client.close(timeout=2), settings)


def _check_workers(client: Client, settings: Settings) -> None:
    client.wait_for_workers(1, timeout=settings.answers_in)
    ours = own_versions()
    for worker, theirs in client.run(own_versions, on_error="return").items():
        if theirs != ours:
            found = theirs if isinstance(theirs, Versions) else f"no such autograder ({type(theirs).__name__})"
            raise ClusterError(
                f"Nothing was sent: the worker {worker} has {found}, and here is {ours}. With other versions reports "
                "may differ. Install the same there."
            )


def _within(seconds: float, action: Callable[[], Value], settings: Settings) -> Value:
    """The result of an action that may never end, since a scheduler may accept a connection and stay silent.

    Raises
    ------
    NoAnswer
        If there is no result in time.
    """
    found: list[Value] = []
    failed: list[BaseException] = []

    def act() -> None:
        try:
            found.append(action())
        except BaseException as error:  # raised again in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    thread.join(seconds + 1)
    if found:
        return found[0]
    if failed and isinstance(failed[0], ClusterError):
        raise failed[0]
    reason = f" ({failed[0]})" if failed else ""
    raise NoAnswer(
        f"No Dask scheduler with a worker answered at {settings.address} within {seconds:g} seconds{reason}. Start "
        "them with: dask scheduler; dask worker ADDRESS"
    )
