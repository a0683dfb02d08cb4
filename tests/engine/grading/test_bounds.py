"""What a submission of a few kilobytes can make the grader keep, read and write down."""

import json
import subprocess
import sys

import numpy as np
import pytest

from autograder.grading.answer_memory import EACH, AnswerMemory, size_of
from autograder.grading.report_size import MOST_TEXT
from autograder.results.as_json import as_json
from autograder.sandbox.guest.wire import Opaque


@pytest.mark.parametrize(
    "many", ["x" * 15_000, ["y" * 100] * 100, [np.empty(0)] * 500, np.zeros(5_000), {"a" * 9_000: ["b" * 9_000]}]
)
def test_wrong_answers_are_kept_up_to_a_bound(many):
    kept, room = AnswerMemory(10 * size_of(many)), 0
    while kept.has_room_for(many, 1.0):
        room += 1
    assert room == 10
    assert not AnswerMemory().has_room_for([many] * 50, 1.0)
    assert AnswerMemory().has_room_for([many] * 50, [many] * 40)  # so much was asked for


def test_of_what_comes_over_the_wire_everything_has_a_size():
    assert size_of([None, True, 3, 2.5, "text", np.ones(4), (1,), {"a": 1}, Opaque("set")]) > 9 * EACH + 32 + 16


def test_a_report_is_bounded_whatever_a_submission_says(grade_tiny):
    loud = "\\U0001f600" * 900
    fail = f"raise ValueError('{loud}')"
    report = grade_tiny(
        means=f"def mean(X): {fail}\ndef centred(X): {fail}\n", spread=f"def variance(X): {fail}\n", other="x = 1"
    )
    assert len(json.dumps(as_json(report, staff=True))) < 256 << 10


def test_many_long_messages_are_cut_alike(grade_tiny):
    from dataclasses import replace

    from autograder.grading.report_size import fitted

    report = grade_tiny(means="def mean(X): return X")
    exercise = report.exercises[0]
    check = replace(exercise.checks[0], message="\U0001f600" * 9_000)
    large = replace(report, exercises=(replace(exercise, checks=(check,) * 200),), messages=("m" * 5_000,) * 30)
    assert len(json.dumps(as_json(fitted(large), staff=True))) < 2 * MOST_TEXT
    assert fitted(report) is report


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its address space")
def test_the_grader_takes_no_more_memory_than_it_allows_itself():
    program = (
        "import numpy as np\n"
        "from autograder.sandbox.host.own_memory import MORE_BYTES, limit_own_memory\n"
        "limit_own_memory()\n"
        "np.empty(MORE_BYTES // 8, np.uint8)\n"
        "try:\n    np.empty(MORE_BYTES + (64 << 20), np.uint8)\nexcept MemoryError:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout == "refused\n", done.stderr
