"""The language in which authors write an assignment: checks, misconceptions and gradients."""

from autograder.authoring.case import AcrossCases, Answer, Case, Cost
from autograder.authoring.check import Check, check
from autograder.authoring.drawing import Drawing, Edge, Node, drawing, entry
from autograder.authoring.finite_differences import numerical_gradients
from autograder.authoring.gradient import Gradient, assume, gradient_of
from autograder.authoring.misconception import Misconception, misconception

__all__ = [
    "AcrossCases",
    "Answer",
    "Case",
    "Check",
    "Cost",
    "Drawing",
    "Edge",
    "Gradient",
    "Misconception",
    "Node",
    "assume",
    "check",
    "drawing",
    "entry",
    "gradient_of",
    "misconception",
    "numerical_gradients",
]
