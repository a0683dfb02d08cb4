"""Finds columns of an instructor's file by their headers."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence

from autograder.course.exports.csv_cells import Cell, Table
from autograder.course.exports.export_error import ExportError
from autograder.text.phrasing import listed
from autograder.text.sanitize import one_line

MOST_GUESSES, MOST_NAMED = 3, 8


def headers(table: Table) -> list[str]:
    """The headers, without blanks around them."""
    return [cell.value.strip() for cell in table.rows[0]]


def column_called(
    names: Mapping[int, str], word: str, name: str, shorter: Sequence[Callable[[str], str | None]] = ()
) -> int:
    """The column with this name.

    Parameters
    ----------
    names : dict of str
        The headers of the columns that may hold grades, by place.
    word : str
        The name of the column.
    name : str
        The file's name, for messages.
    shorter : sequence of callable
        Functions that return a short name for a header, or None; the most certain first.

    Raises
    ------
    ExportError
        If no column is, or several are; it names the closest.
    """
    wanted = word.strip()
    for form in (str.strip, *shorter):
        found = [place for place, header in names.items() if form(header) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise ExportError(
                f"{name} has {len(found)} columns {wanted}: {_quoted(names[place] for place in found)}. Say one in "
                "full. Nothing was written."
            )
    near = difflib.get_close_matches(wanted, names.values(), n=MOST_GUESSES)
    said = f"{name} has no column '{wanted}'"
    if not names:
        raise ExportError(f"{said}: it has none for grades. Nothing was written.")
    guess = f"Did you mean {_quoted(near)}?" if near else f"It has {_quoted(names.values())}."
    raise ExportError(f"{said}. {guess} Nothing was written.")


def first_called(names: Sequence[str], *words: str) -> int | None:
    """The place of the first header that is one of these words, in small letters; None if none is."""
    return next((place for place, header in enumerate(names) if header.casefold() in words), None)


def cell(row: Sequence[Cell], place: int | None) -> str:
    """What a row says in a column; empty where it has none."""
    return row[place].value.strip() if place is not None and place < len(row) else ""


def full_name(row: Sequence[Cell], low: Sequence[str]) -> str:
    """What the columns First Name and Last Name say; `low` are the headers in lower case."""
    return " ".join(filter(None, (cell(row, first_called(low, word)) for word in ("first name", "last name"))))


def require_cell(table: Table, place: int, column: int, name: str) -> None:
    """Make sure that a row reaches a column.

    Parameters
    ----------
    table : Table
        The table.
    place : int
        The place of the row.
    column : int
        The place of the column.
    name : str
        The name of the file, for the message.

    Raises
    ------
    ExportError
        If it does not.
    """
    row = table.rows[place]
    if len(row) <= column:
        raise ExportError(
            f"{name}: line {row[0].line} has {len(row)} cells, and '{headers(table)[column]}' would be number "
            f"{column + 1}. Nothing was written; download the file once more."
        )


def _quoted(words: Iterable[str]) -> str:
    return listed((f"'{one_line(word)}'" for word in words), MOST_NAMED)
