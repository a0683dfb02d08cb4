"""The description of a grader: plain data that can be sent to another process, or another machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from autograder.assignment.fingerprint import check_fingerprints, engine_digest
from autograder.assignment.loading import load_assignment
from autograder.assignment.model import Assignment
from autograder.authoring import Check
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.immutable import immutable
from autograder.results.provenance import Engine, Provenance
from autograder.sandbox.host.launch import ForkServer
from autograder.sandbox.host.zygote import Limits, Zygote
from autograder.version import VERSION


@immutable
class GraderSpec:
    """The description of a grader. Graders with equal descriptions give a submission the same report.

    Attributes
    ----------
    folder : Path
        The folder of the assignment.
    seed : int
        The seed of the hidden inputs.
    limits : Limits
        The limits of a submission's processes.
    timeouts : Timeouts
        The time limits of a submission.
    checks : frozenset of (str, str) or None
        The checks to run, by exercise and name; None for all.
    recorded : bool
        Whether to record versions and fingerprints in reports, as stored ones need; that takes time.
    """

    folder: Path
    seed: int
    limits: Limits = field(default_factory=Limits)
    timeouts: Timeouts = field(default_factory=Timeouts)
    checks: frozenset[tuple[str, str]] | None = None
    recorded: bool = True

    @contextlib.contextmanager
    def build(self, server: ForkServer | None = None) -> Iterator[Grader]:
        """Start the grader in this process; the processes that it starts end with the context.

        `server` is a fork server that has been started already, if any.

        Raises
        ------
        AssignmentError
            If the assignment's files are not valid.
        SandboxError
            If no processes can be started.
        """
        with Zygote(self.limits, server) as zygote:  # imports NumPy while this process reads the assignment
            zygote.warm_up()
            assignment = load_assignment(self.folder)
            list(assignment.misconceptions)  # are imported now: the grading of a class must not stop in the middle
            yield self.grader(assignment, zygote)

    def grader(self, assignment: Assignment, zygote: Zygote) -> Grader:
        """The same grader, from an assignment that has been loaded and a zygote that is running."""
        chosen = assignment.filter_checks(self._is_chosen)
        provenance = self._provenance(chosen) if self.recorded else None
        return Grader(chosen, zygote, seed=self.seed, deadlines=self.timeouts, provenance=provenance)

    def _is_chosen(self, check: Check) -> bool:
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
