"""Hidden checks of stochastic gradient descent on one neuron."""

import numpy as np
from _inputs import FLOAT32, SCALES, far_off, in_a_row, in_float32, of_other_dtypes, scaled

from autograder.authoring import Case, check, inputs
from autograder.authoring.properties import arguments_unchanged, draws, earlier_answer_unchanged, is_new
from autograder.authoring.purpose import FORMULA


def neuron(rng, d, z):
    """A neuron with `d` inputs and the pre-activation `z`, its target above or below its output."""
    w, x = rng.normal(size=d), inputs.away_from_zero(rng, d, distance=0.1)
    w += x * (z - w @ x) / (x @ x)
    return {"w": w, "x": x, "y": max(0.0, z) + float(inputs.away_from_zero(rng, (), distance=0.5))}


def whole(rng):
    """A neuron of integers that stays on if all of them are changed by less than 0.5."""
    w, x = inputs.integers(rng, 5), inputs.integers(rng, 5)
    x = x * np.sign(x * w)
    return {"w": w, "x": x, "y": int(inputs.integers(rng, ()))}


def fractional(rng, near):
    """Numbers close to integers, so that the neuron stays on if some of them are rounded."""
    w, x = (near[name] + rng.uniform(0.1, 0.4, size=5) * rng.choice([-1, 1], size=5) for name in "wx")
    return {"w": w, "x": x, "y": near["y"] + 0.375}


@check("squared_loss", points=0.5)
def squared_losses(rng):
    """Numbers of both signs, integers, numbers of every size"""
    for factor, signs in ((1, (1, 4)), (1, (-1, 1)), (1, (-4, -1)), (SCALES[0], (4, 1)), (SCALES[1], (1, -1))):
        g, y = factor * rng.uniform(0.5, 1.5, size=2) * signs
        yield Case(g=float(g), y=float(y))
    g, y = (int(number) for number in inputs.integers(rng, 2))
    for pair in ((g, -y), (g + 0.5, y), (g, y + 0.5), (g, -y)):
        yield Case(g=pair[0], y=pair[1])


@check("linear_neuron_gradient", points=0.375, purpose=FORMULA)
def linear_neurons(rng):
    """Neurons with few and many inputs, outputs of both signs, numbers of every size"""
    for d, z in ((5, 1.5), (5, -0.75), (11, 0.5), (1, -1.5)):
        yield Case(**neuron(rng, d, z))
    yield Case(**far_off(neuron(rng, 5, 1.5)))
    for factor in SCALES:
        arguments = neuron(rng, 5, 2.0)
        yield Case(**{**scaled(arguments, factor), "w": arguments["w"]})


@check("linear_neuron_gradient", points=0.5)
def linear_neurons_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    numbers = whole(rng)
    yield from of_other_dtypes(fractional(rng, numbers), numbers)
    yield Case(**{**numbers, "y": numbers["y"] + 0.375})
    yield from in_a_row(neuron(rng, 5, 1.25), far_off(neuron(rng, 5, -0.5)))


@check("relu_neuron_gradient", points=0.875, purpose=FORMULA)
def relu_neurons(rng):
    """Neurons that are on and neurons that are off, with few and many inputs, numbers of every size"""
    for d, z in ((5, 1.5), (5, -0.75), (11, 0.25), (11, -1.5), (1, -0.5)):
        yield Case(**neuron(rng, d, z))
    yield Case(**far_off(neuron(rng, 5, 1.5)))
    for factor, z in zip(SCALES, (2.0, 0.5), strict=True):
        arguments = neuron(rng, 5, z)
        yield Case(**{**scaled(arguments, factor), "w": arguments["w"]})
    yield Case(**{**neuron(rng, 5, 0.5), "y": -1.75})


@check("relu_neuron_gradient", points=0.5)
def relu_neurons_at_the_kink(rng):
    """A neuron exactly between on and off"""
    a, b = inputs.integers(rng, 2, largest=9)
    one, other = inputs.away_from_zero(rng, (2, 3))
    for w, x, y in ((np.array([a, -b]), np.array([b, a]), 1.5), (np.zeros(3), one, -2.5)):
        step = 1e-12 * x
        yield Case(w=w, x=x, y=y).either_side(w=(w - step, w + step))
    yield Case(w=other, x=np.zeros(3), y=3.0)
    yield Case(**neuron(rng, 3, 1.5))  # off the kink there is one right slope, and it is not 0


@check("relu_neuron_gradient", points=0.5)
def relu_neurons_of_whole_numbers(rng):
    """Integers and float32 as inputs"""
    numbers = whole(rng)
    yield from of_other_dtypes(fractional(rng, numbers), numbers)
    yield Case(**{**numbers, "x": -numbers["x"]})
    yield Case(**{**numbers, "y": numbers["y"] + 0.375})


@check("relu_neuron_gradient", points=0.5)
def relu_neurons_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    yield from in_a_row(neuron(rng, 5, 1.25), far_off(neuron(rng, 5, 0.5)))


def step(rng, numbers, shape, learning_rate):
    return {"w": numbers(rng, shape), "gradient": numbers(rng, shape), "learning_rate": learning_rate}


