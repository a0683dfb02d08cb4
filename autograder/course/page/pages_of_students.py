"""The pages of all students, for those who teach: everything is shown on them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from autograder.course.answer_groups import with_hints
from autograder.course.gradebook.actions import NAME, actions
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.kept_submission import kept_submission
from autograder.course.gradebook.standing import Standing, standings
from autograder.course.page.shown import STAFF
from autograder.course.page.student_page import about_standing, student_page
from autograder.course.policy.course_file import Policy

LONGEST = 40  # characters of a name in that of a file


def page_name(standing: Standing) -> str:
    """What a student's page is called: the same as long as the student is; empty if nothing of theirs was graded."""
    if standing.attempt is None:
        return ""
    plain = re.sub(r"[^a-z0-9]+", "-", standing.student.shown.casefold()).strip("-")[:LONGEST]
    digest = hashlib.sha256(standing.student.key.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return f"{plain or 'student'}-{digest}.html"


def pages(gradebook: Gradebook, policy: Policy) -> Iterator[tuple[str, str]]:
    """The name and the content of each student's page, one after another.

    Raises
    ------
    GradebookError
        If the gradebook cannot be read.
    """
    hints = {each.target: each.content for each in actions(gradebook) if each.kind == NAME}
    for standing in standings(gradebook, policy):
        report = standing.report()
        if report and standing.attempt:
            submission = kept_submission(gradebook, standing.attempt.row)
            yield (
                page_name(standing),
                student_page(with_hints(report, hints), STAFF, submission, about_standing(standing)),
            )
