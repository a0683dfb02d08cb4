"""Python's own modules, kept in memory for workers that may not read the folder they lie in.

That is so where Python is installed in root's home. Most are never imported, and importing all of them ahead would take
longer than all else that is prepared for workers; so they are kept as they lie on disk.
"""

from __future__ import annotations

import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import marshal
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

LEFT_OUT = frozenset({"ensurepip", "idlelib", "lib2to3", "site-packages", "test", "tests", "turtledemo"})  # folders
PACKAGE = "__init__.py"
PYC_HEADER = 16  # bytes before the code


class KeptModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports modules from memory, if nobody before it finds them.

    Parameters
    ----------
    folder : Path
        A folder of modules and packages. Those that have not been imported are read.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {name: file for name, file in _sources(str(folder)) if name not in sys.modules}
        self._code = {name: _read(file) for name, file in self._files.items()}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        file = self._files.get(name)
        if file is None:
            return None
        folder, own_name = os.path.split(file)
        within = [folder] if own_name == PACKAGE else None
        return importlib.util.spec_from_file_location(name, file, loader=self, submodule_search_locations=within)

    def exec_module(self, module: ModuleType) -> None:
        compiled, content = self._code[module.__name__]
        origin = self._files[module.__name__]
        code = marshal.loads(content) if compiled else compile(content, origin, "exec", dont_inherit=True)  # noqa: S302
        exec(code, module.__dict__)  # noqa: S102  # that is what importing is


def keep_own_modules() -> None:
    """Keep the modules of this Python; those that are compiled to machine code are imported."""
    folder = Path(os.__file__).parent
    sys.meta_path.append(KeptModules(folder))
    for extension in (folder / "lib-dynload").glob("*.so"):
        with contextlib.suppress(ImportError):  # it needs a library that is not there
            importlib.import_module(extension.name.partition(".")[0])


def _sources(folder: str, package: str = "") -> Iterator[tuple[str, str]]:
    """The modules below a folder: their names and files."""
    for entry in os.scandir(folder):
        name = package + entry.name.removesuffix(".py")
        if entry.name == PACKAGE:
            yield package.rstrip("."), entry.path
        elif entry.name.endswith(".py"):
            yield name, entry.path
        elif entry.name not in LEFT_OUT and Path(entry.path, PACKAGE).exists():
            yield from _sources(entry.path, f"{name}.")


def _read(file: str) -> tuple[bool, bytes]:
    """Whether it is compiled, and the content."""
    with contextlib.suppress(OSError):
        content = Path(importlib.util.cache_from_source(file)).read_bytes()
        if content.startswith(importlib.util.MAGIC_NUMBER):  # else another build of this Python has compiled it
            return True, content[PYC_HEADER:]
    return False, Path(file).read_bytes()
