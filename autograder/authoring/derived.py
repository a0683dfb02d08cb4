"""Whether a gradient was derived or measured, judged by its cost in forward passes.

With the chain rule, a gradient costs about two forward passes, whatever the number of parameters. With differences of
the error, it costs one or two for each parameter, in a loop. Right answers in unusual forms (a Jacobian matrix, loops
over single numbers) take many multiplications or many bytecodes, but hardly ever both.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.authoring.case import Answer, Cost

# Multiplications in products of arrays, in forward passes; and bytecodes for each multiplication of a pass.
# Accepted alternatives: up to 120 passes at less than 2 bytecodes, and up to 60 bytecodes at less than 25 passes.
# Measured gradients: 36 passes and more, at 30 bytecodes and more; of networks with 150 parameters 150 passes and more.
MANY_PASSES, MOST_PASSES = 25, 125
MANY_STEPS, MOST_STEPS = 8, 1000
MEASURED = (
    "The numbers are right, but they took far more work than the chain rule needs: about a forward pass for each "
    "number in the result. Derive the gradient instead of measuring it."
)


@dataclass(frozen=True)
class Derived:
    """A property: the call costs a few forward passes. The case must count the cost.

    Attributes
    ----------
    multiplications : int
        The number of multiplications in one forward pass.
    """

    multiplications: int

    def __call__(self, answer: Answer) -> str | None:
        if answer.cost is None:
            return "The cost of your program could not be counted."
        return MEASURED if self.is_exceeded_by(answer.cost) else None

    def is_exceeded_by(self, cost: Cost) -> bool:
        """Whether a call has cost too much."""
        passes = (cost.multiplications or 0) / self.multiplications
        steps = cost.steps / self.multiplications
        return passes > MOST_PASSES or steps > MOST_STEPS or (passes > MANY_PASSES and steps > MANY_STEPS)
