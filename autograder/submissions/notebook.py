"""The code cells of a Jupyter notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.submissions.decoding import GUESSED
from autograder.submissions.files import Unreadable, too_large
from autograder.submissions.submission import Source
from autograder.text.phrasing import listed

MOST_CELLS = 1000
AGAIN = "Open it in Jupyter, save it, and hand it in again."
MOST_NAMED = 5
FUNCTION = re.compile(rb"^def[ \t]+([A-Za-z_]\w*)[ \t]*\(", re.MULTILINE)
CONFLICT_MARKERS = (b"\n<<<<<<< ", b"\n>>>>>>> ")


def read_notebook(file: str, content: bytes, most: int) -> tuple[Source, tuple[str, ...]]:
    """The code of a notebook, and notes for its author.

    The cells are in order and unchanged, with magics and shell lines.

    Parameters
    ----------
    file : str
        Its name.
    content : bytes
        Its content.
    most : int
        How many bytes of code it may have. Outputs do not count.

    Raises
    ------
    Unreadable
        If it is damaged, or holds no code.
    """
    notes = []
    try:
        notebook = _parsed(file, content)
    except UnicodeDecodeError as error:
        if error.encoding != "utf-8":
            raise Unreadable(f"{file} is damaged. {AGAIN}") from error
        notebook = _parsed(file, content.decode(GUESSED, "replace").encode())
        notes.append(f"{file} is not {error.encoding.upper()} text and was read as {GUESSED}. {AGAIN}")
    old = "cells" not in notebook and "worksheets" in notebook
    cells = _cells_of_worksheets(notebook["worksheets"]) if old else notebook.get("cells")
    if not isinstance(cells, list):
        raise Unreadable(f"{file} is not a Jupyter notebook: it has no cells. {AGAIN}")
    code = tuple(_code(file, cells))
    if not any(cell.strip() for cell in code):
        raise Unreadable(f"{file} holds no code cell. Is it the notebook that you worked in, and was it saved?")
    if len(code) > MOST_CELLS:
        raise Unreadable(f"{file} holds more than {MOST_CELLS:,} code cells and was not read.")
    if sum(map(len, code)) > most:
        raise too_large(f"The code in {file}", most)
    if old:
        notes.append(f"{file} is in an old notebook format. To be sure, open and save it in today's Jupyter.")
    if (language := _language(notebook)) != "python":
        notes.append(f"{file} declares that it is a notebook for {language}. Its cells were run as Python.")
    if misplaced := sorted(_functions_in_texts(cells) - _functions(code)):
        notes.append(
            f"{file} has {listed(misplaced, MOST_NAMED)} in a Markdown or raw cell, which is not run. "
            "Make it a code cell."
        )
    return Source(file, code), tuple(notes)


def _functions(cells: Iterable[bytes]) -> set[str]:
    return {match[1].decode() for cell in cells for match in FUNCTION.finditer(cell)}


def _functions_in_texts(cells: list[Any]) -> set[str]:
    """Functions in text cells, except those that are quoted as examples."""
    found: set[str] = set()
    for cell in cells:
        source = cell.get("source") if isinstance(cell, dict) else None
        text = "".join(map(str, source)) if isinstance(source, list) else source
        if isinstance(text, str) and cell.get("cell_type") in ("markdown", "raw") and "```" not in text:
            found |= _functions([text.encode("utf-8", "replace")])
    return found


def _parsed(file: str, content: bytes) -> dict[str, Any]:
    if not content.strip():
        raise Unreadable(f"{file} is empty. {AGAIN}")
    try:
        notebook = json.loads(content)
    except UnicodeDecodeError:
        raise
    except (ValueError, RecursionError) as error:  # also numbers with thousands of digits
        raise Unreadable(f"{file} {_no_json(content, error)}") from error
    if not isinstance(notebook, dict):
        raise Unreadable(f"{file} is not a Jupyter notebook: it has no cells. {AGAIN}")
    return notebook


def _no_json(content: bytes, error: Exception) -> str:
    """The message on a file that is not valid JSON."""
    if any(marker in content for marker in CONFLICT_MARKERS):
        return (
            "holds the conflict markers of an unfinished merge (<<<<<<<, >>>>>>>). Resolve them, and hand it in again."
        )
    if content.lstrip()[:1] == b"<":
        return "is a web page, not a notebook. Download the notebook itself (the raw file) and hand that in."
    if isinstance(error, json.JSONDecodeError):
        if not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated"):
            return f"stops in the middle: it was not saved or uploaded completely. {AGAIN}"
        return f"is damaged (line {error.lineno}: {error.msg}). {AGAIN}"
    return f"is damaged. {AGAIN}"


def _cells_of_worksheets(sheets: Any) -> list[Any] | None:
    """The cells in version 3 of the format and earlier ones; later notebooks have one list of cells."""
    if not isinstance(sheets, list) or not all(isinstance(sheet, dict) for sheet in sheets):
        return None
    lists = [sheet.get("cells", []) for sheet in sheets]
    return [cell for cells in lists for cell in cells] if all(isinstance(cells, list) for cells in lists) else None


def _code(file: str, cells: list[Any]) -> Iterator[bytes]:
    for cell in cells:
        source = cell.get("source", cell.get("input", "")) if isinstance(cell, dict) else None  # input: until version 3
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise Unreadable(f"{file} is damaged: one of its cells holds no text. {AGAIN}")
        if cell.get("cell_type") == "code":
            yield source.encode("utf-8", "backslashreplace")  # half a character pair, as Python itself would write it


def _language(notebook: dict[str, Any]) -> str:
    """The programming language that the notebook declares; Python if it declares none."""
    metadata = notebook.get("metadata")
    if not isinstance(metadata, dict):
        return "python"
    said = [(metadata.get("language_info"), "name"), (metadata.get("kernelspec"), "language")]
    names = [each.get(key) for each, key in said if isinstance(each, dict)]
    known = [name for name in names if isinstance(name, str) and name]
    return "python" if not known or any("python" in name.lower() for name in known) else known[0][:40]
