"""What runs submissions, as whoever asks them sees it: a pool that gives out connections, each to a fresh worker.

A worker may be a copy of a zygote, a program, a copy of a notebook's process, or that process itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from autograder.sandbox.guest.messages import ProxyAnswer, Question, Reply, Request, Running, Setup


class SandboxError(Exception):
    """The processes that run submissions could not be started, or were lost; the message says what to do."""


class SubmissionTooLarge(Exception):
    """A submission that no worker can be told; the message says how large one may be."""


@dataclass(frozen=True)
class Ended:
    """The worker is gone instead of having replied.

    Attributes
    ----------
    status : str
        ``timeout`` or ``crashed``.
    how : str
        What happened, for people: "was ended by signal 11 (SIGSEGV)".
    at : Running or None
        The statement that was run last, as the worker has told.
    """

    status: str
    how: str
    at: Running | None = None


@dataclass(frozen=True)
class IsolationFindings:
    """What trying the protections out has shown; it holds for all workers that have the same layers.

    Attributes
    ----------
    layers, protections : tuple of (str, str)
        Each with its status.
    gaps : dict of tuple of str
        For each protection that there is not, what got through.
    """

    layers: tuple[tuple[str, str], ...] = ()
    protections: tuple[tuple[str, str], ...] = ()
    gaps: Mapping[str, Sequence[str]] = field(default_factory=dict)


NOT_ISOLATED = IsolationFindings()
"""Where nothing holds workers back, and nobody claims so."""

Answerer = Callable[[Question], "ProxyAnswer | None"]
"""Answers what a proxied function is asked; None where there is no answer."""


class Connection(Protocol):
    """The grader's end of one worker."""

    @property
    def layers(self) -> tuple[tuple[str, str], ...]:
        """What the worker took on before it read the submission, each layer with its outcome."""

    @property
    def alive(self) -> bool:
        """Whether the worker is there to be asked."""

    def exchange(self, requests: Sequence[Request], seconds: Callable[[], float], /) -> Iterator[Reply | Ended]:
        """The replies to `requests`, in order; after an `Ended` there are no more.

        ``seconds()`` is asked when a reply becomes due, and at each statement of a cell: so long may that take.
        """

    def printed(self) -> str:
        """What the submission has printed since this was last asked."""

    def end(self) -> None:
        """End the worker, if it is still there."""


class WorkerPool(Protocol):
    """Gives out workers, each to one submission."""

    def acquire(self, setup: Setup, answerer: Answerer | None = None, /) -> Connection:
        """A fresh worker for this submission; the caller ends it.

        Raises
        ------
        SubmissionTooLarge
            If it cannot be told to a worker.
        SandboxError
            If there is none to be had. So does asking it later on, if it is lost by no fault of the submission's.
        """

    def findings(self) -> IsolationFindings:
        """What holds the workers back; the first time it is asked, all of it is tried.

        Raises
        ------
        SandboxError
            If that is not possible here.
        """

    def warm_up(self) -> None:
        """Prepare for the next worker, if that makes it come sooner."""
