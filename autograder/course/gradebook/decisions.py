"""The decisions in force, as those look them up who compute what counts or say what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from autograder.course.gradebook.actions import COMMENT, GIVE, NAME, OVERRIDE, RELEASE, VOID, Action
from autograder.course.gradebook.stored_report import CheckName


class Decisions:
    """The decisions that hold, by whom and what they concern.

    Attributes
    ----------
    overrides : dict of Action
        By the person's row and the exercise; of the whole score by an empty name.
    checks : dict of str
        Which checks are voided or given to all.
    hints : dict of str
        The hints of groups of equal wrong answers, by what the groups are called.
    released : dict of (float or None)
        The score that was told last, by the person's row.
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
