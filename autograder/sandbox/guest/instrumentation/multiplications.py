"""Counts the multiplications in products of arrays, work that costs hardly any bytecodes.

The function is called again, on arrays that count their products, as do all arrays made from them. That call is only
for the count: its answer and output are dropped, so a function that fails on such an array, or detects it, keeps its
answer. During the call, all arrays that NumPy's functions return count as well, even those of ``np.asarray``, under
whatever names the submission's modules have for these functions.

NumPy functions whose cost is known here run on plain arrays, so that the functions they call are not counted again. All
others run on counting arrays.
"""

from __future__ import annotations

import contextlib
import functools
import io
import math
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.sandbox.guest.instrumentation import einsum

CONTRACTIONS = frozenset({"matmul", "vecdot", "matvec", "vecmat"})  # ufuncs that sum over the first array's last axis
ELEMENTWISE = frozenset({"multiply", "square", "power", "float_power"})
PAIRINGS = frozenset({"dot", "inner", "kron", "outer", "tensordot", "vdot"})  # each axis is one array's, or summed over
FUNCTIONS = FunctionType, BuiltinFunctionType, type(np.dot)  # classes and ufuncs are none
PACKAGES = frozenset({"numpy", "autograder", *sys.stdlib_module_names} - {"__main__"})
Replaced = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]
COUNTING = threading.local()  # `kind`: the class of arrays made in this thread; other threads make plain ones


def multiplications(function: Callable[..., Any], arguments: Sequence[Any]) -> int | None:
    """The number of multiplications in products of arrays during a call; None if it raises on counting arrays.

    Parameters
    ----------
    function : callable
        The function.
    arguments : sequence
        The arguments, which the function may change: they must not be used afterwards.
    """

    class Counting(_Counting):
        """A class for this call alone: arrays that the function keeps do not add to later calls."""

        total = 0

    try:
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            _all_arrays_counting(Counting, function),
        ):
            function(*(_as(Counting, argument) for argument in arguments))
    except Exception:
        return None
    return Counting.total


class _Counting(np.ndarray):
    """An array whose products add to the total of its class."""

    total: int

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **named: Any) -> Any:
        result = self._computed(getattr(ufunc, method), inputs, named)
        type(self).total += _of_ufunc(ufunc.__name__, method, inputs, result)
        return result

    def __array_function__(self, function: Any, types: Any, arguments: Any, named: Any) -> Any:
        name = function.__name__
        if name not in PAIRINGS and name != "einsum":  # it has no product, or is written in those that are counted
            return _as(type(self), super().__array_function__(function, types, arguments, named))
        result = self._computed(function, arguments, named)
        if name == "einsum":
            type(self).total += einsum.einsum_multiplications(*map(_plain, arguments), **named)
        else:
            first, second = [*arguments, *(named[each] for each in ("a", "b") if each in named)][:2]
            type(self).total += _of_pair(first, second, result)
        return result

    def view(self, *arguments: Any, **named: Any) -> Any:
        """A view, which counts; ``view(np.ndarray)`` would not."""
        return _as(type(self), super().view(*arguments, **named))

    def astype(self, *arguments: Any, **named: Any) -> Any:
        """A copy of another dtype, which counts; one with ``subok=False`` would not."""
        return _as(type(self), super().astype(*arguments, **named))

    def dot(self, b: Any, out: Any = None) -> Any:
        """``np.dot``, which counts; NumPy's own method would not."""
        return np.dot(self, b, out)

    def _computed(self, function: Callable[..., Any], arguments: Sequence[Any], named: Mapping[str, Any]) -> Any:
        """The result of a function on plain arrays, as counting arrays. An array passed as `out` is returned itself."""
        plain = [_plain(each) for each in arguments]
        plain_named = {name: _plain(value) for name, value in named.items()}
        result = function(*plain, **plain_named)
        out = named.get("out")
        written = [*zip(arguments, plain, strict=True), *zip(_tuple(out), _tuple(plain_named.get("out")), strict=True)]
        for given, view in written:
            if result is view:
                return given
        return _as(type(self), result)


@contextlib.contextmanager
def _all_arrays_counting(kind: type[_Counting], function: Callable[..., Any]) -> Iterator[None]:
    """Inside this context, arrays that NumPy's functions return in this thread count."""
    replaced, counting = list(_numpys()), _counting_by_identity()
    for names in _submitted_namespaces(function):
        bound = {name: value for name, value in names.items() if id(value) in counting}
        replaced.append((names, bound, {name: counting[id(value)] for name, value in bound.items()}))
    COUNTING.kind = kind
    for names, _, ours in replaced:
        names.update(ours)
    try:
        yield
    finally:
        COUNTING.kind = None
        for names, originals, _ in replaced:
            names.update(originals)


def _submitted_namespaces(function: Callable[..., Any]) -> list[dict[str, Any]]:
    """The namespaces of a function's module, and of other submitted modules that it refers to."""
    found: dict[int, dict[str, Any]] = {}
    todo = [getattr(function, "__globals__", {})]
    while todo:
        names = todo.pop()
        if id(names) in found or _is_of_a_package(names):
            continue
        found[id(names)] = names
        for value in names.values():
            if isinstance(value, FunctionType):
                todo.append(value.__globals__)
            elif isinstance(value, ModuleType):
                todo.append(vars(value))
    return list(found.values())


def _is_of_a_package(names: Mapping[str, Any]) -> bool:
    """Whether a namespace belongs to the standard library, an installed package or the engine."""
    top = str(names.get("__name__", "")).partition(".")[0]
    return top in PACKAGES or "site-packages" in str(names.get("__file__", ""))


@functools.cache
def _numpys() -> tuple[Replaced, ...]:
    """NumPy's namespaces, each with its functions and the counting functions that replace them."""
    found = []
    for module in (np, np.linalg):
        originals = {name: value for name, value in vars(module).items() if isinstance(value, FUNCTIONS)}
        found.append((vars(module), originals, {name: _counting_function(each) for name, each in originals.items()}))
    return tuple(found)


@functools.cache
def _counting_by_identity() -> Mapping[int, Callable[..., Any]]:
    """The counting function for each of NumPy's functions, by its identity."""
    return {id(value): ours[name] for _, originals, ours in _numpys() for name, value in originals.items()}


def _counting_function(original: Callable[..., Any]) -> Callable[..., Any]:
    """A NumPy function that returns arrays of the class that counts in this thread."""

    @functools.wraps(original)
    def made(*arguments: Any, **named: Any) -> Any:
        result = original(*arguments, **named)
        kind = getattr(COUNTING, "kind", None)
        return result if kind is None else _as(kind, result)

    return made


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return np.ndarray.view(value, np.ndarray) if isinstance(value, _Counting) else value


def _as(kind: type[_Counting], value: Any) -> Any:
    """A value with its plain arrays converted to another class."""
    if type(value) in (list, tuple):
        return type(value)(_as(kind, item) for item in value)
    return value.view(kind) if type(value) is np.ndarray else value


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _of_ufunc(name: str, method: str, inputs: Sequence[Any], result: Any) -> int:
    if name in CONTRACTIONS:
        return int(np.size(result) * np.shape(inputs[0])[-1])
    if name in ELEMENTWISE:
        return int(np.size(result if method in {"__call__", "outer"} else inputs[0]))
    return 0


def _of_pair(first: Any, second: Any, result: Any) -> int:
    """The product M · K · N, from the sizes M · K and K · N of the arrays and M · N of the result."""
    return math.isqrt(np.size(first) * np.size(second) * np.size(result))


_counting_by_identity()  # prepared at import: workers are forked from a process that has done that
