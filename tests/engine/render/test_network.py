"""The drawing on a student's page: their numbers beside the right ones, what is dead in grey, and nothing to guess."""

from dataclasses import replace

import pytest

from autograder.course.page.student_page import student_page
from autograder.render.for_readers import STUDENT
from autograder.render.network import networks
from tests.engine.course.page.classes import WRONG_NUMBERS, drawn_report


def test_own_numbers_stand_beside_the_right_ones():
    (net,) = networks(drawn_report("passed", "failed", WRONG_NUMBERS))
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
    (net,) = networks(drawn_report("passed", "failed", WRONG_NUMBERS))
    assert [each.dead for each in net.nodes] == [False, False, True]
    assert [each.dead for each in net.edges] == [False, True]
    assert net.has_dead


@pytest.mark.parametrize(
    ("statuses", "numbers", "states"),
    [
        (("passed", "missing"), (), ["right", "open"]),
        (("passed", "error"), (("dW[0]", None),), ["right", "wrong"]),
        (("passed", "failed"), (("dW[0]", -2.0000001), ("dW[1]", 0.0)), ["right", "right"]),
        (("passed", "passed"), (), ["right", "right"]),
    ],
)
def test_what_was_not_answered_is_open_and_what_failed_without_a_number_is_wrong(statuses, numbers, states):
    (net,) = networks(drawn_report(*statuses, numbers))
    rows = dict(zip(("on", "off", "x to on", "x to off"), (each for _, each in net.rows), strict=True))
    assert [rows["on"].state, rows["x to on"].state] == states


def test_numbers_that_look_alike_in_short_are_written_in_full():
    (net,) = networks(drawn_report("passed", "failed", (("dW[0]", -2.0001), ("dW[1]", 0.0))))
    assert "dL/dw = −2.0001, not −2" in {each.in_full for _, each in net.rows}


def test_where_no_number_came_back_a_question_mark_stands_beside_what_is_right():
    report = drawn_report("passed", "error", (("dW[0]", None), ("dW[1]", None)))
    (net,) = networks(report)
    assert "dL/dw = ? (−2)" in {each.in_full for _, each in net.rows}
    assert "2 numbers are not right, and marked. Where a question mark stands" in student_page(report, STUDENT)


def test_nothing_is_drawn_where_there_is_no_number_of_the_students():
    assert networks(drawn_report("missing", "missing")) == ()
    assert networks(drawn_report("missing", "crashed", (("dW[0]", None), ("dW[1]", None)))) == ()
    assert networks(replace(drawn_report("passed", "passed"), graded=False)) == ()


def test_the_page_has_the_drawing_its_description_and_its_table():
    page = student_page(drawn_report("passed", "failed", WRONG_NUMBERS), STUDENT)
    assert page.index("Mend this first") < page.index("<svg") < page.index('id="exercise-net"')
    for said in (
        'role="img" aria-labelledby="h-network-1" aria-describedby="numbers-1"',
        "1 number is not right, and marked.",
        "dL/dw = −4, not −2",
        'class="edge dead"',
        'class="node dead"',
        "x = −1",
    ):
        assert said in page
    right = student_page(drawn_report("passed", "passed"), STUDENT)
    assert "All numbers that your functions gave are right." in right
