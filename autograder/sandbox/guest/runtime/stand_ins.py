"""Replaces packages that draw, display and report progress by stand-ins that do nothing.

A worker has no screen and no second thread, and a package that is missing or takes a second to import must not cost a
right answer anything.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.sandbox.guest.runtime import progress_bars
from autograder.sandbox.guest.runtime.inert import Base, Inert

# The modules with which a student's notebook checks itself and draws; the second is their name up to version 0.1.
OURS = ("autograder.student", "autograder.kernel")
NAMES = """
IPython alive_progress altair bokeh curses cycler google ipywidgets marimo matplotlib mpl_toolkits numba otter plotly
pylab rich seaborn tkinter tqdm turtle wandb
""".split()  # noqa: SIM905  # names read best as one text
# The names that `import *` imports; from pylab, it also imports all of NumPy's.
STARRED = """
axhline axis axvline bar barh clf cla close colorbar contour contourf errorbar figure fill_between gca gcf grid hist
imshow legend loglog matshow pcolormesh pie plot savefig scatter semilogx semilogy show step subplot subplots
subplots_adjust suptitle text tick_params tight_layout title xlabel xlim xscale xticks ylabel ylim yscale yticks
""".split()  # noqa: SIM905
COLORS = [f"#{level:02x}{level:02x}{level:02x}" for level in range(0, 250, 25)]


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds these packages and every module in them that is imported."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] in NAMES or ".".join(name.split(".")[:2]) in OURS:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def exec_module(self, module: ModuleType) -> None:
        def attribute(name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return SPECIAL[name] if name in SPECIAL else Inert(name)

        module.__dict__.update({"__getattr__": attribute, "__all__": [], "__version__": "0"})
        if module.__name__ in {"matplotlib.pyplot", "pylab", "matplotlib.pylab"}:
            module.__dict__["__all__"] = [*STARRED]
        if module.__name__ == "matplotlib.cm":
            module.__dict__["__getattr__"] = SPECIAL["cm"].__getattr__
        if module.__name__.endswith("pylab"):
            module.__dict__.update({name: getattr(np, name) for name in np.__all__}, np=np, numpy=np)
            module.__dict__["__all__"] += [name for name in np.__all__ if name not in STARRED]
        if module.__name__.startswith("tqdm"):
            module.__dict__["__all__"] = list(progress_bars.NAMES)
        if module.__name__.startswith("seaborn"):
            module.__dict__["color_palette"] = module.__dict__["husl_palette"] = _palette


class Colormap(Inert):
    """Returns a colour for every number."""

    N = 256
    colors = COLORS

    def __call__(self, values: Any = 0.0, *_: Any, **__: Any) -> Any:
        shape = np.shape(values)
        return np.zeros((*shape, 4)) if shape else (0.0, 0.0, 0.0, 1.0)


class Colormaps(Inert):
    """All colormaps by name: `cm.viridis`, `colormaps["viridis"]`, `get_cmap("viridis", 5)`."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self if name == "get_cmap" else Colormap(name)

    def __getitem__(self, place: Any) -> Colormap:
        return Colormap("colormap")

    def __call__(self, *_: Any, **__: Any) -> Colormap:
        return Colormap("colormap")


class Settings(dict[str, Any]):
    """Matplotlib's settings; every name exists."""

    def __missing__(self, name: str) -> Any:
        return ColorCycle("prop_cycle") if name == "axes.prop_cycle" else Inert(name)


class ColorCycle(Inert):
    """The colours that lines are drawn in, one after another."""

    def by_key(self) -> dict[str, list[str]]:
        return {"color": COLORS}

    def __len__(self) -> int:
        return len(COLORS)

    def __iter__(self) -> Any:
        return iter([{"color": color} for color in COLORS])


def _subplots(rows: Any = 1, columns: Any = 1, *_: Any, squeeze: bool = True, **named: Any) -> tuple[Inert, Any]:
    """A figure, and as many axes as the caller unpacks."""
    axes = _figure_subplots(rows, columns, squeeze=squeeze, **named)
    return Inert("figure"), axes


def _figure_subplots(rows: Any = 1, columns: Any = 1, *_: Any, squeeze: bool = True, **named: Any) -> Any:
    axes = np.empty((int(named.get("nrows", rows)), int(named.get("ncols", columns))), object)
    axes.fill(Inert("axes", subplots=_figure_subplots))
    if not squeeze:
        return axes
    return axes.squeeze() if axes.size > 1 else axes[0, 0]


def _palette(_: Any = None, n_colors: Any = 10, *__: Any, **___: Any) -> list[str]:
    count = int(n_colors)
    return (COLORS * (count // len(COLORS) + 1))[:count]


def _compiled(*arguments: Any, **_: Any) -> Any:
    """Numba's decorators, with arguments or without: the function itself."""
    if len(arguments) == 1 and callable(arguments[0]) and not isinstance(arguments[0], Inert):
        return arguments[0]
    return lambda function: function


def is_stand_in(value: Any) -> bool:
    """Whether a value is a stand-in or part of one, or holds such values, as an array of axes does."""
    kind = type(value)  # nothing of a student's own class is called here
    if kind is ModuleType:
        return isinstance(getattr(value.__spec__, "loader", None), Finder)
    if kind in {list, tuple} and value:
        return issubclass(type(value[0]), KINDS)
    if kind is np.ndarray and value.dtype == object and value.size:
        return issubclass(type(value.flat[0]), KINDS)
    return issubclass(kind, KINDS) or (kind is FunctionType and value.__module__ in HOMES)


KINDS = (Inert, Base, Settings, progress_bars.ProgressBar)
HOMES = {__name__, progress_bars.__name__}

# Results that students loop over, unpack or compute with.
SPECIAL: dict[str, Any] = {
    "subplots": _subplots,
    "cm": Colormaps("cm"),
    "colormaps": Colormaps("colormaps"),
    "get_cmap": Colormaps("get_cmap"),
    "rcParams": Settings(),
    "jit": _compiled,
    "njit": _compiled,
    "prange": range,
    "vectorize": lambda *_, **__: np.vectorize,
    **progress_bars.NAMES,
}
