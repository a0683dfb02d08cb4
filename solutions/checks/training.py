"""Hidden checks of the full loop.

A right loop may draw random numbers in any way. So the expected answers are those of every shuffle or, on a few data
points, those of any of the possible shuffles.
"""

from itertools import combinations

import numpy as np
from _inputs import FLOAT32, in_a_row
from _networks import TRIES, Network, network

from autograder.authoring import AcrossCases, Case, check, inputs
from autograder.authoring.properties import agree, differ, draws, is_new
from autograder.authoring.purpose import FORMULA, PARTIAL_CREDIT

EPOCHS = 3
RATE = 0.0005  # so small that no error comes near 0, where float32 would lose its digits
ORDER_RATE = 0.01  # so large that every order leads to different weights
TOO_LARGE_RATE = 1.0  # so large that the error rises
CLIPPED_RATE = 0.1
SAFE_DIVISION = 1e-5  # max_norm / (norm + 1e-6) is right, too, and leads some 1e-7 a step away
MANY, TELLING_RATE = 40, 0.01  # data points in one epoch, and a rate at which every step shows
BY_CHANCE = 13  # of them a right shuffle leaves in place, or next to each other; more once in 14! = 9e10 times
RUNS = 14  # a right loop has the same of six orders in all first epochs once in 10 billion times
FEW = 2  # of six orders in twice as many epochs: a right loop shows no more once in 10¹² times


def run(rng, net, *, learning_rate=RATE, epochs=EPOCHS, batch_size=1000, **options):
    """The arguments of a run, with a generator of its own."""
    data = {"X": net.X, "Y": net.Y, "Ws": net.Ws, "bs": net.bs}
    loop = {"learning_rate": learning_rate, "epochs": epochs, "batch_size": batch_size}
    return {**data, **loop, "rng": inputs.generator(rng), **options}


def calm(rng, train_step, deep_forward, *sizes, steps=6, alike=1, target=1, learning_rate=RATE, max_norm=None, **kinds):
    """A network that stays away from kinks for some steps on all data; each data point occurs `alike` times."""
    for _ in range(TRIES):
        net = network(rng, *sizes, **kinds)
        net = Network(np.repeat(net.X, alike, axis=0), target * np.repeat(net.Y, alike, axis=0), net.Ws, net.bs)
        Ws, bs = net.Ws, net.bs
        for _ in range(steps):
            if not inputs.is_off_the_kink(*deep_forward(net.X, Ws, bs)[0][:-1]):
                break
            Ws, bs = train_step(net.X, net.Y, Ws, bs, learning_rate, max_norm)
        else:
            return net
    raise RuntimeError(f"no calm network of the sizes {sizes} in {TRIES} draws")


def batches_of(n, batch_size, rng):
    """The mini-batches of one epoch."""
    lengths = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    return Case(n=n, batch_size=batch_size, rng=rng).shaped([(length,) for length in lengths]).satisfies(each_once)


def each_once(answer):
    rows = np.concatenate([np.ravel(batch) for batch in answer.value])
    right = np.array_equal(np.sort(rows), np.arange(len(rows)))
    return None if right else "The row numbers of the mini-batches are not 0 to n - 1, each of them once."


@check("minibatches", points=0.25, purpose=FORMULA)
def batches_of_every_size(rng):
    """Many data points and few, batch sizes that divide them, that do not, and that are larger"""
    for n, batch_size in ((23, 5), (24, 6), (7, 3), (12, 12), (4, 9), (1, 1), (9, 1), (101, 10)):
        yield batches_of(n, batch_size, inputs.generator(rng))


@check("minibatches", points=0.5)
def any_order(rng):
    """Every order comes up: any two data points can share a batch, any can come first"""
    for _ in range(2 * RUNS):
        yield batches_of(3, 1, inputs.generator(rng))
    for batch_size in (1, 1, 2, 2):
        yield batches_of(MANY, batch_size, inputs.generator(rng))
    yield AcrossCases(orders_come_up)


def orders_come_up(answers):
    """More than a few of the six orders of a few data points, and no small change of the order of many."""
    orders = [np.concatenate([np.ravel(batch) for batch in answer.value]) for answer in answers]
    of_few, of_many = orders[: 2 * RUNS], orders[2 * RUNS :]
    if trouble := too_few_orders({*map(tuple, of_few)}):
        return trouble
    return HARDLY_SHUFFLED if any(map(hardly_shuffled, of_many)) else None


