"""Releases scores to students: a decision that is recorded with each released score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.course.gradebook.actions import RELEASE, Action, act, actions
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.people import Student
from autograder.course.gradebook.standing import Standing
from autograder.immutable import immutable


@immutable
class Proposed:
    """The effect of a release.

    Attributes
    ----------
    news : sequence of Standing
        Students whose current score has not been released.
    told : int
        How many students' current score has been released already.
    without : sequence of Standing
        Students without a score.
    """

    news: Sequence[Standing]
    told: int
    without: Sequence[Standing]


def proposed(grades: Iterable[Standing], only: Sequence[int] = ()) -> Proposed:
    """The effect of a release for all students, or only for those of these rows."""
    meant = [each for each in grades if not only or each.student.row in only]
    graded = [each for each in meant if each.score is not None]
    news = [each for each in graded if each.released != each.score]
    return Proposed(news, len(graded) - len(news), [each for each in meant if each.score is None])


def last_release(gradebook: Gradebook, student: Student) -> Action:
    """The release in force of a student's latest released score.

    Raises
    ------
    GradebookError
        If there is none.
    """
    found = [each for each in actions(gradebook) if each.kind == RELEASE and student.row in each.people]
    if not found:
        raise GradebookError(f"{student.shown} has been told no score. `autograder feedback release` tells them.")
    return found[-1]


def release(gradebook: Gradebook, news: Iterable[Standing], reason: str = "") -> Action:
    """Record that the current scores of these students are released.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    news : iterable of Standing
        The standings of the students whose scores are released.
    reason : str
        The reason, for the history.
    """
    return act(gradebook, RELEASE, people={each.student.row: each.score for each in news}, reason=reason)
