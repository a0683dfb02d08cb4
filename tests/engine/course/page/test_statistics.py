"""The statistics of a class, against the definitions written out, and the lines that a class ends in."""

import io
import random
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from autograder.course.page.correlation import Correlation
from autograder.course.page.statistics import ENOUGH, CheckStatistics, ClassStatistics, histogram
from autograder.course.page.terminal import bars, show_not_graded, show_statistics
from autograder.results.identity import Identity
from tests.engine.course.page.classes import report_of, students


@pytest.fixture(scope="module")
def reports():
    return [report for report, _ in students(200)]


@pytest.fixture(scope="module")
def found(reports):
    made = ClassStatistics()
    for place, report in enumerate(reports):
        made.add(report, place)
    return made


def test_a_correlation_is_that_of_the_whole_lists():
    choose = random.Random(0)
    pairs = [(choose.random() < 0.4, 1e6 + choose.random()) for _ in range(300)]
    sums = Correlation()
    for x, y in pairs:
        sums.add(x, y)
    assert sums.value == pytest.approx(np.corrcoef(np.array(pairs, float).T)[0, 1])
    assert Correlation().value is None


def test_a_check_is_compared_with_the_points_of_all_others(reports, found):
    def of(report):
        return next(check for check in report.exercise("relu_backward").checks if check.name == "by_hand")

    tried = [report for report in reports if of(report).status != "missing"]
    passed = [of(report).passed for report in tried]
    rest = [report.score - of(report).score for report in tried]
    check = found.exercises["relu_backward"].checks["by_hand"]
    assert check.discrimination == pytest.approx(np.corrcoef(passed, rest)[0, 1])
    assert (check.asked, check.attempted, check.passed) == (200, len(tried), sum(passed))


@pytest.mark.parametrize(
    ("pairs", "verdict", "doubtful"),
    [
        ([(0, n) for n in range(ENOUGH)], "nobody passes", True),
        ([(1, n) for n in range(ENOUGH)], "everybody passes", False),
        ([(n < 5, n) for n in range(ENOUGH)], "those who fail it do better elsewhere", True),
        ([(n % 2, n // 2) for n in range(ENOUGH)], "hardly goes with the rest", True),
        ([(n > 5, n) for n in range(ENOUGH)], "", False),
        ([(n < 5, n) for n in range(ENOUGH - 1)], "", False),
    ],
)
def test_what_is_said_of_a_check(pairs, verdict, doubtful):
    check = CheckStatistics("c", "c", True, len(pairs), sum(x for x, _ in pairs), len(pairs))
    for x, y in pairs:
        check.with_rest.add(x, y)
    assert (check.verdict, check.doubtful) == (verdict, doubtful)


def test_exercises_count_who_is_right_and_who_by_follow_through(reports, found):
    exercise = found.exercises["two_layer_backward"]
    mine = [report.exercise("two_layer_backward") for report in reports]
    assert exercise.right == sum(each.passed for each in mine)
    assert exercise.followed == sum(any(check.follow_through for check in each.checks) for each in mine) > 0
    assert exercise.attempted == sum(each.attempted for each in mine) < 200
    assert exercise.points == pytest.approx(sum(each.score for each in mine))


def test_every_score_is_in_one_bin():
    assert histogram([0, 4.9, 5, 10, 10, 12, -1], 10, 2) == [3, 4]
    assert histogram([0, 0], 0, 2) == [2, 0]


def shown(function, *given, **settings):
    console = Console(file=io.StringIO(), width=100, **settings)
    function(console, *given)
    return console.file.getvalue()


def test_a_class_ends_in_what_an_instructor_needs(found):
    text = shown(show_statistics, found)
    lines = text.splitlines()
    assert lines[0].startswith("200 students, median ")
    assert lines[1].startswith("  0 ")
    assert lines[1].endswith("█ 30")
    mistakes = lines[lines.index("The most common mistakes:") + 1 :][:5]
    counts = [int(line.split()[0]) for line in mistakes]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 5
    assert all(each.name in text for each in found.exercises.values())


def test_the_bars_are_plain_where_the_terminal_is():
    found = ClassStatistics()
    for place in range(3):
        found.add(report_of("ada", {}, Identity()), place)
    assert bars(found) == " " * 39 + "█"
    assert bars(found, "ascii") == " " * 39 + "#"


def test_who_could_not_be_graded_is_named_and_a_long_list_is_cut():
    text = shown(show_not_graded, [(f"ada{n}", "No\nfile [bold]") for n in range(25)])
    assert "25 submissions could not be graded:" in text
    assert "ada0: No\\x0afile [bold]" in text
    assert "… and 5 more" in text
    assert shown(show_not_graded, []) == ""


def test_a_class_of_nobody_says_nothing():
    assert shown(show_statistics, ClassStatistics()) == ""


def test_points_that_count_are_those_that_are_shown():
    found = ClassStatistics()
    found.add(replace(report_of("ada", {}, Identity())), 0, 12.0)
    assert found.scores == [12.0]
