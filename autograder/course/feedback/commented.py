"""Adds feedback to a student's own file: as comments in a Python file, as a first cell in a notebook."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Sequence

import nbformat

from autograder.submissions.decoding import COOKIE
from autograder.submissions.submission import Source

RULE = "# " + 76 * "-"


def with_comments(source: Source, feedback: Sequence[str]) -> bytes:
    """A Python file with the feedback as comments on top.

    The lines that name the interpreter and the encoding stay at the top; the whole file is written in that encoding.

    Parameters
    ----------
    source : Source
        The file.
    feedback : sequence of str
        The lines of the feedback.
    """
    text = _text(source)
    lines = text.split("\n")
    stays = _first_lines(lines)
    # Neither of the first two lines may look like a declaration of an encoding, whatever the feedback says.
    count = len(feedback) + 3
    told = [
        RULE,
        f"# Lines are counted as in your own file, without these {count} lines.",
        *map(_comment, feedback),
        RULE,
    ]
    first = "".join(f"{line}\n" for line in lines[:stays])
    rest = "\n".join(lines[stays:])
    encoding = _encoding(text)
    try:
        (first + rest).encode(encoding, "surrogateescape")
    except UnicodeEncodeError:  # it declared another encoding than it had
        encoding = "utf-8"
    comments = "".join(f"{line}\n" for line in told).encode(encoding, "backslashreplace")
    return first.encode(encoding, "surrogateescape") + comments + rest.encode(encoding, "surrogateescape")


def notebook_with(source: Source, feedback: str) -> bytes:
    """A notebook of the cells with code that were graded, with the feedback as the first cell, in Markdown."""
    cells = [nbformat.v4.new_code_cell(cell.decode("utf-8", "replace")) for cell in source.cells]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(feedback), *cells])
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place}"  # the same file for the same feedback
    text: str = nbformat.writes(notebook)
    return f"{text}\n".encode()


def _text(source: Source) -> str:
    texts = [cell.decode("utf-8", "surrogateescape") for cell in source.cells]
    if not source.first_lines:
        return "".join(texts)
    return "\n".join(f"# %%\n{_magics_commented(text)}" for text in texts)


def _magics_commented(text: str) -> str:
    """The code, with Jupyter's own lines as comments."""
    return "\n".join(f"# {line}" if line.lstrip().startswith(("%", "!")) else line for line in text.split("\n"))


def _first_lines(lines: Sequence[str]) -> int:
    """How many lines must stay at the top."""
    declared = next((place for place in (1, 0) if _declares(lines, place)), None)
    if declared is not None:
        return declared + 1
    return 1 if lines[0].startswith("#!") else 0


def _declares(lines: Sequence[str], place: int) -> bool:
    if place >= len(lines) or (place and lines[0].strip() and not lines[0].lstrip().startswith("#")):
        return False
    return bool(COOKIE.match(lines[place].encode("utf-8", "replace")))


def _encoding(text: str) -> str:
    """The encoding that a file declares, in which it was handed in; UTF-8 if it declares none that is known."""
    head = "\n".join(text.split("\n")[:2]).encode("ascii", "replace")
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(head).readline)[0]
        return encoding if RULE.encode(encoding) == RULE.encode() else "utf-8"
    except SyntaxError:
        return "utf-8"


def _comment(line: str) -> str:
    return f"# {line}".rstrip()
