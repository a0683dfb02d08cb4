"""Counts the multiplications in products of arrays, work that costs hardly any bytecodes.

The function is called once more, on arrays that count their products, as do all arrays made from them. That call is
for the count alone: its answer and output are dropped, since a function that fails on such an array, or detects it, has
given its answer before. Products of an array that was converted to a plain one (``np.asarray``) are not counted: the
count may be too small, but never too large.

NumPy functions whose work is known here run on plain arrays, so that the functions they call do not count again. All
others run on counting arrays.
"""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.sandbox.guest.instrumentation import einsum

CONTRACTIONS = frozenset({"matmul", "vecdot", "matvec", "vecmat"})  # ufuncs that sum along the last axis of the first
PAIRINGS = frozenset({"dot", "inner", "kron", "outer", "tensordot", "vdot"})  # an axis is one array's own, or summed


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
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
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


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value.view(np.ndarray) if isinstance(value, _Counting) else value


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
    if name == "multiply":
        return int(np.size(result if method in {"__call__", "outer"} else inputs[0]))
    return 0


def _of_pair(first: Any, second: Any, result: Any) -> int:
    """The product M · K · N, from the sizes M · K and K · N of the arrays and M · N of the result."""
    return math.isqrt(np.size(first) * np.size(second) * np.size(result))
