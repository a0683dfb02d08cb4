"""A submission's modules, run from memory: there is no file to read, and none beside it to find."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from autograder.sandbox.guest.runtime import stand_ins
from autograder.sandbox.guest.runtime.notebook_cells import Notebook, as_python
from autograder.sandbox.guest.runtime.packages import FLAT, OwnPackages

StandIns = Mapping[str, Mapping[str, Callable[..., Any]]]


@dataclass(frozen=True)
class SubmittedFile:
    """A file that was handed in: its name as the student knows it, and its code. A Python file is one cell.

    `folder` is the package that it lay in.
    """

    file: str
    cells: Sequence[bytes]
    folder: str = ""

    @property
    def is_notebook(self) -> bool:
        return self.file.endswith(".ipynb")


class SubmittedModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and runs the files that were handed in.

    Parameters
    ----------
    sources : dict of SubmittedFile
        The files, by module.
    stand_ins : dict of dict of function
        Functions that take the place of the student's own, by module. A module that was not handed in consists of its
        stand-ins alone, and so does a Python file that is `broken`.
    broken : dict of dict of str
        Cells that ended a worker when they were run, by module and place, with what to say of each.
    """

    def __init__(
        self, sources: Mapping[str, SubmittedFile], stand_ins: StandIns, broken: Mapping[str, Mapping[int, str]]
    ) -> None:
        self.sources = sources
        self.stand_ins = stand_ins
        self.broken = broken
        self.loaded: dict[str, ModuleType] = {}
        self._notebooks: dict[str, Notebook] = {}
        self._texts: dict[str, str] = {}

    def install(self) -> None:
        """Let ``import`` find these modules before all others that are not loaded yet."""
        folders = {key: source.folder for key, source in self.sources.items()}
        sys.meta_path[:0] = [self, OwnPackages(folders, self.load), stand_ins.Finder()]

    def load(self, name: str) -> ModuleType:
        """Import a Python file.

        A file may have a name that ``import`` cannot find: one with a dot, or one of a module that Python has
        loaded already. It is run all the same; only other files cannot import it.
        """
        if name in self.loaded:
            return self.loaded[name]
        known = sys.modules.get(name)
        if "." in name or "/" in name or (known is not None and getattr(known.__spec__, "loader", None) is not self):
            module = ModuleType(name)
            self.exec_module(module)
        else:
            module = importlib.import_module(name)
        self.loaded[name] = module
        return module

    def run_cell(self, name: str, place: int) -> tuple[list[BaseException], list[str]]:
        """Run one cell of a notebook; what it raised, and its lines that were left out."""
        if name not in self._notebooks:
            self._notebooks[name] = Notebook(name)
            self.loaded[name] = self._notebooks[name].module
        source = self.sources[name]
        python = as_python(source.cells[place].decode("utf-8", "replace"))
        errors = list(self._notebooks[name].run(python.text, self._filename(source, place)))
        self._put_stand_ins(self.loaded[name])
        return errors, python.left_out

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name in self.sources or name in self.stand_ins:
            return importlib.machinery.ModuleSpec(name, self, origin=f"{name}.py")
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        if broken := self.broken.get(name) if name not in self.stand_ins else None:
            raise ImportError(broken[0])
        if name in self.sources and name not in self.broken:
            source = self.sources[name]
            module.__file__ = self._filename(source, 0)
            if b"from ." in source.cells[0]:
                module.__package__ = source.folder or FLAT
            code = compile(source.cells[0], module.__file__, "exec", dont_inherit=True)
            exec(code, module.__dict__)  # noqa: S102  # running a submission is what this process is for
        self._put_stand_ins(module)

    def is_own(self, filename: str) -> bool:
        """Whether code of this name was handed in."""
        return filename in self._texts

    def text(self, filename: str, line: int) -> str:
        """A line of what was handed in, as it can be shown."""
        lines = self._texts.get(filename, "").splitlines()
        return lines[line - 1].strip()[:200] if 0 < line <= len(lines) else ""

    def _filename(self, source: SubmittedFile, place: int) -> str:
        """What tracebacks call a cell; its text is remembered for them."""
        filename = f"{source.file}, code cell {place + 1}" if source.is_notebook else source.file
        self._texts[filename] = source.cells[place].decode("utf-8", "replace")
        return filename

    def _put_stand_ins(self, module: ModuleType) -> None:
        for function, stand_in in self.stand_ins.get(module.__name__, {}).items():
            setattr(module, function, stand_in)
