"""The interface for running submissions: a pool provides connections, each to a fresh worker.

A worker may be a fork of a zygote, a program, a fork of a notebook's process, or that process itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Protocol

from autograder.immutable import immutable
from autograder.sandbox.guest.messages import OwnFunction, ProxyAnswer, ProxyCall, Reply, Request, Running, Setup


class SandboxError(Exception):
    """The processes that run submissions could not be started, or were lost; the message says what to do."""


class SubmissionTooLarge(Exception):
    """A submission is too large to be sent to a worker; the message states the limit."""


@immutable
class Ended:
    """The worker ended without a reply.

    Attributes
    ----------
    status : str
        ``timeout`` or ``crashed``.
    how : str
        What happened, for people: "was ended by signal 11 (segmentation fault)".
    at : Running or None
        The last statement that the worker announced.
    """

    status: str
    how: str
    at: Running | None = None


@immutable
class IsolationFindings:
    """The result of trying the protections. It applies to all workers with the same layers.

    Attributes
    ----------
    layers, protections : tuple of (str, str)
        The layers and the protections, each with its status.
    gaps : dict of tuple of str
        For each protection that does not hold, the attempts that succeeded.
    """

    layers: tuple[tuple[str, str], ...] = ()
    protections: tuple[tuple[str, str], ...] = ()
    gaps: Mapping[str, Sequence[str]] = field(default_factory=dict)


NOT_ISOLATED = IsolationFindings()
"""The result for workers without isolation."""

Answerer = Callable[[ProxyCall], "ProxyAnswer | OwnFunction | None"]
"""Computes the answer to a proxy's call; None if there is none."""


class TimeLimit(float):
    """A time limit in seconds that is put off while the machine keeps a worker waiting, but not for ever.

    Parameters
    ----------
    seconds : float
        The time limit.
    most : float
        The seconds that may pass at most, however busy the machine is.
    """

    most: float

    def __new__(cls, seconds: float, most: float) -> TimeLimit:
        limit = super().__new__(cls, seconds)
        limit.most = most
        return limit


class Connection(Protocol):
    """The grader's end of one worker."""

    @property
    def layers(self) -> tuple[tuple[str, str], ...]:
        """The layers that the worker applied before it read the submission, each with its outcome."""

    @property
    def alive(self) -> bool:
        """Whether the worker can take requests."""

    def exchange(self, requests: Sequence[Request], seconds: Callable[[], float], /) -> Iterator[Reply | Ended]:
        """The replies to requests, in order; none follow after an `Ended`. The worker may start at once.

        Parameters
        ----------
        requests : sequence of Request
            The requests.
        seconds : callable
            Returns the time limit in seconds. It is called for each reply, and for each statement of a cell.
        """

    def printed(self) -> str:
        """The submission's output since the last call."""

    def end(self) -> None:
        """End the worker, if it is still running."""


class WorkerPool(Protocol):
    """Provides workers, each for one submission."""

    def acquire(self, setup: Setup, answerer: Answerer | None = None, /) -> Connection:
        """A fresh worker for this submission; the caller ends it.

        Raises
        ------
        SubmissionTooLarge
            If the submission is too large to be sent to a worker.
        SandboxError
            If no worker can be started. The connection raises it, too, if the worker is lost through no fault of the
            submission.
        """

    def findings(self) -> IsolationFindings:
        """The result of trying the protections, which is done at the first call.

        Raises
        ------
        SandboxError
            If they cannot be tried here.
        """

    def warm_up(self) -> None:
        """Do now, or in the background, what the next worker would wait for."""
