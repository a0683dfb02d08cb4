"""The groups of equal wrong answers in a class: their sizes, their hints, and the code of an example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.course.answer_groups import group_of, unnamed
from autograder.course.gradebook.actions import NAME, actions
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.standing import standings
from autograder.course.gradebook.stored_submission import kept_submission
from autograder.course.page.source_code import function_code
from autograder.course.policy.course_file import Policy
from autograder.results.report import ExerciseResult
from autograder.submissions.submission import Submission
from autograder.text.phrasing import not_known


@dataclass
class Group:
    """Equal wrong answers without a name.

    Attributes
    ----------
    name : str
        The name of the group, such as ``softmax-3f9a2c81``.
    exercise : ExerciseResult
        The result of the exercise for one of the attempts.
    hint : str
        The hint for the group; empty if it has none.
    hand_ins : dict of str
        The attempts in it, with their names.
    """

    name: str
    exercise: ExerciseResult
    hint: str
    hand_ins: dict[int, str] = field(default_factory=dict)

    @property
    def checks(self) -> tuple[str, ...]:
        """The titles of the failed checks without a diagnosis."""
        return tuple(check.title for check in unnamed(self.exercise))

    @property
    def message(self) -> str:
        """The message of the first of these checks."""
        return next((check.message for check in unnamed(self.exercise) if check.message), "")


def groups(gradebook: Gradebook, policy: Policy) -> list[Group]:
    """The groups in the attempts that count, the largest first."""
    hints = {each.target: each.content for each in actions(gradebook) if each.kind == NAME}
    found: dict[str, Group] = {}
    seen: set[int] = set()
    for standing in standings(gradebook, policy):
        report = standing.report()
        if standing.attempt is None or report is None or standing.attempt.row in seen:
            continue  # a group of students has one submission
        seen.add(standing.attempt.row)
        for exercise in report.exercises:
            if name := group_of(exercise):
                group = found.setdefault(name, Group(name, exercise, hints.get(name, "")))
                group.hand_ins[standing.attempt.row] = standing.attempt.name
    return sorted(found.values(), key=lambda group: (-len(group.hand_ins), group.name))


def group_called(known: Sequence[Group], name: str) -> Group:
    """The group of this name.

    Raises
    ------
    GradebookError
        If there is none.
    """
    for group in known:
        if group.name == name:
            return group
    raise GradebookError(f"{not_known('group', name, [group.name for group in known])} `autograder groups` lists them.")


def example_of(gradebook: Gradebook, group: Group) -> Submission:
    """The first submission in a group.

    Raises
    ------
    GradebookError
        If it was too large to be kept.
    """
    found = (kept_submission(gradebook, row) for row in group.hand_ins)
    example = next((each for each in found if each), None)
    if example is None:
        raise GradebookError(f"The first submission in {group.name} was too large to be kept.")
    return example


def code_of(gradebook: Gradebook, group: Group) -> str:
    """The source of the example's function; empty if it cannot be found."""
    return function_code(example_of(gradebook, group), group.exercise.name, group.exercise.module)
