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


# Each wrong by a ten-thousandth, which float32 would never make of it.
SLIGHTLY_WRONG = {
    "sigmoid": ("forward", "Z", "np.clip(1 / (1 + np.exp(-np.clip(Z, -700, 700))), 1e-4, 1 - 1e-4)"),
    "training_error": ("forward", "G, Y", "np.mean(np.sum((np.asarray(G) - Y) ** 2, axis=1)) * (1 + 1e-4)"),
    "relu_forward": ("layers", "Z", "np.maximum(1e-4, Z)"),
    "squared_loss_backward": ("layers", "G, Y", "2 * (np.asarray(G) - Y) / len(G) * (1 - 1e-4)"),
    "clip_by_norm": (
        "stability",
        "gradient, max_norm",
        "gradient * min(1.0, max_norm / (np.linalg.norm(gradient) + 1e-4 * max_norm))",
    ),
    "gradient_norms": ("stability", "dWs", "np.array([np.sqrt(np.sum(np.square(dW)) + 1e-4) for dW in dWs])"),
    "he_init": ("stability", "n_in, n_out, rng", "rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(6 / n_in)"),
}
CAST = {
    "a cast that is not used": ("unused = np.ones(3).astype(np.float32)", ""),
    "a cast of a copy": ("", "result.astype(np.float32)"),
    "a cast of the answer": ("", "result = result.astype(np.float32)"),
    "a cast there and back": ("", "result = result.astype(np.float32).astype(float)"),
    "a helper": ("exact = lambda x: np.float32(x)", "exact(result)"),
}


@pytest.mark.slow
@pytest.mark.parametrize("exercise", SLIGHTLY_WRONG)
def test_no_cast_to_float32_excuses_what_is_wrong_by_little(grader_of, exercise):
    module, parameters, answer = SLIGHTLY_WRONG[exercise]

    def score(first, last):
        lines = ("import numpy as np", f"def {exercise}({parameters}):", f"    {first or 'pass'}")
        source = "\n".join((*lines, f"    result = np.asarray({answer})", f"    {last or 'pass'}", "    return result"))
        report = grader_of(exercise).grade(handed_in.with_function(module, exercise, exercise, source))
        found = next(each for each in report.exercises if each.name == exercise)
        return sum(check.score for check in found.checks if not check.is_public), found.max_score

    plain, most = score("", "")
    assert plain < most / 2
    for name, (first, last) in CAST.items():
        assert score(first, last)[0] <= plain, name


@pytest.mark.slow
def test_right_code_in_float32_keeps_its_points(grader):
    source = "def relu_backward(dA, Z):\n    return np.float32(dA) * np.float32(Z > 0)\n"
    assert score(grader, source) == 5
