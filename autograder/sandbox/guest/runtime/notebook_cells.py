"""The cells of a notebook, run as Jupyter would run them, as far as they are Python."""

from __future__ import annotations
import __future__

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

ALL_FUTURE_FEATURES = sum(getattr(__future__, name).compiler_flag for name in set(__future__.all_feature_names))

# What these do shows in Jupyter alone; nothing is missed without it.
SILENT_MAGICS = {"matplotlib", "config", "load_ext", "reload_ext", "autoreload", "pylab", "pip", "conda", "precision"}
# What follows these on their line, or below them in their cell, runs as if they were not there.
TRANSPARENT_LINE_MAGICS = {"time", "prun", "memit"}
TRANSPARENT_CELL_MAGICS = {"time", "capture", "prun", "memit"}
ASSIGNED_MAGIC = re.compile(r"(\s*[\w.,\s]+=\s*)[!%].*")
HELP = re.compile(r"\s*\?{1,2}\S+\s*$|\s*[\w.]+\?{1,2}\s*$")


@dataclass
class Python:
    """A cell as Python.

    Attributes
    ----------
    text : str
        With as many lines as the cell, so that a line keeps its number.
    left_out : list of str
        The lines of it that are for Jupyter and were not run.
    """

    text: str
    left_out: list[str] = field(default_factory=list)


class Notebook:
    """A notebook at work: one module, in which its cells run one after another."""

    def __init__(self, name: str) -> None:
        self.module = ModuleType(name)
        self.module.__dict__["display"] = _do_nothing
        self._features = 0

    def run(self, text: str, filename: str) -> Iterator[BaseException]:
        """Run a cell. An import that fails is told and the cell goes on behind it; all else that raises ends it."""
        try:
            for statement in ast.parse(text, filename).body:
                try:
                    self._run(statement, filename)
                except ImportError as error:
                    if not isinstance(statement, ast.Import | ast.ImportFrom):
                        raise
                    yield error
        except BaseException as error:  # SystemExit and KeyboardInterrupt too: they end the cell, not the notebook
            yield error

    def _run(self, statement: ast.stmt, filename: str) -> None:
        tree = ast.Module([statement], type_ignores=[])
        code = compile(tree, filename, "exec", self._features, dont_inherit=True)
        self._features |= code.co_flags & ALL_FUTURE_FEATURES
        exec(code, self.module.__dict__)  # noqa: S102  # running a submission is what this process is for


def as_python(cell: str) -> Python:
    """A cell without its magics and shell lines."""
    body = _cell_magic(cell) or Python(cell)
    # A line is Jupyter's where Python stumbles over it and it looks like Jupyter's: never one inside a string.
    for _ in range(cell.count("\n") + 1):
        place = _stumbles(body.text)
        lines = body.text.split("\n")
        if place is None or not 0 < place <= len(lines):
            break
        line = lines[place - 1]
        if (instead := _without_magic(line)) is None:
            break
        _leave_out(body, line)
        lines[place - 1] = instead
        body.text = "\n".join(lines)
    return body


def _stumbles(text: str) -> int | None:
    """The line at which this stops being Python."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        return error.lineno
    except (ValueError, RecursionError, MemoryError):
        return None
    return None


def _cell_magic(cell: str) -> Python | None:
    """A cell that begins with ``%%``: what is left of it."""
    lines = cell.split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if not lines[first].startswith("%%"):
        return None
    name = _magic_name(lines[first][2:])
    if name in TRANSPARENT_CELL_MAGICS:
        return Python("\n".join(["" for _ in lines[: first + 1]] + lines[first + 1 :]))
    return Python("\n" * cell.count("\n"), [lines[first].strip()])


def _without_magic(line: str) -> str | None:
    """A line for Jupyter, as what it is in Python; None if it is none."""
    code = line.lstrip()
    indent = line[: len(line) - len(code)]
    if code.startswith("%"):
        name, _, rest = code[1:].partition(" ")
        return indent + (rest.strip() or "pass" if name in TRANSPARENT_LINE_MAGICS else "pass")
    if code.startswith("!") or HELP.match(line):
        return indent + "pass"
    if assigned := ASSIGNED_MAGIC.match(line):
        return f"{assigned[1]}None"
    return None


def _leave_out(body: Python, line: str) -> None:
    line = line.strip()
    known = line.startswith("%") and _magic_name(line[1:]) in SILENT_MAGICS | TRANSPARENT_LINE_MAGICS
    if not known and not line.startswith(("!pip", "!conda")) and not HELP.match(line):
        body.left_out.append(line)


def _magic_name(text: str) -> str:
    return (text.split() or [""])[0]


def _do_nothing(*arguments: Any, **named: Any) -> None:
    """Stand in for what Jupyter shows things with."""
