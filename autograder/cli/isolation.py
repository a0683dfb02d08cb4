"""Refuses to grade if submissions are not isolated as required, or could read the solutions."""

from __future__ import annotations

import click

from autograder.assignment.model import Assignment
from autograder.sandbox.host.isolation_check import UNAVAILABLE, can_be_read, why_no_landlock
from autograder.sandbox.host.zygote import Zygote
from autograder.sandbox.protocol import SandboxError

trust_option = click.option(
    "--trust-submissions", is_flag=True, help="Grade although submissions can read solutions/ here."
)


def require_isolation_of(zygote: Zygote) -> None:
    """Refuse to grade unless all protections hold.

    Raises
    ------
    SandboxError
        If one of them does not hold.
    """
    findings = zygote.findings()
    missing = [name for name, status in findings.protections if status == UNAVAILABLE]
    if missing:
        gaps = [f"{name} ({'; '.join(findings.gaps[name]) or 'could not be tried'})" for name in missing]
        raise SandboxError(
            f"Nothing was graded: --require-isolation was given, but these protections are missing here: "
            f"{', '.join(gaps)}.{why_no_landlock()}"
        )


def require_closed_solutions(zygote: Zygote, assignment: Assignment) -> None:
    """Refuse to grade if a submission could read the solutions.

    Raises
    ------
    SandboxError
        If a submission could read them.
    """
    if can_be_read(assignment.folder / "solutions", zygote.findings()):
        raise SandboxError(
            f"Nothing was graded: a submission could read {assignment.folder / 'solutions'}. Grade as root, and remove "
            f"the permissions of others (chmod go= solutions); or, if you trust the submissions, --trust-submissions."
            f"{why_no_landlock()}"
        )
