"""What a student may read, as a page in HTML that loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course.feedback.told import Told
from autograder.render.html.page import render


def as_html(told: Told, code: Mapping[str, str] | None = None) -> str:
    """The page. The template escapes every text.

    Parameters
    ----------
    told : Told
        What the student may read.
    code : dict of str
        Their own functions, by name; shown beside what is wrong with them.
    """
    wrong = [(each, check) for each in told.exercises for check in each.checks if not check.passed and check.happened]
    return render(
        "autograder.course.feedback",
        "feedback.html",
        styles=["feedback.css"],
        told=told,
        code={each.name: code[each.name] for each, _ in wrong if code and code.get(each.name)},
        first=wrong[0] if wrong else None,
    )
