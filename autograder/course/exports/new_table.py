"""A new table: ids are text, and no cell can become a formula in a spreadsheet.

A spreadsheet evaluates cells that begin with ``=``, ``+``, ``-`` or ``@``, even if a student has chosen that as a name;
an apostrophe makes them texts. Negative numbers stay numbers.
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
    """A text as a cell: printable, not a formula, and not longer than spreadsheets allow."""
    shown = sanitize(text, LONGEST)
    if shown.lstrip(" \n").startswith(FORMULA) and not NEGATIVE.fullmatch(shown):
        shown = f"'{shown}"
    if len(shown.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
        shown = f"{shown[: LONGEST // 2 - 2]} …"
    return shown
