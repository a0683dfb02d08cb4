"""A class's page: what was understood, what was not, and who should be talked to."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from autograder.course.answer_groups import unnamed
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.kept_submission import kept_submission
from autograder.course.gradebook.people import Student
from autograder.course.gradebook.standing import Standing, standings
from autograder.course.page import charts
from autograder.course.page.pseudonyms import pseudonyms
from autograder.course.page.since import Since, note_page, since_last_page
from autograder.course.page.source_code import anonymous, function_code, mentions
from autograder.course.page.statistics import ClassStatistics, Mistake, histogram
from autograder.course.page.student_rows import StudentRow, row_of
from autograder.course.policy.course_file import Policy
from autograder.render.html.page import render

PACKAGE = "autograder.course.page"
MOST_TRIED = 8  # students whose code is looked at for an example
MOST_GROUPS = 40
MOST_FREQUENT = 15  # mistakes that are shown until somebody asks for the others


class Names(Enum):
    """How students are called on the page."""

    OWN = "their own names"
    PSEUDONYMS = "pseudonyms"
    NONE = "no students"


@dataclass(frozen=True)
class ShownMistake:
    """A mistake with the code of one who made it, and what that answered; without any if none can be shown."""

    mistake: Mistake
    id: str
    code: str
    answer: str = ""

    @property
    def find(self) -> str:
        """What to search for in the table of students to see who made it."""
        return self.mistake.called


@dataclass(frozen=True)
class Overview:
    """The class in a few numbers."""

    students: int
    graded: int
    median: float | None
    mean: float | None
    spread: float | None
    lowest: float | None
    highest: float | None
    most: float
    not_graded: int
    nothing: int
    late: int
    overridden: int
    followed: int
    latest: str


def class_page(
    gradebook: Gradebook,
    policy: Policy,
    names: Names = Names.OWN,
    link: Callable[[Standing], str] = lambda standing: "",
    *,
    draw: bool | None = None,
) -> str:
    """The page as HTML.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    policy : Policy
        How points become a grade.
    names : Names
        How students are called.
    link : callable
        Where a student's own page lies; empty: it has none.
    draw : bool, optional
        Whether it has charts; by default if they can be drawn here.

    Raises
    ------
    GradebookError
        If the gradebook cannot be read, or pseudonyms cannot be kept in it.
    """
    called = pseudonyms(gradebook) if names is Names.PSEUDONYMS else _own_name
    everybody = list(standings(gradebook, policy))
    since = since_last_page(gradebook, policy, everybody)
    found, rows, at = ClassStatistics(), [], {}
    for place, standing in enumerate(everybody):
        report = standing.report()
        rows.append(row_of(standing, report, called(standing.student), link(standing), names is Names.OWN))
        at[place] = standing
        if report:
            found.add(report, place, standing.score)
    if names is Names.PSEUDONYMS:  # the order of their own names would tell who they are
        rows.sort(key=lambda each: each.name)
        since = replace(since, changes=tuple(sorted(since.changes, key=lambda each: (each.gain, called(each.student)))))
    link_of = {each.student.row: link(each) for each in everybody}
    html = _rendered(gradebook, names, found, rows, since, called, link_of, _Examples(gradebook, at), draw)
    note_page(gradebook, since)
    return html


def _rendered(
    gradebook: Gradebook,
    names: Names,
    found: ClassStatistics,
    rows: list[StudentRow],
    since: Since,
    called: Callable[[Student], str],
    link_of: Mapping[int, str],
    examples: _Examples,
    draw: bool | None,
) -> str:
    checks = [(exercise, check) for exercise in found.exercises.values() for check in exercise.checks.values()]
    draws = charts.can_draw() if draw is None else draw
    chosen = [(f"{exercise.name}/{check.name}", check) for exercise, check in checks]
    misconceptions = [
        ShownMistake(each, f"mistake-{place}", examples.code(each))
        for place, each in enumerate(found.misconceptions, 1)
    ]
    groups = [
        ShownMistake(each, f"group-{place}", examples.code(each), examples.answer(each))
        for place, each in enumerate(found.groups[:MOST_GROUPS], 1)
    ]
    return render(
        PACKAGE,
        "class.html",
        styles=["class.css"],
        scripts=["table.js"],
        assignment=fact(gradebook, "assignment"),
        gradebook=gradebook.path.name,
        names=names,
        Names=Names,
        overview=_overview(gradebook, found, rows),
        score_chart=charts.score_chart(found.scores, found.max_score) if draws and found.scores else None,
        check_chart=charts.check_chart(chosen) if draws and any(each.discrimination for _, each in chosen) else None,
        no_charts="" if draws else charts.MISSING,
        statistics=found,
        misconceptions=misconceptions,
        most_frequent=MOST_FREQUENT,
        groups=groups,
        id_of={each.mistake.called: each.id for each in (*misconceptions, *groups)},
        more_groups=max(0, len(found.groups) - MOST_GROUPS),
        checks=checks,
        distribution=_distribution(found),
        sections=any(each.section for each in rows),
        since=since,
        called=called,
        link_of=link_of,
        rows=rows,
        to_talk_to=sorted((each for each in rows if each.reasons), key=lambda each: (each.score or 0.0, each.name)),
    )


class _Examples:
    """Code and answers of one of those who made a mistake, without a trace of whose it is."""

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


def _own_name(student: Student) -> str:
    return student.shown


def _distribution(found: ClassStatistics) -> list[tuple[float, float, int]]:
    """From how many points, to how many, and how many students."""
    width = found.max_score / charts.BINS
    counts = histogram(found.scores, found.max_score, charts.BINS)
    return [(place * width, (place + 1) * width, count) for place, count in enumerate(counts)]


def _overview(gradebook: Gradebook, found: ClassStatistics, rows: list[StudentRow]) -> Overview:
    scores = found.scores
    return Overview(
        students=len(rows),
        spread=statistics.pstdev(scores) if scores else None,
        lowest=min(scores, default=None),
        highest=max(scores, default=None),
        graded=len(found.scores),
        median=statistics.median(found.scores) if found.scores else None,
        mean=statistics.fmean(found.scores) if found.scores else None,
        most=found.max_score,
        not_graded=sum("not graded" in each.flags for each in rows),
        nothing=sum("nothing handed in" in each.flags for each in rows),
        late=sum("late" in each.flags for each in rows),
        overridden=sum("overridden" in each.flags for each in rows),
        followed=sum("follow-through" in each.flags for each in rows),
        latest=(gradebook.value("SELECT max(graded_at) FROM gradings") or "")[:16].replace("T", " "),
    )
