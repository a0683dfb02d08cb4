"""Moodle: fills the offline grading worksheet of an assignment.

Its headers are in the user's language, and the order of its columns may vary, so columns are found by their contents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from autograder.course.exports.columns import cell, column_called, headers, require_cell
from autograder.course.exports.csv_cells import Cell, Table
from autograder.course.exports.export_error import ExportError
from autograder.course.exports.match_students import Row, id_key, login_keys
from autograder.course.exports.numbers import as_number
from autograder.course.exports.own_file import OwnFile

PARTICIPANT = re.compile(r"\D*(\d+)\D*")  # "Participant 1234", "Teilnehmer/in1234", in any language
# Translations of "No" in the column "Grade can be changed". Any other word is taken for "Yes"; Moodle itself skips
# locked rows.
NO = frozenset(
    [
        *("no", "nein", "non", "não", "nao", "nej", "nei", "nee", "nie", "ne", "nem", "ei", "ez", "nu", "jo", "hayır"),
        *("không", "tidak", "нет", "ні", "не", "いいえ", "否", "아니요", "아니오", "όχι", "לא", "لا", "ไม่"),
    ]
)
NEXT = (
    "Next: in Moodle, open the assignment → Submissions → Actions → Upload grading worksheet, choose this file, and "
    "confirm the changes that Moodle shows."
)


def moodle_file(table: Table, name: str, column: str = "") -> OwnFile:
    """Read Moodle's worksheet.

    Parameters
    ----------
    table : Table
        The file.
    name : str
        Its name, for messages.
    column : str
        The header of the column for grades, if it cannot be recognised.

    Raises
    ------
    ExportError
        If it is not Moodle's, or its columns cannot be recognised for certain.
    """
    body = table.rows[1:]
    if not body or not all(PARTICIPANT.fullmatch(cell(row, 0)) for row in body):
        raise ExportError(
            f"{name} is not a grading worksheet of Moodle: its first column must hold identifiers such as Participant "
            "1234. Switch on 'Offline grading worksheet' in the assignment's feedback types, and take Submissions → "
            "Actions → Download grading worksheet."
        )
    filled = _grade_column(table, name, column)
    rows, stays, worth = [], {}, set()
    for place, cells in enumerate(body, 1):
        require_cell(table, place, filled + 2, name)
        rows.append(_row(place, cells, filled))
        worth.add(as_number(cell(cells, filled + 1)))
        if cell(cells, filled + 2).casefold() in NO:
            stays[place] = "is locked in Moodle (its grade cannot be changed there)"
    (most,) = worth
    return OwnFile(table, filled, tuple(rows), most, stays, refuses_more=True, may_be_teams=True)


def _grade_column(table: Table, name: str, column: str) -> int:
    """The first of three adjacent columns: grades, the maximum (the same in each row), and whether they may change."""
    names = headers(table)
    found = {place: names[place] for place in range(1, len(names) - 2) if _is_grade(table.rows[1:], place)}
    if column:
        return column_called(found, column, name)
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise ExportError(
            f"{name}: several columns may be the one for grades: {', '.join(found.values())}. Say which: --column "
            "HEADER. Nothing was written."
        )
    raise ExportError(
        f"{name} has no column for grades with the maximum grade, the same in each row, and whether it can be changed "
        "beside it. Does the assignment use a scale instead of points? Nothing was written."
    )


def _is_grade(body: Sequence[Sequence[Cell]], place: int) -> bool:
    grades, most, changeable = ([cell(row, place + step) for row in body] for step in range(3))
    maximum = as_number(most[0])
    return (
        all(text in {"", "-"} or as_number(text) is not None for text in grades)
        and len(set(most)) == 1
        and maximum is not None
        and maximum > Decimal(0)
        and len(set(changeable)) <= 2
        and not any(text == "" or any(char.isdigit() for char in text) for text in changeable)
    )


def _row(place: int, cells: Sequence[Cell], grade: int) -> Row:
    """The student of a row: the participant's number, and any email address or id before the grade."""
    match = PARTICIPANT.fullmatch(cell(cells, 0))
    assert match
    fields = [cell(cells, each) for each in range(2, grade)]
    name = cell(cells, 1) if grade > 1 else ""
    return Row(place, cells[0].line, (*id_key("moodle", match[1]), *login_keys(*fields)), name)
