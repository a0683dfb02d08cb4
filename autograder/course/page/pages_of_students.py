"""The pages of all students for instructors, which show everything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import quote

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.history import history
from autograder.course.gradebook.standing import Standing, standings
from autograder.course.gradebook.stored_submission import kept_submission
from autograder.course.page.source_code import code_in
from autograder.course.page.student_page import InClass, about_standing, as_html
from autograder.course.policy.course_file import Policy
from autograder.render.for_readers import STAFF, shown_report

LONGEST = 40  # characters of a name in that of a file


def page_name(standing: Standing) -> str:
    """What a student's page is called: the same as long as the student is; empty if nothing of theirs was graded."""
    if standing.attempt is None:
        return ""
    plain = re.sub(r"[^a-z0-9]+", "-", standing.student.shown.casefold()).strip("-")[:LONGEST]
    digest = hashlib.sha256(standing.student.key.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return f"{plain or 'student'}-{digest}.html"


def pages(gradebook: Gradebook, policy: Policy, class_page: str = "") -> Iterator[tuple[str, str]]:
    """The name and the content of each student's page, one after another.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    policy : Policy
        How points become a grade.
    class_page : str
        Where the class's page lies, seen from those of students; empty: nowhere.

    Raises
    ------
    GradebookError
        If the gradebook cannot be read.
    """
    found = [each for each in standings(gradebook, policy) if each.attempt]
    links = [(quote(page_name(each)), each.student.shown) for each in found]
    for standing, before, after in zip(found, [None, *links], [*links[1:], None], strict=False):
        report = standing.report()
        if report and standing.attempt:
            submission = kept_submission(gradebook, standing.attempt.row)
            shown = shown_report(report, STAFF, code_in(submission), about_standing(standing))
            around = InClass(class_page, before, after, history(gradebook, standing.student))
            yield page_name(standing), as_html(shown, around)
