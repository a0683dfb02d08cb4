"""The mutants that are right: a page beside the solutions that names each of them, with the reason.

A heading names the function, a line of text the reason, and each line of a list below it a mutant::

    ## module.function

    A square has no sign.

    - `return (x - y) ** 2` → `return (y - x) ** 2`
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.model import AssignmentError

LIST = Path("solutions") / "equivalent_mutants.md"
HEADING = re.compile(r"## ([\w.]+)")
ENTRY = re.compile(r"- `(?P<before>[^`]+)` → `(?P<after>[^`]+)`")


@dataclass(frozen=True)
class Key:
    """What a mutant is known by, wherever in its file it stands."""

    function: str
    before: str
    after: str

    @property
    def entry(self) -> str:
        """Its line in the list."""
        return f"- `{self.before}` → `{self.after}`"


def read_list(folder: Path) -> tuple[Key, ...]:
    """The mutants that are listed in an assignment's folder; none where there is no list.

    Raises
    ------
    AssignmentError
        If a line is none of the three, or an entry has no reason.
    """
    path = folder / LIST
    return _entries(path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()


def _entries(lines: Iterable[str]) -> tuple[Key, ...]:
    entries = []
    function = reason = ""
    for number, line in enumerate(lines, 1):
        if heading := HEADING.fullmatch(line):
            function, reason = heading[1], ""
        elif entry := ENTRY.fullmatch(line):
            if not function or not reason:
                raise AssignmentError(f"{LIST}, line {number}: above it stands no function, or no reason.")
            entries.append(Key(function, _normalized(entry["before"]), _normalized(entry["after"])))
        elif line.startswith(("##", "- ")):
            raise AssignmentError(f"{LIST}, line {number}: this is no `## module.function` and no ``- `a` → `b` ``.")
        elif line:
            reason = line
    return tuple(entries)


def _normalized(code: str) -> str:
    """A statement, or the head of one, as this version of Python writes it: they differ in parentheses."""
    try:
        return ast.unparse(ast.parse(f"{code} pass" if code.endswith(":") else code)).splitlines()[0]
    except SyntaxError:  # what is no statement is no mutant, and found out as that
        return code
