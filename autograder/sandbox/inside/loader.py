"""A submission's modules, imported from memory: there is no file to read, and none beside it to find."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

StandIns = Mapping[str, Mapping[str, Callable[..., Any]]]


class Submission(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and loads the modules that were handed in.

    Parameters
    ----------
    sources : dict of bytes
        The files' contents, by module.
    stand_ins : dict of dict of function
        Functions that take the place of the student's own, by module. A module that was not handed in, or is
        `broken`, consists of its stand-ins alone.
    broken : dict of str
        Modules that ended a worker when they were imported, with what to say of each.
    """

    def __init__(self, sources: Mapping[str, bytes], stand_ins: StandIns, broken: Mapping[str, str]) -> None:
        self.sources = {name: source for name, source in sources.items() if name not in broken}
        self.stand_ins = stand_ins
        self.broken = broken
        self.loaded: dict[str, ModuleType] = {}

    def install(self) -> None:
        """Let ``import`` find these modules before all others that are not loaded yet."""
        sys.meta_path.insert(0, self)

    def load(self, name: str) -> ModuleType:
        """Import one of these modules.

        A file may have a name that ``import`` cannot find: one with a dot, or one of a module that Python has
        loaded already. It is run all the same; only other files cannot import it.
        """
        known = sys.modules.get(name)
        if "." in name or (known is not None and getattr(known.__spec__, "loader", None) is not self):
            module = ModuleType(name)
            self.exec_module(module)
        else:
            module = importlib.import_module(name)
        self.loaded[name] = module
        return module

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name in self.sources or name in self.stand_ins or name in self.broken:
            return importlib.machinery.ModuleSpec(name, self, origin=f"{name}.py")
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        if name in self.sources:
            module.__file__ = f"{name}.py"
            code = compile(self.sources[name], f"{name}.py", "exec", dont_inherit=True)
            exec(code, module.__dict__)  # noqa: S102  # running a submission is what this process is for
        elif name not in self.stand_ins:
            raise ImportError(self.broken[name])
        for function, stand_in in self.stand_ins.get(name, {}).items():
            setattr(module, function, stand_in)

    def text(self, module: str, line: int) -> str:
        """A line of a submitted file, as it can be shown."""
        lines = self.sources.get(module, b"").decode("utf-8", "replace").splitlines()
        return lines[line - 1].strip()[:200] if 0 < line <= len(lines) else ""
