"""A submission's modules, run from memory: there is no file to read, and none beside it to find."""

from __future__ import annotations

import builtins
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import linecache
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

from autograder.sandbox.guest.messages import Running
from autograder.sandbox.guest.runtime import stand_ins
from autograder.sandbox.guest.runtime.packages import FLAT, OwnPackages
from autograder.sandbox.guest.runtime.program import Failure, Program, Text
from autograder.sandbox.guest.runtime.shell import Shell
from autograder.sandbox.guest.runtime.statements import Statement
from autograder.sandbox.guest.runtime.stubs import is_stub, is_stub_definition

Proxies = Mapping[str, Mapping[str, Callable[..., Any]]]
# What Python loads before it looks into a file's folder, so that no file there takes its place.
FIRST = {
    "_collections_abc",
    "abc",
    "codecs",
    "encodings",
    "genericpath",
    "io",
    "ntpath",
    "os",
    "posixpath",
    "site",
    "stat",
}
MOST_NAMES = 20  # of a statement that are told ahead of it


@dataclass(frozen=True)
class SubmittedFile:
    """A file that was handed in.

    Attributes
    ----------
    file : str
        Its name as the student knows it.
    cells : sequence of bytes
        Its code. A Python file is one cell.
    folder : str
        The package that it lay in.
    first_lines : sequence of int
        Of a Python file that is a notebook in another form: the line that each cell begins on.
    """

    file: str
    cells: Sequence[bytes]
    folder: str = ""
    first_lines: Sequence[int] = ()

    @property
    def is_notebook(self) -> bool:
        return bool(self.first_lines) or self.file.endswith(".ipynb")


class SubmittedModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and runs the files that were handed in.

    Parameters
    ----------
    sources : dict of SubmittedFile
        The files, by module, or by path where none is asked for.
    proxies : dict of dict of function
        Functions that take the place of the student's own, by module. A module that was not handed in consists of
        its proxies alone.
    broken : dict of collection of (int, int)
        Statements that ended a worker when they were run: by module, the cell and the statement's place in it.
    demonstrates : bool
        Whether statements are run on which no other builds.
    announce : callable
        Is told of each statement that is about to be run.
    """

    def __init__(
        self,
        sources: Mapping[str, SubmittedFile],
        proxies: Proxies,
        broken: Mapping[str, Collection[tuple[int, int]]],
        *,
        demonstrates: bool = True,
        announce: Callable[[Running], None],
    ) -> None:
        self.sources = dict(sources)
        self.proxies = proxies
        self.broken = broken
        self.failures: list[Failure] = []
        self.left_out: list[str] = []
        self.passed_over: list[tuple[str, str, int]] = []  # stubs behind their answer: name, place, line
        self.unbound: dict[tuple[str, str], int] = {}  # by file and name, the line that would have bound it
        self._demonstrates = demonstrates
        self._announce = announce
        self._programs: dict[str, Program] = {}
        self._running: list[Running | None] = []
        self._written: list[str] = []
        self._texts: dict[str, tuple[str, list[str]]] = {}

    def install(self) -> None:
        """Let ``import`` find these modules before all others."""
        folders = {key: source.folder for key, source in self.sources.items()}
        sys.meta_path[:0] = [self, OwnPackages(folders, self.load), stand_ins.Finder()]
        vars(builtins).setdefault("exit", sys.exit)
        vars(builtins).setdefault("quit", sys.exit)
        if in_the_way := {name for name in self.sources if name in sys.modules and name not in FIRST}:
            in_the_way -= {*sys.builtin_module_names, "numpy", "autograder"}
            builtins.__import__ = self._with_own_first(builtins.__import__, in_the_way)

    def run_cell(self, name: str, place: int) -> None:
        """Run one cell of a file; behind the last, what it has written as well. A Python file is run at most once."""
        source = self.sources[name]
        sys.argv[:] = [source.file]
        if not source.is_notebook:
            self.load(name)
            return
        program = self._programs.get(name) or self._begun(name, ModuleType("__main__"))
        if place not in program.cells_run:
            self._run(name, program, place)
        if place == len(source.cells) - 1:
            for written in self._written:
                self.load(written)

    def function(self, name: str, function: str) -> Callable[..., Any]:
        """A function of a file, or of one that a notebook has written."""
        owner = next(each for each in self._with_written(name) if function in vars(self._programs[each].module))
        return getattr(self._programs[owner].module, function)  # type: ignore[no-any-return]

    def functions(self, name: str) -> list[str]:
        """What can be called in a file, or in those that it has written."""
        modules = [self._programs[each].module for each in self._with_written(name)]
        return sorted({key for module in modules for key, value in vars(module).items() if callable(value)})

    def stubs(self, name: str) -> list[str]:
        """Those of the functions of a file that are still to be written."""
        return [function for function in self.functions(name) if is_stub(self.function(name, function))]

    def is_own(self, filename: str) -> bool:
        """Whether code of this name was handed in."""
        return filename in self._texts

    def file(self, name: str) -> str:
        """The file that a module is made of; nothing for one that was not handed in."""
        return self.sources[name].file if name in self.sources else ""

    def file_of(self, filename: str) -> str:
        """The file that code of this name is in."""
        return self._texts[filename][0]

    def lines(self, filename: str) -> list[str]:
        """The text of what was handed in, as far as it has been run."""
        return self._texts.get(filename, ("", []))[1]

    def text(self, filename: str, line: int) -> str:
        """A line of what was handed in, as it can be shown."""
        lines = self.lines(filename)
        return lines[line - 1].strip()[:200] if 0 < line <= len(lines) else ""

    # What the import system asks.

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name in self.sources or name in self.proxies:
            return importlib.machinery.ModuleSpec(name, self, origin=f"{name}.py")
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        if name not in self.sources:
            self._put_proxies(name, module)
            return
        program = self._begun(name, module)
        for place in range(len(self.sources[name].cells)):
            self._run(name, program, place)

    # What the shell asks.

    def write(self, path: str, text: str, *, append: bool) -> None:
        """Take a file as if it had been handed in."""
        if not path.endswith(".py"):
            self.left_out.append(f"%%writefile {path}")
            return
        key = str(PurePosixPath(path).with_suffix(""))
        before = self.sources[key].cells if append and key in self.sources else ()
        self.sources[key] = SubmittedFile(path, [b"".join([*before, text.encode("utf-8", "backslashreplace")])])
        self._programs.pop(key, None)
        if getattr(getattr(sys.modules.get(key), "__spec__", None), "loader", None) is self:
            del sys.modules[key]
        self._written = [each for each in self._written if each != key] + [key]

    def run_into(self, path: str, namespace: dict[str, Any]) -> None:
        """Run a file; its names are then known in a namespace."""
        path = path.removeprefix("./").removesuffix(".py").removesuffix(".ipynb")
        name = PurePosixPath(path).name
        key = path if path in self.sources else None
        key = key or next((key for key in self.sources if PurePosixPath(key).name == name), None)
        if key is None:
            raise FileNotFoundError(f"{name}.py was not handed in")
        source = self.sources[key]
        program = self._new_program(source, ModuleType("__main__"))
        for place in range(len(source.cells)):
            program.run(self._text(source, place))
        namespace.update({name: value for name, value in vars(program.module).items() if not name.startswith("__")})

    def _with_written(self, name: str) -> list[str]:
        more = self._written if self.sources[name].is_notebook else []
        return [name, *(each for each in more if each in self._programs)]

    def load(self, name: str) -> ModuleType:
        """Import a file, once.

        A file may have a name that ``import`` cannot find: one with a dot, or one of a module that Python has
        loaded already. It is run all the same.
        """
        if name not in self._programs:
            known = sys.modules.get(name)
            in_the_way = known is not None and getattr(getattr(known, "__spec__", None), "loader", None) is not self
            if "." in name or "/" in name or in_the_way:
                self.exec_module(ModuleType(name))
            else:
                importlib.import_module(name)
        return self._programs[name].module

    def _begun(self, key: str, module: ModuleType) -> Program:
        source = self.sources[key]
        module.__file__ = source.file
        if any(b"from ." in cell for cell in source.cells):
            module.__package__ = source.folder or FLAT
        program = self._programs[key] = self._new_program(source, module)
        return program

    def _new_program(self, source: SubmittedFile, module: ModuleType) -> Program:
        shell = None
        if source.is_notebook:
            shell = Shell(self, self.left_out.append)
            module.__dict__["__name__"] = "__main__"
            sys.modules["__main__"] = module
        return Program(source.file, module, self._fail, shell)

    def _run(self, key: str, program: Program, place: int) -> None:
        """Run a cell, each statement of it that no worker has ended with."""
        program.cells_run.add(place)
        source, broken = self.sources[key], set(self.broken.get(key, ()))

        def may_run(number: int, statement: Statement) -> bool:
            left_out = not self._demonstrates and not statement.is_needed
            if is_stub_definition(statement.node) and self._is_written(program.module, statement.names[0]):
                self.passed_over.append((statement.names[0], self._where(source, place), statement.line))
                return False
            if left_out or not broken.isdisjoint({(place, number), (place, -1)}):
                self._remember(source.file, statement.line, statement.names)
                return False
            if not statement.is_definition:
                names = statement.names[:MOST_NAMES]
                self._running[-1] = running = Running(key, place, number, statement.line, names)
                self._announce(running)
            return True

        self._running.append(None)
        try:
            program.run(self._text(source, place), may_run)
        except (SyntaxError, UnicodeDecodeError) as error:  # it is in no encoding that Python can read
            self._fail(Failure(SyntaxError(str(error)), source.file, 1, ()))
        finally:
            self._running.pop()
            if self._running and (outer := self._running[-1]):
                self._announce(outer)
        self._put_proxies(key, program.module)

    def _is_written(self, module: ModuleType, name: str) -> bool:
        """Whether there is an answer already: a stub that stands behind it was left there, or pasted again."""
        known = vars(module).get(name)
        return callable(known) and not is_stub(known)

    def _where(self, source: SubmittedFile, place: int) -> str:
        in_cells = source.is_notebook and not source.first_lines
        return f"{source.file}, code cell {place + 1}" if in_cells else source.file

    def _fail(self, failure: Failure) -> None:
        self.failures.append(failure)
        self._remember(failure.file, failure.line, failure.names)

    def _remember(self, file: str, line: int, names: Sequence[str]) -> None:
        self.unbound.update({(file, name): line for name in names})

    def _text(self, source: SubmittedFile, place: int) -> Text:
        """A cell to run; it is remembered under what tracebacks call it."""
        cell = source.cells[place]
        text = cell.decode("utf-8", "replace") if source.is_notebook else importlib.util.decode_source(cell)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        line = source.first_lines[place] if source.first_lines else 1
        filename = self._where(source, place)
        lines = self._texts.get(filename, ("", []))[1][: line - 1]
        lines += [""] * (line - 1 - len(lines)) + text.split("\n")
        self._texts[filename] = (source.file, lines)
        linecache.cache[filename] = (len(text), None, [f"{each}\n" for each in lines], filename)
        return Text(text, filename, line)

    def _put_proxies(self, key: str, module: ModuleType) -> None:
        for function, proxy in self.proxies.get(key, {}).items():
            setattr(module, function, proxy)

    def _with_own_first(self, original: Callable[..., Any], names: Collection[str]) -> Callable[..., Any]:
        """An import that takes a file of the student's for a module of Python's where theirs asks for it."""

        def own_first(
            name: str,
            globals: Mapping[str, Any] | None = None,  # noqa: A002  # as Python calls it
            locals: Mapping[str, Any] | None = None,  # noqa: A002
            fromlist: Sequence[str] | None = (),
            level: int = 0,
        ) -> Any:
            if level == 0 and name in names and any(globals is vars(each.module) for each in self._programs.values()):
                self.load(name)
                return self._programs[name].module
            return original(name, globals, locals, fromlist, level)

        return own_first
