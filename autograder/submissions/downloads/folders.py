"""A plain class: a folder or a file for each student, not from a platform."""

from __future__ import annotations

import re
from collections import defaultdict

from autograder.submissions.copies import DAY
from autograder.submissions.files import CAME_WITH_THEM, File, Folder
from autograder.submissions.layout import (
    CLASS,
    AmbiguousLayout,
    HandIn,
    Layout,
    LeftOver,
    Level,
    Piece,
    could_be_handed_in,
    look_into,
    person_called,
)
from autograder.text.sanitize import one_line

DATED = re.compile(rf"[ _-]*(?<!\d){DAY}")


def layout(level: Level, *, certain: bool = False) -> Layout:
    """Read each folder, and each file that could be a submission, as one student's; entries with the same name are one.

    Parameters
    ----------
    level : Level
        The contents of the folder.
    certain : bool
        Whether the instructor has stated that it is such a folder.

    Raises
    ------
    AmbiguousLayout
        If several files seem to be one person's, but their names do not tell whose for certain.
    """
    found: dict[str, list[File | Folder]] = defaultdict(list)
    for entry in level.entries:
        if could_be_handed_in(entry):
            found[entry.name if isinstance(entry, Folder) else entry.stem].append(entry)
    if not certain:
        _check_for_several_of_one(level)
    return Layout(CLASS, [_hand_in(name, entries) for name, entries in found.items()], _left_over(level))


def _hand_in(name: str, entries: list[File | Folder]) -> HandIn:
    pieces = tuple(Piece((entry.name,), "" if isinstance(entry, Folder) else entry.name) for entry in entries)
    return HandIn(one_line(name), pieces, person_called(name))


def _left_over(level: Level) -> list[LeftOver]:
    """Entries that are ignored in a student's folder, but may be a student's in a class."""
    found = []
    for entry in level.folder.by_name.values():
        if (
            isinstance(entry, Folder)
            and entry.name in CAME_WITH_THEM
            and any(map(could_be_handed_in, look_into(entry)))
        ):
            found.append(LeftOver(one_line(entry.name), "a folder of this name comes with the exercises"))
        elif isinstance(entry, File) and entry.code and entry.name.startswith(".") and not entry.name.startswith("._"):
            found.append(LeftOver(one_line(entry.name), "it is a hidden file"))
    return found


def _check_for_several_of_one(level: Level) -> None:
    """``ada_layers.py`` and ``ada_training.py``: as a folder of submissions, one person would have two rows."""
    _check_for_several_days(level)
    modules = "|".join(map(re.escape, sorted(level.modules, key=len, reverse=True)))
    first = re.compile(rf"(?P<who>.+?)[-_. ]+(?P<module>{modules})", re.DOTALL)
    last = re.compile(rf"(?P<module>{modules})[-_. ]+(?P<who>.+)", re.DOTALL)
    for form in (first, last) if modules else ():
        found = [match for file in level.files if file.code and (match := form.fullmatch(file.stem))]
        people = {match["who"] for match in found}
        if len(people) < len({(match["who"], match["module"]) for match in found}):
            who, file = "(?P<student_id>.+)", rf"(?P<file_id>({modules})\.py)"
            pattern = f"{who}_{file}" if form is first else rf"(?P<file_id>{modules})_{who}\.py"
            raise AmbiguousLayout(
                f"{one_line(level.name)} seems to hold several files of one person: {_example(found)}. Nothing was "
                f"graded. Give a regular expression that tells whose each file is, such as --names '{pattern}', or "
                "state that each file is one person's: --as folders."
            )


def _check_for_several_days(level: Level) -> None:
    """``ada_2026-11-26.py`` and ``ada_2026-11-27.py``: one person's, or two people's who kept the file's name."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in level.files:
        if file.code and DATED.search(file.stem):
            found[DATED.sub("", file.stem)].append(file.name)
    if twice := next((names for names in found.values() if len(names) > 1), None):
        raise AmbiguousLayout(
            f"{one_line(level.name)} holds files that differ only in their date: {', '.join(map(one_line, twice))}. "
            "Nothing was graded. Give a regular expression that tells whose each file is, so that the newest counts, "
            r"such as --names '(?P<student_id>.+?)[-_ ](?P<timestamp>\d{4}.*)\.\w+', "
            "or state that each file is one person's: --as folders."
        )


def _example(found: list[re.Match[str]]) -> str:
    whose = [match["who"] for match in found]
    twice = next(who for who in whose if whose.count(who) > 1)
    return ", ".join(one_line(match.string) for match in found if match["who"] == twice)
