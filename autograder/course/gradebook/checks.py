"""Finds checks and exercises in a gradebook by names that a person types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.gradings import outline
from autograder.course.gradebook.stored_report import CheckName
from autograder.text.phrasing import listed, not_known

MOST_NAMED = 12  # checks


def known_checks(gradebook: Gradebook) -> list[CheckName]:
    """The checks that the grades in force are based on."""
    digests = [digest for (digest,) in gradebook.rows("SELECT DISTINCT outline FROM gradings_in_force")]
    return list(dict.fromkeys(name for digest in digests for name in outline(gradebook, digest).fingerprints))


def check_called(known: Iterable[CheckName], word: str) -> CheckName:
    """The check of this name: ``exercise/check``, or the name alone where one exercise has it.

    Raises
    ------
    GradebookError
        If there is none, or several are called so.
    """
    by_name = {"/".join(each): each for each in known}
    if word in by_name:
        return by_name[word]
    meant = [name for name, (_, check) in by_name.items() if check == word]
    if len(meant) == 1:
        return by_name[meant[0]]
    if not meant:
        meant = [name for name, (exercise, _) in by_name.items() if exercise == word]
        if meant:
            raise GradebookError(f"{word} is an exercise. Its checks are {listed(meant, MOST_NAMED)}.")
    if meant:
        raise GradebookError(f"{word} is the name of {len(meant)} checks: {listed(meant, MOST_NAMED)}. Say which.")
    raise GradebookError(not_known("check", word, list(by_name)))


def exercise_called(known: Sequence[str], word: str) -> str:
    """The exercise of this name.

    Raises
    ------
    GradebookError
        If there is none.
    """
    if word in known:
        return word
    raise GradebookError(not_known("exercise", word, list(known)))
