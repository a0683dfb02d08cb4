"""A grader that is sent to another process as plain data gives the same reports there."""

import pickle
import subprocess
import sys
from dataclasses import replace

import pytest

from autograder.grading.grader_spec import GraderSpec
from autograder.results.as_json import as_json
from autograder.sandbox.host.zygote import Limits
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, ROOT, SEED

SPEC = GraderSpec(MATERIAL / "tiny", SEED, Limits(cpu_seconds=60), DEADLINES)
WRONG = Submission("someone", python_files({"means": b"def mean(X):\n    return X.sum(axis=1)\n"}))
PROGRAM = """
import pickle, sys
spec, submission = pickle.load(sys.stdin.buffer)
with spec.build() as grader:
    pickle.dump(grader.grade(submission), sys.stdout.buffer)
"""


def test_another_process_gives_the_same_report():
    with SPEC.build() as grader:
        here = grader.grade(WRONG)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=pickle.dumps((SPEC, WRONG)), stdout=subprocess.PIPE, cwd=ROOT, check=True
    )
    there = pickle.loads(done.stdout)
    assert there == here
    assert as_json(there, staff=True) == as_json(here, staff=True)
    assert here.max_score > 0
    assert not here.exercises[0].passed


def test_the_report_says_what_it_was_made_with():
    with SPEC.build() as grader:
        report = grader.grade(WRONG)
    assert report.seed == SEED
    assert report.limits == {
        "memory_bytes": 1 << 30,
        "cpu_seconds": 60,
        "call_seconds": DEADLINES.call,
        "module_seconds": DEADLINES.module,
        "submission_seconds": DEADLINES.submission,
    }
    checks = [check for exercise in report.exercises for check in exercise.checks]
    assert all(len(check.fingerprint) == 12 for check in checks)


def test_some_checks_alone_are_put_and_say_the_same():
    chosen = frozenset({("mean", "by_hand"), ("variance", "many_rows")})
    with SPEC.build() as every, replace(SPEC, checks=chosen).build() as some:
        whole, part = every.grade(WRONG), some.grade(WRONG)
    asked = {(each.name, check.name): check for each in part.exercises for check in each.checks}
    assert set(asked) == chosen
    found = {(each.name, check.name): check for each in whole.exercises for check in each.checks}
    assert all(asked[key].status == found[key].status for key in chosen)
    assert all(asked[key].fingerprint == found[key].fingerprint for key in chosen)


@pytest.mark.slow
def test_equal_wrong_answers_are_found_however_they_are_written():
    def answers(mean: str) -> list[tuple[str, ...]]:
        source = f"import numpy as np\ndef mean(X):\n    {mean}\n".encode()
        report = grader.grade(Submission("someone", python_files({"means": source})))
        return [check.answers for check in report.exercises[0].checks]

    with SPEC.build() as grader:
        wrong, same = answers("return X.sum(axis=1)"), answers("return np.array([sum(x[::-1]) for x in X])")
        other, right = answers("return X.sum(axis=1) + 1"), answers("return X.mean(axis=0)")
    assert wrong[0] == same[0]  # to public questions, which are the same for all
    assert [len(each) for each in wrong] == [1, 3]  # one for each case
    assert not {digest for each in wrong for digest in each} & {digest for each in other for digest in each}
    assert right == [(), ()]
    assert {check.answers for check in _untouched().exercises[0].checks} == {()}


def _untouched():
    with SPEC.build() as grader:
        return grader.grade(Submission("someone", python_files({"means": b"def centred(X): return X\n"})))