def too_few_orders(seen):
    """What is wrong with these orders of a few data points, all that came up."""
    if len(seen) == 1:
        return "Whatever the generator, the data come in the same order."
    if len(seen) <= FEW:
        return "Only a few orders ever come up: can any two data points share a batch, and any one come first?"
    return None


HARDLY_SHUFFLED = "Most data points keep their place or their neighbours: let any order come up."


def hardly_shuffled(order):
    """Whether an order of many data points is a small change of the order they came in."""
    steps = np.diff(order)
    return max((order == range(len(order))).sum(), (steps == 1).sum(), (steps == -1).sum()) > BY_CHANCE


@check("minibatches", points=0.25)
def batches_call_after_call(rng):
    """The same generator gives the same mini-batches, another one gives others, call after call"""
    one, other = (int(seed) for seed in rng.choice(2**32, size=2, replace=False))
    for seed in (one, other, one):
        yield batches_of(50, 8, np.random.default_rng(seed)).satisfies(draws)
    yield AcrossCases(lambda answers: agree(answers[::2]) or differ(answers[:2]))


def step(net, *, learning_rate=0.05, **options):
    return {"X": net.X, "Y": net.Y, "Ws": net.Ws, "bs": net.bs, "learning_rate": learning_rate, **options}


@check("train_step", points=0.5, purpose=FORMULA)
def steps_of_several_depths(rng):
    """Networks of several depths and widths, steps of several lengths"""
    for sizes in ((7, 5, 3), (7, 5, 11, 3), (1, 5, 7, 2), (7, 5, 7, 11, 3), (5, 5, 5, 5)):
        yield Case(**step(network(rng, *sizes), learning_rate=float(rng.uniform(0.01, 1.0))))
    yield Case(**step(network(rng, 7, 5, 11, 3), learning_rate=0.3, max_norm=None))


@check("train_step", points=0.5)
def clipped_steps(rng, deep_forward, deep_backward):
    """Gradients that are too long by little and by much, and gradients that are short enough"""
    for sizes, share in (((7, 5, 3), 0.1), ((7, 5, 11, 3), 0.5), ((1, 5, 7, 2), 0.9), ((7, 5, 7, 11, 3), 0.02)):
        net = network(rng, *sizes)
        dWs, dbs = deep_backward(net.X, net.Y, net.Ws, *deep_forward(net.X, net.Ws, net.bs))
        length = float(np.sqrt(sum(np.sum(gradient**2) for gradient in (*dWs, *dbs))))
        for max_norm in (share * length, 1.5 * length):
            yield Case(**step(net, max_norm=max_norm)).within(rtol=SAFE_DIVISION)
    net = network(rng, 5, 4, 3, 2)
    yield Case(**step(Network(net.X, deep_forward(net.X, net.Ws, net.bs)[1][-1], net.Ws, net.bs), max_norm=1.0))


