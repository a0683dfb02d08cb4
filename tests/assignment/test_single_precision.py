"""Single precision is granted for what was computed in it, and excuses no mistake."""

import pytest

from tests.support import submissions as handed_in

LEAKY = """
def relu_backward(dA, Z):
    {first}
    return dA * np.where(Z > 0, 1, 1e-4)
"""
EXCUSES = {
    "none": "pass",
    "a remark": "# as exact as in float32",
    "a text": "'float32'",
    "an unused variable": "unused = np.float32(0)",
    "used on the way": "dA = np.asarray(dA, dtype=np.float32)",
}


def score(grader, source, exercise="relu_backward"):
    report = grader.grade(handed_in.with_function("layers", exercise, exercise, source))
    (found,) = (each for each in report.exercises if each.name == exercise)
    return sum(check.score for check in found.checks)


@pytest.mark.slow
def test_no_mention_of_float32_excuses_a_slope_that_leaks(grader):
    plain = score(grader, LEAKY.format(first="pass"))
    assert plain < 1
    for excuse in EXCUSES.values():
        assert score(grader, LEAKY.format(first=excuse)) <= plain


@pytest.mark.slow
def test_right_code_in_float32_keeps_its_points(grader):
    source = "def relu_backward(dA, Z):\n    return np.float32(dA) * np.float32(Z > 0)\n"
    assert score(grader, source) == 5
