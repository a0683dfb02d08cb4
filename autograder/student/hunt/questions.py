"""The questions of a hunt: which answer is right, where the others differ from it, and which hint fits each of them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from autograder.immutable import immutable
from autograder.student.hunt.hunt import LETTERS, Hunt
from autograder.text.phrasing import array_lines, plural

WIDTH = 88
MARGIN = "   "
WHERE = "Where does {letter} differ from {hunt.right}; places like {hunt.example_of_places}, or all"
WHICH_HINT = "Which hint is about {letter}"
NO_HUNT = (
    "There is no hunt for {name}. It has no small public case with one right answer in which two known mistakes show."
)


@immutable
class Question:
    """One question.

    Attributes
    ----------
    text : str
        The question.
    judge : callable
        Takes an answer as it was typed; returns whether it is right, and a message.
    """

    text: str
    judge: Callable[[str], tuple[bool, str]]


def questions(hunt: Hunt) -> Iterator[Question]:
    """All questions of a hunt, in order. Those after the first reveal which answer is right."""
    yield Question(f"Which one is right: {', '.join(LETTERS)}", hunt.is_right)
    for letter in hunt.wrong:
        if hunt.has_places:
            yield Question(WHERE.format(hunt=hunt, letter=letter), partial(hunt.is_where, letter))
        yield Question(WHICH_HINT.format(letter=letter), partial(hunt.is_about, letter))


def all_questions(hunt: Hunt) -> str:
    """All questions as one text that does not reveal which answer is right."""
    for_each = ["where does it differ from the right one?"] if hunt.has_places else []
    for_each.append("which hint is about it?")
    lines = [f"Which one is right: {', '.join(LETTERS)}?", "For each of the others, in this order:"]
    lines += [f"  {question}" for question in for_each]
    return "\n".join(lines)


def as_text(hunt: Hunt) -> str:
    """A hunt as text: the call, the three answers, and the hints."""
    answers = [_answer(hunt, letter) for letter in LETTERS]
    hints = [
        textwrap.fill(f"{number}. {hint}", WIDTH, subsequent_indent=MARGIN) for number, hint in enumerate(hunt.hints, 1)
    ]
    lead = "Three answers to one call. One is right; two come from known mistakes."
    return "\n\n".join([lead, hunt.call, *answers, "Hints, of which two are about these mistakes:", "\n".join(hints)])


def how_far(told: Sequence[bool], asked: int, check: str) -> str:
    """A sentence on how many answers are right, and what to do next.

    Parameters
    ----------
    told : sequence of bool
        Whether each answer is right.
    asked : int
        The number of questions.
    check : str
        The command that checks the exercise.
    """
    return f"{sum(told)} of {plural(asked, 'answer')} right. Now write it: {check}"


def _answer(hunt: Hunt, letter: str) -> str:
    """One answer with its letter, its results side by side with their names."""
    results = hunt.answer(letter)
    width = max(len(name) for name in results) + 2 if len(results) > 1 else 0
    lines = []
    for name, array in results.items():
        first, *rest = array_lines(array)
        lines += [(name if width else "").ljust(width) + first, *(" " * width + line for line in rest)]
    return textwrap.indent("\n".join(lines), MARGIN).replace(MARGIN, letter.ljust(len(MARGIN)), 1)
