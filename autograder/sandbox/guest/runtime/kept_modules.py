"""Python's and NumPy's modules, kept in memory for workers that may not read the folder they lie in.

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
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

NO_PACKAGES = frozenset(
    """
    curses distutils ensurepip idlelib lib2to3 pydoc_data site-packages test tests tkinter turtledemo venv
    """.split()  # noqa: SIM905  # names read best as one text
)
FOR_BUILDING = frozenset({"numpy.distutils", "numpy.f2py"})
# Machine code that is not imported ahead: Python's tests, what is for screens, sound and networks of old, and what
# imports all of asyncio, which works without it.
EXTENSIONS_LEFT_OUT = (
    "_asyncio",
    "_curses",
    "_test",
    "_tkinter",
    "_xx",
    "nis",
    "ossaudiodev",
    "readline",
    "spwd",
    "xx",
)
PACKAGE = "__init__.py"
TAG = sys.implementation.cache_tag
MOST_AT_ONCE = 1 << 16  # bytes
PYC_HEADER = 16  # bytes before the code


class KeptModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports modules from memory, if nobody before it finds them.

    Parameters
    ----------
    folders : dict of Path
        Folders of modules and packages by the package that they are, with a dot; Python's own folder is none.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._files = {
            name: file
            for package, folder in folders.items()
            for name, file in _sources(str(folder), package)
            if name not in sys.modules
        }
        self._code: dict[str, tuple[bool, Any]] = {}

    def reading(self) -> Iterator[str]:
        """Read the modules that have not been imported, one after the other."""
        for name, file in self._files.items():
            self._code[name] = _read(file)
            yield name

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


def keeping_modules() -> Iterator[str]:
    """Keep the modules of this Python and of NumPy, one after the other; what is machine code is imported."""
    folder = Path(os.__file__).parent
    kept = KeptModules({"": folder, "numpy.": Path(np.__file__).parent})
    yield from kept.reading()
    sys.meta_path.append(kept)
    for extension in (folder / "lib-dynload").glob("*.so"):
        name = extension.name.partition(".")[0]
        if not name.startswith(EXTENSIONS_LEFT_OUT):
            with contextlib.suppress(ImportError):  # it needs a library that is not there
                importlib.import_module(name)
            yield name


def _sources(folder: str, package: str = "") -> Iterator[tuple[str, str]]:
    """The modules below a folder: their names and files."""
    for entry in os.scandir(folder):
        name = package + entry.name.removesuffix(".py")
        if entry.name == PACKAGE:
            yield package.rstrip("."), entry.path
        elif entry.name.endswith(".py"):
            yield name, entry.path
        elif entry.name in NO_PACKAGES or name in FOR_BUILDING:
            continue
        elif os.path.exists(f"{entry.path}/{PACKAGE}"):  # noqa: PTH110  # hundreds of them
            yield from _sources(entry.path, f"{name}.")


def _read(file: str) -> tuple[bool, Any]:
    """Whether it is compiled, and the content."""
    folder, _, own_name = file.rpartition("/")
    with contextlib.suppress(OSError):
        content = _bytes_of(f"{folder}/__pycache__/{own_name.removesuffix('.py')}.{TAG}.pyc")
        if content.startswith(importlib.util.MAGIC_NUMBER):  # else another build of this Python has compiled it
            return True, memoryview(content)[PYC_HEADER:]
    return False, _bytes_of(file)


def _bytes_of(file: str) -> bytes:
    descriptor = os.open(file, os.O_RDONLY)  # hundreds of files, for which everybody waits
    try:
        parts = [os.read(descriptor, MOST_AT_ONCE)]
        while len(parts[-1]) == MOST_AT_ONCE:
            parts.append(os.read(descriptor, MOST_AT_ONCE))
    finally:
        os.close(descriptor)
    return parts[0] if len(parts) == 1 else b"".join(parts)
