"""A new table: ids are text, and no cell can become a formula in a spreadsheet.

A spreadsheet computes a cell that begins with ``=``, ``+``, ``-`` or ``@``, also where a student chose that for a name;
an apostrophe before it makes it text. A number below zero is a number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from autograder.text.sanitize import sanitize

FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")  # the wide ones too: some spreadsheets compute them
NEGATIVE = re.compile(r"-\d+(\.\d+)?")
LONGEST = 32_767  # UTF-16 units that a cell of a spreadsheet takes


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """A table as a file in UTF-8, with commas between the cells."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([defused(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8", "backslashreplace")


def defused(text: str) -> str:
    """A cell that stays the text that it is, of characters that can be seen, and that fits into a spreadsheet's."""
    shown = sanitize(text, LONGEST)
    if shown.lstrip(" ").startswith(FORMULA) and not NEGATIVE.fullmatch(shown):
        shown = f"'{shown}"
    if len(shown.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
        shown = f"{shown[: LONGEST // 2 - 2]} …"
    return shown
