"""Notices for the instructor when grades are exported."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.course.gradebook.standing import Standing
from autograder.text.phrasing import listed, plural
from autograder.text.sanitize import one_line

MOST_NAMED = 10


def late_without_time(grades: Iterable[Standing]) -> str:
    """Who is late by the platform's word alone, so that nothing was taken; empty if nobody is."""
    late = [one_line(each.student.shown) for each in grades if _is_open(each)]
    if not late:
        return ""
    return (
        f"No penalty was taken of {plural(len(late), 'student')} whom the platform marks as late without saying by how "
        f"much: {listed(late, MOST_NAMED)}. What they get is yours to say: gradebook override STUDENT total POINTS."
    )


def _is_open(grade: Standing) -> bool:
    return bool(grade.attempt and grade.attempt.lateness.note) and not grade.override
