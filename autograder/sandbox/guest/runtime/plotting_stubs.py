"""Plotting and notebook packages, in a form that does nothing.

A submission draws its pictures at home. Here there is no screen and no second thread, and a package that is missing
or takes a second to import must not cost a right answer anything.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

# What a student's notebook checks itself and draws its pictures with; the second is where it was until version 0.1.
OURS = ("autograder.student", "autograder.kernel")
NAMES = {"IPython", "google", "ipywidgets", "matplotlib", "mpl_toolkits", "otter", "plotly", "seaborn", "tqdm"}


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds these packages and all that is said to be in them."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] in NAMES or ".".join(name.split(".")[:2]) in OURS:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def exec_module(self, module: ModuleType) -> None:
        def attribute(name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return SPECIAL.get(name) or Inert()

        module.__dict__.update({"__getattr__": attribute, "__all__": []})


class Inert:
    """Can be called, indexed, entered and asked for anything; nothing comes of it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return SPECIAL.get(name) or self

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        decorates = len(arguments) == 1 and not named and callable(arguments[0])
        return arguments[0] if decorates else self

    def __getitem__(self, place: Any) -> Inert:
        return self

    def __setitem__(self, place: Any, value: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __enter__(self) -> Inert:
        return self

    def __exit__(self, *exception: object) -> None:
        pass


def _subplots(rows: Any = 1, columns: Any = 1, *_: Any, squeeze: bool = True, **named: Any) -> tuple[Inert, Any]:
    """A figure, and as many axes as are unpacked from it."""
    axes = np.empty((named.get("nrows", rows), named.get("ncols", columns)), object)
    axes.fill(Inert())
    if not squeeze:
        return Inert(), axes
    return Inert(), axes.squeeze() if axes.size > 1 else axes[0, 0]


def _plot(*_: Any, **__: Any) -> list[Inert]:
    return [Inert()]


def _hist(*_: Any, **__: Any) -> tuple[Inert, Inert, Inert]:
    return Inert(), Inert(), Inert()


def _itself(iterable: Any = (), *_: Any, **__: Any) -> Any:
    return iterable


def _range(*arguments: Any, **_: Any) -> range:
    return range(*arguments)


# What is unpacked or looped over where students use it.
SPECIAL = {"subplots": _subplots, "plot": _plot, "hist": _hist, "tqdm": _itself, "trange": _range}
