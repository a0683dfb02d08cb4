"""What one student may read now: the one thing that every page and every commented file is written from.

Public results are always told. What shows after the due date is told once that is over for this student; all else, and
the score, once somebody has released it. What is hidden from students is never told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from autograder.authoring.visibility import Visibility
from autograder.course.answer_groups import with_hints
from autograder.course.gradebook.actions import GIVE, NAME, VOID, Action
from autograder.course.gradebook.standing import ExercisePoints, Standing
from autograder.course.gradebook.stored_report import CheckName
from autograder.results.causes import duplicate_of
from autograder.results.report import CheckResult, ExerciseResult
from autograder.text.phrasing import number, plural

WITHOUT_ANSWER = frozenset({"missing", "timeout"})
DECIDED = {VOID: "This check does not count: it was voided.", GIVE: "Everybody has the points of this check."}
LATER = {
    Visibility.AFTER_DUE_DATE: "will be told after the due date",
    Visibility.AFTER_PUBLISHED: "will be told when grades are released",
    Visibility.HIDDEN: "are not told",
}


@dataclass(frozen=True)
class ToldCheck:
    """One check, in the words for a student.

    Attributes
    ----------
    title : str
        What it asks.
    passed : bool
        Whether it passed.
    points : str
        Its points, such as ``2 of 3``.
    happened, hint, example : str
        What happened, the hint and an example; each may be empty.
    remarks : tuple of str
        What else there is to know.
    """

    title: str
    passed: bool
    points: str
    happened: str = ""
    hint: str = ""
    example: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether it passed and there is nothing to say."""
        return self.passed and not (self.happened or self.hint or self.example or self.remarks)


@dataclass(frozen=True)
class ToldExercise:
    """One exercise: its checks that are told, and what people decided and wrote.

    Attributes
    ----------
    name, module : str
        The function, and the file that it belongs to.
    points : str
        Those that count, such as ``2 of 3``; empty as long as they are not released.
    remarks : tuple of str
        Overrides and comments.
    checks : tuple of ToldCheck
        The checks.
    withheld : tuple of str
        What will be told later.
    """

    name: str
    module: str
    points: str
    remarks: tuple[str, ...]
    checks: tuple[ToldCheck, ...]
    withheld: tuple[str, ...]

    @property
    def speaking(self) -> tuple[ToldCheck, ...]:
        """The checks on which there is something to say; views show these first."""
        return tuple(check for check in self.checks if not check.is_quiet)

    @property
    def quiet(self) -> tuple[ToldCheck, ...]:
        """The checks that passed, and no more."""
        return tuple(check for check in self.checks if check.is_quiet)


@dataclass(frozen=True)
class Told:
    """What a student may read.

    Attributes
    ----------
    assignment : str
        The assignment.
    who : str
        The student.
    headline : str
        The score, or the points of public checks.
    remarks : tuple of str
        Penalties, overrides and comments on the whole submission.
    about_files : tuple of str
        What there is to say about the files.
    printed : str
        What the program printed.
    exercises : tuple of ToldExercise
        The exercises.
    """

    assignment: str
    who: str
    headline: str
    remarks: tuple[str, ...]
    about_files: tuple[str, ...]
    printed: str
    exercises: tuple[ToldExercise, ...]


@dataclass(frozen=True)
class Decided:
    """What people decided for the whole class.

    Attributes
    ----------
    checks : dict of str
        Which checks are voided or given to all.
    hints : dict of str
        The hints of groups of equal wrong answers.
    """

    checks: Mapping[CheckName, str]
    hints: Mapping[str, str]


def decided_for_all(actions: Iterable[Action]) -> Decided:
    """Of the decisions in force, the oldest first, those for the whole class."""
    known = list(actions)
    checks = {each.check: each.kind for each in known if each.kind in DECIDED}
    return Decided(checks, {each.target: each.content for each in known if each.kind == NAME})


def is_released(grade: Standing) -> bool:
    """Whether the student was told the score that counts now."""
    return grade.released is not None and grade.released == grade.score


def has_changed(grade: Standing) -> bool:
    """Whether the student was told a score that counts no more."""
    return grade.released is not None and grade.released != grade.score


