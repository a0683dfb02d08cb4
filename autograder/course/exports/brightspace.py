"""Brightspace: fills the column of a grade item in its file, or makes a new file to import."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.course.exports.columns import cell, column_called, first_called, full_name, headers, require_cell
from autograder.course.exports.csv_cells import Table
from autograder.course.exports.export_error import ExportError
from autograder.course.exports.match_students import Row, login_keys
from autograder.course.exports.new_table import csv_bytes
from autograder.course.exports.numbers import as_number, rounded, written
from autograder.course.exports.own_file import OwnFile
from autograder.course.gradebook.standing import Standing

END, END_MARK = "End-of-Line Indicator", "#"
# "Backprop Points Grade <Numeric MaxPoints:100 Weight:10>"
POINTS = re.compile(r"(?P<item>.*\S)\s+Points Grade(?:\s*<(?P<about>.*)>)?", re.DOTALL)
MOST = re.compile(r"MaxPoints:\s*(\d+(?:[.,]\d+)?)")
NEXT = (
    "Next: in Brightspace, open Grades → Enter Grades → Import, upload the file, and look at what it shows before you "
    "import."
)


def brightspace_file(table: Table, name: str, column: str) -> OwnFile:
    """Read Brightspace's file.

    Parameters
    ----------
    table : Table
        The file.
    name : str
        Its name, for messages.
    column : str
        The grade item: its header, or its name.

    Raises
    ------
    ExportError
        If it is not Brightspace's, or has no such column.
    """
    names = headers(table)
    low = [each.casefold() for each in names]
    org, user, email = (first_called(low, word) for word in ("orgdefinedid", "username", "email"))
    if (org is None and user is None) or low[-1] != END.casefold():
        raise ExportError(
            f"{name} is not Brightspace's: it needs a column OrgDefinedId or Username, and '{END}' as its last. In "
            "Brightspace: Grades → Enter Grades → Export, with both keys and Points grade."
        )
    items = {place: header for place, header in enumerate(names) if POINTS.fullmatch(header)}
    filled = column_called(items, column, name, (_item,))
    rows = []
    for place, cells in enumerate(table.rows[1:], 1):
        require_cell(table, place, len(names) - 1, name)
        keys = login_keys(*(cell(cells, each).removeprefix("#") for each in (org, user, email)))
        rows.append(Row(place, cells[0].line, keys, full_name(cells, low)))
    match = POINTS.fullmatch(names[filled])
    about = MOST.search(match["about"] or "") if match else None
    return OwnFile(table, filled, tuple(rows), as_number(about[1]) if about else None, {})


def new_brightspace_file(grades: Sequence[Standing], item: str) -> bytes:
    """A new file for a grade item, in which students are identified by their university ids.

    Parameters
    ----------
    grades : sequence of Standing
        What counts for each student.
    item : str
        The grade item.

    Raises
    ------
    ExportError
        If a student with a grade has none.
    """
    graded = [each for each in grades if each.score is not None]
    nameless = [each.student.shown for each in graded if not each.student.sid]
    if nameless:
        raise ExportError(
            f"Nothing was written: {len(nameless)} students have no university id, which Brightspace needs, such as "
            f"{nameless[0]}. Grade with --roster, or fill your own file with --into."
        )
    header = ["OrgDefinedId", f"{item} Points Grade", END]
    rows = [
        [f"#{each.student.sid}", written(rounded(each.score)), END_MARK] for each in graded if each.score is not None
    ]
    return csv_bytes([header, *rows])


def _item(header: str) -> str | None:
    match = POINTS.fullmatch(header)
    return match and match["item"]
