"""Reads tables that accompany a class: CSV, as course systems and spreadsheets write it."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from autograder.submissions.files import File, Unreadable

LARGEST_TABLE = 16 << 20  # bytes
MOST_ROWS = 200_000
MOST_CELLS = 500  # in one row
LONGEST_CELL = 1000  # characters


def rows_of(file: File) -> Iterator[list[str]]:
    """The rows of a table; none if it cannot be read, since any file may accompany a class."""
    try:
        yield from parse_rows(file.content(LARGEST_TABLE))
    except Unreadable:
        return


def parse_rows(content: bytes) -> Iterator[list[str]]:
    """The rows of a table, with commas, semicolons or tabs between the cells.

    Raises
    ------
    Unreadable
        If it is not a table.
    """
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip()), "")
    between = max(",;\t", key=first.count)
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=between)):
            if number == MOST_ROWS:
                raise Unreadable(f"It has more than {MOST_ROWS:,} rows.")
            yield [cell[:LONGEST_CELL] for cell in row[:MOST_CELLS]]
    except csv.Error as error:
        raise Unreadable(f"It is not a table: {error}.") from error
