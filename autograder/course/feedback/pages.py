"""Makes the pages that can be written now, and counts the students who get none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from autograder.course.feedback.as_markdown import as_markdown
from autograder.course.feedback.student_view import has_changed, is_released, student_view
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.standing import Standing
from autograder.course.gradebook.stored_submission import kept_submission
from autograder.course.page.student_page import as_html
from autograder.immutable import immutable
from autograder.render.shown import ShownReport
from autograder.text.sanitize import one_line


@dataclass
class Tally:
    """The number of students with and without pages.

    Attributes
    ----------
    pages, released : int
        The number of pages, and of those with a score.
    changed : list of str
        Students whose score has changed since it was released: they get no new page.
    without : int
        The number of students without a graded submission.
    """

    pages: int = 0
    released: int = 0
    changed: list[str] = field(default_factory=list)
    without: int = 0


@immutable
class Feedback:
    """The source of feedback.

    Attributes
    ----------
    gradebook : Gradebook
        The gradebook.
    grades : sequence of Standing
        The standing of each student.
    now : datetime
        The current time, which decides whether the due date has passed.
    grace : timedelta
        The grace period after the due date.
    """

    gradebook: Gradebook
    grades: Sequence[Standing]
    now: datetime
    grace: timedelta = timedelta(0)


@immutable
class Page:
    """One student's page.

    Attributes
    ----------
    grade : Standing
        The student's standing.
    told : ShownReport
        The feedback that the student may read.
    files : dict of bytes
        The page in Markdown and in HTML, by the files' names.
    """

    grade: Standing
    told: ShownReport
    files: Mapping[str, bytes]


def pages_in(told: ShownReport) -> dict[str, bytes]:
    """A page in every form in which students read it, by the files' names."""
    return {"feedback.md": as_markdown(told).encode(), "feedback.html": as_html(told).encode()}


def pages_of(feedback: Feedback, tally: Tally) -> Iterator[Page]:
    """The pages, one at a time; `tally` counts them."""
    gradebook = feedback.gradebook
    assignment = fact(gradebook, "assignment")
    for grade in feedback.grades:
        if grade.score is None and grade.attempt is None:
            tally.without += 1
        elif has_changed(grade):
            tally.changed.append(one_line(grade.student.shown))
        else:
            submission = kept_submission(gradebook, grade.attempt.row) if grade.attempt else None
            page = student_view(grade, assignment, feedback.now, grace=feedback.grace, submission=submission)
            tally.pages += 1
            tally.released += is_released(grade)
            yield Page(grade, page, pages_in(page))
