"""Pseudonyms: a student keeps the same one from week to week, and nobody can tell whose it is.

They are made from a student's key and a secret in the gradebook; without the secret, anybody who knows the list of a
class could compute them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.people import Student

SALT = "salt_of_pseudonyms"
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
SYLLABLES = 5  # 70 each: two of 2,000 students share a name once in 800 courses, and then get a longer one


def pseudonyms(gradebook: Gradebook) -> Callable[[Student], str]:
    """The pseudonym of each student.

    Raises
    ------
    GradebookError
        If the gradebook has no secret yet, and cannot be written.
    """
    salt = _salt(gradebook)
    taken: dict[str, str] = {}

    def called(student: Student) -> str:
        for syllables in range(SYLLABLES, SYLLABLES + 10):
            name = pseudonym(student.key, salt, syllables)
            if taken.setdefault(name, student.key) == student.key:
                return name
        raise AssertionError("ten collisions in a row")

    return called


def pseudonym(key: str, salt: str, syllables: int = SYLLABLES) -> str:
    """A name that can be spoken, such as Datorilupe.

    Parameters
    ----------
    key : str
        The key of the student, the same in every file.
    salt : str
        The gradebook's secret.
    syllables : int
        The length of the pseudonym.
    """
    left = int.from_bytes(
        hmac.new(salt.encode(), key.encode("utf-8", "backslashreplace"), hashlib.sha256).digest(), "big"
    )
    name = ""
    for _ in range(syllables):
        left, consonant = divmod(left, len(CONSONANTS))
        left, vowel = divmod(left, len(VOWELS))
        name += CONSONANTS[consonant] + VOWELS[vowel]
    return name.capitalize()


def _salt(gradebook: Gradebook) -> str:
    if not fact(gradebook, SALT):
        with gradebook.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO facts VALUES (?, ?)", (SALT, secrets.token_hex(16)))
    return fact(gradebook, SALT)
