"""The assignment and the seed of a gradebook, which are fixed by the first grading."""

from __future__ import annotations

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradebook_error import GradebookError


def begin(gradebook: Gradebook, assignment: str, seed: int | None, new_seed: int) -> int:
    """Fix the assignment and the seed of a new gradebook; return the seed.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    assignment : str
        The assignment's name.
    seed : int or None
        The seed that the user has given, if any.
    new_seed : int
        The seed of a new gradebook otherwise.

    Raises
    ------
    GradebookError
        If the gradebook has another assignment or another seed.
    """
    with gradebook.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO facts VALUES ('assignment', ?)", (assignment,))
        connection.execute("INSERT OR IGNORE INTO facts VALUES ('seed', ?)", (str(new_seed if seed is None else seed),))
    known, kept = fact(gradebook, "assignment"), int(fact(gradebook, "seed"))
    if known != assignment:
        raise GradebookError(f"{gradebook.path} is the gradebook of {known}, and not of {assignment}. Name another.")
    if seed is not None and seed != kept:
        raise GradebookError(
            f"{gradebook.path} was graded with --seed {kept}. With another seed, hidden inputs would differ. Omit "
            "--seed, or name another gradebook."
        )
    return kept


def fact(gradebook: Gradebook, name: str) -> str:
    """A fact about the gradebook: its ``assignment`` or its ``seed``; empty if nothing has been graded."""
    return gradebook.value("SELECT value FROM facts WHERE name = ?", (name,)) or ""
