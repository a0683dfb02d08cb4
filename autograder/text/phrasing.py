"""Numbers, shapes and places in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

MOST_NAMED = 3  # guesses at a misspelled name
SMALL = 1e-6  # shown as 0 beside larger numbers
SHOWN = 24  # numbers of an array that are shown side by side; more would hide the one that matters


def plural(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: ``1 axis``, ``2 axes``.

    Parameters
    ----------
    number : int
        How many there are.
    singular : str
        The noun.
    plural : str
        Its plural; by default the singular with an s.
    """
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def listed(words: Iterable[object], most: int | None = None) -> str:
    """Words joined as in a sentence: ``a``, ``a and b``, ``a, b and c``; beyond `most`, ``a, b and 3 more``."""
    *first, last = map(str, words)
    if most is not None and len(first) + 1 > most:
        first, last = [*first, last][:most], f"{len(first) + 1 - most} more"
    return f"{', '.join(first)} and {last}" if first else last


def not_known(kind: str, word: object, known: Sequence[str]) -> str:
    """The message about an unknown word, with a guess: ``There is no exercise maen. Did you mean mean?``

    Parameters
    ----------
    kind : str
        What the word should name, such as ``exercise``.
    word : object
        The word as it was typed.
    known : sequence of str
        The words that exist.
    """
    typed = str(word).lower().replace("-", "_")
    meant = difflib.get_close_matches(typed, known, n=1) or [name for name in known if typed in name][:MOST_NAMED]
    guess = f" Did you mean {' or '.join(meant)}?" if meant else ""
    return f"There is no {kind} {word}.{guess}"


def shape_in_words(shape: tuple[int, ...]) -> str:
    """A shape as NumPy writes it, with an explanation if it is that of a single number."""
    return str(tuple(int(length) for length in shape)) if shape else "() (a single number)"


def place(index: tuple[int, ...]) -> str:
    """The place of a value in an array: `` at [0, 1]``; empty for a single number."""
    return f" at [{', '.join(map(str, index))}]" if index else ""


def number(value: Any) -> str:
    """A number with six significant digits; True and False as they are."""
    return str(value) if isinstance(value, bool | np.bool_) else f"{float(value) + 0.0:.6g}"


def percent(share: float) -> str:
    """A share of one, in whole percent; 0 % and 100 % are exact."""
    rounded = round(100 * share)
    if rounded == 100 and share < 1:
        return "99 %"
    return "1 %" if rounded == 0 and share > 0 else f"{rounded} %"


def points(score: float) -> str:
    """Points, to two decimals."""
    return number(round(score, 2))


def side_by_side(answer: np.ndarray, expected: np.ndarray, name: str = "") -> str:
    """Two small arrays next to each other; an empty string for larger ones, and for single numbers.

    Parameters
    ----------
    answer : array, shape (...)
        What the student's function returned.
    expected : array, shape (...)
        The expected array.
    name : str
        The name of the result, where a function returns several.
    """
    if answer.size > SHOWN or answer.ndim == 0:
        return ""
    left, right = (array_lines(array) for array in (answer, expected))
    heading = f"your {name}" if name else "yours"
    width = max(len(line) for line in [*left, heading]) + 4
    rows = zip([heading, *left], ["expected", *right], strict=False)
    return "\n".join(f"  {a:<{width}}{b}" for a, b in rows)


def array_lines(array: np.ndarray) -> list[str]:
    """An array of any shape as NumPy prints it, line by line, with six digits."""
    array = array if array.dtype == bool else array + 0.0  # -0 is 0
    rounded = np.max(np.abs(array), initial=0) >= SMALL  # where all are small, as 0 they would look alike
    return np.array2string(array, precision=6, suppress_small=rounded, max_line_width=60).split("\n")


def ratio(answer: np.ndarray, expected: np.ndarray) -> float | None:
    """The constant factor between an answer and the expected array, both of shape (...); None if there is none.

    At least two different numbers must have it, since two single numbers always have a ratio.
    """
    used = expected != 0
    if np.unique(np.abs(expected[used])).size < 2 or (answer[~used] != 0).any():
        return None
    ratios = answer[used] / expected[used]
    if np.ptp(ratios) > 1e-9 * np.abs(ratios).max() or not ratios.any():
        return None
    return round(float(ratios.flat[0]), 9)
