"""The words in which an assignment's author writes checks."""

from autograder.authoring.case import Across, Answer, Case, Cost
from autograder.authoring.check import Check, check
from autograder.authoring.finite_differences import slopes
from autograder.authoring.gradient import Gradient, gradient_of, insist
from autograder.authoring.misconception import Misconception, misconception

__all__ = [
    "Across",
    "Answer",
    "Case",
    "Check",
    "Cost",
    "Gradient",
    "Misconception",
    "check",
    "gradient_of",
    "insist",
    "misconception",
    "slopes",
]
