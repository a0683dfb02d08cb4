"""Limits the points that a submission could gain by forging the observations of its calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.assignment.model import Assignment
from autograder.audit.defect import Defect
from autograder.authoring import Answer, Check
from autograder.judging.check_run import Outcome, judge_case, judge_check
from autograder.judging.expected import CheckInstance
from autograder.judging.trusted_call import call_trusted
from autograder.text.phrasing import number

MOST_FORGEABLE = 0.03  # of all points


def forgeable_defects(assignment: Assignment, instances: Mapping[Check, CheckInstance]) -> Iterator[Defect]:
    """Too many points for checks that depend on observations made in the submission's own process.

    The grader itself compares arguments and earlier answers with their contents after a call; but shared memory and
    costs are reported by the submission's process.

    Parameters
    ----------
    assignment : Assignment
        The assignment with its references.
    instances : dict of CheckInstance
        Its checks with their cases.
    """
    forgeable = [check for check, instance in instances.items() if _depends_on_observations(assignment, instance)]
    points, total = sum(check.points for check in forgeable), sum(check.points for check in assignment.checks)
    if points > MOST_FORGEABLE * total:
        names = ", ".join(f"{check.name} of {check.exercise}" for check in forgeable)
        yield Defect(
            "exercises/checks, solutions/checks",
            f"{number(points)} of {number(total)} points are for shared memory and costs, which a submission can "
            f"forge: {names}.",
            f"Give these checks at most {number(MOST_FORGEABLE * total)} points in all; test other things elsewhere.",
        )


def _depends_on_observations(assignment: Assignment, instance: CheckInstance) -> bool:
    """Whether a right answer fails the check if the worst is observed."""
    if not instance.across and not any(case.case.properties for case in instance.cases):
        return False
    reference = assignment.references[instance.check.exercise]
    answers = [call_trusted(reference, case, count_cost=False) for case in instance.cases]
    return any(not _passes(instance, list(map(worst, answers))) for worst in (_shared, _without_cost))


def _passes(instance: CheckInstance, answers: Sequence[Outcome]) -> bool:
    return judge_check(instance, list(map(judge_case, instance.cases, answers))).verdict.passed


def _shared(outcome: Outcome) -> Outcome:
    return replace(outcome, shared=("an argument",)) if isinstance(outcome, Answer) else outcome


def _without_cost(outcome: Outcome) -> Outcome:
    return replace(outcome, cost=None) if isinstance(outcome, Answer) else outcome
