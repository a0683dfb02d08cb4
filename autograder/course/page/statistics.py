"""Statistics of a class, computed from one report at a time, so that memory does not grow with the class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.course.answer_groups import group_of, unnamed
from autograder.course.gradebook.standing import Standing
from autograder.course.page.correlation import Correlation
from autograder.results.causes import causes
from autograder.results.report import CheckResult, ExerciseResult, Report

ENOUGH = 10  # students; in a smaller class a correlation says nothing
LOW = 0.15  # a correlation below which a check does not tell who understood
ENDED = frozenset({"error", "timeout", "crashed"})


@dataclass
class CheckStatistics:
    """Statistics of one check.

    Attributes
    ----------
    name, title : str
        The check.
    public : bool
        Whether students see it at once.
    asked, passed, attempted : int
        Students. Those who passed by follow-through passed.
    with_rest : Correlation
        Of passing it with the points of all other checks, over those who attempted it.
    """

    name: str
    title: str
    public: bool
    asked: int = 0
    passed: int = 0
    attempted: int = 0
    with_rest: Correlation = field(default_factory=Correlation)

    @property
    def discrimination(self) -> float | None:
        """The corrected item-total correlation; None if it cannot be computed."""
        return self.with_rest.value if self.with_rest.count >= ENOUGH else None

    @property
    def doubtful(self) -> bool:
        """Whether the check may be at fault. It is not if simply everybody passes."""
        return bool(self.verdict) and self.passed < self.attempted

    @property
    def verdict(self) -> str:
        """A remark for the instructor if the check may be at fault; otherwise empty."""
        if self.attempted and not self.passed:
            return "nobody passes"
        if self.attempted and self.passed == self.attempted:
            return "everybody passes"
        value = self.discrimination
        if value is None:
            return ""
        if value < -LOW:
            return "those who fail it do better elsewhere"
        return "hardly goes with the rest" if value < LOW else ""


@dataclass
class ExerciseStatistics:
    """Statistics of one exercise.

    Attributes
    ----------
    name, module, number : str
        The exercise.
    max_points, points : float
        The maximum, and the sum of all students' points.
    asked, right, attempted, ended : int
        Students: all, those who passed every check, those who wrote something, those whose code raised or ran out of
        time.
    followed, followed_right : int
        Those who kept points only because earlier functions were replaced; those of them who passed every check.
    checks : dict of CheckStatistics
        Its checks, by name.
    """

    name: str
    module: str
    number: str
    max_points: float
    points: float = 0.0
    asked: int = 0
    right: int = 0
    followed: int = 0
    followed_right: int = 0
    attempted: int = 0
    ended: int = 0
    checks: dict[str, CheckStatistics] = field(default_factory=dict)

    @property
    def pass_rate(self) -> float:
        return self.right / self.asked if self.asked else 0.0


@dataclass
class Mistake:
    """A mistake that several may have made.

    Attributes
    ----------
    exercise, name : str
        The exercise, and the name of the misconception or of the group of equal wrong answers.
    hint : str
        The hint; empty if it has none yet.
    whose : list of int
        The students who made it, in the order in which they were added.
    """

    exercise: str
    name: str
    hint: str
    whose: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.whose)

    @property
    def called(self) -> str:
        """The exercise and the mistake; a group has its exercise in its name."""
        return self.name if self.name.startswith(f"{self.exercise}-") else f"{self.exercise}: {self.name}"


class ClassStatistics:
    """Statistics of all reports of a class.

    Attributes
    ----------
    scores : list of float
        The scores that count.
    exercises : dict of ExerciseStatistics
        By name, in the order of the assignment.
    hidden_only : Counter
        By exercise, how many gave a wrong answer without a name that only hidden checks found.
    """

    def __init__(self) -> None:
        self.scores: list[float] = []
        self.max_score = 0.0
        self.exercises: dict[str, ExerciseStatistics] = {}
        self.hidden_only: Counter[str] = Counter()
        self._misconceptions: dict[tuple[str, str], Mistake] = {}
        self._groups: dict[str, Mistake] = {}

    def add(self, report: Report, whose: int, score: float | None = None) -> None:
        """Add one student.

        Parameters
        ----------
        report : Report
            The report that counts.
        whose : int
            A number that identifies the student.
        score : float, optional
            The score that counts, if it is another than the report's.
        """
        self.scores.append(report.score if score is None else score)
        self.max_score = max(self.max_score, report.max_score)
        for exercise in report.exercises:
            self._exercise(exercise).checks.update(self._checks(exercise, report.score))
            self._add_mistakes(exercise, whose)

    @property
    def misconceptions(self) -> list[Mistake]:
        """The mistakes that have a name, the most frequent first."""
        return _ranked(self._misconceptions.values())

    @property
    def groups(self) -> list[Mistake]:
        """The equal wrong answers, the largest group first."""
        return _ranked(self._groups.values())

    @property
    def mistakes(self) -> list[Mistake]:
        """All of them, the most frequent first; of equal wrong answers those that more than one student gave."""
        return _ranked([*self._misconceptions.values(), *(each for each in self._groups.values() if each.count > 1)])

    @property
    def by_pass_rate(self) -> list[ExerciseStatistics]:
        """The exercises, the one that fewest have right first."""
        return sorted(self.exercises.values(), key=lambda each: each.pass_rate)

    def _exercise(self, exercise: ExerciseResult) -> ExerciseStatistics:
        found = self.exercises.setdefault(
            exercise.name,
            ExerciseStatistics(exercise.name, exercise.module, exercise.number, exercise.max_score),
        )
        found.asked += 1
        found.points += exercise.score
        found.right += exercise.passed
        followed = any(check.follow_through for check in exercise.checks)
        found.followed += followed
        found.followed_right += followed and exercise.passed
        found.attempted += exercise.attempted
        found.ended += any(check.status in ENDED for check in exercise.checks)
        return found

    def _checks(self, exercise: ExerciseResult, total: float) -> dict[str, CheckStatistics]:
        known = self.exercises[exercise.name].checks
        return {each.name: _with(known.get(each.name), each, total) for each in exercise.checks}

    def _add_mistakes(self, exercise: ExerciseResult, whose: int) -> None:
        for name, hint in named_mistakes(exercise):
            found = self._misconceptions.setdefault((exercise.name, name), Mistake(exercise.name, name, hint))
            found.whose.append(whose)
        if group := group_of(exercise):
            hint = next((check.hint for check in unnamed(exercise) if check.hint), "")
            self._groups.setdefault(group, Mistake(exercise.name, group, hint)).whose.append(whose)
        elif unnamed(exercise):
            self.hidden_only[exercise.name] += 1


def statistics_of(standings: Iterable[Standing]) -> ClassStatistics:
    """What the reports that count say together; each is read when its turn comes, and let go."""
    found = ClassStatistics()
    for place, standing in enumerate(standings):
        if report := standing.report():
            found.add(report, place, standing.score)
    return found


def named_mistakes(exercise: ExerciseResult) -> Iterable[tuple[str, str]]:
    """The misconceptions in an exercise, each once, with its hint."""
    found = {cause.misconception: cause.hint or "" for cause in causes(exercise) if cause.misconception}
    return found.items()


def histogram(scores: Sequence[float], most: float, bins: int = 20) -> list[int]:
    """How many scores lie in each of `bins` equal parts of 0 to `most`; the last holds the full score.

    Parameters
    ----------
    scores : sequence of float
        The scores.
    most : float
        The highest possible score.
    bins : int
        The number of parts.
    """
    counts = [0] * bins
    for score in scores:
        place = int(score / most * bins) if most else 0
        counts[max(0, min(place, bins - 1))] += 1
    return counts


def _with(known: CheckStatistics | None, check: CheckResult, total: float) -> CheckStatistics:
    found = known or CheckStatistics(check.name, check.title, check.is_public)
    found.asked += 1
    found.passed += check.passed
    if check.status != "missing":
        found.attempted += 1
        found.with_rest.add(float(check.passed), total - check.score)
    return found


def _ranked(mistakes: Iterable[Mistake]) -> list[Mistake]:
    return sorted(mistakes, key=lambda each: (-each.count, each.exercise, each.name))
