"""A student's page in HTML: what to mend first, and each mistake once, beside the student's function."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.authoring.visibility import Visibility
from autograder.course.gradebook.history import Event
from autograder.course.gradebook.standing import Standing
from autograder.course.page.decisions import on_exercise, on_the_whole
from autograder.course.page.source_code import code_in
from autograder.immutable import immutable
from autograder.render.for_readers import About, shown_report
from autograder.render.html.page import render
from autograder.render.shown import ShownReport
from autograder.results.report import Report
from autograder.submissions.submission import Submission
from autograder.text.phrasing import points

PACKAGE = "autograder.course.page"


def about_standing(standing: Standing) -> About:
    """A student's score, with decisions and comments."""
    score = standing.score
    most = "" if standing.max_score is None else f" of {points(standing.max_score)}"
    return About(
        standing.student.shown,
        "" if score is None else f"{points(score)}{most} points",
        tuple(on_the_whole(standing)),
        {each.name: tuple(on_exercise(each)) for each in standing.exercises},
    )


@immutable
class InClass:
    """Where the pages of a class lie around a student's, and what has happened to the grade: for those who teach.

    Attributes
    ----------
    class_page : str
        Where the class's page lies; empty: nowhere.
    before, after : (str, str) or None
        Where the pages of the students before and after this one lie, and whose they are.
    events : sequence of Event
        What has happened, the oldest first.
    """

    class_page: str = ""
    before: tuple[str, str] | None = None
    after: tuple[str, str] | None = None
    events: Sequence[Event] = ()


def student_page(
    report: Report,
    readers: frozenset[Visibility],
    submission: Submission | None = None,
    about: About | None = None,
) -> str:
    """The page as HTML.

    Parameters
    ----------
    report : Report
        The report, whole.
    readers : frozenset of Visibility
        The results that may be seen.
    submission : Submission, optional
        What was handed in; without it, no code is shown.
    about : About, optional
        What is said besides.
    """
    return as_html(shown_report(report, readers, code_in(submission), about))


def as_html(shown: ShownReport, around: InClass | None = None) -> str:
    """The page. The template escapes every text.

    Parameters
    ----------
    shown : ShownReport
        What its readers are shown.
    around : InClass, optional
        Where it lies in a class; by default it stands alone.
    """
    return render(PACKAGE, "student.html", styles=["student.css"], shown=shown, around=around or InClass())
