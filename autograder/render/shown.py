"""What one reader is shown of a report, as plain data: each mistake once, their function beside it.

The terminal, the pages of students in HTML and in Markdown, and the comments in their files are all written from this;
`autograder.render.for_readers` makes it.
"""

from __future__ import annotations

from autograder.immutable import immutable
from autograder.render.network import Network
from autograder.render.theme import FOLLOWED


@immutable
class ShownCause:
    """One mistake, or one remark, in the words for its readers."""

    tone: str
    symbol: str
    happened: str
    hint: str = ""
    example: str = ""
    name: str = ""
    where: str = ""
    note: str = ""

    @property
    def follows(self) -> bool:
        """Whether it says that all is right, given correct earlier functions."""
        return self.symbol == FOLLOWED


@immutable
class ShownExercise:
    """One exercise, as far as its readers may see it.

    Attributes
    ----------
    name, module, number : str
        The function, its file, and its place.
    points : str
        Such as ``2 of 3 points``; empty if no check is shown.
    marks : tuple of (str, str, str)
        Of each check the mark, its tone, and what it says in words.
    passed : bool
        Whether all checks that are shown passed.
    causes : tuple of ShownCause
        What is wrong, those first that cost points.
    remarks : tuple of str
        Decisions and comments.
    withheld : tuple of str
        What is not shown, and when it will be.
    code : str
        The student's function; empty where nothing is wrong.
    """

    name: str
    module: str
    number: str = ""
    points: str = ""
    marks: tuple[tuple[str, str, str], ...] = ()
    passed: bool = False
    causes: tuple[ShownCause, ...] = ()
    remarks: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    code: str = ""

    @property
    def wrong(self) -> ShownCause | None:
        """The first cause that costs points."""
        return next((each for each in self.causes if each.tone == "wrong"), None)

    @property
    def has_more(self) -> bool:
        """Whether there is more to say than its marks and points, and given which functions it is right."""
        return bool(self.remarks) or not all(each.follows for each in self.causes)

    @property
    def given(self) -> str:
        """That it is right, given which earlier functions; empty if it is not."""
        return next((each.happened for each in self.causes if each.follows), "")

    @property
    def passed_checks(self) -> int:
        return sum(tone in {"right", "followed"} for _, tone, _ in self.marks)


@immutable
class ShownReport:
    """What one reader is shown.

    Attributes
    ----------
    assignment, who, headline : str
        What it is about, whose it is, and the points.
    remarks, messages : tuple of str
        Decisions and comments on the whole, and what there is to say about the files.
    printed : str
        What the program printed.
    exercises : tuple of ShownExercise
        The exercises.
    withheld : tuple of str
        What is not shown, and when it will be.
    legend : tuple of str
        What the marks mean.
    networks : tuple of Network
        The assignment's drawings, with the student's numbers.
    graded, partial : bool
        Whether there was something to grade; whether the headline is about the checks that are shown alone.
    """

    assignment: str
    who: str
    headline: str
    remarks: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    printed: str = ""
    exercises: tuple[ShownExercise, ...] = ()
    withheld: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    graded: bool = True
    partial: bool = False

    @property
    def first(self) -> ShownExercise | None:
        """The exercise to mend first."""
        return next((each for each in self.exercises if each.wrong), None)

    @property
    def untouched(self) -> bool:
        """Whether no exercise was attempted, as far as is shown."""
        tones = {tone for each in self.exercises for _, tone, _ in each.marks}
        return tones == {"untouched"}

    @property
    def all_right(self) -> bool:
        shown = [each for each in self.exercises if each.marks]
        return bool(shown) and all(each.passed for each in shown)
