"""A digest of what came back from a call, by which equal wrong answers are found over a class.

Numbers are rounded before they are hashed, since one mistake in two orders of operations differs in the last digits.
Any rounding has edges, with two neighbours on either side. They lie where right and wrong answers rarely do:

- A cell is 2**-12 of the largest number that was asked for, the same for every submission. What is larger than that is
  rounded to 12 bits of its own, since its last digits are as uncertain as it is large.
- The edges are moved off the middle by the golden ratio, so that no fraction that people meet lies on one, be it
  decimal or binary, and zero lies well within its cell.

So two answers that differ as reordered float64 computations do, by some 1e-13 of that scale, fall apart at one number
in 10**9; in float32 at one in some hundreds. There is a digest for each case: where one case falls apart, the others
of the check still agree.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring import Answer
from autograder.judging.coerce import StructureMismatch, coerce_like, leaves
from autograder.judging.verdict import Verdict

LENGTH = 12  # hexadecimal digits
BITS = 12
GOLDEN = (math.sqrt(5) - 1) / 2
SMALLEST_EXPONENT = -1000  # below that, a cell is no number any more
NUMBERS = "biuf"


def answer_digest(outcome: Answer | Verdict, template: Any) -> str:
    """A hash of one answer, or of why there is none.

    Parameters
    ----------
    outcome : Answer or Verdict
        What came back.
    template : array, list or dict
        What was asked for: the scale of its numbers is that of rounding.
    """
    digest = hashlib.sha256()
    for part in _parts(outcome, template):
        digest.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()[:LENGTH]


def _parts(outcome: Answer | Verdict, template: Any) -> Iterator[object]:
    if isinstance(outcome, Verdict):
        yield from ("none", outcome.status, outcome.redacted)
        return
    yield from ("answer", outcome.changed, outcome.shared, outcome.idle, outcome.overwrote)
    asked = [array for _, array in leaves(template)]
    try:
        found = [array for _, array in leaves(coerce_like(outcome.value, template))]
    except StructureMismatch:  # then its form tells it from others
        scale = max(map(_largest, asked), default=0.0)
        yield from _of_any_form(outcome.value, scale)
        return
    for array, like in zip(found, asked, strict=True):
        yield from _of_array(array, _largest(like))


def _of_any_form(value: Any, scale: float) -> Iterator[object]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield ("key", str(key))
            yield from _of_any_form(item, scale)
    elif isinstance(value, list | tuple):
        yield ("several", len(value))
        for item in value:
            yield from _of_any_form(item, scale)
    elif isinstance(value, np.ndarray | np.generic | int | float | complex) and not _is_too_large(value):
        yield from _of_array(np.asarray(value), scale)
    else:
        yield (type(value).__name__, str(value))


def _of_array(array: np.ndarray, scale: float) -> Iterator[object]:
    yield array.shape
    if array.dtype.kind == "c":
        yield from (_rounded(part, scale).tobytes() for part in (array.real, array.imag))
    elif array.dtype.kind in NUMBERS:
        yield _rounded(array, scale).tobytes()
    else:
        yield str(array.dtype)


def _rounded(array: np.ndarray, scale: float) -> np.ndarray:
    """The numbers by the cells that they lie in; infinities and NaN as they are."""
    values = np.ascontiguousarray(array, dtype="<f8")
    # The edges of the scale itself are moved, too: it may be computed a digit otherwise elsewhere.
    coarsest = math.frexp(scale * (1 + GOLDEN))[1] if 0 < scale < math.inf else 1
    finite = np.where(np.isfinite(values), values, 0.0)
    exponents = np.maximum(np.frexp(finite)[1], max(coarsest, SMALLEST_EXPONENT))
    cells = np.ldexp(1.0, exponents - 1 - BITS)
    rounded = np.floor(finite / cells + GOLDEN) * cells
    return np.where(np.isfinite(values), rounded, np.where(np.isnan(values), np.nan, values)) + 0.0


def _largest(array: np.ndarray) -> float:
    return float(np.abs(array).max(initial=0.0)) if array.dtype.kind in NUMBERS else 0.0


def _is_too_large(value: Any) -> bool:
    """Whether this is an integer that no float holds."""
    return isinstance(value, int) and abs(value) > 2**1000
