"""Properties of functions that draw from a generator."""

import numpy as np

from autograder.authoring import AcrossCases
from autograder.authoring.properties import agree, differ


def one_twice_and_another(rng):
    """Three fresh generators: two with the same seed, one with another."""
    one, other = rng.integers(2**32, size=2)
    return [np.random.default_rng(int(seed)) for seed in (one, one, other)]


# For the answers with these three generators.
DECIDES = AcrossCases(lambda answers: agree(answers[:2]) or differ(answers[1:]))
