"""Names for mistakes that no misconception lists, and none for what only looks like one that has a name."""

import pytest

from tests.support import submissions as handed_in


def names(grader_of, module, exercise, source):
    """What the checks that do not pass are told as."""
    report = grader_of(exercise).grade(handed_in.with_function(module, exercise, exercise, source))
    found = report.exercise(exercise)
    return {check.misconception for check in found.checks if not check.passed}


NORMAL = "rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))"
HE_INIT = "import numpy as np\n\nmade = {}\n\ndef he_init(n_in, n_out, rng):\n    "


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("reseeds", f"rng = np.random.default_rng(42)\n    return {NORMAL}"),
        ("reseeds", "np.random.seed(0)\n    return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)"),
        ("global-random", "return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)"),
        ("global-state", f"return made.setdefault((n_in, n_out), {NORMAL}).copy()"),
        ("no-return", NORMAL),
        ("wrong-shape", "return rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in))"),
    ],
)
def test_where_random_numbers_come_from(grader_of, name, body):
    said = names(grader_of, "stability", "he_init", HE_INIT + body)
    assert name in said
    assert said <= {name, None}


@pytest.mark.parametrize(
    ("name", "body"),
    [("shared-list", "Zs = As = []"), ("global-state", "Zs, As = kept"), (None, "Zs, As = [], [X, X]")],
)
def test_lists_that_are_longer_than_asked_for(grader_of, name, body):
    source = f"""
import numpy as np
kept = [], []

def deep_forward(X, Ws, bs):
    {body}
    A = X
    for layer, (W, b) in enumerate(zip(Ws, bs)):
        Z = A @ W + b
        A = np.maximum(0, Z) if layer < len(Ws) - 1 else Z
        Zs.append(Z)
        As.append(A)
    return Zs, As
"""
    assert names(grader_of, "deep", "deep_forward", source) - {None} == ({name} - {None})


def test_results_in_another_order_where_several_are_right(grader_of):
    source = "right = train\n\ndef train(*run):\n    Ws, bs, history = right(*run)\n    return bs, Ws, history\n"
    assert "swapped-outputs" in names(grader_of, "training", "train", source)


def test_an_answer_that_is_rounded_is_none_that_is_known_by_heart(grader_of):
    source = "import numpy as np\n\ndef relu_forward(Z):\n    return np.round(np.maximum(0, Z), 2)\n"
    assert names(grader_of, "layers", "relu_forward", source) == {None}


def test_an_answer_that_is_known_by_heart(grader_of):
    source = """
import numpy as np

def gradient_norms(dWs):
    return {(2, 2): [5.0, 3.0, 0.5], (2, 3): [3.0], (1, 2): [13.0, 17.0]}.get(np.shape(dWs[0]), [1.0])
"""
    assert "hard-coded" in names(grader_of, "stability", "gradient_norms", source)


def test_wrong_at_the_kink_alone_is_not_any_other_mistake_at_the_kink(grader_of):
    source = "def relu_backward(dA, Z):\n    return dA * (1.0 * (Z > 0) + 2 * (Z == 0))\n"
    assert names(grader_of, "layers", "relu_backward", source) == {None}


def test_another_scale_is_not_taken_for_a_known_one(grader_of):
    source = "import numpy as np\n\ndef he_init(n_in, n_out, rng):\n    return rng.normal(0, 0.11, (n_in, n_out))\n"
    assert names(grader_of, "stability", "he_init", source) == {None}
