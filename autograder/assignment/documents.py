"""Markdown pages of an assignment, read by their headings of the second level: ``## mean``, and what stands below."""

from __future__ import annotations

from dataclasses import dataclass

HEADING = "## "


@dataclass(frozen=True)
class Section:
    """A part of a page.

    Attributes
    ----------
    heading : str
        Without the marks and blanks around it.
    line : int
        Where the heading stands in its page, counted from 1.
    text : str
        What stands below it, as it is.
    """

    heading: str
    line: int
    text: str

    @property
    def name(self) -> str:
        """The heading as a name, which may be set as code."""
        return self.heading.strip("`")


def sections(page: str) -> tuple[str, tuple[Section, ...]]:
    """What stands above the first heading, and the sections in their order."""
    lines = page.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if line.startswith(HEADING)]
    first, *ends = [*starts, len(lines)]
    return "".join(lines[:first]), tuple(
        Section(lines[start].removeprefix(HEADING).strip(), start + 1, "".join(lines[start + 1 : end]))
        for start, end in zip(starts, ends, strict=True)
    )
