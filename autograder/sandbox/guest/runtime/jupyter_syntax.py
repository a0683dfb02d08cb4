"""Jupyter's syntax as Python: magics, shell lines, questions, pasted prompts.

A Jupyter line is replaced by the call that Jupyter makes of it, `get_ipython().run_line_magic(...)`, so that no line
changes its number. As in Jupyter, such a line can only begin a logical line: it is never inside a string, a comment or
brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.immutable import immutable

SHELL = "get_ipython()"
OPENING, CLOSING = "([{", ")]}"
COMMANDS = "!%?,;/"
PYTHON_PROMPT = re.compile(r"(>>>|\.\.\.)( |$)")
JUPYTER_PROMPT = re.compile(r"(In \[\d+\]: |\s*\.{3,}: ?)")
CELL_MAGIC = re.compile(r"%%(?!\w+\?)(\S*)[ \t]*(.*)")
INDENTATION = re.compile(r"[ \t\f]*")
PLAIN = re.compile(r"""[^\n"'#\\()\[\]{}=]*""")  # characters that neither begin nor end anything
ASSIGNED_COMMAND = re.compile(r"=[ \t]*(\\\r?\n[ \t]*)*(!(?!=)|%[ \t]*[^\W\d])")
NAME = r"%{0,2}(?!\d)[\w*]+(?:\.[\w*]+|\[-?\d+\])*"
QUESTION_BEHIND = re.compile(rf"({NAME})(\?\??)[ \t]*$")


@immutable
class CellMagic:
    """A cell that begins with ``%%``: the magic, the rest of its line, the lines below, and how many precede those."""

    name: str
    line: str
    body: str
    lines_above: int


@dataclass
class LogicalLine:
    """A logical line, from `start` to `end`, without its indentation and its line break.

    Attributes
    ----------
    command : int or None
        Where a command begins, if its output is assigned.
    comment : bool
        Whether a comment follows.
    open : str
        What is not closed in it: ``bracket``, ``string`` or nothing.
    """

    start: int
    end: int
    command: int | None = None
    comment: bool = False
    open: str = ""


def cell_magic(cell: str) -> CellMagic | None:
    """The magic that applies to the whole cell, if there is one."""
    lines = _without_prompts(cell.split("\n"))
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    match = CELL_MAGIC.match(lines[first].lstrip())
    if not match:
        return None
    return CellMagic(match[1], match[2].strip(), "\n".join(lines[first + 1 :]), first + 1)


def as_python(cell: str) -> str:
    """A cell without a cell magic as Python, with the same number of lines."""
    text = "\n".join(_without_prompts(cell.split("\n")))
    parts, done = [], 0
    for line in logical_lines(text):
        if (instead := _for_jupyter(text, line)) is not None:
            replaced = text[line.start : line.end]
            parts += [text[done : line.start], instead, "\n" * replaced.count("\n")]
            done = line.end
    return "".join([*parts, text[done:]])


def _without_prompts(lines: list[str]) -> list[str]:
    """Without pasted prompts, and without an indentation that all lines share with the first."""
    first = next((line for line in lines if line.strip()), "")
    if indent := first[: len(first) - len(first.lstrip(" \t"))]:
        lines = [line.removeprefix(indent) for line in lines]
        first = first[len(indent) :]
    if PYTHON_PROMPT.match(first) and first.startswith(">>>"):
        return [PYTHON_PROMPT.sub("", line, count=1) if PYTHON_PROMPT.match(line) else line for line in lines]
    if JUPYTER_PROMPT.match(first) and first.startswith("In"):
        return [line[match.end() :] if (match := JUPYTER_PROMPT.match(line)) else line for line in lines]
    return lines


def logical_lines(text: str) -> Iterator[LogicalLine]:
    """The logical lines of Python, found by brackets, strings and backslashes.

    An unclosed string of one line ends with its line, and a surplus closing bracket is ignored.
    """
    place = 0
    while place < len(text):
        place = _end(INDENTATION, text, place)
        if text[place : place + 1] in tuple(COMMANDS):
            line = LogicalLine(place, _end_of_command(text, place))
        else:
            line = _python_line(text, place)
        yield line
        place = line.end + 1