@check("sgd_step", points=0.25, purpose=FORMULA)
def steps_downhill(rng):
    """Weights of several shapes, learning rates small and large"""
    for shape, learning_rate in (((5,), 0.1), ((5, 3), 1.5), ((1,), 1e-3)):
        yield Case(**step(rng, inputs.away_from_zero, shape, learning_rate))
    for factor in SCALES:
        arguments = step(rng, inputs.away_from_zero, (5,), 0.25)
        yield Case(**{**scaled(arguments, factor), "learning_rate": 0.25})


@check("sgd_step", points=0.25)
def steps_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    yield from of_other_dtypes(step(rng, inputs.away_from_zero, (7, 3), 0.3), step(rng, inputs.integers, (7, 3), 2))
    yield from in_a_row(step(rng, inputs.away_from_zero, (5,), 0.3), step(rng, inputs.away_from_zero, (5,), 0.2))
    standing = step(rng, inputs.away_from_zero, (5,), 0.3)
    yield Case(**{**standing, "gradient": np.zeros(5)}).satisfies(is_new)
    yield Case(**{**standing, "learning_rate": 0.0}).satisfies(is_new)


RATE = 0.005  # a pick takes 1 % of the error of its data point, so that the number of picks can be computed
FEW, MANY = (3, 100), (40, 40)  # data points and steps: shares show in the one, repetitions in the other
FEWEST, MOST = 5, 70  # picks of one data point of 3 in 100: fewer or more once in 500 billion runs


def regression(rng, n, d, *, steps, learning_rate=0.05, numbers=inputs.away_from_zero):
    return {
        "w": numbers(rng, d),
        "X": numbers(rng, (n, d)),
        "Y": numbers(rng, n),
        "learning_rate": learning_rate,
        "steps": steps,
        "rng": inputs.generator(rng),
    }


def alike(arguments, n):
    """The same with the first data point alone, n times."""
    return {**arguments, "X": np.repeat(arguments["X"][:1], n, axis=0), "Y": np.repeat(arguments["Y"][:1], n)}


def outcomes(w, X, Y, learning_rate, steps, sgd_step, linear_neuron_gradient):
    """The weights that any sequence of picks leads to."""
    reached = [w]
    for _ in range(steps):
        reached = [
            sgd_step(w, linear_neuron_gradient(w, x, y), learning_rate)
            for w in reached
            for x, y in zip(X, Y, strict=True)
        ]
    return reached


@check("sgd_linear_regression", points=0.25, purpose=FORMULA)
def regressions_without_a_choice(rng):
    """Data points that are all the same, so that every pick leads to the same weights"""
    for n, d, steps in ((1, 5, 4), (7, 3, 5), (5, 1, 3), (4, 5, 1), (3, 2, 0)):
        yield Case(**alike(regression(rng, n, d, steps=steps), n))


@check("sgd_linear_regression", points=0.25)
def every_sequence_of_picks(rng, sgd_step, linear_neuron_gradient):
    """A few data points, one to three steps: some sequence of picks leads to the weights"""
    for n, d, steps in ((3, 2, 1), (3, 2, 2), (2, 3, 3), (5, 2, 1), (4, 4, 2), (3, 5, 3)):
        arguments = regression(rng, n, d, steps=steps)
        w, X, Y, learning_rate = (arguments[name] for name in ("w", "X", "Y", "learning_rate"))
        possible = outcomes(w, X, Y, learning_rate, steps, sgd_step, linear_neuron_gradient)
        yield Case(**arguments).gives_any_of(possible)


def picked_at_random(n, steps):
    """Each pick reduces its data point's error by the same factor, and all data points are equally likely."""

    def holds(answer):
        left = 1 - answer.value
        picks = np.log(left, where=left > 0, out=np.full(n, np.pi)) / np.log(1 - 2 * RATE)
        if not (np.abs(picks - np.round(np.abs(picks))).max() < 1e-4 and round(picks.sum()) == steps):
            return "No sequence of that many picks leads to these weights."
        if (n, steps) == FEW and (picks.min() < FEWEST or picks.max() > MOST):
            return "Some data points are picked far more often than others: each should be as likely as any other."
        if (n, steps) == MANY and np.ptp(np.round(picks)) == 0:  # by chance once in 1e16 runs
            return "Every data point is picked the same number of times: each pick should be made from all of them."
        return None

    return holds


@check("sgd_linear_regression", points=0.25)
def shares_of_the_picks(rng):
    """Many steps on a few data points, and a few on many: each pick is made from all of them"""
    for n, steps in (FEW, MANY):
        arguments = {"w": np.zeros(n), "X": np.eye(n), "Y": np.ones(n), "learning_rate": RATE, "steps": steps}
        yield Case(**arguments, rng=inputs.generator(rng)).shaped((n,)).satisfies(picked_at_random(n, steps), draws)


@check("sgd_linear_regression", points=0.25)
def regressions_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    whole = alike(regression(rng, 3, 4, steps=2, numbers=inputs.integers, learning_rate=0.03), 3)
    fractional = alike(regression(rng, 3, 4, steps=2, learning_rate=0.03), 3)
    for name in ("w", "X", "Y"):
        yield Case(**{**fractional, name: whole[name]})
    yield Case(**whole)
    yield Case(**in_float32(fractional)).within(rtol=FLOAT32)
    for steps in (3, 0, 3):
        arguments = alike(regression(rng, 4, 3, steps=steps), 4)
        yield Case(**arguments).satisfies(arguments_unchanged, earlier_answer_unchanged, is_new)
