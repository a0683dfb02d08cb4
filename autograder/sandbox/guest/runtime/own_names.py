"""A student's files that have the same name as a module which Python has loaded already."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from types import ModuleType
from typing import Any

# Modules that Python loads before it looks into a script's folder, so that no file there can replace them.
LOADED_FIRST = {
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
NEVER_REPLACED = {*sys.builtin_module_names, *LOADED_FIRST, "numpy", "autograder"}

Import = Callable[..., Any]


def in_the_way(names: Collection[str]) -> set[str]:
    """The names that are loaded already here, but would be imported from a file on the student's machine."""
    return {name for name in names if name in sys.modules} - NEVER_REPLACED


def own_first(
    original: Import,
    names: Collection[str],
    is_own: Callable[[Mapping[str, Any]], bool],
    load: Callable[[str], ModuleType],
) -> Import:
    """An ``__import__`` that finds the student's file of such a name if the student's code imports it.

    Parameters
    ----------
    original : callable
        Python's own ``__import__``.
    names : collection of str
        The names.
    is_own : callable
        Returns whether these are the global names of a submitted file.
    load : callable
        Runs such a file, once, and returns its module.
    """

    def imported(
        name: str,
        globals: Mapping[str, Any] | None = None,  # noqa: A002  # as Python calls it
        locals: Mapping[str, Any] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        if level == 0 and name in names and globals is not None and is_own(globals):
            return load(name)
        return original(name, globals, locals, fromlist, level)

    return imported
