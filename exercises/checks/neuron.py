"""2. Stochastic gradient descent on one neuron."""

import numpy as np
from _generators import DECIDES, one_twice_and_another

from autograder.authoring import Case, assume, check, gradient_of, numerical_gradients
from autograder.authoring.at_size import at_size
from autograder.authoring.inputs import away_from_zero, generator, one_decimal
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import DERIVED, EXAMPLE, FORMULA, MEASURED, PARTIAL_CREDIT


def neuron(rng, d):
    """A neuron with `d` inputs that is on, and its target."""
    w, x = away_from_zero(rng, d), away_from_zero(rng, d)
    return {"w": w * np.sign(w @ x), "x": x, "y": float(away_from_zero(rng, ()))}


@check("squared_loss", points=0.25, purpose=EXAMPLE)
def of_the_worked_example():
    """The lecture's example: g = 2 and y = 3 lose 1"""
    yield Case(g=2.0, y=3.0).gives(1.0)
    yield Case(g=3.0, y=3.0).gives(0.0)


@check("squared_loss", points=0.25)
def above_and_below():
    """Errors of other sizes, above the target and below it"""
    yield Case(g=1.0, y=-2.5).gives(12.25)
    yield Case(g=-2, y=3).gives(25.0)


@check("linear_neuron_gradient", points=0.5, purpose=FORMULA)
def outputs_too_big_and_too_small():
    """Outputs too big, too small and just right, by hand"""
    yield Case(w=[2.0, -1.0, 0.5], x=[3.0, -2.0, 4.0], y=7.0).gives([18.0, -12.0, 24.0])
    yield Case(w=[2.0, -1.0, 0.5], x=[-3.0, 0.0, 2.0], y=-2.0).gives([18.0, 0.0, -12.0])
    yield Case(w=[2.0, -1.0], x=[1.5, 2.0], y=1.0).gives([0.0, 0.0])


@check("linear_neuron_gradient", points=0.25)
def of_integers():
    """Arrays of integers, with a target that is none"""
    yield Case(w=[1, 2], x=[3, -1], y=0.25).gives([4.5, -1.5])


@check("linear_neuron_gradient", points=0.25)
def leaves_the_neuron_as_it_was():
    """The weights and the input are not changed"""
    yield Case(w=[0.5], x=[-4.0], y=1.0).gives([24.0]).satisfies(arguments_unchanged)


@check("linear_neuron_gradient", points=0.125, purpose=DERIVED, varies=True)
def linear_neuron_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from at_size(lambda _, n, m: neuron(rng, n * m), shapes=lambda w, x, y: w.shape, square=True)


@gradient_of("linear_neuron_gradient")
def linear_neuron(rng, squared_loss):
    """J is the loss: your squared_loss of g = wᵀx and y."""
    w, x, y = one_decimal(rng, 3), one_decimal(rng, 3), float(one_decimal(rng, 1)[0])
    yield Case(w=w, x=x, y=y), numerical_gradients(lambda w: squared_loss(float(w @ x), y), w=w)


@check("relu_neuron_gradient", points=0.5, purpose=PARTIAL_CREDIT)
def while_the_neuron_is_on():
    """A neuron that is on, whatever the signs of its weights and inputs"""
    yield Case(w=[2.0, -1.0, 0.5], x=[3.0, -2.0, 4.0], y=7.0).gives([18.0, -12.0, 24.0])
    yield Case(w=[-2.0, -1.0], x=[-1.5, 1.0], y=5.0).gives([9.0, -6.0])


@check("relu_neuron_gradient", points=0.25, purpose=EXAMPLE)
def while_the_neuron_is_off():
    """A neuron that is off gets no gradient; the opposite input turns it on"""
    yield Case(w=[2.0, 1.0, 0.5], x=[-3.0, 1.0, 4.0], y=7.0).gives([0.0, 0.0, 0.0])
    yield Case(w=[2.0, 1.0, 0.5], x=[3.0, -1.0, -4.0], y=7.0).gives([-24.0, 8.0, 32.0])
    yield Case(w=[-2.0, 1.0], x=[1.5, 2.0], y=-4.0).gives([0.0, 0.0])


@gradient_of("relu_neuron_gradient", points=0.5)
def agrees_with_central_differences(rng, squared_loss):
    """Central differences of the loss give the same gradient, on and off

    J is the loss: your squared_loss of g = max(0, wᵀx) and y. The neuron is on, and then, with the input -x, off.
    """
    w, x, y = one_decimal(rng, 3), one_decimal(rng, 3), float(one_decimal(rng, 1)[0])
    on = x if w @ x > 0 else -x
    for x in (on, -on):
        yield Case(w=w, x=x, y=y), numerical_gradients(lambda w, x=x: squared_loss(max(0.0, float(w @ x)), y), w=w)


