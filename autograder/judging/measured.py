"""The verdicts on gradients that are measured instead of derived."""

from autograder.judging.verdict import same_for_all

MEASURED = same_for_all(
    "timeout",
    "An answer for a small layer, but no right one in time for a large one, which takes the chain rule a moment. It is "
    "as much work as a forward pass for each number in the result. A gradient is derived, not measured.",
)
WITHHELD = same_for_all("failed", "No points, since this gradient is measured, not derived.")
