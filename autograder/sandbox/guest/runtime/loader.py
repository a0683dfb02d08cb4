"""A submission's modules, which are run from memory: nothing is written to disk."""

from __future__ import annotations

import builtins
import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

from autograder.sandbox.guest.runtime import stand_ins
from autograder.sandbox.guest.runtime.admission import Admission, Cell
from autograder.sandbox.guest.runtime.own_names import in_the_way, own_first
from autograder.sandbox.guest.runtime.packages import FLAT, OwnPackages
from autograder.sandbox.guest.runtime.program import Failure, Program
from autograder.sandbox.guest.runtime.proxies import Proxies
from autograder.sandbox.guest.runtime.shell import Shell
from autograder.sandbox.guest.runtime.submitted_files import SubmittedFile, Texts, written_path


class SubmittedModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and runs the submitted files.

    Parameters
    ----------
    sources : dict of SubmittedFile
        The files, by module; those of no module of the assignment by path.
    proxies : Proxies
        Replace the student's functions. A module that was not submitted consists of its proxies only.
    admission : Admission
        Decides which statements are run.

    Attributes
    ----------
    texts : Texts
        The text of what has been run.
    failures, left_out : list
        Statements that failed, and lines for Jupyter that were not run, since the lists were last cleared.
    lacking : set of str
        Names that no statement has bound because a package is missing.
    """

    def __init__(self, sources: Mapping[str, SubmittedFile], proxies: Proxies, admission: Admission) -> None:
        self.admission = admission
        self.texts = Texts()
        self.failures: list[Failure] = []
        self.left_out: list[str] = []
        self.lacking: set[str] = set()
        self._sources = dict(sources)
        self._proxies = proxies
        self._programs: dict[str, Program] = {}
        self._written: list[str] = []
        self._packages = OwnPackages({key: source.folder for key, source in sources.items()}, self.load)

    def install(self) -> None:
        """Let ``import`` find these modules before all others."""
        sys.meta_path[:0] = [self, self._packages, stand_ins.Finder()]
        vars(builtins).setdefault("exit", sys.exit)
        vars(builtins).setdefault("quit", sys.exit)
        if names := in_the_way(self._sources):
            builtins.__import__ = own_first(builtins.__import__, names, self._is_own_namespace, self.load)

    def run_cell(self, name: str, place: int) -> None:
        """Run one cell of a file; after the last one, also files that it wrote. A Python file is run at most once."""
        source = self._sources[name]
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

    def load(self, name: str) -> ModuleType:
        """Import a file, once.

        A file may have a name that ``import`` cannot find: one with a dot, or one of a module that Python has
        loaded already. It is run all the same.
        """
        if name not in self._programs:
            known = sys.modules.get(name)
            if "." in name or "/" in name or (known is not None and not self._is_ours(known)):
                self.exec_module(ModuleType(name))
            else:
                importlib.import_module(name)
        return self._programs[name].module

    def functions(self, name: str) -> dict[str, Callable[..., Any]]:
        """The functions of a file, or of the files that it has written."""
        modules = [self._programs[each].module for each in reversed(self._with_written(name))]
        return {key: value for module in modules for key, value in vars(module).items() if callable(value)}

    def file(self, name: str) -> str:
        """The name of a module's file; empty if it was not handed in."""
        return self._sources[name].file if name in self._sources else ""

    # Called by the import system.

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name in self._sources or name in self._proxies:
            return importlib.machinery.ModuleSpec(name, self, origin=f"{name}.py")
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        if name not in self._sources:
            self._put_proxies(name, module)
            return
        program = self._begun(name, module)
        for place in range(len(self._sources[name].cells)):
            self._run(name, program, place)

    # Called by the shell.

    def write(self, path: str, text: str, *, append: bool) -> None:
        """Add a file as if it had been submitted.

        Parameters
        ----------
        path : str
            The path of the file, relative to the notebook that writes it.
        text : str
            The text.
        append : bool
            Whether to add the text to an existing file.
        """
        if not path.endswith(".py"):
            self.left_out.append(f"%%writefile {path}")
            return
        written = written_path(path)
        key = str(written.with_suffix(""))
        before = self._sources[key].cells if append and key in self._sources else ()
        content = b"".join([*before, text.encode("utf-8", "backslashreplace")])
        self._sources[key] = SubmittedFile(str(written), [content], ".".join(written.parent.parts))
        self._packages.add(key, self._sources[key].folder)
        self._forget(key)
        self._written = [each for each in self._written if each != key] + [key]

    def run_into(self, path: str, namespace: dict[str, Any]) -> None:
        """Run a file; its names are then known in a namespace.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        """
        wanted = written_path(path.removesuffix(".py").removesuffix(".ipynb"))
        named = (key for key in self._sources if PurePosixPath(key).name == wanted.name)
        key = str(wanted) if str(wanted) in self._sources else next(named, None)
        if key is None:
            raise FileNotFoundError(f"{wanted.name}.py was not handed in")
        source = self._sources[key]
        program = self._new_program(source, ModuleType("__main__"))
        for place in range(len(source.cells)):
            program.run(self.texts.cell(source, place))
        namespace.update({name: value for name, value in vars(program.module).items() if not name.startswith("__")})

    def _forget(self, key: str) -> None:
        """Let a file be run again when it is imported again."""
        program = self._programs.pop(key, None)
        for name, module in list(sys.modules.items()):
            if self._is_ours(module) and (name == key or (program and module is program.module)):
                del sys.modules[name]

    def _is_ours(self, module: Any) -> bool:
        return getattr(getattr(module, "__spec__", None), "loader", None) is self

    def _is_own_namespace(self, names: Mapping[str, Any]) -> bool:
        return any(names is vars(each.module) for each in self._programs.values())

    def _with_written(self, name: str) -> list[str]:
        more = self._written if self._sources[name].is_notebook else []
        return [name, *(each for each in more if each in self._programs)]

    def _begun(self, key: str, module: ModuleType) -> Program:
        source = self._sources[key]
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
        """Run a cell, without the statements that have ended a worker."""
        program.cells_run.add(place)
        source = self._sources[key]
        cell = Cell(key, place, source.file, source.where(place), program.module)
        with self.admission.entered():
            program.run(self.texts.cell(source, place), partial(self.admission.may_run, cell))
        if not self.admission.is_at_work:
            for each in list(self._programs.values()):
                each.finish_imports()
        self._put_proxies(key, program.module)

    def _fail(self, failure: Failure) -> None:
        self.failures.append(failure)
        if self._lacks_package(failure.error):
            self.lacking.update(failure.names)
        self.admission.remember(failure.file, failure.line, failure.names)

    def _lacks_package(self, error: BaseException) -> bool:
        if isinstance(error, ModuleNotFoundError):
            return str(error.name).partition(".")[0] not in self._sources
        return isinstance(error, NameError) and error.name in self.lacking

    def _put_proxies(self, key: str, module: ModuleType) -> None:
        self._proxies.put(key, vars(module))
