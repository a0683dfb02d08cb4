"""Makes text from a submission safe to store and to show: it cannot move the cursor, hide text or fill the screen."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4000  # characters on a screen
MOST_LINES = 100
LONGEST_KEPT = 10_000  # characters in a file
LONGEST_NAME = 200  # characters of a name; file systems stop at 255 bytes
# Control and format characters: escape sequences, right-to-left marks, zero-width characters; separators of lines.
HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
# Combining marks above or below a letter. Some languages need three of them; a hundred would cover neighbouring lines.
MARKS = {"Mn", "Me"}
MOST_MARKS = 4

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")


def strip_addresses(text: str) -> str:
    """`text` without addresses in memory, which differ from run to run."""
    return ADDRESS.sub("0x…", text)


def truncate(text: str, longest: int = LONGEST_KEPT) -> str:
    """`text` in a form that any file can hold: at most `longest` characters, lone surrogates as escapes."""
    return _cut(text, longest).encode("utf-8", "backslashreplace").decode("utf-8")


def sanitize(text: str, longest: int = LONGEST) -> str:
    """`text` in a form that any screen can show.

    It is cut at `longest` characters and at `MOST_LINES` lines. Invisible characters, and combining marks beyond
    `MOST_MARKS` on one letter, are replaced by their codes.
    """
    first, *more = _cut(text, longest).split("\n", MOST_LINES)
    lines = [first, *more[: MOST_LINES - 1], *("…" for _ in more[MOST_LINES - 1 :])]
    return "\n".join(map(_visible, lines))


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    """`text` as a name for tables, files and screens: one printable line of at most `longest` characters."""
    return _visible(_cut(text, longest).replace("\t", " "))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]} …"


def _visible(line: str) -> str:
    shown, marks = [], 0
    for char in line:
        category = unicodedata.category(char)
        marks = marks + 1 if category in MARKS else 0
        hidden = category in HIDDEN_CATEGORIES or char in BLANK_LETTERS or marks > MOST_MARKS
        shown.append(f"\\x{ord(char):02x}" if hidden and char != "\t" else char)
    return "".join(shown)
