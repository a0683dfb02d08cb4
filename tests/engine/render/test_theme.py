"""What all views have in common."""

import ast
import typing
from pathlib import Path

import autograder
from autograder.render.theme import (
    BAD,
    CAREFUL,
    GOOD,
    MARKS,
    isolation_in_words,
    legend,
    mark,
    mark_of_exercise,
    mark_of_outcome,
)
from autograder.results.report import CheckResult, ExerciseResult, Protection

ENGINE = Path(autograder.__file__).parent


def check(status: str, **others: typing.Any) -> CheckResult:
    return CheckResult("by_hand", "By hand", "visible", status, 0.0, 1.0, **others)


def exercise(*statuses: str) -> ExerciseResult:
    return ExerciseResult("mean", "means", "1.1", tuple(map(check, statuses)))


def test_a_mark_tells_of_the_check():
    assert mark(check("passed")) == ("✓", GOOD)
    assert mark(check("passed", follow_through=True)) == ("→", CAREFUL)
    assert mark(check("timeout")) == ("⏱", BAD)


def test_the_mark_of_an_exercise_is_that_of_what_was_tried_and_is_wrong():
    assert mark_of_exercise(exercise("passed", "missing", "crashed", "failed"))[0] == MARKS["crashed"]
    assert mark_of_exercise(exercise("passed", "missing"))[0] == MARKS["missing"]
    assert mark_of_exercise(exercise("passed", "passed"))[0] == MARKS["passed"]


def test_where_no_more_is_known_than_whether_it_passed():
    assert [mark_of_outcome(passed)[0] for passed in (True, False, None)] == ["✓", "✗", "·"]


def test_what_protects_stands_before_what_does_not():
    names = {"writing files": "unavailable", "reading files": "enforced", "processes": "set", "network": "enforced"}
    assert list(isolation_in_words([Protection(*each) for each in names.items()]).items()) == [
        ("enforced", ["reading files", "network"]),
        ("set", ["processes"]),
        ("NOT protected", ["writing files"]),
    ]


def test_a_status_of_another_version_is_shown_as_it_is():
    assert isolation_in_words([Protection("time", "planned")]) == {"planned": ["time"]}


def test_no_view_has_marks_of_its_own():
    elsewhere = {ENGINE / "render" / "theme.py", ENGINE / "text" / "transliterate.py"}
    marks = set(MARKS.values()) - {"!", "·"}  # these two stand in sentences, too
    for path in set(ENGINE.rglob("*.py")) - elsewhere:
        texts = [node.value for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Constant)]
        assert not [text for text in texts if isinstance(text, str) and text in marks], path


def test_consoles_are_made_in_one_place():
    """Elsewhere, one that shows emoji would turn `:bug:` in a student's file name into something else."""
    made = [
        path.relative_to(ENGINE).as_posix() for path in ENGINE.rglob("*.py") if " Console(" in path.read_text("utf-8")
    ]
    assert made == ["render/console.py"]


def test_a_legend_says_each_mark_that_occurs_once():
    checks = [check("passed"), check("passed", follow_through=True), check("failed"), check("invalid")]
    assert legend(checks) == ["✓ passed", "✗ wrong", "→ right, given a correct earlier function"]
