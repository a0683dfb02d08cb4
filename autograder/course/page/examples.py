"""Anonymous examples of mistakes: the code and answers of a student who made them."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course.answer_groups import unnamed
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.standing import Standing
from autograder.course.gradebook.stored_submission import kept_submission
from autograder.course.page.source_code import anonymous, function_code, mentions
from autograder.course.page.statistics import Mistake
from autograder.immutable import immutable

MOST_TRIED = 8  # students whose code is looked at for an example


@immutable
class ShownMistake:
    """A mistake with the code and the answer of a student who made it, if they can be shown."""

    mistake: Mistake
    id: str
    code: str
    answer: str = ""

    @property
    def find(self) -> str:
        """What to search for in the table of students to see who made it."""
        return self.mistake.called


class Examples:
    """Examples of the mistakes of a class.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    whose : dict of Standing
        The students, by what a `Mistake` tells of who made it.
    """

    def __init__(self, gradebook: Gradebook, whose: Mapping[int, Standing]) -> None:
        self._gradebook, self._whose = gradebook, whose

    def code(self, mistake: Mistake) -> str:
        """The shortest code of some; empty if there is none."""
        found = (self._code(self._whose[place], mistake.exercise) for place in mistake.whose[:MOST_TRIED])
        return min(filter(None, found), key=len, default="")

    def answer(self, group: Mistake) -> str:
        """What those in a group of equal wrong answers read of the first of these."""
        report = self._whose[group.whose[0]].report()
        checks = unnamed(report.exercise(group.exercise)) if report else ()
        message = next((each.message for each in checks if each.is_public), "")
        words = [word for place in group.whose for word in self._whose[place].student.words]
        return "" if mentions(message, words) else message

    def _code(self, standing: Standing, exercise: str) -> str:
        submission = standing.attempt and kept_submission(self._gradebook, standing.attempt.row)
        if not submission:
            return ""
        people = submission.identity.people
        words = [word for each in people for word in (each.name, each.id, each.sid, each.email)]
        return anonymous(function_code(submission, exercise), [*words, *standing.student.words, submission.name])
