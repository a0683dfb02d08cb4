"""The text of a Python file, in whatever encoding an editor has saved it."""

from __future__ import annotations

import codecs
import re

from autograder.submissions.files import Unreadable

# The longer mark first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")  # in the first or second line, as Python has it
BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
# Those that map bytes to characters by a table: the others may take very long, or hide the content of a line.
BY_TABLE = re.compile(
    r"(iso8859-\d+|cp\d+|mac-\w+|koi8-\w|gb2312|gbk|gb18030|big5\w*|euc_\w+|shift_jis\w*|ascii|utf-8|utf-8-sig|tis-620)"
)
LONGEST_NAME = 40  # of an encoding
GUESSED = "cp1252"  # Windows's in Western Europe: Latin-1, with quotation marks and dashes where that has nothing


def decoded(file: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """A Python file's text, with a line feed between its lines, and what its author should know about it.

    By its byte order mark, by the encoding that it declares, as UTF-8; and where it is none of these, as Windows in
    Western Europe writes it.

    Parameters
    ----------
    file : str
        Its name.
    content : bytes
        What is in it.

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
            raise Unreadable(f"{file} is no {marked.upper()} text, as which it begins. Save it as UTF-8.") from error
        text = content.decode(GUESSED, "replace")
        line = content.count(b"\n", 0, error.start) + 1
        notes = (f"{file} is no {encoding.upper()} text (line {line}) and was read as {GUESSED}. Save it as UTF-8.",)
    if "\0" in text:
        raise Unreadable(f"{file} is no Python text: it holds NUL bytes. Save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _declared(file: str, content: bytes) -> str:
    """The encoding that the first or second line of a file declares; UTF-8 where none does."""
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
    if not BY_TABLE.fullmatch(name):
        raise Unreadable(f"{file} declares the encoding {said}, which is not read here. Save it as UTF-8.")
    return name
