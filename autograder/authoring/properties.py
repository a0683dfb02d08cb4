"""Properties that hold for the answers of any exercise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograder.authoring.case import Answer
from autograder.text.phrasing import listed

# Doubling the size of a problem doubles linear work and, in the limit, quadruples quadratic work. From 16 to 32 steps
# and multiplications grew 2.0 times as much as from 8 to 16 if the work was linear; otherwise at least one of them
# grew 3.5 times as much or more. The limit lies between, because a linear function may handle lists inefficiently.
LINEAR_GROWTH = 2.8


def arguments_unchanged(answer: Answer) -> str | None:
    """The function left its arguments as they were."""
    if not answer.changed:
        return None
    names = listed(answer.changed)
    return f"After the call, {names} no longer held what you were given: work on a copy, and return a new array."


def cost_grows_linearly(size: str, look: str) -> Callable[[Sequence[Answer]], str | None]:
    """The work doubles from case to case, as the problem does. There must be three cases that count their cost.

    Parameters
    ----------
    size : str
        The size that doubles, in words: "the number of layers".
    look : str
        A sentence for students on where to look.
    """

    def grows_linearly(answers: Sequence[Answer]) -> str | None:
        costs = [answer.cost for answer in answers if answer.cost and answer.cost.steps]
        if len(costs) < len(answers):
            return "The cost of your program could not be counted."
        steps = [cost.steps for cost in costs]
        multiplications = [cost.multiplications or 0 for cost in costs]  # 0 where all arrays were made plain, too
        if _is_linear(*steps) and _is_linear(*multiplications):
            return None
        return f"The answers are right, but the work grows with the square of {size}. {look}"

    return grows_linearly


def _is_linear(small: int, middle: int, large: int) -> bool:
    return large - middle <= LINEAR_GROWTH * (middle - small)


def earlier_answer_unchanged(answer: Answer) -> str | None:
    """The call left the answer of the previous call as it was."""
    if not answer.overwrote:
        return None
    return "The call changed the result of the previous call: each call must return new arrays."


def is_new(answer: Answer) -> str | None:
    """The answer shares no memory with the arguments."""
    if not answer.shared:
        return None
    return f"The result is {listed(answer.shared)} itself, not a new array."


def all_zero(result: str) -> Callable[[Answer], str | None]:
    """All numbers of the result of this name are 0."""

    def holds(answer: Answer) -> str | None:
        return f"{result} are not all 0." if any(array.any() for array in _arrays(answer.value[result])) else None

    return holds


def draws(answer: Answer) -> str | None:
    """The function has drawn from every generator that it was given."""
    if not answer.idle:
        return None
    names = listed(answer.idle)
    return f"Your function did not use {names}: after the call, its state is the same as before."


def differ(answers: Sequence[Answer]) -> str | None:
    """No two answers are the same."""
    seen = {_fingerprint(answer) for answer in answers}
    return None if len(seen) == len(answers) else "Two different generators led to the same numbers."


def agree(answers: Sequence[Answer]) -> str | None:
    """All answers are the same."""
    seen = {_fingerprint(answer) for answer in answers}
    return None if len(seen) == 1 else "The same generator twice led to different numbers: what else is random here?"


def _fingerprint(answer: Answer) -> bytes:
    return b"".join(np.ascontiguousarray(leaf).tobytes() for leaf in _arrays(answer.value))


def _arrays(value: object) -> list[np.ndarray]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [array for item in value for array in _arrays(item)]
    return [np.asarray(value)]
