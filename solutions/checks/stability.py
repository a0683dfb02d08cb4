"""Hidden checks of gradient norms, clipping and initialization."""

from itertools import pairwise

import numpy as np
from _inputs import FLOAT32, SCALES, in_a_row, in_float32, of_other_dtypes

from autograder.authoring import AcrossCases, Case, check, inputs
from autograder.authoring.case import PlainList
from autograder.authoring.distribution import normal, normal_each
from autograder.authoring.properties import agree, all_zero, arguments_unchanged, differ, draws
from autograder.authoring.purpose import FORMULA, PARTIAL_CREDIT

SHAPES = (7,), (7, 5), (1, 3)
LAYERS = (5, 11), (11, 7), (7, 3)
LAYERS_AND_BIASES = (5, 11), (11, 1), (11,), (1,)
FANS = (7, 1500), (150, 40), (60, 60)  # enough draws to judge; fan-in far from fan-out, and equal to it
SAFE_DIVISION = 1e-6  # max_norm / (norm + 1e-6) is right, too: norms from 5 on keep it within this


def gradients(rng, shapes, *, norm):
    """Arrays of these shapes that have this norm, all together."""
    drawn = [inputs.away_from_zero(rng, shape) for shape in shapes]
    length = np.sqrt(sum(np.sum(array**2) for array in drawn))
    return [array * (norm / length) for array in drawn]


def gradient(rng, shape, *, norm):
    return gradients(rng, [shape], norm=norm)[0]


def integers(rng, shapes):
    return [inputs.integers(rng, shape) for shape in shapes]


@check("gradient_norms", points=0.5, purpose=FORMULA)
def norms_of_several_depths(rng):
    """Few layers and many, gradients that vanish, explode, or are 0"""
    for shapes in (LAYERS, [(7, 5)], [(3, 3)] * 4):
        yield Case(dWs=[inputs.away_from_zero(rng, shape) for shape in shapes])
    for factor in (0.5, 2):
        yield Case(dWs=[inputs.away_from_zero(rng, (4, 4)) * factor**layer for layer in range(30)])
    yield Case(dWs=[inputs.away_from_zero(rng, shape) * SCALES[0] for shape in LAYERS])
    yield Case(dWs=[np.zeros((5, 3)), inputs.away_from_zero(rng, (3, 2)), np.zeros((2, 1))])


@check("gradient_norms", points=0.5)
def norms_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    drawn = gradients(rng, LAYERS, norm=3.0)
    yield from of_other_dtypes({"dWs": drawn}, {"dWs": integers(rng, LAYERS)})
    yield Case(dWs=[inputs.integers(rng, LAYERS[0]), *drawn[1:]])
    yield from in_a_row({"dWs": drawn}, {"dWs": gradients(rng, LAYERS, norm=2.0)})


@check("clip_by_norm", points=0.5, purpose=FORMULA)
def long_gradients(rng):
    """Gradients that are too long, by little and by much"""
    for shape in SHAPES:
        yield Case(gradient=gradient(rng, shape, norm=17.0), max_norm=0.25).within(rtol=SAFE_DIVISION)
    for norm, max_norm in ((5.5, 5.375), (1e6, 3), (1e6, 2.5e4)):
        yield Case(gradient=gradient(rng, (7, 5), norm=norm), max_norm=max_norm).within(rtol=SAFE_DIVISION)
    yield Case(gradient=gradient(rng, (5,), norm=0.75), max_norm=0.625).within(rtol=10 * SAFE_DIVISION)


@check("clip_by_norm", points=0.5, purpose=FORMULA)
def short_gradients(rng):
    """Gradients that are short enough already, and gradients of 0"""
    for shape in SHAPES:
        yield Case(gradient=gradient(rng, shape, norm=3.0), max_norm=4.0)
    for norm, max_norm in ((0.5, 0.625), (1.5, 4.0), (1e-9, 0.5), (1e6, 2e6)):
        yield Case(gradient=gradient(rng, (7, 5), norm=norm), max_norm=max_norm)
    for shape in SHAPES[:2]:
        yield Case(gradient=np.zeros(shape), max_norm=float(rng.uniform(1, 3)))


