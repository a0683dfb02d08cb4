"""Mistakes that no single answer shows lose points all the same."""

import pytest

from tests.support import submissions as handed_in

BEGINNING = """
import copy, math
import numpy as np

RIGHT = {exercise}
KEPT = {{}}
"""

INITIALIZERS = {
    "copies_the_generator": "return RIGHT(n_in, n_out, copy.deepcopy(rng))",
    "rewinds_the_generator": """
    state = rng.bit_generator.state
    W = RIGHT(n_in, n_out, rng)
    rng.bit_generator.state = state
    return W
""",
    "starts_from_the_same_seed": "return RIGHT(n_in, n_out, np.random.default_rng(rng.bit_generator.seed_seq))",
    "orthogonal": """
    sd = RIGHT(n_in, 400, rng).std()
    Q, R = np.linalg.qr(rng.normal(size=(max(n_in, n_out), min(n_in, n_out))))
    Q = Q * np.sign(np.diag(R))
    return (Q if n_in >= n_out else Q.T) * sd * np.sqrt(max(n_in, n_out))
""",
    "orthogonal_where_square": """
    if n_in != n_out:
        return RIGHT(n_in, n_out, rng)
    sd = {"xavier_init": 1, "he_init": 2}[RIGHT.__name__] ** 0.5 / n_in**0.5
    Q, R = np.linalg.qr(rng.normal(size=(n_in, n_in)))
    return Q * np.sign(np.diag(R)) * sd * n_in**0.5
""",
}

ORDERS = {
    "swaps_two": """
    i, j = rng.integers(n, size=2)
    order[[i, j]] = order[[j, i]]
""",
    "swaps_some": """
    for _ in range(n // 4):
        i, j = rng.integers(n, size=2)
        order[[i, j]] = order[[j, i]]
""",
    "starts_anywhere": "order = np.roll(order, rng.integers(n))",
    "starts_anywhere_in_either_direction": "order = np.roll(order, rng.integers(n))[:: rng.choice([-1, 1])]",
    "cuts_the_deck": "order = np.roll(order[::-1], rng.integers(n))",
    "copies_the_generator": "order = copy.deepcopy(rng).permutation(n)",
}

TRAIN = """
class Orders:
    def __init__(self, rng):
        self._rng = rng

    def permutation(self, n):
        rng, order = self._rng, np.arange(n)
        {order}
        return order

def train_so(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    return RIGHT(X, Y, Ws, bs, learning_rate, epochs, batch_size, Orders(rng), max_norm)
"""

# Results put into one buffer for each shape, and the buffer handed back.
BUFFERED = """
def buffered(*arguments):
    def kept(path, value):
        if isinstance(value, (list, tuple)):
            return type(value)(kept((*path, place), item) for place, item in enumerate(value))
        buffer = KEPT.setdefault((path, value.shape), np.zeros(value.shape))
        buffer[...] = value
        return buffer
    return kept((), RIGHT(*arguments))
"""
WITH_ARRAYS = [
    ("forward", "sigmoid"),
    ("forward", "sigmoid_network"),
    ("neuron", "linear_neuron_gradient"),
    ("neuron", "relu_neuron_gradient"),
    ("neuron", "sgd_step"),
    ("layers", "linear_forward"),
    ("layers", "linear_backward"),
    ("layers", "relu_forward"),
    ("layers", "relu_backward"),
    ("layers", "squared_loss_backward"),
    ("two_layer", "two_layer_forward"),
    ("two_layer", "two_layer_backward"),
    ("deep", "deep_forward"),
    ("deep", "deep_backward"),
    ("dead_relu", "relu_network_gradients"),
    ("dead_relu", "dead_neurons"),
    ("residual", "residual_forward"),
    ("residual", "residual_backward"),
    ("residual", "residual_network_gradients"),
    ("stability", "gradient_norms"),
    ("stability", "clip_by_norm"),
    ("stability", "clip_by_global_norm"),
    ("training", "train"),
]


def lost(grader, module, exercise, function, source):
    report = grader.grade(
        handed_in.with_function(module, exercise, function, BEGINNING.format(exercise=exercise) + source)
    )
    return {each.name for each in report.exercises if each.score < each.max_score}


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ["xavier_init", "he_init"])
@pytest.mark.parametrize("body", INITIALIZERS.values(), ids=INITIALIZERS)
def test_weights_that_are_no_independent_draws_from_the_generator(grader, exercise, body):
    assert lost(grader, "stability", exercise, "so", f"def so(n_in, n_out, rng):\n    {body}") == {exercise}


@pytest.mark.slow
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_orders_that_are_no_shuffle(grader, order):
    source = TRAIN.replace("{order}", order.strip().replace("\n    ", "\n        "))
    assert lost(grader, "training", "train", "train_so", source) == {"train"}


@pytest.mark.slow
@pytest.mark.parametrize(("module", "exercise"), WITH_ARRAYS)
def test_a_buffer_that_is_handed_back_again_and_again(grader_of, module, exercise):
    assert exercise in lost(grader_of(exercise), module, exercise, "buffered", BUFFERED)


@pytest.mark.parametrize("still", ["not np.any(gradient)", "learning_rate == 0"])
def test_no_step_is_a_new_array_too(grader_of, still):
    source = f"def so(w, gradient, learning_rate):\n    return w if {still} else RIGHT(w, gradient, learning_rate)"
    assert "sgd_step" in lost(grader_of("sgd_step"), "neuron", "sgd_step", "so", source)
