"""Names of files and folders, made from students' names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.course.gradebook.people import Student
from autograder.text.sanitize import one_line

UNSAFE = re.compile(r"[^\w. @+-]+")
LONGEST_NAME = 150  # bytes; file systems stop at 255


def folder_names(students: Iterable[Student]) -> dict[int, str]:
    """A unique folder name for each student, by their rows: their name, with a number if two have the same."""
    taken: set[str] = set()
    names = {}
    for student in students:
        called = name = plain_name(student.sid or student.id or student.email or student.name) or "student"
        again = 1
        while name.casefold() in taken:
            again += 1
            name = f"{called}-{again}"
        taken.add(name.casefold())
        names[student.row] = name
    return names


def plain_name(text: str) -> str:
    """A text as a part of a path without special meaning on any system; empty if nothing is left of it."""
    cut = UNSAFE.sub("_", one_line(text)).strip(" ._~-").encode()[:LONGEST_NAME]
    return cut.decode("utf-8", "ignore").strip(" .")
