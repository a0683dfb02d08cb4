"""A table in which single cells can be replaced while every other byte stays the same.

A CSV reader and writer would change quotation marks, line ends and blanks, so that a comparison with the old file would
show a change in every row. So the position of each cell in the text is recorded.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

from autograder.course.exports.export_error import ExportError
from autograder.immutable import immutable

BETWEEN = ",;\t"
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
LARGEST = 64 << 20  # bytes
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of Excel, today's and the old ones
SEPARATOR_LINE = re.compile(r"sep=(.)(?:\r\n|\r|\n)")  # what Excel puts first
QUOTE = '"'
QUOTED = re.compile(r'"((?:[^"]|"")*)"')


@immutable
class Cell:
    """A cell, with its position in the text.

    Attributes
    ----------
    start, stop : int
        The position of its first character, and the one after its last, including quotation marks.
    value : str
        Its value, without quotation marks.
    quoted : bool
        Whether it is in quotation marks.
    line : int
        The line on which it begins, counted from 1.
    """

    start: int
    stop: int
    value: str
    quoted: bool
    line: int


@immutable
class Table:
    """A table with its exact text.

    Attributes
    ----------
    mark : bytes
        The byte order mark, if there is one.
    encoding : str
        The encoding of the rest.
    text : str
        The text of the file.
    between : str
        The separator of cells.
    rows : tuple of (tuple of Cell)
        Its rows, without blank lines.
    """

    mark: bytes
    encoding: str
    text: str
    between: str
    rows: tuple[tuple[Cell, ...], ...]

    def with_values(self, values: Mapping[tuple[int, int], str]) -> bytes:
        """The file with some of its cells replaced.

        Parameters
        ----------
        values : dict of str
            The new values of cells, by row and column.

        Raises
        ------
        ExportError
            If the file's encoding cannot write it.
        """
        pieces, done = [], 0
        for row, column in sorted(values):
            cell = self.rows[row][column]
            pieces += [self.text[done : cell.start], self._written(values[row, column], cell.quoted)]
            done = cell.stop
        try:
            return self.mark + "".join([*pieces, self.text[done:]]).encode(self.encoding)
        except UnicodeEncodeError as error:
            raise ExportError(f"The grades cannot be written in {self.encoding}, as the file is: {error}.") from error

    def _written(self, value: str, quoted: bool) -> str:
        if quoted or any(char in value for char in (self.between, QUOTE, "\r", "\n")):
            return QUOTE + value.replace(QUOTE, QUOTE * 2) + QUOTE
        return value


def table_of(content: bytes, name: str) -> Table:
    """The table in a file.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name, for messages.

    Raises
    ------
    ExportError
        If it is not a table, or cannot be written back unchanged.
    """
    if content.startswith(WORKBOOKS):
        raise ExportError(f"{name} is an Excel workbook. Take the CSV file as you downloaded it, or save it as CSV.")
    if len(content) > LARGEST:
        raise ExportError(f"{name} is larger than {LARGEST >> 20} MB and was not read.")
    mark, encoding, text = _decoded(content)
    if mark + text.encode(encoding) != content or "\0" in text:
        raise ExportError(f"{name} is not text, or is damaged. Download it again.")
    first = SEPARATOR_LINE.match(text)
    start = first.end() if first else 0
    between = first[1] if first else _between(text)
    rows = tuple(_rows(text, start, between, name))
    if not rows:
        raise ExportError(f"{name} is empty.")
    return Table(mark, encoding, text, between, rows)


def _decoded(content: bytes) -> tuple[bytes, str, str]:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return mark, encoding, content[len(mark) :].decode(encoding, "replace")
    try:
        return b"", "utf-8", content.decode("utf-8")
    except UnicodeDecodeError:
        return b"", "latin-1", content.decode("latin-1")


def _between(text: str) -> str:
    """What stands between the cells of the first line that has any."""
    line = next((each for each in text.splitlines() if each.strip()), "")
    outside = QUOTED.sub("", line)
    return max(BETWEEN, key=outside.count)


def _rows(text: str, start: int, between: str, name: str) -> Iterator[tuple[Cell, ...]]:
    line, counted = 1, 0
    row: list[Cell] = []
    rest = re.compile(f"[^{re.escape(between)}\r\n]*")
    while start <= len(text):
        line, counted = line + _line_ends(text, counted, start), start
        stop, value, quoted = _cell(text, start, rest)
        if stop < 0:
            raise ExportError(f"{name}: the quotation mark in line {line} is never closed. Download it again.")
        row.append(Cell(start, stop, value, quoted, line))
        if text[stop : stop + 1] == between:
            start = stop + 1
            continue
        if len(row) > 1 or row[0].stop > row[0].start:
            yield tuple(row)
        row = []
        if stop == len(text):
            return
        start = stop + (2 if text.startswith("\r\n", stop) else 1)


def _line_ends(text: str, start: int, stop: int) -> int:
    """How many lines end between two places."""
    return text.count("\n", start, stop) + text.count("\r", start, stop) - text.count("\r\n", start, stop)


def _cell(text: str, start: int, rest: re.Pattern[str]) -> tuple[int, str, bool]:
    """Where a cell ends, what it says, and whether it is quoted; -1 where it never ends. `rest` ends at its end."""
    if text[start : start + 1] != QUOTE:
        plain = rest.match(text, start)
        assert plain
        return plain.end(), plain[0], False
    inside = QUOTED.match(text, start)
    if inside is None:
        return -1, "", True
    behind = rest.match(text, inside.end())
    assert behind
    return behind.end(), inside[1].replace(QUOTE * 2, QUOTE) + behind[0], True
