"""Reads the list of equivalent mutants: a page beside the solutions that names each of them, with the reason.

A heading names the function, a line of text gives the reason, and each item of the list below names a mutant::

    ## module.function

    A square has no sign.

    - `return (x - y) ** 2` → `return (y - x) ** 2`
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.assignment.documents import Section, sections
from autograder.assignment.model import AssignmentError
from autograder.immutable import immutable

LIST = Path("solutions") / "equivalent_mutants.md"
FUNCTION = re.compile(r"[\w.]+")
ENTRY = re.compile(r"- `(?P<before>[^`]+)` → `(?P<after>[^`]+)`")


@immutable
class Key:
    """What identifies a mutant, independent of its position in the file."""

    function: str
    before: str
    after: str

    @property
    def entry(self) -> str:
        """Its line in the list."""
        return f"- `{self.before}` → `{self.after}`"


def read_list(folder: Path) -> tuple[Key, ...]:
    """The mutants listed in an assignment's folder; empty if there is no list.

    Raises
    ------
    AssignmentError
        If a line cannot be read, or an entry has no function or reason above it.
    """
    path = folder / LIST
    if not path.exists():
        return ()
    introduction, found = sections(path.read_text(encoding="utf-8"))
    return tuple(key for section in (Section("", 0, introduction), *found) for key in _entries(section))


def _entries(section: Section) -> Iterator[Key]:
    if section.heading and not FUNCTION.fullmatch(section.heading):
        raise _unreadable(section.line)
    reason = ""
    for number, line in enumerate(section.text.splitlines(), section.line + 1):
        if entry := ENTRY.fullmatch(line):
            if not section.heading or not reason:
                raise AssignmentError(f"{LIST}, line {number}: there is no function, or no reason, above it.")
            yield Key(section.heading, _normalized(entry["before"]), _normalized(entry["after"]))
        elif line.startswith(("##", "- ")):
            raise _unreadable(number)
        elif line:
            reason = line


def _unreadable(number: int) -> AssignmentError:
    return AssignmentError(f"{LIST}, line {number}: this is neither `## module.function` nor ``- `a` → `b` ``.")


def _normalized(code: str) -> str:
    """A statement, or the head of one, as this version of Python unparses it: versions differ in parentheses."""
    try:
        return ast.unparse(ast.parse(f"{code} pass" if code.endswith(":") else code)).splitlines()[0]
    except SyntaxError:  # it matches no mutant, and is reported for that
        return code
