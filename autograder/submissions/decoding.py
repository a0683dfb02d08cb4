"""Decodes Python files, in whatever encoding an editor has saved them."""

from __future__ import annotations

import codecs
import re

from autograder.submissions.files import Unreadable

# The longer mark first: that of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")  # in the first or second line, as Python has it
BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
# Encodings that map bytes to characters by a table. Others may take very long to decode, or hide what a line contains.
BY_TABLE = (
    r"(iso8859-\d+|cp\d+|mac-\w+|koi8-\w|gb2312|gbk|gb18030|big5\w*|euc_\w+|shift_jis\w*|ascii|utf-8|utf-8-sig|tis-620)"
)
LONGEST_NAME = 40  # of an encoding
GUESSED = "cp1252"  # the default of Windows in Western Europe: Latin-1 with quotation marks and dashes


def decoded(file: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a Python file, with line feeds between its lines, and notes for its author.

    It is decoded by its byte order mark, or the encoding that it declares, or as UTF-8; if that fails, as Windows in
    Western Europe writes it.

    Parameters
    ----------
    file : str
        Its name.
    content : bytes
        Its content.

    Raises
    ------
    Unreadable
        If it is not text.
    """
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    encoding = marked or _declared(file, content)
    notes: tuple[str, ...] = ()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if marked:
            raise Unreadable(f"{file} begins as {marked.upper()} text, but is not. Save it as UTF-8.") from error
        text = content.decode(GUESSED, "replace")
        line = content.count(b"\n", 0, error.start) + 1
        notes = (f"{file} is not {encoding.upper()} text (line {line}); it was read as {GUESSED}. Save it as UTF-8.",)
    if "\0" in text:
        raise Unreadable(f"{file} is not Python text: it holds NUL bytes. Save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _declared(file: str, content: bytes) -> str:
    """The encoding that the first or second line of a file declares; UTF-8 by default."""
    first, _, rest = content.partition(b"\n")
    second = rest.partition(b"\n")[0] if BLANK.match(first.rstrip(b"\r")) else b""
    match = COOKIE.match(first) or COOKIE.match(second)
    if match is None:
        return "utf-8"
    said = match[1].decode("ascii", "replace")[:LONGEST_NAME]
    try:
        name = codecs.lookup(said).name
    except (LookupError, ValueError):
        name = ""
    if not re.fullmatch(BY_TABLE, name):
        raise Unreadable(f"{file} declares the encoding {said}, which is not supported. Save it as UTF-8.")
    return name
