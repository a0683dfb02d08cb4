"""Places in an assignment's files that are marked as still to be written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.model import Assignment, AssignmentError

MARK = "TO BE WRITTEN:"


@dataclass(frozen=True)
class Place:
    """One mark: the file, from the assignment's folder, the line, and what is to be written there."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.what}"


def unwritten(folder: Path) -> list[Place]:
    """All marks in the assignment in `folder`, file by file."""
    files = (path for part in ("exercises", "solutions") for path in sorted((folder / part).rglob("*")))
    return [
        Place(path.relative_to(folder).as_posix(), number, line.partition(MARK)[2].strip().removesuffix('"""'))
        for path in files
        if path.suffix in (".py", ".md") and path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if MARK in line
    ]


def require_no_placeholders(assignment: Assignment) -> None:
    """Refuse an assignment of which something is still to be written.

    Raises
    ------
    AssignmentError
        With the list of the places.
    """
    if assignment.unwritten:
        listed = "\n".join(f"  {line}" for line in assignment.unwritten)
        raise AssignmentError(f"This assignment is not written yet; replace what is marked {MARK}\n{listed}")
