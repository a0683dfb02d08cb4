"""Fingerprints of answers: whether an answer is the one that was kept can be told, and not what that one was.

Two answers are the same one within a relative tolerance, and a digest knows no tolerance. So every array is rounded
down to a grid of its own, laid where none of its numbers is near an edge: whatever is within the tolerance falls into
the same cells. Of the array itself only the grid is kept: the power of 2 that is its step, and how far it is moved.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.diagnosis.evidence import numbers

DIGEST = 6  # bytes: of a million comparisons with another answer, one in 300 million takes it for this one
GRID = struct.Struct("<hH")  # the exponent of the step, and how far the grid is moved, in PARTS of a step
PARTS = 1 << 16
SMALLEST = -1074  # the exponent of the smallest number there is
FARTHEST = 2.0**62  # cells from 0; what lies beyond is in the last one
NOT_FINITE = -(1 << 63)


class NotComparable(Exception):
    """A value that is the same as no other: a text, say, or an object."""


@dataclass(frozen=True)
class Grid:
    """Where an array is rounded down: at (k - offset / PARTS) times 2 ** exponent, for every integer k."""

    exponent: int
    offset: int

    @classmethod
    def of(cls, array: np.ndarray, rtol: float) -> Grid:
        """The grid for an array: no number of it is nearer to an edge than `rtol` times the largest.

        Among n numbers on a circle there are two neighbours, n-th part of it apart or more; the edge is put between.
        """
        finite = array[np.isfinite(array)]
        scale = float(np.abs(finite).max(initial=0.0))
        if not scale * rtol:
            return cls(SMALLEST, 0)
        _, exponent = np.frexp(4 * finite.size * rtol * scale)
        within = np.sort(np.ldexp(finite, -int(exponent)) % 1.0)
        gaps = np.diff(within, append=within[0] + 1.0)
        widest = int(np.argmax(gaps))
        edge = (within[widest] + gaps[widest] / 2) % 1.0
        return cls(int(exponent), round((1.0 - edge) * PARTS) % PARTS)

    def cells(self, array: np.ndarray) -> np.ndarray:
        """The number of the cell that each number of an array lies in."""
        with np.errstate(all="ignore"):
            places = np.floor(np.ldexp(array, -self.exponent) + self.offset / PARTS)
            whole = np.clip(np.nan_to_num(places), -FARTHEST, FARTHEST).astype("<i8")
        return np.where(np.isfinite(array), whole, NOT_FINITE).astype("<i8")


def fingerprint(value: Any, rtol: float, salt: bytes) -> str:
    """A short text that `matches` knows the value by again.

    Parameters
    ----------
    value : any
        An answer: arrays or numbers, or lists of them.
    rtol : float
        What differs by less than this, relative to the largest number of its array, is the same.
    salt : bytes
        The same answer has another fingerprint with another salt.

    Raises
    ------
    NotComparable
        If the value holds anything else than numbers.
    """
    form, arrays = _taken_apart(value)
    grids = [Grid.of(array, rtol) for array in arrays]
    kept = _digest(form, arrays, grids, salt) + b"".join(GRID.pack(each.exponent, each.offset) for each in grids)
    return base64.b64encode(kept).decode().rstrip("=")


def matches(kept: str, value: Any, salt: bytes) -> bool:
    """Whether a value is the one whose fingerprint was kept."""
    try:
        form, arrays = _taken_apart(value)
    except NotComparable:
        return False
    content = base64.b64decode(kept + "=" * (-len(kept) % 4))
    digest, grids = content[:DIGEST], [Grid(*each) for each in GRID.iter_unpack(content[DIGEST:])]
    return len(grids) == len(arrays) and _digest(form, arrays, grids, salt) == digest


def _taken_apart(value: Any) -> tuple[str, list[np.ndarray]]:
    """The form of a value, shapes and all, and its arrays in their order."""
    if value is None:
        return "-", []
    array = numbers(value)
    if array is not None:
        return str(array.shape), [array]
    if not isinstance(value, list | tuple):
        raise NotComparable
    parts = [_taken_apart(part) for part in value]
    return f"[{' '.join(form for form, _ in parts)}]", [array for _, arrays in parts for array in arrays]


def _digest(form: str, arrays: list[np.ndarray], grids: list[Grid], salt: bytes) -> bytes:
    digest = hashlib.blake2b(form.encode(), digest_size=DIGEST, key=salt)
    for array, grid in zip(arrays, grids, strict=True):
        digest.update(grid.cells(array).tobytes())
    return digest.digest()
