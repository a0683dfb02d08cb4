"""Right answers get all points, and an untouched stub gets none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.assignment.model import ACCEPTED, Assignment, AssignmentError
from autograder.audit.problem import Problem
from autograder.audit.submissions import module_of
from autograder.audit.trials import TrialResult
from autograder.authoring.expectation import ByReference, Exactly
from autograder.authoring.properties import arguments_unchanged, earlier_answer_unchanged, is_new
from autograder.judging.check_run import judge_case, judge_check
from autograder.judging.expected import CheckInstance, ExpectedCase, instantiate_all
from autograder.judging.trusted_call import call_trusted
from autograder.results.report import CheckResult
from autograder.sandbox.guest.instrumentation.aliasing import PreviousAnswer

# What a reference does to its arguments does not depend on the seed: it is seen where references are graded.
MEASURED = {arguments_unchanged, earlier_answer_unchanged, is_new}


def reference_findings(assignment: Assignment, seed: int) -> list[Problem]:
    """What is wrong with the hidden checks that a seed draws: the reference answers all of them rightly."""
    try:
        drawn = instantiate_all(assignment.filter_checks(lambda check: not check.is_public), seed)
    except AssignmentError as error:
        return [Problem(f"solutions/checks, seed {seed}", str(error), "Mend it so that every seed can be drawn.")]
    return [finding for each in drawn.values() for finding in _on_reference(assignment, each, seed)]


def _on_reference(assignment: Assignment, drawn: CheckInstance, seed: int) -> Iterator[Problem]:
    if all(map(_is_right_by_construction, drawn.questions)) and not drawn.across:
        return
    reference, previous = assignment.references[drawn.check.exercise], PreviousAnswer()
    answers = [call_trusted(reference, each, previous=previous) for each in drawn.questions]
    verdict = judge_check(drawn, list(map(judge_case, drawn.questions, answers))).verdict
    if not verdict.passed:
        where = f"solutions/checks/{module_of(assignment, drawn.check.exercise)}.py"
        yield Problem(
            f"{where}, {drawn.check.name}, seed {seed}",
            f"The reference loses its points: {verdict.redacted}",
            "Mend the check or the reference: no seed may take a point from a right answer.",
        )


def _is_right_by_construction(question: ExpectedCase) -> bool:
    """Whether the reference has just said what is right, and nothing else is asked."""
    asked_reference = isinstance(question.case.expectation, ByReference) and isinstance(question.expectation, Exactly)
    return asked_reference and set(question.case.properties) <= MEASURED


def accepted_findings(tried: Iterable[TrialResult]) -> Iterator[Problem]:
    """Right answers that lose points."""
    for each in tried:
        for check in each.result.checks:
            if not check.passed:
                yield Problem(
                    f"{ACCEPTED}, {each.trial.name}",
                    f"A right answer loses the points of {check.name}: {_said(check)}",
                    "Mend the check; or, if that is no right answer, take it out.",
                )


def stub_findings(tried: TrialResult) -> Iterator[Problem]:
    """Checks that give a stub something else than ``missing``."""
    for exercise in tried.report.exercises:
        for check in exercise.checks:
            if check.status != "missing":
                yield Problem(
                    f"exercises/{exercise.module}.py, {exercise.name}",
                    f"The stub is graded by {check.name} as {check.status}: {_said(check)}",
                    "A stub raises NotImplementedError, and nothing else.",
                )


def _said(check: CheckResult) -> str:
    return check.message.partition("\n")[0]