@check("relu_neuron_gradient", points=0.25)
def leaves_the_relu_neuron_as_it_was():
    """Arrays of integers work, and are not changed"""
    yield Case(w=[1, 2], x=[3, -1], y=0.25).gives([4.5, -1.5]).satisfies(arguments_unchanged)
    yield Case(w=[1, 2], x=[3, -2], y=0.25).gives([0.0, 0.0]).satisfies(arguments_unchanged)


@check("relu_neuron_gradient", points=0.125, purpose=DERIVED, varies=True)
def relu_neuron_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from at_size(lambda _, n, m: neuron(rng, n * m), shapes=lambda w, x, y: w.shape, square=True)


@check("sgd_step", points=0.25, purpose=FORMULA)
def goes_downhill():
    """The step goes downhill, as far as the learning rate says"""
    yield Case(w=[1.0, -2.0, 3.0], gradient=[4.0, 2.0, -1.0], learning_rate=0.5).gives([-1.0, -3.0, 3.5])
    yield Case(w=[[1.0, 2.0]], gradient=[[10.0, -20.0]], learning_rate=0.05).gives([[0.5, 3.0]])


@check("sgd_step", points=0.125)
def from_integers():
    """From an array of integers to weights that are none"""
    yield Case(w=[1, -2], gradient=[3, 1], learning_rate=0.25).gives([0.25, -2.25])


@check("sgd_step", points=0.125)
def leaves_the_weights_as_they_were():
    """A new array comes back; the old weights are not changed"""
    yield Case(w=[1.0, -2.0], gradient=[-3.0, 0.5], learning_rate=2.0).gives([7.0, -3.0]).satisfies(arguments_unchanged)


@check("sgd_linear_regression", points=0.25, purpose=FORMULA)
def steps_on_one_data_point(rng):
    """A single data point: no step, one step, three steps, by hand"""
    for steps, w in ((0, [1.0, -1.0]), (1, [2.6, -0.2]), (3, [3.8, 0.4])):
        yield Case(w=[1.0, -1.0], X=[[2.0, 1.0]], Y=[9.0], learning_rate=0.05, steps=steps, rng=generator(rng)).gives(w)


@check("sgd_linear_regression", points=0.25, purpose=EXAMPLE)
def one_of_two_data_points(rng):
    """Two data points, one step: one of two answers, depending on the pick"""
    for _ in range(4):
        yield Case(
            w=[1.0, 1.0], X=[[1.0, 2.0], [-2.0, 1.0]], Y=[1.0, 3.0], learning_rate=0.25, steps=1, rng=generator(rng)
        ).gives_any_of([np.array([0.0, -1.0]), np.array([-3.0, 3.0])])


def picks_of_sixteen(answer):
    """Every pick halves the error of its data point, and there are sixteen picks."""
    left = 1 - answer.value
    picks = -np.log2(left, where=left > 0, out=np.full(16, -1.0))
    if np.abs(picks - np.round(np.abs(picks))).max() < 1e-6 and round(picks.sum()) == 16:
        return None
    return "No sixteen picks of a data point lead to these weights."


@check("sgd_linear_regression", points=0.25)
def the_generator_picks(rng):
    """Sixteen data points, sixteen steps: the picks come from the rng passed in"""
    for given in one_twice_and_another(rng):
        yield (
            Case(w=np.zeros(16), X=np.eye(16), Y=np.ones(16), learning_rate=0.25, steps=16, rng=given)
            .shaped((16,))
            .satisfies(picks_of_sixteen)
        )
    yield DECIDES


@check("sgd_linear_regression", points=0.25)
def weights_left_as_they_were(rng):
    """Arrays of integers work; the weights and the data are not changed"""
    yield (
        Case(w=[1, 2], X=[[1, -1]], Y=[4], learning_rate=0.125, steps=1, rng=generator(rng))
        .gives([2.25, 0.75])
        .satisfies(arguments_unchanged)
    )
    yield (
        Case(w=[1.0, 2.0], X=[[1.0, -1.0]], Y=[4.0], learning_rate=0.125, steps=0, rng=generator(rng))
        .gives([1.0, 2.0])
        .satisfies(arguments_unchanged)
    )
