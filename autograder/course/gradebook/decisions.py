"""The decisions in force, indexed for computing standings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from autograder.course.gradebook.actions import COMMENT, GIVE, NAME, OVERRIDE, RELEASE, VOID, Action
from autograder.course.gradebook.stored_report import CheckName


class Decisions:
    """The decisions in force, by the students and exercises that they concern.

    Attributes
    ----------
    overrides : dict of Action
        By the student's row and the exercise; for the whole score, the exercise is empty.
    checks : dict of str
        The checks that are voided or given to all.
    hints : dict of str
        The hints of groups of equal wrong answers, by the names of the groups.
    released : dict of (float or None)
        The score that was last released, by the student's row.
    """

    def __init__(self, decided: Iterable[Action]) -> None:
        self.overrides: dict[tuple[int, str], Action] = {}
        self.checks: dict[CheckName, str] = {}
        self.hints: dict[str, str] = {}
        self.released: dict[int, float | None] = {}
        self._comments: dict[tuple[int, str], list[Action]] = defaultdict(list)
        for each in decided:
            if each.kind in {VOID, GIVE}:
                self.checks[each.check] = each.kind
            elif each.kind == NAME:
                self.hints[each.target] = each.content
            for person, score in each.people.items():
                if each.kind == OVERRIDE:
                    self.overrides[person, each.exercise] = each
                elif each.kind == COMMENT:
                    self._comments[person, each.exercise].append(each)
                elif each.kind == RELEASE:
                    self.released[person] = score

    def comments(self, person: int, exercise: str) -> tuple[Action, ...]:
        """The comments on a person's exercise, or on the whole submission by an empty name."""
        return tuple(self._comments.get((person, exercise), ()))
