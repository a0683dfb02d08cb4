"""How logistic regression goes wrong."""

import numpy as np

from autograder.authoring import misconception


def right_probability(X, w, b):
    return np.exp(-np.logaddexp(0, -(X @ w + b)))


@misconception("probability")
def bias_forgotten(X, w, b):
    """What should come out for a data point whose features are all 0? Does every argument play a part?"""
    return right_probability(X, w, 0)


@misconception("probability")
def bias_outside(X, w, b):
    """Can your answer become greater than 1? What is it that goes through σ?"""
    return right_probability(X, w, 0) + b


@misconception("probability")
def wrong_sign_in_exponent(X, w, b):
    """Should a data point with a large score be more probably of class 1, or less?"""
    return 1 - right_probability(X, w, b)


@misconception("probability")
def score_for_probability(X, w, b):
    """Between which two numbers does a probability lie? And your answers?"""
    return X @ w + b


@misconception("probability")
def class_for_probability(X, w, b):
    """How sure the classifier is, or what it decides: which of the two is asked for?"""
    return (X @ w + b > 0).astype(float)


@misconception("probability")
def normalized_over_the_batch(X, w, b):
    """If another data point joins the batch, should the probabilities of the others change?"""
    z = X @ w + b
    return np.exp(z - z.max()) / np.exp(z - z.max()).sum()


@misconception("probability")
def tanh_for_sigmoid(X, w, b):
    """Your curve has the right form, but what are its two limits?"""
    return np.tanh(X @ w + b)


@misconception("probability")
def overflow_to_nan(X, w, b):
    """Which intermediate result becomes infinite at z = 1000, and what is infinity divided by infinity?"""
    E = np.exp(X @ w + b)
    return E / (1 + E)


@misconception("cross_entropy")
def sum_not_mean(P, y):
    """If every data point stood in the batch twice, should the cost change?"""
    return -np.sum(y * np.log(P) + (1 - y) * np.log(1 - P))


@misconception("cross_entropy")
def one_cost_per_data_point(P, y):
    """How many numbers is the cost of a whole batch?"""
    return -(y * np.log(P) + (1 - y) * np.log(1 - P))


@misconception("cross_entropy")
def class_0_is_free(P, y):
    """What does a wrong guess cost when the data point is of class 0?"""
    return -np.mean(y * np.log(P))


@misconception("cross_entropy")
def classes_swapped(P, y):
    """Of which class is P the probability? Try a guess that is nearly right."""
    return -np.mean((1 - y) * np.log(P) + y * np.log(1 - P))


@misconception("cross_entropy")
def reward_for_cost(P, y):
    """A cost is never below 0, and grows as the guess becomes worse. Does yours?"""
    return np.mean(y * np.log(P) + (1 - y) * np.log(1 - P))


@misconception("cross_entropy")
def squared_error(P, y):
    """How large can the cost of a single guess become at most, with your formula and with the one asked for?"""
    return np.mean((P - y) ** 2)


@misconception("cross_entropy")
def base_two(P, y):
    """There are several logarithms. Which one is the natural one?"""
    return -np.mean(y * np.log2(P) + (1 - y) * np.log2(1 - P))


@misconception("cross_entropy")
def log_of_the_mean(P, y):
    """Which comes first, the logarithm or the mean? Try two data points that are guessed very differently."""
    return -np.log(np.mean(y * P + (1 - y) * (1 - P)))


@misconception("cross_entropy")
def clipped_too_early(P, y):
    """Guess 0.001 for a data point of class 1, then 0.0001: does the cost still grow?"""
    P = np.clip(P, 0.01, 0.99)
    return -np.mean(y * np.log(P) + (1 - y) * np.log(1 - P))


@misconception("gradient", name="sum-not-mean")
def gradients_summed(X, y, w, b):
    """If every data point stood in the batch twice, should the gradient change?"""
    dz = right_probability(X, w, b) - y
    dw, db = X.T @ dz, dz.sum()
    return dw, db


@misconception("gradient")
def bias_gradient_summed(X, y, w, b):
    """The weights and the bias share one loss. Is the average taken for both of them?"""
    dz = right_probability(X, w, b) - y
    dw, db = X.T @ dz / len(X), dz.sum()
    return dw, db


@misconception("gradient")
def averaged_twice(X, y, w, b):
    """Where is the average over the data points taken, and how often?"""
    dz = (right_probability(X, w, b) - y) / len(X)
    dw, db = X.T @ dz / len(X), dz.mean()
    return dw, db


@misconception("gradient")
def wrong_sign(X, y, w, b):
    """If the guess is too high and x is positive, does the loss rise or fall as w grows?"""
    dz = (y - right_probability(X, w, b)) / len(X)
    dw, db = X.T @ dz, dz.sum()
    return dw, db


@misconception("gradient")
def factor_of_the_squared_loss(X, y, w, b):
    """Every factor comes from a link of the chain. Which link does each of yours come from?"""
    dz = 2 * (right_probability(X, w, b) - y) / len(X)
    dw, db = X.T @ dz, dz.sum()
    return dw, db


@misconception("gradient")
def slope_not_cancelled(X, y, w, b):
    """Multiply dL/dp and dp/dz on paper. Which factors stand above and below the line?"""
    P = right_probability(X, w, b)
    dz = (P - y) * P * (1 - P) / len(X)
    dw, db = X.T @ dz, dz.sum()
    return dw, db


@misconception("gradient")
def linear_regression(X, y, w, b):
    """You compare something with the class. Is it a score or a probability?"""
    dz = (X @ w + b - y) / len(X)
    dw, db = X.T @ dz, dz.sum()
    return dw, db


@misconception("gradient")
def inputs_forgotten(X, y, w, b):
    """Does a weight whose feature is 0 have any influence on the loss?"""
    dz = (right_probability(X, w, b) - y) / len(X)
    dw, db = np.full(X.shape[1], dz.sum()), dz.sum()
    return dw, db


@misconception("gradient", name="bias-forgotten")
def gradient_without_bias(X, y, w, b):
    """At which probabilities is the gradient to be taken? Does every argument play a part in them?"""
    dz = (right_probability(X, w, 0) - y) / len(X)
    dw, db = X.T @ dz, dz.sum()
    return dw, db


@misconception("gradient", name="overflow-to-nan")
def gradient_of_overflow(X, y, w, b):
    """Which intermediate result becomes infinite at z = 1000, and what is infinity divided by infinity?"""
    E = np.exp(X @ w + b)
    dz = (E / (1 + E) - y) / len(X)
    dw, db = X.T @ dz, dz.sum()
    return dw, db
