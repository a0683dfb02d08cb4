"""Hidden checks of the forward pass."""

from _inputs import FLOAT32, SCALES, in_a_row, in_float32, of_other_dtypes, scaled

from autograder.authoring import Case, check, inputs
from autograder.authoring.purpose import FORMULA


def net(rng, numbers, n, d, h, k):
    shapes = {"X": (n, d), "W1": (d, h), "b1": (h,), "W2": (h, k), "b2": (k,)}
    return {name: numbers(rng, shape) for name, shape in shapes.items()}


def outputs(rng, numbers, n, k):
    return {"G": numbers(rng, (n, k)), "Y": numbers(rng, (n, k))}


@check("sigmoid", points=0.25)
def sigmoid_of_arrays(rng):
    """Arrays of several shapes, with small and very large numbers"""
    for shape in ((7, 5), (1, 3), (11, 1)):
        yield Case(Z=3 * inputs.away_from_zero(rng, shape))
    yield Case(Z=rng.uniform(-40, 40, size=(3, 11)))
    yield Case(Z=rng.uniform(500, 1000, size=(7, 1)) * [-1, 1])


@check("sigmoid", points=0.25)
def sigmoid_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    yield from of_other_dtypes({"Z": rng.normal(size=(7, 3))}, {"Z": inputs.integers(rng, (7, 3))})
    yield from in_a_row({"Z": rng.normal(size=(7, 5))}, {"Z": rng.normal(size=(7, 5))})


@check("sigmoid_network", points=0.5, purpose=FORMULA)
def sigmoid_networks_of_several_shapes(rng):
    """Networks and batches of several shapes"""
    for sizes in ((7, 5, 11, 3), (1, 5, 11, 3), (4, 4, 4, 4), (7, 1, 2, 1)):
        yield Case(**net(rng, inputs.away_from_zero, *sizes))


@check("sigmoid_network", points=0.5)
def sigmoid_networks_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    sizes = 7, 5, 11, 3
    whole = net(rng, inputs.integers, *sizes)
    for name in ("X", "W1", "b1"):
        yield Case(**{**net(rng, inputs.away_from_zero, *sizes), name: whole[name]})
    yield Case(**whole)
    yield Case(**in_float32(net(rng, inputs.away_from_zero, *sizes))).within(rtol=FLOAT32)
    yield from in_a_row(net(rng, inputs.away_from_zero, *sizes), net(rng, inputs.away_from_zero, *sizes))


@check("training_error", points=0.5, purpose=FORMULA)
def training_error_of_batches(rng):
    """Batches of several shapes and scales"""
    for sizes in ((7, 3), (7, 1), (1, 3), (5, 5)):
        yield Case(**outputs(rng, inputs.away_from_zero, *sizes))
    for factor in SCALES:
        yield Case(**scaled(outputs(rng, inputs.away_from_zero, 7, 3), factor))


@check("training_error", points=0.5)
def training_error_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    yield from of_other_dtypes(outputs(rng, inputs.away_from_zero, 7, 3), outputs(rng, inputs.integers, 7, 3))
    yield from in_a_row(outputs(rng, inputs.away_from_zero, 7, 3), outputs(rng, inputs.away_from_zero, 7, 3))
