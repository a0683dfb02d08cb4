"""How dividing the data into mini-batches goes wrong."""

import numpy as np
from _reference_parts import batches

from autograder.authoring import misconception


@misconception("minibatches")
def drops_last_batch(n, batch_size, rng):
    """Count the row numbers in all of your batches. Are they all there, whatever the batch size?"""
    return batches(rng.permutation(n)[: n - n % batch_size], batch_size)


@misconception("minibatches", name="drops-last-batch")
def drops_last_batch_but_not_the_only_one(n, batch_size, rng):
    return batches(rng.permutation(n)[: n - n % batch_size if n >= batch_size else n], batch_size)


@misconception("minibatches", name="drops-last-batch")
def drops_every_last_batch(n, batch_size, rng):
    return batches(rng.permutation(n), batch_size)[:-1]


@misconception("minibatches")
def last_batch_filled_up(n, batch_size, rng):
    """How often does each row number come up, and how long may the last batch be?"""
    order = rng.permutation(n)
    return batches(np.concatenate([order, order])[: -(-n // batch_size) * batch_size], batch_size)


@misconception("minibatches", name="last-batch-filled-up")
def last_batch_overlaps(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[max(0, min(start, n - batch_size)) :][:batch_size] for start in range(0, n, batch_size)]


@misconception("minibatches")
def last_batch_twice(n, batch_size, rng):
    """When your loop ends, has the last batch been added already? Count the batches for ten rows, four at a time."""
    found = batches(rng.permutation(n), batch_size)
    return [*found, found[-1]]


@misconception("minibatches", name="last-batch-twice")
def empty_batch_at_the_end(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[b * batch_size : (b + 1) * batch_size] for b in range(n // batch_size + 1)]


@misconception("minibatches")
def batch_size_as_number_of_batches(n, batch_size, rng):
    """Are batches of that size asked for, or that many batches?"""
    return [batch for batch in np.array_split(rng.permutation(n), batch_size) if len(batch)]


@misconception("minibatches")
def evenly_split(n, batch_size, rng):
    """If the batch size does not divide the number of rows, which batch gets fewer rows? Print the length of each."""
    return np.array_split(rng.permutation(n), -(-n // batch_size))


@misconception("minibatches")
def never_shuffles(n, batch_size, rng):
    """Do you use every argument? In which order do your row numbers come?"""
    return batches(np.arange(n), batch_size)


@misconception("minibatches")
def shuffles_batches_not_data(n, batch_size, rng):
    """Can two rows that share a batch with one generator be apart with another?"""
    found = batches(np.arange(n), batch_size)
    return [found[b] for b in rng.permutation(len(found) - 1)] + found[-1:]


@misconception("minibatches")
def drawn_with_replacement(n, batch_size, rng):
    """How often does each row number come up? Count them."""
    return batches(rng.integers(n, size=n), batch_size)


@misconception("minibatches", name="drawn-with-replacement")
def every_batch_drawn_anew(n, batch_size, rng):
    return [rng.permutation(n)[start : start + batch_size] for start in range(0, n, batch_size)]


@misconception("minibatches", name="drawn-with-replacement")
def every_batch_chosen_anew(n, batch_size, rng):
    lengths = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    return [rng.choice(n, size=length, replace=False) for length in lengths]


@misconception("minibatches")
def counts_from_one(n, batch_size, rng):
    """Which row number does the first data point have in NumPy, and which the last?"""
    return batches(1 + rng.permutation(n), batch_size)


@misconception("minibatches")
def only_the_first_batch(n, batch_size, rng):
    """How many batches does one epoch need? Where does your loop end?"""
    return batches(rng.permutation(n), batch_size)[:1]


@misconception("minibatches", name="wrong-shape")
def one_array_for_all(n, batch_size, rng):
    """Is one long order asked for, or a list of shorter arrays?"""
    return rng.permutation(n)


@misconception("minibatches", name="evenly-split")
def fewer_batches_evenly_split(n, batch_size, rng):
    return np.array_split(rng.permutation(n), max(1, n // batch_size))


@misconception("minibatches", name="last-batch-twice")
def last_full_batch_again(n, batch_size, rng):
    order, full = rng.permutation(n), n // batch_size
    found = batches(order[: full * batch_size], batch_size)
    return [*found, order[max(0, full - 1) * batch_size :]] if n % batch_size else found
