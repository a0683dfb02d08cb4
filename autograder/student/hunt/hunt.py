"""A hunt: three answers to one call, one of them right, and hints of which two are about the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from autograder.immutable import immutable
from autograder.text.phrasing import listed, place

LETTERS = "ABC"
EVERYWHERE = ("", "all", "everywhere")
BRACKETS = re.compile(r"[\[(][^\])]*[\])]")
NUMBER = re.compile(r"-?\d+")
WORD = re.compile(r"[^\W\d]")
AS_SHOWN = 1e-6  # relative to the largest number: what differs by less looks the same


@immutable
class Hunt:
    """A question with three answers.

    Attributes
    ----------
    call : str
        The call, as code.
    answers : tuple of dict
        The named results of each answer, in the order of their letters.
    right : str
        The letter of the right one.
    hints : tuple of str
        Hints, among them one for each wrong answer.
    about : dict of int
        The number of the hint about each wrong answer, counted from 1, by letter.
    """

    call: str
    answers: tuple[Mapping[str, np.ndarray], ...]
    right: str
    hints: tuple[str, ...]
    about: Mapping[str, int]

    @cached_property
    def wrong(self) -> tuple[str, ...]:
        """The letters of the wrong answers."""
        return tuple(self.about)

    def answer(self, letter: str) -> Mapping[str, np.ndarray]:
        """The results of one answer, by name.

        Returns
        -------
        dict of array
            Each array has the shape of its result.
        """
        return self.answers[LETTERS.index(letter)]

    def differs(self, letter: str) -> dict[str, np.ndarray]:
        """Where an answer differs from the right one: for each result, a bool array with its shape."""
        ours, right = self.answer(letter), self.answer(self.right)
        return {name: departs(ours[name], right[name]) for name in right}

    @property
    def has_places(self) -> bool:
        """Whether an answer has more than one number, so that one can ask where two answers differ."""
        return sum(array.size for array in self.answers[0].values()) > 1

    @property
    def example_of_places(self) -> str:
        """An example of how to write places in an answer."""
        return example_of_places(self.answers[0])

    def is_right(self, letter: str) -> tuple[bool, str]:
        """Whether this is the letter of the right answer, and a message."""
        if letter.strip().upper() == self.right:
            return True, f"Yes, {self.right} is right."
        return False, f"No: {self.right} is right, as you can work out by hand. {listed(self.wrong)} are wrong."

    def is_where(self, letter: str, text: str) -> tuple[bool, str]:
        """Whether a text names exactly the places where an answer differs from the right one, and a message."""
        differs = self.differs(letter)
        try:
            named = places_in(text, differs)
        except ValueError as error:
            return False, str(error)
        here = in_words(differs)
        if all((named[name] == differs[name]).all() for name in differs):
            return True, f"Yes, {here}."
        return False, f"Not quite: {letter} differs from {self.right} {here}."

    def is_about(self, letter: str, text: str) -> tuple[bool, str]:
        """Whether a text is the number of the hint about an answer, and a message."""
        number = self.about[letter]
        if text.strip() == str(number):
            return True, "Yes."
        return False, f"No: it is hint {number}. {self.hints[number - 1]}"


def departs(answer: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Where two arrays of the same shape differ visibly, shape (...)."""
    scale = float(np.abs(right).max(initial=0.0))
    return np.asarray(~(np.abs(answer - right) <= AS_SHOWN * scale))


def in_words(differs: Mapping[str, np.ndarray]) -> str:
    """Places in words: ``everywhere``, ``in dW at [0, 1]``, ``in all of db``.

    Parameters
    ----------
    differs : dict of bool array
        The places for each result, in its shape.
    """
    if all(where.all() for where in differs.values()):
        return "everywhere"
    said = [_within(name if len(differs) > 1 else "", where) for name, where in differs.items() if where.any()]
    return listed(said)


def _within(name: str, where: np.ndarray) -> str:
    if where.all():
        return f"in all of {name}"
    at = listed(place(tuple(map(int, index))).removeprefix(" at ") for index in np.argwhere(where))
    return f"in {name} at {at}" if name else f"at {at}"


def places_in(text: str, like: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The places that a text names, such as ``[0, 1]; [1, 0]``, ``dW [0, 1]; db all`` or ``all``.

    Parameters
    ----------
    text : str
        The places, with semicolons between them.
    like : dict of array
        Arrays with the shapes of the results; only these are used.

    Raises
    ------
    ValueError
        If the text names anything else; the message says what it may be.
    """
    found = {name: np.zeros(array.shape, dtype=bool) for name, array in like.items()}
    if text.strip().lower() in EVERYWHERE:
        return {name: ~array for name, array in found.items()}
    for part in filter(None, map(str.strip, text.split(";"))):
        name = max((name for name in like if part.startswith(name)), key=len, default="")
        array = found.get(name, next(iter(found.values())) if len(found) == 1 else None)
        if array is None or not _marked(array, part.removeprefix(name).strip()):
            raise ValueError(_how(part, like))
    return found


def _marked(array: np.ndarray, text: str) -> bool:
    """Mark the places that a text names, ``[0, 1] [1, 0]``, or all of them; return whether it could be understood."""
    if text.lower() in EVERYWHERE:
        array[...] = True
        return True
    indices = [tuple(map(int, NUMBER.findall(each))) for each in BRACKETS.findall(text) or [text]]
    try:
        for index in indices:
            array[index] |= len(index) == array.ndim
    except IndexError:
        return False
    return all(len(index) == array.ndim for index in indices) and not WORD.search(text)


def _how(part: str, like: Mapping[str, np.ndarray]) -> str:
    return f"{part} is not a place in this answer. Write {example_of_places(like)}, or: all."


def example_of_places(like: Mapping[str, np.ndarray]) -> str:
    """An example of how to write places in these arrays: ``[0, 0]; [2, 1]``, or ``dW [0, 1]; db all``.

    Parameters
    ----------
    like : dict of array
        Arrays with the shapes of the results.
    """
    first, *others = [f"{name} " if len(like) > 1 else "" for name in like]
    array = next(iter(like.values()))
    places = [place(tuple(index)).removeprefix(" at ") for index in np.argwhere(np.ones(array.shape))]
    return f"{first}{places[0]}; {others[0]}all" if others else f"{places[0]}; {places[-1]}"
