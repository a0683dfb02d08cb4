"""Whether two gradebooks can be made one: the same assignment, engine, checks, misconceptions and seed."""

from __future__ import annotations

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.gradings import outline
from autograder.course.gradebook.misconceptions import misconceptions_of
from autograder.text.phrasing import listed

MOST_NAMED = 3  # checks


def require_comparable(into: Gradebook, part: Gradebook) -> None:
    """Make sure that the grades of two gradebooks mean the same.

    Raises
    ------
    GradebookError
        If they are of other assignments, engines, checks, misconceptions or seeds; it says which.
    """
    if not fact(part, "seed"):
        raise GradebookError(f"Nothing was graded into {part.path}. Nothing was merged of it.")
    for name, shown in (("assignment", "the assignment"), ("seed", "--seed")):
        ours, theirs = fact(into, name), fact(part, name)
        if ours and ours != theirs:
            raise GradebookError(
                f"{part.path} was graded with {shown} {theirs}, and {into.path} with {ours}. Nothing was merged of it."
            )
    engines, others = _engines(into), _engines(part)
    if engines and others and engines != others:
        raise GradebookError(
            f"{part.path} was graded by the engine {listed(others)}, and {into.path} by {listed(engines)}. Nothing was "
            "merged of it. Regrade one of them with the other's version."
        )
    if other := _other_checks(into, part):
        raise GradebookError(
            f"{part.path} was graded with other versions of {listed(other, MOST_NAMED)} than {into.path}. Nothing was "
            "merged of it. Regrade one of them with the other's assignment."
        )
    if other := _other_misconceptions(into, part):
        raise GradebookError(
            f"{part.path} was graded with other misconceptions of {listed(other, MOST_NAMED)} than {into.path}. "
            "Nothing was merged of it. Regrade one of them with the other's assignment."
        )


def _other_misconceptions(into: Gradebook, part: Gradebook) -> list[str]:
    """The exercises of which other misconceptions are known to some attempts in one of the two."""
    ours, theirs = (_known_misconceptions(each) for each in (into, part))
    return sorted({exercise for exercise, _ in ours ^ theirs}) if ours and theirs else []


def _known_misconceptions(gradebook: Gradebook) -> set[tuple[str, str]]:
    rows = list(gradebook.rows("SELECT DISTINCT hand_in FROM diagnosed"))
    return {each for (hand_in,) in rows for each in misconceptions_of(gradebook, hand_in).items()}


def _engines(gradebook: Gradebook) -> list[str]:
    query = "SELECT DISTINCT engine, engine_digest FROM gradings_in_force ORDER BY engine, engine_digest"
    return [f"{version} ({digest})" for version, digest in gradebook.rows(query)]


def _other_checks(into: Gradebook, part: Gradebook) -> list[str]:
    """The checks that are not the same in both."""
    ours, theirs = (_fingerprints(each) for each in (into, part))
    if not ours or not theirs:
        return []
    return sorted("/".join(name) for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))


def _fingerprints(gradebook: Gradebook) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for (digest,) in gradebook.rows("SELECT DISTINCT outline FROM gradings_in_force"):
        for name, fingerprint in outline(gradebook, digest).fingerprints.items():
            found.setdefault(name, set()).add(fingerprint)
    return found
