"""Blackboard: fills the column of one item in the Grade Center's file, which may be tab-separated UTF-16."""

from __future__ import annotations

import re

from autograder.course.exports.columns import cell, column_called, first_called, full_name, headers, require_cell
from autograder.course.exports.csv_cells import Table
from autograder.course.exports.export_error import ExportError
from autograder.course.exports.match_students import Row, login_keys
from autograder.course.exports.numbers import as_number
from autograder.course.exports.own_file import OwnFile

# "Backprop [Total Pts: 100 Score] |1402785"
ITEM = re.compile(r"(?P<title>.*\S)\s*\[Total Pts: (?P<most>[\d.,]+|up to [\d.,]+).*\]\s*\|(?P<number>\d+)", re.DOTALL)
NEXT = (
    "Next: in Blackboard, open Grade Center (or Gradebook) → Work Offline → Upload, choose this file, and look at what "
    "it shows before you submit."
)


def blackboard_file(table: Table, name: str, column: str) -> OwnFile:
    """Read Blackboard's file.

    Parameters
    ----------
    table : Table
        The file.
    name : str
        Its name, for messages.
    column : str
        The item: its header, its number, or its title if one has it.

    Raises
    ------
    ExportError
        If it is not Blackboard's, or has no such column.
    """
    names = headers(table)
    low = [each.casefold() for each in names]
    user, number = (first_called(low, word) for word in ("username", "student id"))
    if user is None or "last name" not in low:
        raise ExportError(
            f"{name} is not Blackboard's: it needs the columns Last Name, First Name and Username. In Blackboard: "
            "Grade Center → Work Offline → Download, with the columns' numbers left in their headers."
        )
    items = {place: header for place, header in enumerate(names) if ITEM.fullmatch(header)}
    filled = column_called(items, column, name, (lambda text: _part(text, "number"), lambda text: _part(text, "title")))
    rows = []
    for place, cells in enumerate(table.rows[1:], 1):
        require_cell(table, place, filled, name)
        keys = login_keys(cell(cells, user), cell(cells, number))
        rows.append(Row(place, cells[0].line, keys, full_name(cells, low)))
    most = as_number((_part(names[filled], "most") or "").removeprefix("up to "))
    return OwnFile(table, filled, tuple(rows), most, {})


def _part(header: str, name: str) -> str | None:
    match = ITEM.fullmatch(header)
    return match and match[name]
