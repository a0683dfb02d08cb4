"""Right norms, clippings and initializations that look odd."""

import itertools
import math

import numpy as np


def gradient_norms__linalg(dWs):
    return np.array([np.linalg.norm(dW) for dW in dWs])


def gradient_norms__frobenius(dWs):
    return tuple(np.linalg.norm(dW, "fro") if dW.ndim == 2 else np.linalg.norm(dW) for dW in dWs)


def gradient_norms__python_floats(dWs):
    return [math.sqrt(sum(float(entry) ** 2 for entry in dW.flat)) for dW in dWs]


def gradient_norms__hypot(dWs):
    return [math.hypot(*np.ravel(dW).tolist()) for dW in dWs]


def gradient_norms__trace(dWs):
    return np.sqrt([np.trace(dW.T @ dW) for dW in map(np.atleast_2d, dWs)])


def gradient_norms__vdot(dWs):
    norms = np.zeros(len(dWs))
    for layer, dW in enumerate(dWs):
        norms[layer] = np.vdot(dW, dW) ** 0.5
    return norms


def gradient_norms__singular_values(dWs):
    return [np.linalg.norm(np.linalg.svd(np.atleast_2d(dW), compute_uv=False)) for dW in dWs]


def gradient_norms__reduced(dWs):
    return np.fromiter((np.sqrt(np.square(np.ravel(dW)).sum()) for dW in dWs), dtype=float)


def gradient_norms__float32(dWs):
    return np.array([np.linalg.norm(np.float32(dW)) for dW in dWs], dtype=np.float32)


def clip_by_norm__at_least(gradient, max_norm):
    norm = np.linalg.norm(gradient)
    if norm >= max_norm and norm > 0:
        return gradient * (max_norm / norm)
    return gradient


def clip_by_norm__same_object(gradient, max_norm):
    norm = np.sqrt((gradient**2).sum())
    return gradient / norm * max_norm if norm > max_norm else gradient


def clip_by_norm__guarded_minimum(gradient, max_norm):
    norm = np.linalg.norm(gradient)
    return gradient * (min(1.0, max_norm / norm) if norm else 1.0)


def clip_by_norm__numpy_minimum(gradient, max_norm):
    """Divides by 0 for a zero gradient, warns, and is right."""
    return gradient * np.minimum(1.0, max_norm / np.linalg.norm(gradient))


def clip_by_norm__larger_of_both(gradient, max_norm):
    return np.asarray(gradient) * max_norm / max(np.linalg.norm(gradient), max_norm)


def clip_by_norm__as_pytorch(gradient, max_norm):
    norm = np.linalg.norm(gradient)
    return gradient * min(1.0, max_norm / (norm + 1e-6)) if norm > max_norm else gradient.copy()


def clip_by_norm__as_pytorch_throughout(gradient, max_norm):
    return np.clip(max_norm / (np.linalg.norm(gradient) + 1e-6), None, 1.0) * gradient


def clip_by_norm__squares_compared(gradient, max_norm):
    square = np.vdot(gradient, gradient)
    return gradient * max_norm / math.sqrt(square) if square > max_norm**2 else gradient + 0


def clip_by_norm__unit_vector_first(gradient, max_norm):
    norm = float(np.linalg.norm(gradient))
    if norm == 0:
        return np.zeros(np.shape(gradient))
    return gradient / norm * min(norm, max_norm)


def clip_by_norm__where(gradient, max_norm):
    norm = np.linalg.norm(gradient.ravel())
    return np.where(norm > max_norm, gradient * max_norm / norm, gradient)


def clip_by_norm__nested_lists(gradient, max_norm):
    norm = math.sqrt(math.fsum(float(entry) ** 2 for entry in np.ravel(gradient)))
    return (np.asarray(gradient) * (max_norm / norm)).tolist() if norm > max_norm else gradient.tolist()


def clip_by_norm__copy_rescaled(gradient, max_norm):
    clipped = np.array(gradient, dtype=float)
    norm = np.linalg.norm(clipped)
    if norm > max_norm:
        clipped *= max_norm
        clipped /= norm
    return clipped


def clip_by_norm__float32(gradient, max_norm):
    gradient = np.float32(gradient)
    norm = np.linalg.norm(gradient)
    return gradient * np.float32(max_norm / norm) if norm > max_norm else gradient


def clip_by_global_norm__concatenated(gradients, max_norm):
    norm = np.linalg.norm(np.concatenate([np.ravel(gradient) for gradient in gradients]))
    return [gradient * (max_norm / norm) if norm > max_norm else gradient for gradient in gradients]


def clip_by_global_norm__tuple(gradients, max_norm):
    norm = np.linalg.norm([np.linalg.norm(gradient) for gradient in gradients])
    scale = 1.0 if norm <= max_norm else max_norm / norm
    return tuple(scale * gradient for gradient in gradients)


def clip_by_global_norm__same_list(gradients, max_norm):
    norm = math.sqrt(sum(float(np.vdot(gradient, gradient)) for gradient in gradients))
    if norm <= max_norm:
        return gradients
    return [max_norm * gradient / norm for gradient in gradients]


