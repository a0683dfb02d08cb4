"""Counting the multiplications in products of arrays: work that costs next to no bytecodes.

A function is called once more, on arrays that count: what is made from them counts as well. That call is for the count
alone. Its answer is dropped and so is what it prints, so that a function that stumbles over such an array, or finds
it out, has answered before. Where an array is made plain (``np.asarray``), its products are not counted: less is
found than was done, never more.

A function of NumPy's whose work is known here runs on plain arrays, so that what it calls in turn is not counted again;
all others run as they are written, and what they call counts.
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
    """The multiplications that a call does in products of arrays; None where it raises on arrays that count.

    `arguments` are no longer to be used afterwards: the function may have changed them.
    """

    class Counting(_Counting):
        """Of this call alone: what the function leaves behind adds to no other call."""

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
            type(self).total += einsum.multiplications(*map(_plain, arguments), **named)
        else:
            first, second = [*arguments, *(named[each] for each in ("a", "b") if each in named)][:2]
            type(self).total += _of_pair(first, second, result)
        return result

    def dot(self, b: Any, out: Any = None) -> Any:
        """As ``np.dot``, which NumPy's own method goes past."""
        return np.dot(self, b, out)

    def _computed(self, function: Callable[..., Any], arguments: Sequence[Any], named: Mapping[str, Any]) -> Any:
        """What a function makes of plain arrays, as arrays that count; what it was to write into comes back itself."""
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
    """The value with its plain arrays as those of another kind."""
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
    """M · K · N, where the first has M · K numbers, the second K · N, and the result M · N."""
    return math.isqrt(np.size(first) * np.size(second) * np.size(result))
