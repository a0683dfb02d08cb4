"""Networks for the hidden checks: every hidden layer with neurons on and off, and nothing near a kink."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from _inputs import in_float32

from autograder.authoring import inputs

TRIES = 100  # to draw a layer and, if none fits, the whole network


@dataclass(frozen=True)
class Network:
    """Data, and the weights and biases of the layers."""

    X: np.ndarray
    Y: np.ndarray
    Ws: list[np.ndarray]
    bs: list[np.ndarray]

    def scaled(self, factor: float) -> Network:
        """All data and biases times `factor`: so are all activations, and every neuron stays on or off."""
        return Network(self.X * factor, self.Y * factor, self.Ws, [b * factor for b in self.bs])

    def in_float32(self) -> Network:
        return Network(*map(in_float32, (self.X, self.Y, self.Ws, self.bs)))


def network(
    rng: np.random.Generator,
    n: int,
    *widths: int,
    biases: bool = True,
    dead: bool = False,
    on: int | None = None,
    whole: Collection[str] = (),
) -> Network:
    """Draw a network of these widths, from the inputs to the outputs, and `n` data points.

    Parameters
    ----------
    biases : bool
        Whether it has biases; otherwise they are 0.
    dead : bool
        Whether the first neuron of every hidden layer is off for all data points.
    on : int, optional
        How many neurons of every hidden layer are on for the only data point; by default, this is random.
    whole : collection of str
        The arrays that consist of integers: X, Y, W1, b1, W2, ...
    """

    def numbers(name: str, *shape: int) -> np.ndarray:
        return inputs.integers(rng, shape) if name in whole else inputs.away_from_zero(rng, shape)

    def layer(A: np.ndarray, number: int, n_out: int) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
        n_in, hidden = A.shape[1], number < len(widths) - 1
        for _ in range(TRIES):
            # Even weights and odd biases: integers that never add up to 0.
            W = numbers(f"W{number}", n_in, n_out) * (2 if f"W{number}" in whole else np.sqrt(2 / n_in))
            b = numbers(f"b{number}", n_out) * 2 + 1 if biases else np.zeros(n_out)
            if dead and hidden:
                W[:, 0], b[0] = -np.abs(W[:, 0]), -np.abs(b[0])
            Z = A @ W + b
            if on and hidden:
                turned = np.where((Z[0] > 0) == (rng.permutation(n_out) < on), 1.0, -1.0)
                W, b, Z = W * turned, b * turned, Z * turned
            if inputs.is_off_the_kink(Z) and _is_mixed(Z, hidden):
                return W, b, np.maximum(0, Z)
        return None

    for _ in range(TRIES):
        X, Y = numbers("X", n, widths[0]), numbers("Y", n, widths[-1])
        A = X = np.abs(X) if dead else X
        Ws, bs = [], []
        for number, n_out in enumerate(widths[1:], 1):
            drawn = layer(A, number, n_out)
            if drawn is None:
                break
            W, b, A = drawn
            Ws.append(W)
            bs.append(b)
        else:
            return Network(X, Y, Ws, bs)
    raise RuntimeError(f"no network of the widths {widths} in {TRIES} draws")


def _is_mixed(Z: np.ndarray, hidden: bool) -> bool:
    """Whether both signs occur and, in a hidden layer, every data point has a neuron that is on."""
    on = (Z > 0).sum(axis=1).tolist()
    if hidden and not all(on):
        return False
    return Z.size < 4 or 0 < sum(on) < Z.size
