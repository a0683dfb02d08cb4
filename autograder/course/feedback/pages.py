"""The pages that can be written now, one after another, and what there is to say about the others."""

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
from autograder.render.shown import ShownReport
from autograder.text.sanitize import one_line


@dataclass
class Tally:
    """What became of the students.

    Attributes
    ----------
    pages, released : int
        The pages, and those of them that tell a score.
    changed : list of str
        Students who were told another score than counts now: they have no new page.
    without : int
        Students of whom nothing was graded.
    """

    pages: int = 0
    released: int = 0
    changed: list[str] = field(default_factory=list)
    without: int = 0


@dataclass(frozen=True)
class Feedback:
    """What feedback is written of.

    Attributes
    ----------
    gradebook : Gradebook
        The gradebook.
    grades : sequence of Standing
        What counts for each student.
    now : datetime
        The time, which decides whether the due date is over.
    grace : timedelta
        How long after the due date is still in time.
    """

    gradebook: Gradebook
    grades: Sequence[Standing]
    now: datetime
    grace: timedelta = timedelta(0)


@dataclass(frozen=True)
class Page:
    """One student's page.

    Attributes
    ----------
    grade : Standing
        What counts for the student.
    told : ShownReport
        What the student may read.
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
    """The pages, one after another; what becomes of whom is counted in `tally`."""
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
