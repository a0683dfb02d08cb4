"""Finds placeholders: places in an assignment's files that are marked as still to be written."""

from __future__ import annotations

from pathlib import Path

from autograder.assignment.model import Assignment, AssignmentError
from autograder.immutable import immutable

MARK = "TO BE WRITTEN:"


@immutable
class Place:
    """One placeholder: its path in the assignment's folder, its line, and what is to be written there."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.what}"


def unwritten(folder: Path) -> list[Place]:
    """All placeholders in an assignment's folder, by file."""
    files = (path for part in ("exercises", "solutions") for path in sorted((folder / part).rglob("*")))
    texts = (
        (path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8", errors="replace"))
        for path in files
        if path.suffix in (".py", ".md") and path.is_file()
    )
    return [
        Place(path, number, line.partition(MARK)[2].strip().removesuffix('"""'))
        for path, text in texts
        if MARK in text
        for number, line in enumerate(text.splitlines(), 1)
        if MARK in line
    ]


def require_no_placeholders(assignment: Assignment) -> None:
    """Refuse an assignment with placeholders.

    Raises
    ------
    AssignmentError
        If there are any; the message lists them.
    """
    if assignment.unwritten:
        listed = "\n".join(f"  {line}" for line in assignment.unwritten)
        raise AssignmentError(f"This assignment is not written yet; replace what is marked {MARK}\n{listed}")
