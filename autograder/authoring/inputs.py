"""Drawing inputs."""

from __future__ import annotations

import numpy as np

KINK_DISTANCE = 1e-3


def away_from_zero(
    rng: np.random.Generator, shape: tuple[int, ...] | int, *, distance: float = KINK_DISTANCE
) -> np.ndarray:
    """Normal draws of both signs, none of them nearer to 0 than `distance`.

    Parameters
    ----------
    rng : np.random.Generator
        The generator.
    shape : int or tuple of int
        The shape of the result.
    distance : float
        The smallest absolute value.

    Returns
    -------
    array, shape `shape`
    """
    values = rng.normal(size=shape)
    return np.asarray(values + np.copysign(distance, values))


def is_off_the_kink(*arrays: np.ndarray, distance: float = KINK_DISTANCE) -> bool:
    """Whether no number of these arrays is nearer to 0 than `distance`."""
    return all(np.abs(array).min() >= distance for array in arrays)


def has_both_signs(*arrays: np.ndarray) -> bool:
    """Whether each array has positive and negative numbers."""
    return all((array > 0).any() and (array < 0).any() for array in arrays)


def integers(rng: np.random.Generator, shape: tuple[int, ...] | int, *, largest: int = 4) -> np.ndarray:
    """Integers of both signs between -`largest` and `largest`, without 0.

    Parameters
    ----------
    rng : np.random.Generator
        The generator.
    shape : int or tuple of int
        The shape of the result.
    largest : int
        The largest absolute value.

    Returns
    -------
    array, shape `shape`
    """
    return np.asarray(rng.integers(1, largest + 1, size=shape) * rng.choice([-1, 1], size=shape))


def one_decimal(rng: np.random.Generator, shape: tuple[int, ...] | int, *, largest: float = 2.0) -> np.ndarray:
    """Numbers of both signs with one decimal, without 0, which are easy to read and to copy.

    Parameters
    ----------
    rng : np.random.Generator
        The generator.
    shape : int or tuple of int
        The shape of the result.
    largest : float
        The largest absolute value.

    Returns
    -------
    array, shape `shape`
    """
    return integers(rng, shape, largest=round(10 * largest)) / 10


def generator(rng: np.random.Generator) -> np.random.Generator:
    """A new generator with its own seed, to be passed to a function."""
    return np.random.default_rng(int(rng.integers(2**62)))
