"""1. Logistic regression."""

import numpy as np

from autograder.authoring import Case, check
from autograder.authoring.finite_differences import AGREEMENT, central_differences
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import EXAMPLE, NO_STATE, NUMBER_TYPES

LOG3 = np.log(3.0)  # σ(log 3) = 3/4, σ(-log 3) = 1/4
EPSILON = 1e-5  # who adds a tiny number inside of the logarithm, in fear of log 0, is right


@check("probability", points=1)
def by_hand():
    """Three data points, two features, a bias"""
    yield Case(X=[[LOG3, 0.0], [0.0, LOG3], [LOG3, LOG3]], w=[1.0, -2.0], b=LOG3).gives([0.9, 0.25, 0.5])


@check("probability", points=0.5)
def far_from_zero():
    """Scores of ±1000 give 0 or 1, never NaN"""
    yield Case(X=[[-10.0], [0.0], [10.0]], w=[100.0], b=0.0).gives([0.0, 0.5, 1.0])


@check("probability", points=0.5, purpose=NUMBER_TYPES)
def whole_numbers_left_as_they_were():
    """Arrays of integers work, and are not changed"""
    yield (
        Case(X=[[1], [-2], [0]], w=[1], b=0)
        .gives([0.731058578630005, 0.119202922022118, 0.5])
        .satisfies(arguments_unchanged)
    )


@check("cross_entropy", points=0.5, purpose=EXAMPLE)
def one_data_point():
    """What a single guess costs, for either class"""
    for p, y, cost in ((0.5, 1, np.log(2)), (0.25, 0, np.log(4 / 3)), (0.25, 1, np.log(4))):
        yield Case(P=[p], y=[y]).gives(cost).within(rtol=EPSILON)


@check("cross_entropy", points=1)
def a_batch_by_hand():
    """The mean over four data points of both classes"""
    costs = np.log([2, 4 / 3, 4, 8])
    yield Case(P=[0.5, 0.25, 0.75, 0.125], y=[1, 0, 0, 1]).gives(costs.mean()).within(rtol=EPSILON)


@check("cross_entropy", points=0.5, purpose=NO_STATE)
def guesses_left_as_they_were():
    """The probabilities and the classes are not changed"""
    yield Case(P=[0.5, 0.5], y=[1, 0]).gives(np.log(2)).within(rtol=EPSILON).satisfies(arguments_unchanged)


@check("gradient", points=2)
def a_batch_at_the_start():
    """Four data points and zero weights, by hand"""
    yield Case(X=[[1.0, 2.0], [3.0, -1.0], [-2.0, 4.0], [5.0, 0.5]], y=[1, 0, 0, 1], w=[0.0, 0.0], b=0.0).gives(
        dw=[-0.625, 0.0625], db=0.0
    )
    yield Case(X=[[1.0], [3.0]], y=[0, 0], w=[0.0], b=0.0).gives(dw=[1.0], db=0.5)


@check("gradient", points=1.5)
def agrees_with_central_differences(rng, probability, cross_entropy):
    """Central differences of the loss of one data point give the same gradient"""
    for y in (0, 1):
        X, w, b = rng.normal(size=(1, 3)), rng.normal(size=3), 0.75
        targets = np.array([y])
        yield (
            Case(X=X, y=targets, w=w, b=b)
            .gives(
                dw=central_differences(lambda at: cross_entropy(probability(X, at, b), targets), w),
                db=central_differences(lambda at: cross_entropy(probability(X, w, at.item()), targets), np.array(b)),
            )
            .within(rtol=AGREEMENT)
        )


@check("gradient", points=0.5, purpose=NUMBER_TYPES)
def whole_numbers_with_a_gradient():
    """Arrays of integers work, and are not changed"""
    yield (
        Case(X=[[1, -3], [2, 1]], y=[1, 0], w=[0, 0], b=0).gives(dw=[0.25, 1.0], db=0.0).satisfies(arguments_unchanged)
    )