def _end_of_command(text: str, start: int) -> int:
    """Where a command ends: a backslash at the end of a line continues it."""
    stop = start - 1
    while (stop := text.find("\n", stop + 1)) >= 0:
        if text[max(start, stop - 2) : stop].rstrip("\r")[-1:] != "\\":
            return stop
    return len(text)


def _python_line(text: str, start: int) -> LogicalLine:
    depth, place, assigned, comment, closed = 0, start, False, False, True
    while place < len(text):
        char = text[place]
        if (end := _end(PLAIN, text, place)) > place:
            place = end
        elif char in "\"'":
            place, closed = _end_of_string(text, place)
        elif char == "#":
            place = _end_of_line(text, place)
            comment = comment or depth == 0
        elif char == "\n" and depth == 0:
            break
        elif char == "\\" and text[place + 1 : place + 2] in ("\n", "\r"):
            place = _end_of_line(text, place) + 1
        elif char == "=" and depth == 0 and not assigned:
            if command := ASSIGNED_COMMAND.match(text, place):
                return LogicalLine(start, _end_of_command(text, place), command.start(2))
            assigned = True
            place += 2 if text.startswith("==", place) else 1
        else:
            depth = max(0, depth + (char in OPENING) - (char in CLOSING))
            place += 1
    return LogicalLine(
        start,
        min(place, len(text)),
        comment=comment,
        open="" if closed and not depth else "bracket" if closed else "string",
    )


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def _end_of_line(text: str, place: int) -> int:
    stop = text.find("\n", place)
    return len(text) if stop < 0 else stop


def _end_of_string(text: str, start: int) -> tuple[int, bool]:
    """Where a string ends, and whether it does."""
    quote = text[start] * 3 if text.startswith(text[start] * 3, start) else text[start]
    place = start + len(quote)
    while place < len(text):
        if text.startswith(quote, place):
            return place + len(quote), True
        if text[place] == "\\":
            place += 2
        elif text[place] == "\n" and len(quote) == 1:
            return place, True
        else:
            place += 1
    return len(text), len(quote) == 1


def _for_jupyter(text: str, line: LogicalLine) -> str | None:
    """The Python that Jupyter makes of a logical line; None if it is Python already."""
    code = text[line.start : line.end]
    if code.startswith(tuple(COMMANDS)):
        return _command(_one_line(code))
    if line.command is not None:
        command = _one_line(text[line.command : line.end])
        called = _captured(command[1:]) if command[0] == "!" else _line_magic(command[1:])
        return text[line.start : line.command].rstrip("\\\r\n \t") + f" {called}"
    if not line.comment and (match := QUESTION_BEHIND.search(code)):
        return _question(match[1], match[2])
    return None


def _one_line(command: str) -> str:
    return re.sub(r"\\\r?\n", " ", command).strip(" \t\r")


def _command(command: str) -> str:
    if (match := QUESTION_BEHIND.search(command)) and (command[0] == "%" or command[1:] == match[0]):
        return _question(match[1], match[2])
    escape, rest = command[0], command[1:]
    if command.startswith("!!"):
        return _captured(command[2:])
    if escape == "!":
        return f"{SHELL}.system({rest!r})"
    if escape == "%":
        return _line_magic(rest)
    if escape == "?":
        marks = 2 if command.startswith("??") else 1
        return _question(command[marks:].strip(), "?" * marks)
    return _called(escape, rest)


def _captured(command: str) -> str:
    return f"{SHELL}.getoutput({command!r})"


def _line_magic(command: str) -> str:
    name, _, rest = command.partition(" ")
    return f"{SHELL}.run_line_magic({name!r}, {rest.strip()!r})"


def _question(name: str, marks: str) -> str:
    kind = "psearch" if "*" in name else "pinfo2" if len(marks) == 2 else "pinfo"
    return f"{SHELL}.run_line_magic({kind!r}, {name!r})" if name else f"{SHELL}.show_usage()"


def _called(escape: str, rest: str) -> str:
    """``,f a b``, ``;f a b`` and ``/f a b``: a call without its brackets."""
    name, _, arguments = rest.strip().partition(" ")
    words = arguments.split()
    if escape == ",":
        return f"{name}({', '.join(map(_quoted, words))})"
    return f"{name}({_quoted(arguments.strip())})" if escape == ";" else f"{name}({', '.join(words)})"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
