"""The drawing on a student's page: their numbers beside the right ones, what is dead in grey, and nothing to guess."""

from dataclasses import replace

import pytest

from autograder.authoring.drawing import Drawing, Edge, Entry, Node
from autograder.authoring.visibility import Visibility
from autograder.course.page.network import networks
from autograder.course.page.shown import STUDENT
from autograder.course.page.student_page import student_page
from autograder.results.identity import Identity
from autograder.results.report import CheckResult, ExerciseResult
from tests.engine.course.page.classes import report_of


def entry(check, index, right):
    return Entry("net", check, "dW", index, right)


NET = Drawing(
    "The worked example",
    (
        Node("x", (0, 1), "x = -1"),
        Node("on", (1, 0), numbers={"z": entry("forward", (0,), 0.5)}),
        Node("off", (1, 2), numbers={"z": entry("forward", (1,), -1.0)}),
    ),
    (
        Edge("x", "on", "w = 2", {"dL/dw": entry("backward", (0,), -2.0)}),
        Edge("x", "off", "w = -1", {"dL/dw": entry("backward", (1,), 0.0)}),
    ),
)


def report_with(forward, backward, numbers=()):
    """A report of one exercise with these statuses, and the numbers of the second check."""
    checks = (
        CheckResult("forward", "Forward", Visibility.VISIBLE, forward, 0, 1),
        CheckResult("backward", "Backward", Visibility.VISIBLE, backward, 0, 1, message="Wrong.", numbers=numbers),
    )
    report = report_of("ada", {}, Identity())
    return replace(report, exercises=(ExerciseResult("net", "nets", "1.1", checks),), drawings=(NET,))


WRONG = (("dW[0]", -4.0), ("dW[1]", 0.0))


def test_own_numbers_stand_beside_the_right_ones():
    (net,) = networks(report_with("passed", "failed", WRONG))
    found = {(where, each.label): (each.own, each.right, each.state) for where, each in net.rows}
    assert found == {
        ("on", "z"): ("0.5", "0.5", "right"),
        ("off", "z"): ("−1", "−1", "right"),
        ("x to on", "dL/dw"): ("−4", "−2", "wrong"),
        ("x to off", "dL/dw"): ("0", "0", "right"),
    }
    assert net.differences == 1
    assert [each.differs for each in net.edges] == [True, False]


def test_what_no_gradient_reaches_is_dead():
    (net,) = networks(report_with("passed", "failed", WRONG))
    assert [each.dead for each in net.nodes] == [False, False, True]
    assert [each.dead for each in net.edges] == [False, True]
    assert net.has_dead


@pytest.mark.parametrize(
    ("statuses", "numbers", "states"),
    [
        (("passed", "missing"), (), ["right", "open"]),
        (("error", "passed"), (("dW[0]", None),), ["wrong", "wrong"]),
        (("passed", "failed"), (("dW[0]", -2.0000001), ("dW[1]", 0.0)), ["right", "right"]),
        (("passed", "passed"), (), ["right", "right"]),
    ],
)
def test_what_was_not_answered_is_open_and_what_failed_without_a_number_is_wrong(statuses, numbers, states):
    (net,) = networks(report_with(*statuses, numbers))
    rows = dict(zip(("on", "off", "x to on", "x to off"), (each for _, each in net.rows), strict=True))
    assert [rows["on"].state, rows["x to on"].state] == states


def test_numbers_that_look_alike_in_short_are_written_in_full():
    (net,) = networks(report_with("passed", "failed", (("dW[0]", -2.0001), ("dW[1]", 0.0))))
    assert "dL/dw = −2.0001, not −2" in {each.in_full for _, each in net.rows}


def test_nothing_is_drawn_where_nothing_was_attempted():
    assert networks(report_with("missing", "missing")) == ()
    assert networks(replace(report_with("passed", "passed"), graded=False)) == ()


def test_the_page_has_the_drawing_its_description_and_its_table():
    page = student_page(report_with("passed", "failed", WRONG), STUDENT)
    assert page.index("Mend this first") < page.index("<svg") < page.index('id="exercise-net"')
    for said in (
        'role="img" aria-labelledby="h-network-1" aria-describedby="numbers-1"',
        "1 number differs from what is right, and is marked.",
        "dL/dw = −4, not −2",
        'class="edge dead"',
        'class="node dead"',
        "x = −1",
    ):
        assert said in page
    right = student_page(report_with("passed", "passed"), STUDENT)
    assert "All numbers that your functions gave are right." in right
