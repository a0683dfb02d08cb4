"""What a gradebook is of: its assignment and its seed, which stay what they were at the first grading."""

from __future__ import annotations

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradebook_error import GradebookError


def begin(gradebook: Gradebook, assignment: str, seed: int | None, new_seed: int) -> int:
    """Say what the gradebook is of, if it is new, and return its seed.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    assignment : str
        The assignment's name.
    seed : int or None
        The seed that is asked for, if any.
    new_seed : int
        The seed of a new gradebook, if none is asked for.

    Raises
    ------
    GradebookError
        If it is another assignment's, or has another seed.
    """
    with gradebook.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO facts VALUES ('assignment', ?)", (assignment,))
        connection.execute("INSERT OR IGNORE INTO facts VALUES ('seed', ?)", (str(new_seed if seed is None else seed),))
    known, kept = fact(gradebook, "assignment"), int(fact(gradebook, "seed"))
    if known != assignment:
        raise GradebookError(f"{gradebook.path} is the gradebook of {known}, and not of {assignment}. Name another.")
    if seed is not None and seed != kept:
        raise GradebookError(
            f"{gradebook.path} was graded with --seed {kept}. With another, the same answers would be asked other "
            "questions. Leave --seed out, or name another gradebook."
        )
    return kept


def fact(gradebook: Gradebook, name: str) -> str:
    """What the gradebook is of: its ``assignment``, its ``seed``; empty as long as nothing was graded."""
    return gradebook.value("SELECT value FROM facts WHERE name = ?", (name,)) or ""
