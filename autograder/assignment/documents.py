"""Splits an assignment's Markdown pages into sections by their second-level headings, such as ``## mean``."""

from __future__ import annotations

from autograder.immutable import immutable

HEADING = "## "


@immutable
class Section:
    """A section of a page.

    Attributes
    ----------
    heading : str
        Its heading, without the marks and spaces around it.
    line : int
        The line of the heading in its page, counted from 1.
    text : str
        The text below the heading, unchanged.
    """

    heading: str
    line: int
    text: str

    @property
    def name(self) -> str:
        """The name that the heading gives, without backticks."""
        return self.heading.strip("`")


def sections(page: str) -> tuple[str, tuple[Section, ...]]:
    """The text above the first heading, and the sections in order."""
    lines = page.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if line.startswith(HEADING)]
    first, *ends = [*starts, len(lines)]
    return "".join(lines[:first]), tuple(
        Section(lines[start].removeprefix(HEADING).strip(), start + 1, "".join(lines[start + 1 : end]))
        for start, end in zip(starts, ends, strict=True)
    )
