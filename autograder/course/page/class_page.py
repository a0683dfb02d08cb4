"""The page of a class: what was understood, what was not, and whom to talk to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.people import Student
from autograder.course.gradebook.standing import Standing, standings
from autograder.course.page import charts
from autograder.course.page.examples import Examples, ShownMistake
from autograder.course.page.overview import overview
from autograder.course.page.pseudonyms import pseudonyms
from autograder.course.page.since_last_page import Since, note_page, since_last_page
from autograder.course.page.statistics import ClassStatistics, histogram
from autograder.course.page.student_rows import StudentRow, row_of
from autograder.course.policy.course_file import Policy
from autograder.immutable import immutable
from autograder.render.html.page import render

PACKAGE = "autograder.course.page"
MOST_GROUPS = 40
MOST_FREQUENT = 15  # mistakes that are shown until somebody asks for the others


class Names(Enum):
    """The names of students on the page."""

    OWN = "their own names"
    PSEUDONYMS = "pseudonyms"
    NONE = "no students"


@immutable
class _Content:
    """What a class's page is written of."""

    gradebook: Gradebook
    names: Names
    statistics: ClassStatistics
    rows: list[StudentRow]
    since: Since
    examples: Examples
    called: Callable[[Student], str]
    links: Mapping[int, str]


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
    found, rows = ClassStatistics(), []
    for place, standing in enumerate(everybody):
        report = standing.report()
        rows.append(row_of(standing, report, called(standing.student), link(standing), names is Names.OWN))
        if report:
            found.add(report, place, standing.score)
    if names is Names.PSEUDONYMS:  # the order of their own names would tell who they are
        rows.sort(key=lambda each: each.name)
        since = replace(since, changes=tuple(sorted(since.changes, key=lambda each: (each.gain, called(each.student)))))
    examples = Examples(gradebook, dict(enumerate(everybody)))
    links = {each.student.row: link(each) for each in everybody}
    html = _rendered(_Content(gradebook, names, found, rows, since, examples, called, links), draw)
    note_page(gradebook, since)
    return html


def _rendered(content: _Content, draw: bool | None) -> str:
    found, rows, examples = content.statistics, content.rows, content.examples
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
        assignment=fact(content.gradebook, "assignment"),
        gradebook=content.gradebook.path.name,
        names=content.names,
        Names=Names,
        overview=overview(content.gradebook, found, rows),
        score_chart=charts.score_chart(found.scores, found.max_score) if draws and found.scores else None,
        check_chart=charts.check_chart(chosen) if draws and any(each.discrimination for _, each in chosen) else None,
        no_charts="" if draws else charts.MISSING,
        statistics=found,
        misconceptions=misconceptions,
        most_frequent=MOST_FREQUENT,
        groups=groups,
        id_of={each.mistake.called: each.id for each in (*misconceptions, *groups)},
        first_of={each.mistake.exercise: each for each in reversed(misconceptions)},
        more_groups=max(0, len(found.groups) - MOST_GROUPS),
        checks=checks,
        distribution=_distribution(found),
        sections=any(each.section for each in rows),
        since=content.since,
        called=content.called,
        link_of=content.links,
        rows=rows,
        to_talk_to=sorted((each for each in rows if each.reasons), key=lambda each: (each.score or 0.0, each.name)),
    )


def _own_name(student: Student) -> str:
    return student.shown


def _distribution(found: ClassStatistics) -> list[tuple[float, float, int]]:
    """From how many points, to how many, and how many students."""
    width = found.max_score / charts.BINS
    counts = histogram(found.scores, found.max_score, charts.BINS)
    return [(place * width, (place + 1) * width, count) for place, count in enumerate(counts)]
