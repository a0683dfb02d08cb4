"""The changes since the page of a class was last made."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from autograder.course.gradebook.comparison import Change, changes
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.standing import Standing, standings
from autograder.course.gradebook.who_and_when import now
from autograder.course.policy.course_file import Policy
from autograder.immutable import immutable

MADE, COMPARED_WITH = "page_made_at", "page_compared_with"
LATEST = "SELECT max(at) FROM (SELECT max(graded_at) AS at FROM gradings UNION SELECT max(done_at) FROM actions)"


@immutable
class Since:
    """The changes since a page.

    Attributes
    ----------
    at : str
        The time of that page; empty if there was none.
    changes : tuple of Change
        The students whose scores have changed, the largest loss first.
    """

    at: str
    changes: tuple[Change, ...] = ()

    @property
    def gained(self) -> int:
        return sum(each.gain > 0 for each in self.changes)

    @property
    def lost(self) -> int:
        return sum(each.gain < 0 for each in self.changes)


def since_last_page(gradebook: Gradebook, policy: Policy, current: Sequence[Standing]) -> Since:
    """The changes since a page was made from an earlier state of this gradebook.

    Pages of the same state, such as one with names and one without, show the same changes.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    policy : Policy
        The course's policy.
    current : sequence of Standing
        The present standings.
    """
    made, compared_with = fact(gradebook, MADE), fact(gradebook, COMPARED_WITH)
    latest = gradebook.value(LATEST) or ""
    at = made if made and made < latest else compared_with
    if at == "" or not at < latest:
        return Since(at)
    found = changes(standings(gradebook, policy, at=at), current)
    return Since(at, tuple(sorted(found, key=lambda each: (each.gain, each.student.key))))


def note_page(gradebook: Gradebook, since: Since) -> None:
    """Record that a page was made now, if the gradebook can be written."""
    with contextlib.suppress(GradebookError), gradebook.transaction() as connection:
        for name, value in ((MADE, now()), (COMPARED_WITH, since.at)):
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