def clip_by_global_norm__larger_of_both(gradients, max_norm):
    norm = np.sqrt(sum(np.square(gradient).sum() for gradient in gradients))
    return [gradient * max_norm / max(norm, max_norm) for gradient in gradients]


def clip_by_global_norm__as_pytorch(gradients, max_norm):
    norm = np.linalg.norm([np.linalg.norm(gradient) for gradient in gradients])
    return [gradient * min(1.0, max_norm / (norm + 1e-6)) for gradient in gradients]


def clip_by_global_norm__numpy_minimum(gradients, max_norm):
    """Divides by 0 where all gradients are 0, warns, and is right."""
    scale = np.minimum(1, max_norm / np.sqrt(np.sum([np.sum(gradient**2) for gradient in gradients])))
    return [gradient * scale for gradient in gradients]


def clip_by_global_norm__hypot(gradients, max_norm):
    norm = math.hypot(*(float(entry) for gradient in gradients for entry in np.ravel(gradient)))
    return [gradient / (norm / max_norm) if norm >= max_norm and norm > 0 else +gradient for gradient in gradients]


def clip_by_global_norm__flat_and_split(gradients, max_norm):
    flat = np.hstack([np.ravel(gradient).astype(float) for gradient in gradients])
    norm = np.sqrt(flat @ flat)
    if norm > max_norm:
        flat *= max_norm / norm
    parts = np.split(flat, np.cumsum([np.size(gradient) for gradient in gradients])[:-1])
    return [part.reshape(np.shape(gradient)) for part, gradient in zip(parts, gradients)]


def clip_by_global_norm__nested_lists(gradients, max_norm):
    total = 0.0
    for gradient in gradients:
        for entry in np.ravel(gradient).tolist():
            total += entry**2
    scale = max_norm / total**0.5 if total > max_norm**2 else 1
    return [(np.asarray(gradient) * scale).tolist() for gradient in gradients]


def clip_by_global_norm__float32(gradients, max_norm):
    gradients = [np.float32(gradient) for gradient in gradients]
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))
    return [gradient * np.float32(max_norm / norm) if norm > max_norm else gradient for gradient in gradients]


def _rows(scale, n_in, n_out, rng):
    return np.array([rng.normal(0, scale, n_out) for _ in range(n_in)])


def _entries(scale, n_in, n_out, rng):
    W = np.zeros((n_in, n_out))
    for index in np.ndindex(W.shape):
        W[index] = rng.normal() * scale
    return W


def _polar(scale, n_in, n_out, rng):
    """Box and Muller's way from uniform to normal."""
    radius = np.sqrt(-2 * np.log(1 - rng.random((n_in, n_out))))
    return scale * radius * np.cos(2 * np.pi * rng.random((n_in, n_out)))


def xavier_init__standard_normal(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)


def xavier_init__transposed(n_in, n_out, rng):
    return rng.normal(0, n_in**-0.5, size=(n_out, n_in)).T


def xavier_init__row_by_row(n_in, n_out, rng):
    return _rows(math.sqrt(1 / n_in), n_in, n_out, rng)


def xavier_init__column_by_column(n_in, n_out, rng):
    return np.column_stack([rng.normal(scale=math.sqrt(1 / n_in), size=n_in) for _ in range(n_out)])


def xavier_init__entry_by_entry(n_in, n_out, rng):
    return _entries(np.sqrt(1 / n_in), n_in, n_out, rng)


def xavier_init__spawned(n_in, n_out, rng):
    (child,) = np.random.default_rng(rng.integers(2**63)).bit_generator.seed_seq.spawn(1)
    return np.random.default_rng(child).normal(0, np.sqrt(1 / n_in), (n_in, n_out))


def xavier_init__seed_from_generator(n_in, n_out, rng):
    return np.random.RandomState(int(rng.integers(2**32))).randn(n_in, n_out) * np.sqrt(1.0 / n_in)


def xavier_init__flat(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(1 / n_in), n_in * n_out).reshape(n_in, n_out)


def xavier_init__multivariate(n_in, n_out, rng):
    return rng.multivariate_normal(np.zeros(2), np.eye(2) / n_in, size=(n_in, n_out))[..., 1]


def xavier_init__from_uniform(n_in, n_out, rng):
    return _polar(np.sqrt(1 / n_in), n_in, n_out, rng)


def xavier_init__sum_of_two(n_in, n_out, rng):
    """Two independent halves of the variance."""
    return (rng.normal(size=(n_in, n_out)) + rng.normal(size=(n_in, n_out))) * np.sqrt(0.5 / n_in)


def xavier_init__nested_lists(n_in, n_out, rng):
    return rng.normal(0, math.sqrt(1 / n_in), (n_in, n_out)).tolist()


def xavier_init__negated(n_in, n_out, rng):
    rng.normal(size=3)
    return -rng.normal(loc=0.0, scale=1 / np.sqrt(n_in), size=[n_in, n_out])


def he_init__standard_normal(n_in, n_out, rng):
    return rng.standard_normal(size=(n_in, n_out)) * np.sqrt(2 / n_in)


