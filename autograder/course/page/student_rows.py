"""The rows of students in the tables of a class's page."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.course.answer_groups import group_of
from autograder.course.gradebook.standing import Standing
from autograder.course.page.decisions import on_exercise, on_the_whole
from autograder.course.page.statistics import named_mistakes
from autograder.immutable import immutable
from autograder.results.report import Report
from autograder.text.phrasing import listed
from autograder.text.sanitize import one_line

FEW = 1 / 3  # of the points; who has fewer should be talked to
LATE, OVERRIDDEN, NOT_GRADED, NOTHING = "late", "overridden", "not graded", "nothing handed in"
FOLLOWED = "follow-through"
MOST_NAMED = 3


@immutable
class StudentRow:
    """One student.

    Attributes
    ----------
    name, section, link : str
        Whose line it is, and where their own page lies.
    score, max_score, penalty : float or None
        What counts.
    right, exercises : int
        How many exercises are right, of how many.
    attempts : int
        How many there are.
    flags : tuple of str
        Late, overridden, not graded, nothing handed in, points kept by follow-through.
    remarks : tuple of str
        What else is to be known.
    mistakes : tuple of str
        ``softmax: mask-forgotten`` each, or what a group of equal wrong answers is called.
    reasons : tuple of str
        Why they should be talked to.
    """

    name: str
    section: str
    link: str
    score: float | None
    max_score: float | None
    penalty: float
    right: int
    exercises: int
    attempts: int
    flags: tuple[str, ...]
    remarks: tuple[str, ...]
    mistakes: tuple[str, ...]
    reasons: tuple[str, ...]


def row_of(standing: Standing, report: Report | None, name: str, link: str, in_full: bool) -> StudentRow:
    """The line of a student.

    Parameters
    ----------
    standing : Standing
        What counts for them.
    report : Report or None
        The report that counts.
    name : str
        What they are called here.
    link : str
        Where their own page lies; empty: nowhere.
    in_full : bool
        Whether what people and files say may be shown: it may say who somebody is.
    """
    exercises = report.exercises if report else ()
    return StudentRow(
        name=name,
        section=standing.student.section if in_full else "",
        link=link,
        score=standing.score,
        max_score=standing.max_score,
        penalty=standing.penalty,
        right=sum(each.passed for each in exercises),
        exercises=len(exercises),
        attempts=standing.attempts,
        flags=tuple(_flags(standing, report)),
        remarks=tuple(_remarks(standing, report)) if in_full else (),
        mistakes=tuple(_mistakes(report)) if report else (),
        reasons=tuple(_reasons(standing, report, in_full)),
    )


def _flags(standing: Standing, report: Report | None) -> Iterator[str]:
    if standing.late:
        yield LATE
    if standing.override or any(each.override for each in standing.exercises):
        yield OVERRIDDEN
    if standing.failure:
        yield NOT_GRADED
    elif not standing.attempts:
        yield NOTHING
    if report and any(check.follow_through for check in report.checks):
        yield FOLLOWED


def _remarks(standing: Standing, report: Report | None) -> Iterator[str]:
    yield from (one_line(each) for each in on_the_whole(standing))
    for exercise in standing.exercises:
        yield from (one_line(f"{exercise.name}: {each}") for each in on_exercise(exercise))
    yield from (one_line(note) for note in standing.notes)
    if report and report.messages:
        yield one_line(report.messages[0].splitlines()[0], 120)


def _mistakes(report: Report) -> Iterator[str]:
    for exercise in report.exercises:
        yield from (f"{exercise.name}: {name}" for name, _ in named_mistakes(exercise))
        if group := group_of(exercise):
            yield group


def _reasons(standing: Standing, report: Report | None, in_full: bool) -> Iterator[str]:
    """The reasons to talk to a student, who may not know that something went wrong."""
    if standing.failure:
        yield f"could not be graded: {one_line(standing.failure, 160)}" if in_full else "could not be graded"
    elif not standing.attempts:
        yield NOTHING
    if standing.score is None or report is None:
        return
    untouched = [each.name for each in report.exercises if not each.attempted]
    ended = [each.name for each in report.exercises if any(c.status in {"timeout", "crashed"} for c in each.checks)]
    if len(untouched) == len(report.exercises):
        yield "nothing of it is attempted"
    elif standing.max_score and standing.score < FEW * standing.max_score:
        yield "under a third of the points"
    if ended:
        yield f"out of time or crashed: {listed(ended, MOST_NAMED)}"
