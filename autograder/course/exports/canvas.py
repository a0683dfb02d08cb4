"""Canvas: fills the column of one assignment in the gradebook's CSV file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.course.exports.columns import cell, column_called, first_called, headers, require_cell
from autograder.course.exports.csv_cells import Cell, Table
from autograder.course.exports.export_error import ExportError
from autograder.course.exports.match_students import Row, id_key, login_keys
from autograder.course.exports.numbers import as_number
from autograder.course.exports.own_file import OwnFile
from autograder.immutable import immutable

NUMBERED = re.compile(r"(?P<title>.*\S)\s*\((?P<number>\d+)\)", re.DOTALL)
POINTS_POSSIBLE, READ_ONLY = "points possible", "read only"
POSTING = re.compile(r"(manual posting.*|muted)?", re.DOTALL)  # how grades are posted, today and in older files
COMPUTED = re.compile(
    r"(unposted )?(current|final|override) (score|points|grade|status)\b.*", re.IGNORECASE | re.DOTALL
)
EXCUSED = "EX"
TEST_STUDENTS = {"Student, Test", "Test Student"}
NEXT = (
    "Next: in Canvas, open Grades → Import, upload the file, and look at the changes that Canvas shows before you save "
    "them."
)


@immutable
class _Columns:
    """Where the columns before the assignments stand."""

    last_name: int
    first_name: int | None
    id: int
    sis_id: int | None
    login: int | None
    section: int


def canvas_file(table: Table, name: str, column: str) -> OwnFile:
    """Read Canvas's file.

    Parameters
    ----------
    table : Table
        The file.
    name : str
        Its name, for messages.
    column : str
        The assignment: its header, its number, or its title if one has it.

    Raises
    ------
    ExportError
        If it is not Canvas's, or has no such column.
    """
    names = headers(table)
    where = _columns(names, name)
    assignments = {place: header for place, header in enumerate(names) if place > where.section and header}
    filled = column_called(assignments, column, name, (_number, _title))
    special = _special_rows(table)
    possible = next((place for place, what in special.items() if what == POINTS_POSSIBLE), None)
    worth = cell(table.rows[possible], filled) if possible is not None else ""
    if READ_ONLY in worth.casefold() or COMPUTED.fullmatch(names[filled]):
        raise ExportError(
            f"Canvas computes the column '{names[filled]}' itself (as read only) and would ignore what is written "
            "there. Name an assignment's column. Nothing was written."
        )
    rows, stays = [], {}
    for place, cells in enumerate(table.rows[1:], 1):
        found = _row(place, cells, where)
        if place in special or found.name in TEST_STUDENTS or not (found.keys or found.name):
            continue
        require_cell(table, place, filled, name)
        rows.append(found)
        if cell(cells, filled).upper() == EXCUSED:
            stays[place] = "is excused (EX)"
    return OwnFile(table, filled, tuple(rows), as_number(worth), stays)


def _columns(names: Sequence[str], name: str) -> _Columns:
    """As Canvas's importer insists on them."""
    low = [each.casefold() for each in names]
    separate = low[:3] == ["lastname", "firstname", "id"]
    section = next((place for place, header in enumerate(low) if "section" in header), None)
    begins = separate or (len(low) > 3 and "student" in low[0] and "id" in low[1])
    if not begins or section is None:
        raise ExportError(
            f"{name} is not Canvas's gradebook: its first line has to begin with Student, ID and have Section. In "
            "Canvas: Grades → Export → Export Entire Gradebook."
        )
    sis = first_called(low, "sis user id")
    return _Columns(0, 1 if separate else None, 2 if separate else 1, sis, first_called(low, "sis login id"), section)


def _special_rows(table: Table) -> dict[int, str]:
    """The rows below the header that are no students, by place, and which they are."""
    found = {}
    for place, row in enumerate(table.rows[1:], 1):
        said = [each.value.strip().casefold() for each in row]
        posting = any(said) and all(map(POSTING.fullmatch, said))
        which = POINTS_POSSIBLE if POINTS_POSSIBLE in said[0] else "posting" if posting else ""
        if not which:
            break
        found[place] = which
    return found


def _row(place: int, cells: Sequence[Cell], where: _Columns) -> Row:
    name = cell(cells, where.last_name)
    if where.first_name is not None:
        name = ", ".join(filter(None, (name, cell(cells, where.first_name))))
    keys = (*id_key("canvas", cell(cells, where.id)), *login_keys(cell(cells, where.sis_id), cell(cells, where.login)))
    return Row(place, cells[0].line, keys, name)


def _number(header: str) -> str | None:
    match = NUMBERED.fullmatch(header)
    return match and match["number"]


def _title(header: str) -> str | None:
    match = NUMBERED.fullmatch(header)
    return match and match["title"]