def he_init__transposed(n_in, n_out, rng):
    return np.transpose(rng.normal(0, (2 / n_in) ** 0.5, (n_out, n_in)))


def he_init__row_by_row(n_in, n_out, rng):
    return _rows(math.sqrt(2 / n_in), n_in, n_out, rng)


def he_init__entry_by_entry(n_in, n_out, rng):
    return _entries(np.sqrt(2.0 / n_in), n_in, n_out, rng)


def he_init__child_generator(n_in, n_out, rng):
    (child,) = rng.spawn(1) if hasattr(rng, "spawn") else (rng,)
    return child.normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))


def he_init__seed_sequence(n_in, n_out, rng):
    (seed,) = rng.bit_generator.seed_seq.spawn(1)
    return np.random.default_rng(seed).normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))


def he_init__seed_from_generator(n_in, n_out, rng):
    return np.random.default_rng(rng.integers(0, 2**32, size=4)).normal(0, np.sqrt(2 / n_in), (n_in, n_out))


def he_init__scaled_xavier(n_in, n_out, rng):
    return math.sqrt(2) * xavier_init__standard_normal(n_in, n_out, rng)


def he_init__from_uniform(n_in, n_out, rng):
    return _polar(np.sqrt(2 / n_in), n_in, n_out, rng)


def he_init__sum_of_two(n_in, n_out, rng):
    """Two layers' worth of Xavier's variance."""
    return rng.normal(0, np.sqrt(1 / n_in), (n_in, n_out)) + rng.normal(0, np.sqrt(1 / n_in), (n_in, n_out))


def he_init__fortran_order(n_in, n_out, rng):
    return np.asfortranarray(rng.normal(0, np.sqrt(2 / n_in), n_out * n_in).reshape(n_in, n_out, order="F"))


def he_init__nested_lists(n_in, n_out, rng):
    return [[float(rng.normal(0, math.sqrt(2 / n_in))) for _ in range(n_out)] for _ in range(n_in)]


def initialize_network__loop_over_indices(sizes, rng):
    Ws, bs = [], []
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        variance = 1 / n_in if layer == len(sizes) - 1 else 2 / n_in
        Ws.append(np.sqrt(variance) * rng.standard_normal((n_in, n_out)))
        bs.append(np.zeros(n_out))
    return Ws, bs


def initialize_network__tuples(sizes, rng):
    scales = [2 / n for n in sizes[:-2]] + [1 / sizes[-2]]
    Ws = tuple(rng.normal(0, s**0.5, (m, n)) for s, m, n in zip(scales, sizes, sizes[1:]))
    return Ws, tuple(0 * W[0] for W in Ws)


def initialize_network__transposed_draws(sizes, rng):
    factors = [2] * (len(sizes) - 2) + [1]
    Ws = [rng.normal(0, np.sqrt(f / m), (n, m)).T for f, m, n in zip(factors, sizes[:-1], sizes[1:])]
    return Ws, [np.zeros(W.shape[1]) for W in Ws]


def initialize_network__last_layer_first(sizes, rng):
    last = rng.normal(0, 1 / np.sqrt(sizes[-2]), (sizes[-2], sizes[-1]))
    Ws = [rng.normal(0, np.sqrt(2 / m), (m, n)) for m, n in itertools.pairwise(sizes[:-1])]
    return [*Ws, last], [np.zeros(n) for n in sizes[1:]]


def initialize_network__spawned_generators(sizes, rng):
    seeds = rng.integers(2**32, size=len(sizes))
    Ws, bs = [], []
    for layer, seed in enumerate(seeds[1:], 1):
        variance = (1 if layer == len(sizes) - 1 else 2) / sizes[layer - 1]
        own = np.random.default_rng(seed)
        Ws.append(own.normal(scale=variance**0.5, size=(sizes[layer - 1], sizes[layer])))
        bs.append([0] * sizes[layer])
    return Ws, bs


def activation_spreads__keeps_all_activations(X, Ws):
    As = [X]
    for W in Ws[:-1]:
        As.append(np.maximum(As[-1] @ W, 0))
    As.append(As[-1] @ Ws[-1])
    return [A.std() for A in As[1:]]


def activation_spreads__root_of_the_variance(X, Ws):
    spreads = np.empty(len(Ws))
    for layer in range(len(Ws)):
        Z = X @ Ws[layer]
        X = Z * (Z > 0) if layer < len(Ws) - 1 else Z
        spreads[layer] = np.sqrt(X.var())
    return spreads


def activation_spreads__by_its_definition(X, Ws):
    A, spreads = np.asarray(X, dtype=float), []
    for layer, W in enumerate(Ws, 1):
        A = A.dot(W)
        if layer != len(Ws):
            A = np.where(A > 0, A, 0.0)
        spreads.append(float(np.sqrt(np.mean((A - A.mean()) ** 2))))
    return np.array(spreads)


def activation_spreads__with_zero_biases(X, Ws):
    A, spreads = X, ()
    for place, W in enumerate(Ws):
        Z = A @ W + np.zeros(W.shape[1])
        A = Z if place + 1 == len(Ws) else np.maximum(Z, 0)
        spreads += (np.std(A, ddof=0),)
    return spreads
