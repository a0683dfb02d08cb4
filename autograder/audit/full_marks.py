"""Right answers get all points, and an untouched stub gets none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.assignment.model import ACCEPTED, Assignment, AssignmentError
from autograder.audit.defect import Defect
from autograder.audit.trials import TrialResult
from autograder.authoring.expectation import ByReference, Exactly
from autograder.authoring.properties import arguments_unchanged, earlier_answer_unchanged, is_new
from autograder.judging.check_run import judge_case, judge_check
from autograder.judging.expected import CheckInstance, ExpectedCase, instantiate_all
from autograder.judging.trusted_call import PreviousCall, call_trusted
from autograder.results.report import CheckResult

# Properties that do not depend on the seed, and hold if the references pass once.
MEASURED = {arguments_unchanged, earlier_answer_unchanged, is_new}


def reference_defects(assignment: Assignment, seed: int) -> list[Defect]:
    """Checks that cannot be drawn from a seed, or that the reference does not pass with it."""
    try:
        instances = instantiate_all(assignment.filter_checks(lambda check: not check.is_fixed), seed)
    except AssignmentError as error:
        return [Defect(f"solutions/checks, seed {seed}", str(error), "Correct it so that every seed works.")]
    return [defect for each in instances.values() for defect in _on_reference(assignment, each, seed)]


def _on_reference(assignment: Assignment, instance: CheckInstance, seed: int) -> Iterator[Defect]:
    if all(map(_is_right_by_construction, instance.cases)) and not instance.across:
        return
    reference, previous = assignment.references[instance.check.exercise], PreviousCall()
    answers = [call_trusted(reference, each, previous=previous) for each in instance.cases]
    verdict = judge_check(instance, list(map(judge_case, instance.cases, answers))).verdict
    if not verdict.passed:
        where = f"solutions/checks/{assignment.exercise(instance.check.exercise).module}.py"
        yield Defect(
            f"{where}, {instance.check.name}, seed {seed}",
            f"The reference loses its points: {verdict.redacted}",
            "Correct the check or the reference: a right answer must keep its points with every seed.",
        )


def _is_right_by_construction(expected: ExpectedCase) -> bool:
    """Whether the expected answer comes from the reference itself, and no property depends on the seed."""
    by_reference = isinstance(expected.case.expectation, ByReference) and isinstance(expected.expectation, Exactly)
    return by_reference and set(expected.case.properties) <= MEASURED


def accepted_defects(tried: Iterable[TrialResult]) -> Iterator[Defect]:
    """Accepted alternatives that lose points."""
    for each in tried:
        for check in each.result.checks:
            if not check.passed:
                yield Defect(
                    f"{ACCEPTED}, {each.trial.name}",
                    f"A right answer loses the points of {check.name}: {_first_line(check)}",
                    "Correct the check; or, if the answer is not right, remove it.",
                )


def stub_defects(tried: TrialResult) -> Iterator[Defect]:
    """Stubs with a status other than ``missing`` in a check."""
    for exercise in tried.report.exercises:
        for check in exercise.checks:
            if check.status != "missing":
                yield Defect(
                    f"exercises/{exercise.module}.py, {exercise.name}",
                    f"The stub is graded by {check.name} as {check.status}: {_first_line(check)}",
                    "A stub must only raise NotImplementedError.",
                )


def _first_line(check: CheckResult) -> str:
    return check.message.partition("\n")[0]
