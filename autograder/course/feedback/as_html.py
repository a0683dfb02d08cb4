"""What a student may read, as a page in HTML that loads nothing and runs nothing."""

from __future__ import annotations

from autograder.course.feedback.told import Told
from autograder.render.html.page import render


def as_html(told: Told) -> str:
    """The page. The template escapes every text."""
    return render("autograder.course.feedback", "feedback.html", styles=["feedback.css"], told=told)
