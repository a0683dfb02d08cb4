"""Digests of answers, by which equal wrong answers are found across a class.

Numbers are rounded before hashing, because the same mistake in another order of operations differs in the last digits.
Rounding divides the numbers into cells, and two almost equal numbers on either side of an edge get different digests.
So the edges are placed where answers rarely lie:

- The width of a cell is 2**-12 of the largest expected number, the same for every submission. A number above that
  scale is rounded to 12 significant bits, because the error of a computed number grows with its size.
- The edges are shifted by the golden ratio, so that no common fraction, decimal or binary, lies on one, and zero lies
  well within its cell.

Two answers that differ as reordered float64 computations do, by some 1e-13 of that scale, get different digests for
one number in 10**9; in float32, for one in a few hundred. Each case has its own digest, so a difference in one case
leaves those of the others equal.
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
SMALLEST_EXPONENT = -1000  # a smaller cell would underflow to 0
NUMBERS = "biuf"


def answer_digest(outcome: Answer | Verdict, template: Any) -> str:
    """A hash of one answer, or of the reason why there is none.

    Parameters
    ----------
    outcome : Answer or Verdict
        The answer, or why there is none.
    template : array, list or dict
        The expected value; its largest number is the scale of the rounding.
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
    expected = [array for _, array in leaves(template)]
    try:
        found = [array for _, array in leaves(coerce_like(outcome.value, template))]
    except StructureMismatch:  # its own structure is hashed instead
        scale = max(map(_largest, expected), default=0.0)
        yield from _of_any_form(outcome.value, scale)
        return
    for array, like in zip(found, expected, strict=True):
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
    """The numbers rounded to their cells; infinities and NaN unchanged."""
    values = np.ascontiguousarray(array, dtype="<f8")
    # The edges of the scale itself are shifted, too: another machine may compute it with another last digit.
    coarsest = math.frexp(scale * (1 + GOLDEN))[1] if 0 < scale < math.inf else 1
    finite = np.where(np.isfinite(values), values, 0.0)
    exponents = np.maximum(np.frexp(finite)[1], max(coarsest, SMALLEST_EXPONENT))
    cells = np.ldexp(1.0, exponents - 1 - BITS)
    with np.errstate(over="ignore"):  # the largest number of all is rounded to infinity
        rounded = np.floor(finite / cells + GOLDEN) * cells
    return np.where(np.isfinite(values), rounded, np.where(np.isnan(values), np.nan, values)) + 0.0


def _largest(array: np.ndarray) -> float:
    return float(np.abs(array).max(initial=0.0)) if array.dtype.kind in NUMBERS else 0.0


def _is_too_large(value: Any) -> bool:
    """Whether this is an integer beyond the range of floats."""
    return isinstance(value, int) and abs(value) > 2**1000
