"""Fingerprints of answers, by which a recorded answer can be recognised, but not reconstructed.

Two answers count as the same within a relative tolerance, but digests are only equal for equal values. So each array is
rounded down to its own grid, placed so that none of its numbers is near an edge: numbers within the tolerance fall into
the same cells. Besides the digest, only the grid is stored: its step, a power of 2, and its offset.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from typing import Any

import numpy as np

from autograder.diagnosis.evidence import numbers
from autograder.immutable import immutable

DIGEST = 6  # bytes: of a million comparisons with another answer, one in 300 million takes it for this one
GRID = struct.Struct("<hH")  # the exponent of the step, and how far the grid is moved, in PARTS of a step
PARTS = 1 << 16
SMALLEST = -1074  # the exponent of the smallest positive float
FARTHEST = 2.0**62  # cells from 0; numbers beyond are in the last one
NOT_FINITE = -(1 << 63)


class NotComparable(Exception):
    """A value that cannot be compared, such as a string or an object."""


@immutable
class Grid:
    """The grid to which an array is rounded down: (k - offset / PARTS) * 2 ** exponent, for every integer k."""

    exponent: int
    offset: int

    @classmethod
    def of(cls, array: np.ndarray, rtol: float) -> Grid:
        """The grid for an array, none of whose numbers is nearer to an edge than `rtol` times the largest.

        Modulo the step, n numbers lie on a circle, so two neighbours are at least 1/n of it apart. The edge is halfway
        between them.

        Parameters
        ----------
        array : array, shape (...)
            The array.
        rtol : float
            The tolerance, relative to its largest number.
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
        """The index of the cell of each number in an array, with the array's shape."""
        with np.errstate(all="ignore"):
            places = np.floor(np.ldexp(array, -self.exponent) + self.offset / PARTS)
            whole = np.minimum(np.maximum(places, -FARTHEST), FARTHEST).astype("<i8")
        finite = np.isfinite(array)
        return whole if finite.all() else np.where(finite, whole, NOT_FINITE).astype("<i8")


def fingerprint(value: Any, rtol: float, salt: bytes) -> str:
    """A short text by which `matches` recognises a value.

    Parameters
    ----------
    value : any
        An answer: arrays or numbers, or lists of them.
    rtol : float
        The difference, relative to the largest number of an array, below which answers count as the same.
    salt : bytes
        The key of the digest: with another one, the same answer has another fingerprint.

    Raises
    ------
    NotComparable
        If the value holds anything but numbers.
    """
    form, arrays = taken_apart(value)
    grids = [Grid.of(array, rtol) for array in arrays]
    kept = _digest(form, arrays, grids, salt) + b"".join(GRID.pack(each.exponent, each.offset) for each in grids)
    return base64.b64encode(kept).decode().rstrip("=")


def matches(kept: str, value: Any, salt: bytes) -> bool:
    """Whether a value has a recorded fingerprint.

    Parameters
    ----------
    kept : str
        The recorded fingerprint.
    value : any
        The value.
    salt : bytes
        The salt of the fingerprint.
    """
    try:
        form, arrays = taken_apart(value)
    except NotComparable:
        return False
    content = base64.b64decode(kept + "=" * (-len(kept) % 4))
    digest, grids = content[:DIGEST], [Grid(*each) for each in GRID.iter_unpack(content[DIGEST:])]
    return len(grids) == len(arrays) and _digest(form, arrays, grids, salt) == digest


def taken_apart(value: Any) -> tuple[str, list[np.ndarray]]:
    """The structure of a value with all shapes, and its arrays in order.

    Returns
    -------
    (str, list of array)
        The arrays have the shapes that the structure names.

    Raises
    ------
    NotComparable
        If the value holds anything but numbers.
    """
    if value is None:
        return "-", []
    array = numbers(value)
    if array is not None:
        return str(array.shape), [array]
    if not isinstance(value, list | tuple):
        raise NotComparable
    parts = [taken_apart(part) for part in value]
    return f"[{' '.join(form for form, _ in parts)}]", [array for _, arrays in parts for array in arrays]


def _digest(form: str, arrays: list[np.ndarray], grids: list[Grid], salt: bytes) -> bytes:
    digest = hashlib.blake2b(form.encode(), digest_size=DIGEST, key=salt)
    for array, grid in zip(arrays, grids, strict=True):
        digest.update(grid.cells(array).tobytes())
    return digest.digest()
