"""A student's own packages: imports that reach a file by its folder, relative to another file, or by its bare name."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

HANDED_OUT = "exercises"  # the folder that holds the files on a student's machine
FLAT = "submission"  # the package of files without a folder, in case they import each other relatively
INIT = "__init__"


class OwnPackages(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds submitted files by their names within packages.

    Parameters
    ----------
    folders : dict of str
        The packages that the files were in, by key: a module's name, or a path without its extension.
    load : callable
        Runs the file of a key, once, and returns its module.
    """

    def __init__(self, folders: Mapping[str, str], load: Callable[[str], ModuleType]) -> None:
        self._load = load
        self._packages = {FLAT, HANDED_OUT}
        self._keys: dict[str, str] = {}  # by every name that a file has from one of the folders around it
        self._by_last: dict[str, set[str]] = {}
        for key, folder in folders.items():
            self.add(key, folder)
        self._initialised: dict[str, Any] = {}

    def add(self, key: str, folder: str) -> None:
        """Let a file be found by its folder and its name."""
        parts = [*filter(None, folder.split(".")), key.rpartition("/")[2]]
        self._by_last.setdefault(parts[-1], set()).add(key)
        for start in range(len(parts) - 1):
            self._keys.setdefault(".".join(parts[start:]), key)
            self._packages |= {".".join(parts[start:end]) for end in range(start + 1, len(parts))}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names or not self._is_ours(top):
            return None
        if name in self._packages:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        if self._key(name) is not None:
            return importlib.machinery.ModuleSpec(name, self, origin=f"{name}.py")
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        key = self._key(spec.name)
        if key is None:
            return None
        module = self._load(key)
        self._initialised[spec.name] = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        spec = module.__spec__
        assert spec
        if spec.name in self._initialised:
            module.__spec__ = self._initialised.pop(spec.name)  # the module object stays the same
        elif (key := self._keys.get(f"{spec.name}.{INIT}")) is not None:
            vars(module).update({k: v for k, v in vars(self._load(key)).items() if not k.startswith("__")})

    def _is_ours(self, top: str) -> bool:
        """Whether Python has not found this name elsewhere already."""
        known = sys.modules.get(top)
        return known is None or getattr(known.__spec__, "loader", None) is self

    def _key(self, name: str) -> str | None:
        """The key of the file that a name refers to: by its path, otherwise by the last part of the name."""
        parent, _, last = name.rpartition(".")
        if name in self._keys or name in self._packages:
            return self._keys.get(name)
        if parent and parent not in self._packages:
            return None
        found = self._by_last.get(last, set())
        return last if last in found else min(found) if len(found) == 1 else None