@check("train_step", points=0.5)
def steps_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, new arrays, arguments unchanged"""
    for whole in ({"X"}, {"W1", "b1"}, {"X", "Y", "W1", "b1", "W2", "b2"}):
        yield Case(**step(network(rng, 7, 5, 4, 3, whole=whole)))
    yield Case(**step(network(rng, 7, 5, 4, 3).in_float32())).within(rtol=FLOAT32)
    yield from in_a_row(step(network(rng, 7, 5, 4, 3)), step(network(rng, 7, 5, 4, 3)))
    yield Case(**step(network(rng, 7, 5, 4, 3), learning_rate=0.0)).satisfies(is_new)


@check("train", points=0.5)
def full_batches(rng, train_step, deep_forward):
    """All data in one batch: networks of several depths, several outputs, numbers of every kind and size"""
    for sizes in ((7, 5, 3), (7, 5, 11, 3), (7, 5, 7, 11, 3), (5, 2, 5, 1), (1, 5, 7, 2)):
        net = calm(rng, train_step, deep_forward, *sizes, steps=EPOCHS)
        yield Case(**run(rng, net, batch_size=sizes[0] + sizes[-1] % 2))
    for whole in ({"X", "Y"}, {"X", "Y", "W1", "b1", "W2", "b2"}):
        net = calm(rng, train_step, deep_forward, 7, 3, 5, 2, steps=EPOCHS, learning_rate=1e-4, whole=whole)
        yield Case(**run(rng, net, learning_rate=1e-4))
    yield Case(**run(rng, network(rng, 7, 5, 3).scaled(1e-9)))
    yield Case(**run(rng, network(rng, 7, 5, 3), learning_rate=TOO_LARGE_RATE))
    net = network(rng, 7, 5, 3)
    yield Case(**run(rng, Network(net.X, np.repeat(net.Y[:1], 7, axis=0), net.Ws, net.bs)))
    net = calm(rng, train_step, deep_forward, 7, 5, 11, 3, steps=EPOCHS)
    yield Case(**run(rng, net.in_float32())).within(rtol=FLOAT32)


@check("train", points=0.5, purpose=PARTIAL_CREDIT)
def batches_of_one_data_point(rng, train_step, deep_forward):
    """Mini-batches of data points that are all the same, the last mini-batch smaller"""
    for batch_size, epochs in ((4, 2), (3, 1), (6, 3)):
        net = calm(rng, train_step, deep_forward, 1, 5, 7, 3, alike=10)
        yield Case(**run(rng, net, batch_size=batch_size, epochs=epochs))
    net = calm(rng, train_step, deep_forward, 1, 5, 2, alike=10)
    yield Case(**run(rng, net, batch_size=4))
    net = calm(rng, train_step, deep_forward, 1, 5, 7, 3, alike=5)
    yield Case(**run(rng, net, batch_size=1, epochs=1))


def firm(rng, n):
    """A network whose hidden neurons are so firmly on or off that no order of the data changes that."""
    b1 = np.array([5.0, -5.0, 4.0])
    W1, W2, b2 = (
        rng.uniform(-0.7, 0.7, size=(2, 3)),
        inputs.away_from_zero(rng, (3, 2), distance=0.3),
        rng.normal(size=2),
    )
    X = rng.permuted(np.linspace(-1, 1, 2 * n)).reshape(n, 2)
    return Network(X, 3 * rng.normal(size=(n, 2)), [W1, W2], [b1, b2])


def ends(reached, rows, batch_size, step):
    """The possible results of one epoch from (Ws, bs), for all orders of the rows in mini-batches, in a fixed order."""
    if not rows:
        return [reached]
    batches = map(list, combinations(sorted(rows), min(batch_size, len(rows))))
    return [end for batch in batches for end in ends(step(batch, *reached), rows - set(batch), batch_size, step)]


def outcomes(net, batch_size, epochs, train_step, deep_forward, training_error):
    """What `train` may return: one result for each order of the mini-batches of all epochs."""

    def step(batch, Ws, bs):
        return train_step(net.X[batch], net.Y[batch], Ws, bs, ORDER_RATE)

    def error(Ws, bs):
        return training_error(deep_forward(net.X, Ws, bs)[1][-1], net.Y)

    rows, reached = set(range(len(net.X))), [((net.Ws, net.bs), np.zeros(0))]
    for _ in range(epochs):
        reached = [
            (end, np.append(history, error(*end)))
            for start, history in reached
            for end in ends(start, rows, batch_size, step)
        ]
    return [{"Ws": Ws, "bs": bs, "history": history} for (Ws, bs), history in reached]


@check("train", points=0.5)
def every_order(rng, train_step, deep_forward, training_error):
    """Mini-batches of different data points: each epoch takes all data in some order, X and Y together"""
    for n, batch_size, epochs in ((3, 1, 1), (3, 2, 1), (4, 2, 1), (4, 3, 1), (3, 2, 2), (2, 1, 2)):
        net = firm(rng, n)
        possible = outcomes(net, batch_size, epochs, train_step, deep_forward, training_error)
        arguments = run(rng, net, learning_rate=ORDER_RATE, epochs=epochs, batch_size=batch_size)
        yield Case(**arguments).gives_any_of(possible)


@check("train", points=0.5)
def new_orders(rng, train_step, deep_forward, training_error):
    """Each epoch shuffles, and shuffles anew"""
    net = firm(rng, 3)
    possible = outcomes(net, 1, 2, train_step, deep_forward, training_error)
    for _ in range(RUNS):
        arguments = run(rng, net, learning_rate=ORDER_RATE, epochs=2, batch_size=1)
        yield Case(**arguments).shaped(Ws=[(2, 3), (3, 2)], bs=[(3,), (2,)], history=(2,)).satisfies(draws)
    for batch_size in (1, 2):
        arguments = run(rng, told_apart(MANY), learning_rate=TELLING_RATE, epochs=1, batch_size=batch_size)
        shaped = Case(**arguments).shaped(Ws=[(MANY, 1)], bs=[(1,)], history=(1,))
        yield shaped.satisfies(well_shuffled(batch_size))
    yield orders_seen(np.array([parameters(each) for each in possible]))


def told_apart(n):
    """Data points with one weight each and a common bias: a weight reveals when its data point was used."""
    return Network(np.eye(n), np.ones((n, 1)), [np.zeros((n, 1))], [np.zeros(1)])


def well_shuffled(batch_size):
    """The order of many data points in one epoch is no small change of the order they came in."""

    def holds(answer):
        moved = answer.value["Ws"][0].ravel()
        turns = np.argsort(-moved, kind="stable")  # each step leaves less of the error to the next
        left = (1 - 2 * TELLING_RATE) ** (np.arange(MANY) // batch_size)
        if np.abs(moved[turns] - 2 * TELLING_RATE / batch_size * left).max() > FLOAT32 * TELLING_RATE:
            return "No shuffle of the data leads to these weights."
        return HARDLY_SHUFFLED if hardly_shuffled(turns) else None

    return holds


def parameters(result):
    return np.concatenate([np.ravel(array) for array in (*result["Ws"], *result["bs"])])


def orders_seen(possible):
    """The conditions on the orders that led to the answers of the first runs: two epochs, six orders each."""

    def hold(answers):
        places = []
        for answer in answers[:RUNS]:
            distances = np.abs(possible - parameters(answer.value)).max(axis=1)
            if distances.min() > FLOAT32 * np.abs(possible).max():
                return "No two shuffles of the data lead to these weights."
            places.append(divmod(int(distances.argmin()), 6))
        first, second = zip(*places, strict=True)
        if len(set(first)) == 1 or len(set(second)) == 1:
            return "Whatever the generator, the data come in the same order."
        if trouble := too_few_orders({*first, *second}):
            return trouble
        if first == second:
            return "The second epoch repeats the order of the first, whatever the generator."
        return None

    return AcrossCases(hold)


@check("train", points=0.5)
def clipping(rng, train_step, deep_forward):
    """Clipping where every step is too long, and where none is"""
    for sizes, alike, max_norm, loop in (
        ((7, 5, 11, 3), 1, 0.5, {}),
        ((7, 5, 3), 1, 2.5, {}),
        ((7, 5, 7, 11, 3), 1, 2, {"batch_size": 7}),
        ((1, 5, 7, 3), 10, 1.5, {"batch_size": 4, "epochs": 2}),
    ):
        clipped = {"learning_rate": CLIPPED_RATE, "max_norm": max_norm}
        net = calm(rng, train_step, deep_forward, *sizes, alike=alike, target=20, **clipped)
        yield Case(**run(rng, net, **clipped, **loop)).within(rtol=SAFE_DIVISION)
    for max_norm in (1e6, None):
        net = calm(rng, train_step, deep_forward, 1, 5, 7, 3, alike=10)
        yield Case(**run(rng, net, batch_size=4, epochs=2, max_norm=max_norm))


@check("train", points=0.25, purpose="Finds code that replaces zero weights by others.")
def zero_weights(rng):
    """Weights that start at 0: no hidden neuron ever differs from another"""
    for widths, b1 in (((5, 11, 3), 0.0), ((5, 7, 7, 3), 0.0), ((5, 11, 3), 0.5)):
        net = network(rng, 7, *widths)
        Ws, bs = ([np.zeros_like(array) for array in arrays] for arrays in (net.Ws, net.bs))
        yield Case(**run(rng, Network(net.X, net.Y, Ws, [bs[0] + b1, *bs[1:]])))


@check("train", points=0.25)
def runs_in_a_row(rng):
    """Repeated runs, arguments unchanged; the same generator leads to the same weights"""
    first, second = (run(rng, network(rng, 7, 5, 4, 3), batch_size=2, epochs=2) for _ in range(2))
    for case in in_a_row(first, second):
        yield case.shaped(Ws=[(5, 4), (4, 3)], bs=[(4,), (3,)], history=(2,))
    yield Case(**run(rng, network(rng, 7, 5, 4, 3)))
    yield AcrossCases(only_the_second_differs)


def only_the_second_differs(answers):
    first, second, third = (np.append(parameters(answer.value), answer.value["history"]) for answer in answers[:3])
    if np.abs(first - third).max() > FLOAT32 * np.abs(first).max():
        return "The same run twice led to different weights: what is kept from run to run, or what else is random here?"
    return "Two different runs led to the same weights." if np.array_equal(first, second) else None