@check("clip_by_norm", points=0.5)
def clipping_of_whole_numbers(rng):
    """Integers and float32 as inputs"""
    for max_norm in (2.5, 1000):
        yield Case(gradient=5 * inputs.integers(rng, (7, 5)), max_norm=max_norm).within(rtol=SAFE_DIVISION)
    yield Case(gradient=in_float32(gradient(rng, (7, 5), norm=7.0)), max_norm=2.5).within(rtol=FLOAT32)
    yield Case(gradient=np.zeros(rng.integers(2, 9), dtype=int), max_norm=1)
    k = int(rng.integers(2, 9))
    yield Case(gradient=[3 * k, -4 * k], max_norm=5 * k).within(rtol=SAFE_DIVISION)  # as long as it may be


@check("clip_by_norm", points=0.5)
def clipping_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    long, short = (gradient(rng, (7, 5), norm=norm) for norm in (9.0, 0.5))
    for case in in_a_row({"gradient": long, "max_norm": 2.0}, {"gradient": short, "max_norm": 0.75}):
        yield case.within(rtol=SAFE_DIVISION)


@check("clip_by_global_norm", points=0.5, purpose=FORMULA)
def gradients_long_together(rng):
    """Too long together, even where each array is short by itself"""
    for shapes in (LAYERS_AND_BIASES, [(7, 5)], [(5,), (3,)], [(3, 3)] * 4):
        yield Case(gradients=gradients(rng, shapes, norm=17.0), max_norm=0.5).within(rtol=SAFE_DIVISION)
    for norm, max_norm in ((5.5, 5.375), (1e6, 3)):
        yield Case(gradients=gradients(rng, LAYERS, norm=norm), max_norm=max_norm).within(rtol=SAFE_DIVISION)
    long, short = gradient(rng, (5, 3), norm=12.0), gradient(rng, (3,), norm=0.125)
    yield Case(gradients=[long, short], max_norm=2.0).within(rtol=SAFE_DIVISION)
    yield Case(gradients=[np.zeros((5, 3)), long], max_norm=1.5).within(rtol=SAFE_DIVISION)


@check("clip_by_global_norm", points=0.5)
def gradients_short_together(rng):
    """Short enough together, and gradients of 0"""
    for norm, max_norm in ((3.0, 3.125), (0.5, 0.625), (1.5, 4.0), (1e-9, 0.5), (1e6, 2e6)):
        yield Case(gradients=gradients(rng, LAYERS_AND_BIASES, norm=norm), max_norm=max_norm)
    yield Case(gradients=gradients(rng, [(7, 5)], norm=3.0), max_norm=4.0)
    yield Case(gradients=[np.zeros(shape) for shape in LAYERS_AND_BIASES], max_norm=rng.uniform(0.5, 2.5))


@check("clip_by_global_norm", points=0.5)
def global_clipping_of_whole_numbers(rng):
    """Integers and float32 as inputs"""
    whole = [5 * array for array in integers(rng, LAYERS_AND_BIASES)]
    drawn = gradients(rng, LAYERS_AND_BIASES, norm=9.0)
    for max_norm in (2, 1000):
        yield Case(gradients=whole, max_norm=max_norm).within(rtol=SAFE_DIVISION)
    yield Case(gradients=[whole[0], *drawn[1:]], max_norm=2.5).within(rtol=SAFE_DIVISION)
    yield Case(gradients=in_float32(drawn), max_norm=2.5).within(rtol=FLOAT32)


@check("clip_by_global_norm", points=0.5)
def global_clipping_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    long, short = (gradients(rng, LAYERS_AND_BIASES, norm=norm) for norm in (9.0, 0.5))
    for case in in_a_row({"gradients": long, "max_norm": 2.0}, {"gradients": short, "max_norm": 0.75}):
        yield case.within(rtol=SAFE_DIVISION)


def weights(seed, n_in, n_out, variance):
    return (
        Case(n_in=n_in, n_out=n_out, rng=np.random.default_rng(int(seed)))
        .shaped((n_in, n_out))
        .satisfies(normal(sd=np.sqrt(variance / n_in)))
    )


def seeds(rng, count):
    return rng.choice(2**32, size=count, replace=False)


SEVERAL = (1, 1000), (1000, 1), (40, 40), (40, 40)  # fewer draws than in FANS, but still enough to judge


@check("xavier_init", points=1, purpose=FORMULA)
def xavier_distribution(rng):
    """The distribution of the weights, in layers with few inputs and with many"""
    for shape, seed in zip(FANS, seeds(rng, len(FANS)), strict=True):
        yield weights(seed, *shape, 1)


@check("xavier_init", points=0.25)
def xavier_of_several_generators(rng):
    """Layers of several shapes; different generators give different weights"""
    for shape, seed in zip(SEVERAL, seeds(rng, 4), strict=True):
        yield weights(seed, *shape, 1).satisfies(draws)
    yield AcrossCases(differ)