def told(grade: Standing, assignment: str, decided: Decided, now: datetime, grace: timedelta = timedelta(0)) -> Told:
    """What a student may read.

    Parameters
    ----------
    grade : Standing
        What counts for the student.
    assignment : str
        The assignment.
    decided : Decided
        What holds for the whole class.
    now : datetime
        The time.
    grace : timedelta
        How long after the due date is still in time.
    """
    found = grade.report()
    report = with_hints(found, decided.hints) if found else None
    released = is_released(grade)
    due = grade.attempt.lateness.due if grade.attempt else None
    over = due is not None and now > due + grace
    points = {each.name: each for each in grade.exercises}
    exercises = tuple(
        _exercise(each, points.get(each.name), _shown(released, over), released, decided.checks)
        for each in (report.exercises if report else ())
    )
    return Told(
        assignment,
        grade.student.shown,
        _headline(grade, released),
        tuple(_remarks(grade)) if released else (),
        report.messages if report else (),
        report.printed if report else "",
        exercises,
    )


def _shown(released: bool, over: bool) -> frozenset[Visibility]:
    """Which checks are told."""
    after_due = {Visibility.AFTER_DUE_DATE} if over or released else set()
    return frozenset({Visibility.VISIBLE} | after_due | ({Visibility.AFTER_PUBLISHED} if released else set()))


def _headline(grade: Standing, released: bool) -> str:
    if released and grade.score is not None:
        most = "" if grade.max_score is None else f" of {number(grade.max_score)}"
        return f"{number(grade.score)}{most} points."
    return "Your points will be told when grades are released."


def _remarks(grade: Standing) -> Iterator[str]:
    if grade.override:
        yield _override(grade.override)
    elif grade.attempt and grade.penalty:
        late = grade.attempt.lateness
        yield (
            f"Handed in {plural(late.days, 'day')} late: {number(grade.penalty)} points less "
            f"({number(late.percent)} % of {number(grade.attempt.before_penalty)})."
        )
    elif grade.attempt and grade.late:
        yield "Handed in late; no points were taken for that."
    if grade.attempts > 1:
        yield f"You handed in {grade.attempts} times; this is about the submission that counts."
    yield from _comments(grade.comments)


def _exercise(
    exercise: ExerciseResult,
    points: ExercisePoints | None,
    shown: frozenset[Visibility],
    released: bool,
    decided: Mapping[CheckName, str],
) -> ToldExercise:
    told = replace(exercise, checks=tuple(each for each in exercise.checks if each.visibility in shown))
    later = Counter(each.visibility for each in exercise.checks if each.visibility not in shown)
    remarks: list[str] = []
    if released and points:
        remarks = [*([_override(points.override)] if points.override else []), *_comments(points.comments)]
    return ToldExercise(
        exercise.name,
        exercise.module,
        f"{number(points.points)} of {number(points.max_points)}" if released and points else "",
        tuple(remarks),
        tuple(_check(told, each, decided.get((exercise.name, each.name), "")) for each in told.checks),
        tuple(f"The results of {plural(count, 'more check')} {LATER[kind]}." for kind, count in later.items()),
    )


def _check(exercise: ExerciseResult, check: CheckResult, decision: str) -> ToldCheck:
    happened, _, example = check.message.partition("\n")
    hint, remarks = check.hint or "", [DECIDED[decision]] if decision else []
    if earlier := duplicate_of(exercise, check):
        happened, hint, example = "", "", ""
        remarks.append(f"The same as in “{earlier.title}”.")
    elif not (check.passed or check.is_public or check.status in WITHOUT_ANSWER):
        remarks.append("A hidden check says what kind of mistake it found, and shows no inputs.")
    points = f"{number(check.score)} of {number(check.max_score)}"
    return ToldCheck(check.title, check.passed, points, happened, hint, example, tuple(remarks))


def _override(action: Action) -> str:
    why = action.reason or "no reason given"
    return f"Set to {number(action.points or 0.0)} points by {action.by} on {action.done_at[:10]}: {why}"


def _comments(comments: Sequence[Action]) -> Iterator[str]:
    return (f"{each.by}, {each.done_at[:10]}: {each.content}" for each in comments)
