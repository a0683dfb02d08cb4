"""The submitted files, and their text under the names that tracebacks use."""

from __future__ import annotations

import linecache
from collections.abc import Sequence
from pathlib import PurePosixPath

from autograder.immutable import immutable
from autograder.sandbox.guest.runtime.statements import Text

LONGEST_LINE = 200  # characters that are shown


@immutable
class SubmittedFile:
    """A submitted file.

    Attributes
    ----------
    file : str
        Its name as the student knows it.
    cells : sequence of bytes
        Its code, in UTF-8. A Python file is one cell.
    folder : str
        The package that it was in.
    first_lines : sequence of int
        For a Python file that is a notebook in another form: the line on which each cell begins.
    """

    file: str
    cells: Sequence[bytes]
    folder: str = ""
    first_lines: Sequence[int] = ()

    @property
    def is_notebook(self) -> bool:
        """Whether it is run as Jupyter would run it."""
        return bool(self.first_lines) or self.file.endswith(".ipynb")

    def where(self, cell: int) -> str:
        """The name of a cell in tracebacks."""
        in_cells = self.is_notebook and not self.first_lines
        return f"{self.file}, code cell {cell + 1}" if in_cells else self.file


def written_path(path: str) -> PurePosixPath:
    """The path of a file that a notebook writes, relative to the notebook; only the name if it is outside."""
    below = PurePosixPath(path.replace("\\", "/"))
    parts = [part for part in below.parts if part not in ("/", ".")]
    elsewhere = below.is_absolute() or any(part == ".." or part.startswith("~") or ":" in part for part in parts)
    return PurePosixPath(below.name if elsewhere else "/".join(parts))


class Texts:
    """The text of everything that has been run, by the names that tracebacks give it."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, list[str]]] = {}

    def cell(self, source: SubmittedFile, place: int) -> Text:
        """A cell of a file, to be run; registers its lines for tracebacks."""
        text = source.cells[place].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        line = source.first_lines[place] if source.first_lines else 1
        filename = source.where(place)
        lines = self.lines(filename)[: line - 1]
        lines += [""] * (line - 1 - len(lines)) + text.split("\n")
        self._known[filename] = (source.file, lines)
        linecache.cache[filename] = (len(text), None, [f"{each}\n" for each in lines], filename)
        return Text(text, filename, line)

    def is_own(self, filename: str) -> bool:
        """Whether code of this name was submitted."""
        return filename in self._known

    def file_of(self, filename: str) -> str:
        """The file that code of this name is in."""
        return self._known[filename][0]

    def lines(self, filename: str) -> list[str]:
        """The lines of the code of this name."""
        return self._known.get(filename, ("", []))[1]

    def line(self, filename: str, number: int) -> str:
        """One of these lines, as it can be shown."""
        lines = self.lines(filename)
        return lines[number - 1].strip()[:LONGEST_LINE] if 0 < number <= len(lines) else ""
