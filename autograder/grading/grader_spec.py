"""What a grader is made from: plain data that can be sent to any process of any machine that has the assignment."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.assignment.fingerprint import check_fingerprints, engine_digest
from autograder.assignment.loading import load_assignment
from autograder.assignment.model import Assignment
from autograder.authoring import Check
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.results.provenance import Engine, Provenance
from autograder.sandbox.host.zygote import Limits, Zygote
from autograder.version import VERSION


@dataclass(frozen=True)
class GraderSpec:
    """A grader that is not there yet. Two graders with one spec give one submission the same report.

    Attributes
    ----------
    folder : Path
        The assignment's.
    seed : int
        Hidden inputs are drawn from it.
    limits : Limits
        What a submission's processes may use.
    timeouts : Timeouts
        How long a submission may take.
    checks : frozenset of (str, str) or None
        Those that are put, by exercise and name; None for all.
    """

    folder: Path
    seed: int
    limits: Limits = field(default_factory=Limits)
    timeouts: Timeouts = field(default_factory=Timeouts)
    checks: frozenset[tuple[str, str]] | None = None

    @contextlib.contextmanager
    def build(self) -> Iterator[Grader]:
        """A running grader in this process; its own processes end with the context.

        Raises
        ------
        AssignmentError
            If the assignment's files are not as they should be.
        SandboxError
            If no processes can be started.
        """
        with Zygote(self.limits) as zygote:  # it imports NumPy while the assignment is read here
            yield self.grader(load_assignment(self.folder), zygote)

    def grader(self, assignment: Assignment, zygote: Zygote) -> Grader:
        """The same grader, where the assignment has been loaded and a zygote is running already."""
        asked = assignment.filter_checks(self._is_asked)
        return Grader(asked, zygote, seed=self.seed, deadlines=self.timeouts, provenance=self._provenance(asked))

    def _is_asked(self, check: Check) -> bool:
        return self.checks is None or (check.exercise, check.name) in self.checks

    def _provenance(self, assignment: Assignment) -> Provenance:
        return Provenance(
            engine=Engine(VERSION, engine_digest()),
            seed=self.seed,
            limits={
                "memory_bytes": self.limits.memory_bytes,
                "cpu_seconds": self.limits.cpu_seconds,
                "call_seconds": self.timeouts.call,
                "module_seconds": self.timeouts.module,
                "submission_seconds": self.timeouts.submission,
            },
            fingerprints=check_fingerprints(assignment),
        )
