"""Points for shapes and untouched arguments go to functions that answer something right."""

import pytest

from tests.support import submissions as handed_in

INVENTED = {
    "train": """
def train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    rng.random()
    return [np.array(W, dtype=float) for W in Ws], [np.array(b, dtype=float) for b in bs], np.linspace(1, 0.1, epochs)
""",
    "train_step": """
def train_step(X, Y, Ws, bs, learning_rate, max_norm=None):
    return [np.array(W, dtype=float) for W in Ws], [np.array(b, dtype=float) for b in bs]
""",
    "he_init": """
def he_init(n_in, n_out, rng):
    return rng.uniform(-np.sqrt(6 / n_in), np.sqrt(6 / n_in), size=(n_in, n_out))
""",
}


@pytest.mark.slow
@pytest.mark.parametrize("exercise", INVENTED)
def test_what_is_invented_gets_nothing(grader, exercise):
    module = "stability" if exercise == "he_init" else "training"
    report = grader.grade(handed_in.with_function(module, exercise, exercise, INVENTED[exercise]))
    (found,) = (each for each in report.exercises if each.name == exercise)
    assert sum(check.score for check in found.checks) == 0
