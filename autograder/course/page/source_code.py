"""Finds a student's function in a submission without running, compiling or parsing it."""

from __future__ import annotations

import io
import re
import textwrap
import tokenize
from collections.abc import Callable, Iterable, Iterator, Sequence

from autograder.submissions.submission import Submission

MOST_LINES = 60
LONGEST = 4000  # characters
# What may stand at the level of the definition and still be part of it: the end of its brackets.
GOES_ON = (")", "]", "}")
SHORTEST_NAME = 3  # characters of a person's name that are looked for; shorter ones are in every word


def function_code(submission: Submission, name: str, module: str = "") -> str:
    """The source of the last definition of a function; empty if there is none.

    Parameters
    ----------
    submission : Submission
        The submission.
    name : str
        The function.
    module : str
        The module that is searched first.
    """
    files = sorted(submission.sources, key=lambda file: file != module)
    for file in files:
        for cell in reversed(submission.sources[file].cells):
            if found := _last_definition(cell.decode("utf-8", "replace").splitlines(), name):
                return _cut(found)
    return ""


def code_in(submission: Submission | None) -> Callable[[str, str], str]:
    """Gives the code of a function by its name and its module's; none without a submission."""
    return lambda name, module: function_code(submission, name, module) if submission else ""


def anonymous(code: str, words: Iterable[str] = ()) -> str:
    """Code without comments and docstrings; empty if that is not possible, or if one of these words remains.

    Parameters
    ----------
    code : str
        A function.
    words : iterable of str
        Words that would identify the author: names, numbers, addresses.
    """
    try:
        bare = _without_remarks(code)
    except (tokenize.TokenError, SyntaxError, ValueError):
        return ""
    return "" if mentions(bare, words) else bare


def mentions(text: str, words: Iterable[str]) -> bool:
    """Whether a part of one of these words, such as a name, is a word of a text."""
    parts = {part for word in words for part in re.split(r"[\s@._-]+", word.casefold()) if len(part) >= SHORTEST_NAME}
    return bool(parts & set(re.split(r"[\W_]+", text.casefold())))


def _last_definition(lines: Sequence[str], name: str, *, with_assigned: bool = True) -> str:
    """The last definition of a name, or assignment to it outside functions; with the function that is assigned."""
    definition = re.compile(rf"([ \t]*)(?:async[ \t]+)?def[ \t]+{re.escape(name)}[ \t]*\(")
    assignment = re.compile(rf"{re.escape(name)}[ \t]*(?::[^=]*)?=(?!=)[ \t]*(?:([^\W\d]\w*)[ \t]*(?:#.*)?$)?")
    for place in reversed(range(len(lines))):
        if match := definition.match(lines[place]):
            return _block(lines, place, len(match[1]))
        if match := assignment.match(lines[place]):
            other = _last_definition(lines[:place], match[1], with_assigned=False) if match[1] and with_assigned else ""
            return "\n\n".join(filter(None, (other, _block(lines, place, 0))))
    return ""


def _block(lines: Sequence[str], start: int, indent: int) -> str:
    return textwrap.dedent("\n".join(_lines_of_block(lines, start, indent)))


def _lines_of_block(lines: Sequence[str], start: int, indent: int) -> Iterator[str]:
    """The lines of a definition: its first, and all that are indented further, or blank between such."""
    yield lines[start]
    blank: list[str] = []
    for line in lines[start + 1 :]:
        stripped = line.lstrip()
        if not stripped:
            blank.append("")
            continue
        if len(line) - len(stripped) <= indent and not stripped.startswith(GOES_ON):
            return
        yield from blank
        blank = []
        yield line


def _cut(code: str) -> str:
    lines = code.splitlines()
    shown = "\n".join(lines[:MOST_LINES])[:LONGEST]
    return shown if len(lines) <= MOST_LINES and len(code) <= LONGEST else f"{shown}\n…"


def _without_remarks(code: str) -> str:
    lines = code.splitlines()
    begins = True  # a statement: a string that is one is a docstring
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            line = token.start[0] - 1
            lines[line] = lines[line][: token.start[1]].rstrip()
        elif token.type == tokenize.STRING and begins:
            _blank_out(lines, token)
        if token.type in {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}:
            begins = True
        elif token.type not in {tokenize.NL, tokenize.COMMENT}:
            begins = False
    return "\n".join(line for line in lines if line.strip())


def _blank_out(lines: list[str], token: tokenize.TokenInfo) -> None:
    """Take a docstring away; if nothing follows it, the dots of an empty body stand in its place."""
    (first, start), (last, _) = token.start, token.end
    empty = not any(line.split("#")[0].strip() for line in lines[last:])
    lines[first - 1 : last] = [f"{' ' * start}..." if empty else "", *[""] * (last - first)]
