"""A submission: the sources of its modules, and the messages about its files."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import field
from functools import cached_property

from autograder.immutable import immutable
from autograder.results.identity import Identity
from autograder.submissions.single_precision import functions_in_single_precision


@immutable
class Source:
    """One file of code, a Python file or a notebook.

    Attributes
    ----------
    file : str
        Its name as the student knows it; the extension distinguishes a notebook from a Python file.
    cells : tuple of bytes
        Its code. A Python file is one cell.
    folder : str
        The folder that it was in, as a package: files may import each other through it.
    first_lines : tuple of int
        For a Python file that is a notebook in another form: the line on which each cell begins.
    """

    file: str
    cells: tuple[bytes, ...]
    folder: str = field(default="", compare=False)
    first_lines: tuple[int, ...] = ()

    @property
    def is_notebook(self) -> bool:
        """Whether it is run as Jupyter would run it."""
        return bool(self.first_lines) or self.file.endswith(".ipynb")

    @property
    def in_cells(self) -> bool:
        """Whether messages refer to its cells, and not to lines of the file."""
        return self.is_notebook and not self.first_lines


@immutable
class Submission:
    """The code that one student, or one group, handed in.

    Attributes
    ----------
    name : str
        Its name in reports and the gradebook.
    sources : dict of Source
        Its files, by module.
    messages : tuple of str
        Messages about the files for the student and the instructor, such as two with the same name.
    identity : Identity
        The student, as far as the platform's download identifies them.
    """

    name: str
    sources: Mapping[str, Source]
    messages: tuple[str, ...] = ()
    identity: Identity = field(default_factory=Identity)

    @property
    def gradable(self) -> bool:
        """Whether there is any code to grade."""
        return bool(self.sources)

    def other_file(self, modules: Collection[str]) -> str:
        """The name of the only file, if it is none of these modules: it may hold all functions."""
        if len(self.sources) != 1:
            return ""
        ((name, source),) = self.sources.items()
        return "" if name in modules else source.file

    @cached_property
    def in_single_precision(self) -> frozenset[str]:
        """The functions that compute in float32, directly or in functions that they use."""
        return functions_in_single_precision(cell for source in self.sources.values() for cell in source.cells)

    @property
    def sha256(self) -> str:
        """A hash of the names and contents of the files."""
        digest = hashlib.sha256()
        for name in sorted(self.sources):
            for cell in self.sources[name].cells:
                head = f"{name}\0{len(cell)}\0"
                digest.update(head.encode("utf-8", "surrogateescape") + cell)
        return digest.hexdigest()


def python_files(files: Mapping[str, bytes]) -> dict[str, Source]:
    """Python files, given as the contents of their modules."""
    return {name: Source(f"{name}.py", (content,)) for name, content in files.items()}
