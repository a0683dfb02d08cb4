"""Counts the multiplications of an ``einsum``."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

Labels = list[Hashable]


def einsum_multiplications(*operands: Any, optimize: Any = False, **_: Any) -> int:
    """The number of multiplications in ``np.einsum(*operands, optimize=optimize)``, in either form of its arguments.

    Without `optimize`, NumPy multiplies all arrays at once for all combinations of labels; with it, a few at a time.
    """
    arrays, labels, output = _read(operands)
    sizes: dict[Hashable, int] = {}
    for array, names in zip(arrays, labels, strict=True):
        for name, size in zip(names, np.shape(array), strict=True):
            sizes[name] = max(size, sizes.get(name, 0))
    path = np.einsum_path(*operands, optimize=optimize)[0][1:] if optimize else [tuple(range(len(arrays)))]
    pending, total = [set(names) for names in labels], 0
    for places in path:
        taken = [pending.pop(place) for place in sorted(places, reverse=True)]
        together = set().union(*taken)
        total += math.prod(sizes[name] for name in together) * (len(taken) - 1)
        pending.append(together & set(output).union(*pending))
    return total


def _read(operands: Sequence[Any]) -> tuple[list[Any], list[Labels], Labels]:
    """The arrays, the labels of the axes of each, and those of the result."""
    if isinstance(operands[0], str):
        inputs, arrow, result = operands[0].partition("->")
        arrays, written = list(operands[1:]), [_letters(text) for text in inputs.split(",")]
        output = _letters(result) if arrow else None
    else:
        pairs = len(operands) // 2 * 2
        arrays, written = list(operands[0:pairs:2]), [list(names) for names in operands[1:pairs:2]]
        output = list(operands[-1]) if len(operands) > pairs else None
    labels = [_named(names, np.ndim(array)) for names, array in zip(written, arrays, strict=True)]
    seen = Counter(name for names in labels for name in names)
    dotted: Labels = [name for name in seen if isinstance(name, tuple)]
    if output is None:
        output = [name for name, times in seen.items() if times == 1]
    return arrays, labels, [*output, *dotted]


def _letters(text: str) -> Labels:
    return [... if name == "..." else name for name in re.findall(r"\.\.\.|[A-Za-z]", text)]


def _named(names: Labels, ndim: int) -> Labels:
    """The labels with an ellipsis expanded to axes, which are counted from the last, as in broadcasting."""
    if ... not in names:
        return names
    place, more = names.index(...), ndim - len(names) + 1
    return [*names[:place], *((..., axis) for axis in range(more, 0, -1)), *names[place + 1 :]]
