"""Gradebooks of reports that were made by hand, for what reads them: nothing is graded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.authoring.visibility import Visibility
from autograder.course.gradebook.database import Gradebook, open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.people import student_called
from autograder.course.gradebook.recording import enter_roster, record
from autograder.results.identity import Identity, Person
from autograder.results.provenance import Engine
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.submissions.submission import Submission, python_files

CODE = b"def mean(X):\n    return X.sum(axis=0) / len(X)\n"
HIDDEN = "One of the hidden inputs has a single row."
MOST = 100.0


@dataclass(frozen=True)
class Graded:
    """What is in the gradebook of one student, or of one group.

    Attributes
    ----------
    identity : Identity
        Who, and what the platform says of them.
    score : float or None
        Their points of `most`; None: nothing was handed in.
    most : float
        What can be had.
    files : dict of bytes
        What they handed in, by module.
    hidden : Visibility
        When they see the second of the two checks.
    message : str
        What happened in the first check, if it failed.
    """

    identity: Identity
    score: float | None
    most: float = MOST
    files: Mapping[str, bytes] = field(default_factory=lambda: {"means": CODE})
    hidden: Visibility = Visibility.AFTER_DUE_DATE
    message: str = "The answer is the sum and not the mean.\n  yours 3   expected 1"


def person(platform: str = "canvas", number: str = "", score: float | None = 80.0, **about: str) -> Graded:
    """A student with a grade."""
    return Graded(Identity(platform, people=(Person(id=number, **about),)), score)


def gradebook_of(path: Path, class_: Iterable[Graded]) -> Gradebook:
    """A gradebook of this class; whoever opens it closes it."""
    gradebook = open_gradebook(path, create=True)
    begin(gradebook, "backprop", 1, 1)
    for each in class_:
        if each.score is None:
            enter_roster(gradebook, each.identity.people)
        else:
            submission = Submission(_name(each), python_files(each.files), (), each.identity)
            record(gradebook, report_of(each, submission), submission)
    return gradebook


def row_of(gradebook: Gradebook, word: str) -> int:
    """The row of the student who is called so."""
    return student_called(gradebook, word).row


def report_of(graded: Graded, submission: Submission) -> Report:
    """A report with a public and a hidden check, a tenth of the points being for the first."""
    score, most = graded.score or 0.0, graded.most
    first = min(score, most / 10)
    passed = first == most / 10
    checks = (
        CheckResult(
            *("small", "the mean of two rows", Visibility.VISIBLE, "passed" if passed else "failed", first, most / 10),
            message="" if passed else graded.message,
            misconception=None if passed else "sum-for-mean",
            hint=None if passed else "By what is the sum divided?",
        ),
        CheckResult(
            *("many", "the mean of many rows", graded.hidden, "passed" if score == most else "failed"),
            *(score - first, most * 0.9),
            message="" if score == most else HIDDEN,
            misconception=None if score == most else "one-row-forgotten",
        ),
    )
    exercise = ExerciseResult("mean", "means", "1", checks)
    engine = Engine("1", "an engine")
    return Report(
        *("backprop", "v1", submission.name, submission.sha256, True, (), (), "", (exercise,)),
        identity=graded.identity,
        engine=engine,
        seed=1,
    )


def _name(graded: Graded) -> str:
    return " ".join(each.id or each.name for each in graded.identity.people)