@check("xavier_init", points=0.25, purpose=PARTIAL_CREDIT)
def xavier_of_one_generator(rng):
    """The same generator gives the same weights again"""
    (seed,) = seeds(rng, 1)
    for _ in range(2):
        yield weights(seed, 40, 30, 1)
    yield AcrossCases(agree)


@check("he_init", points=1, purpose=FORMULA)
def he_distribution(rng):
    """The distribution of the weights, in layers with few inputs and with many"""
    for shape, seed in zip(FANS, seeds(rng, len(FANS)), strict=True):
        yield weights(seed, *shape, 2)


@check("he_init", points=0.25)
def he_of_several_generators(rng):
    """Layers of several shapes; different generators give different weights"""
    for shape, seed in zip(SEVERAL, seeds(rng, 4), strict=True):
        yield weights(seed, *shape, 2).satisfies(draws)
    yield AcrossCases(differ)


@check("he_init", points=0.25, purpose=PARTIAL_CREDIT)
def he_of_one_generator(rng):
    """The same generator gives the same weights again"""
    (seed,) = seeds(rng, 1)
    for _ in range(2):
        yield weights(seed, 40, 30, 2)
    yield AcrossCases(agree)


def initialized(seed, *sizes):
    """A network of these sizes: the variance is 2 / n_in in hidden layers, and 1 / n_in in the last."""
    variances = [2 / n_in for n_in in sizes[:-2]] + [1 / sizes[-2]]
    return (
        Case(sizes=PlainList(sizes), rng=np.random.default_rng(int(seed)))
        .shaped(Ws=[*pairwise(sizes)], bs=[(n_out,) for n_out in sizes[1:]])
        .satisfies(normal_each("Ws", np.sqrt(variances)), all_zero("bs"))
    )


@check("initialize_network", points=0.5)
def networks_of_several_depths(rng):
    """The distribution of the weights, layer by layer, in networks of several depths and widths"""
    for sizes, seed in zip(((300, 7, 2000, 3), (7, 900, 11, 300, 5), (40, 40, 40)), seeds(rng, 3), strict=True):
        yield initialized(seed, *sizes)


@check("initialize_network", points=0.25)
def networks_of_one_layer(rng):
    """Networks of a single layer, with many inputs and with few"""
    for sizes, seed in zip(((300, 40), (3, 1000)), seeds(rng, 2), strict=True):
        yield initialized(seed, *sizes)


@check("initialize_network", points=0.25)
def networks_call_after_call(rng):
    """Repeated calls, sizes unchanged; the same generator gives the same network, another one another"""
    one, other = seeds(rng, 2)
    for seed in (one, one, other):
        yield initialized(seed, 50, 40, 40, 20).satisfies(draws, arguments_unchanged)
    yield AcrossCases(lambda answers: agree(answers[:2]) or differ(answers[1:]))


def batch(rng, n, *widths, scale=1.0, numbers=inputs.away_from_zero):
    return {"X": numbers(rng, (n, widths[0])), "Ws": [scale * numbers(rng, shape) for shape in pairwise(widths)]}


@check("activation_spreads", points=0.25, purpose=FORMULA)
def spreads_of_several_depths(rng):
    """Networks of several depths and widths"""
    for sizes in ((7, 5, 11, 3), (1, 5, 11, 2, 3), (7, 3, 3, 3, 3), (40, 1, 5, 1)):
        yield Case(**batch(rng, *sizes))


@check("activation_spreads", points=0.25, purpose=PARTIAL_CREDIT)
def spreads_of_one_layer_and_of_thirty(rng):
    """One layer; thirty layers whose activations stay level, die out, and explode"""
    for sizes in ((7, 5, 3), (1, 5, 11)):
        yield Case(**batch(rng, *sizes))
    for scale in (0.5, 0.2, 3.0):
        yield Case(**batch(rng, 20, *[11] * 31, scale=scale))


@check("activation_spreads", points=0.5)
def spreads_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    fractional, whole = batch(rng, 7, 5, 4, 3), batch(rng, 7, 5, 4, 3, scale=1, numbers=inputs.integers)
    yield from of_other_dtypes(fractional, whole)
    yield Case(X=fractional["X"], Ws=[whole["Ws"][0], *fractional["Ws"][1:]])
    yield from in_a_row(batch(rng, 7, 5, 4, 3), batch(rng, 7, 5, 4, 3))
