"""The words in which an assignment's author writes checks."""

from autograder.authoring.case import Across, Answer, Case, Cost
from autograder.authoring.check import Check, check
from autograder.authoring.misconception import Misconception, misconception

__all__ = ["Across", "Answer", "Case", "Check", "Cost", "Misconception", "check", "misconception"]
