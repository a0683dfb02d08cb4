"""Mistakes that can be seen of any function, whatever it computes: each with its name, its hint, and how it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

import numpy as np

from autograder.authoring import Answer, Case
from autograder.authoring.case import Property
from autograder.authoring.properties import draws
from autograder.diagnosis.evidence import Evidence, Seen, by_result, numbers, same
from autograder.judging.judge import as_expected
from autograder.questions.verdict_on import Outcome, judge_case
from autograder.sandbox.inside.wire import pack

MOST_RESULTS = 5  # whose orders are all tried
MOST_EXPERIMENTS = 3  # calls that are made once more, each in a process of its own
NUDGE = 1 + 2.0**-10  # so little that what is computed moves little, and what is known by heart not at all
LARGE = 0.1  # relative: no computed answer moves so far


@dataclass(frozen=True)
class Observation:
    """A mistake of any function.

    Attributes
    ----------
    name : str
        Its id, as that of a misconception.
    hint : str
        A question or a pointer to the idea.
    shows : callable
        Whether the evidence is of this mistake and of no other.
    """

    name: str
    hint: str
    shows: Callable[[Evidence], bool]


def _nothing_returned(evidence: Evidence) -> bool:
    return bool(evidence.wrong) and all(
        isinstance(seen.outcome, Answer) and seen.value is None for seen in evidence.wrong
    )


def _arguments_changed(evidence: Evidence) -> bool:
    """Values are right throughout, and arguments are not what they were."""
    return bool(evidence.wrong) and all(
        isinstance(seen.outcome, Answer) and _is_right_but_changes(seen) for seen in evidence.wrong
    )


def _is_right_but_changes(seen: Seen) -> bool:
    return seen.judged.wrong == "property" and isinstance(seen.outcome, Answer) and bool(seen.outcome.changed)


def _results_swapped(evidence: Evidence) -> bool:
    """Another order of the results is right wherever the order that was asked for is not."""
    names = next((list(seen.expected or {}) for seen in evidence.wrong), [])
    if not 2 <= len(names) <= MOST_RESULTS:
        return False
    orders = (order for order in permutations(names) if list(order) != names)
    known = [seen for seen in evidence.wrong if seen.expected]
    return bool(known) and any(all(_is_right_in_order(seen, order) for seen in known) for order in orders)


def _is_right_in_order(seen: Seen, order: tuple[str, ...]) -> bool:
    expected = seen.expected
    if expected is None or not isinstance(seen.value, list | tuple) or len(seen.value) != len(order):
        return False
    return all(same(part, expected[name], seen.rtol) for part, name in zip(seen.value, order, strict=True))


def _arranged_otherwise(evidence: Evidence) -> bool:
    """The numbers of each result are right, in another arrangement; in some case its shape shows that."""
    pairs = [pair for seen in evidence.wrong for pair in _numbers_of(seen)]
    if not pairs or any(array is None for array, _, _ in pairs):
        return False
    return all(_is_rearranged(*pair) for pair in pairs) and any(array.shape != like.shape for array, like, _ in pairs)


def _numbers_of(seen: Seen) -> Iterator[tuple[Any, np.ndarray, float | None]]:
    """Each array that came back, with the one that was asked for; without a tolerance where only its shape was."""
    results, expected = seen.results, seen.expected
    likes = expected or by_result(seen.question.like, seen.question.like)
    for name, like in likes.items() if likes else ():
        for part, asked in _paired((results or {}).get(name), like):
            yield numbers(part), np.asarray(asked), seen.rtol if expected else None


def _is_rearranged(array: np.ndarray, right: np.ndarray, rtol: float | None) -> bool:
    if rtol is None:
        return array.size == right.size
    return any(same(turned.ravel(), right.ravel(), rtol) for turned in (array, array.T))


def _paired(value: Any, asked: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(asked, list) and any(isinstance(item, np.ndarray) for item in asked):
        several = isinstance(value, list | tuple) and len(value) == len(asked)
        yield from zip(value if several else [None] * len(asked), asked, strict=True)
    else:
        yield value, asked


def _integers_truncated(evidence: Evidence) -> bool:
    """Wrong where arrays of integers come in, and right for the same numbers as floats."""
    if evidence.ask is None or not evidence.wrong or not all(map(_has_integers, evidence.wrong)):
        return False
    outcomes = evidence.ask([_with(seen.question.case, _floats) for seen in evidence.wrong])
    return all(
        not judge_case(seen.question, outcome).wrong for seen, outcome in zip(evidence.wrong, outcomes, strict=True)
    )


def _has_integers(seen: Seen) -> bool:
    arguments = list(seen.question.case.arguments.values())
    flat = [item for value in arguments for item in (value if isinstance(value, list) else [value])]
    return any(isinstance(item, np.ndarray) and item.dtype.kind in "iu" for item in flat)


def _floats(value: Any) -> Any:
    return value.astype(float) if isinstance(value, np.ndarray) and value.dtype.kind in "iu" else value


def _known_by_heart(evidence: Evidence) -> bool:
    """Right where inputs and answers are published, wrong elsewhere, and not computed: see `_is_by_heart`."""
    public = [seen for asked in evidence.asked if asked.drawn.check.is_public for seen in asked.seen]
    published = {pack(seen.question.arguments) for seen in public}
    hidden = [seen for seen in evidence.seen if pack(seen.question.arguments) not in published]
    known = [seen for seen in public if not seen.judged.wrong and _is_of_numbers(seen)]
    if evidence.ask is None or not known or not hidden or any(map(_is_near_and_telling, hidden)):
        return False
    outcomes = evidence.ask([_with(seen.question.case, _nudged) for seen in known])
    return all(map(_is_by_heart, known, outcomes))


def _is_by_heart(seen: Seen, nudged: Outcome) -> bool:
    """Whether slightly other inputs lead to the very same answer, to a far-off one, or to none."""
    if not isinstance(nudged, Answer):
        return True
    exactly, roughly = (same(nudged.value, seen.value, rtol) for rtol in (1e-12, LARGE))
    if _is_of_truths(seen):  # which so little does not change
        return not exactly
    return exactly or not roughly


def _is_of_truths(seen: Seen) -> bool:
    return all(array.dtype.kind == "b" for array in _arrays(list((seen.expected or {}).values())))


def _is_of_numbers(seen: Seen) -> bool:
    """Whether the answer is one that other inputs would change: numbers, and not all of them 0."""
    arrays = list(_arrays(list((seen.expected or {}).values())))
    return any(array.dtype.kind in "fb" and array.any() for array in arrays)


def _is_near_and_telling(seen: Seen) -> bool:
    results, expected = seen.results or {}, seen.expected or {}
    near = all(same(results.get(name), value, LARGE) for name, value in expected.items())
    return _is_of_numbers(seen) and (near or not seen.judged.wrong)


def _nudged(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        different = NUDGE ** (1 + np.arange(value.size) % 3).reshape(value.shape)  # the direction changes, too
        return value * different if value.dtype.kind in "iuf" else value
    return value * NUDGE if isinstance(value, float) else value


def _globally_random(evidence: Evidence) -> bool:
    """The same arguments, generators included, lead to different answers; each of them is right by itself."""
    return _right_but_for_generators(evidence) and any(
        not same(one.value, other.value, 1e-12) for one, other in _pairs(evidence, alike=True)
    )


def _seeded_within(evidence: Evidence) -> bool:
    """Whatever the generator, the answer is the same, where that was found to be wrong."""
    pairs = [pair for pair in _pairs(evidence, alike=False) if not pair[0].expected]
    alike = bool(pairs) and all(map(_came_out_alike, pairs))
    return _right_but_for_generators(evidence) and alike and not _differ_anew(evidence, pairs[0])


def _right_but_for_generators(evidence: Evidence) -> bool:
    """Whether nothing is wrong with any answer by itself, but that nothing may have been drawn for it."""
    return all(seen.judged.wrong == "property" and _failing(seen) == [draws] for seen in evidence.wrong)


def _failing(seen: Seen) -> list[Property]:
    assert isinstance(seen.outcome, Answer)
    answer = as_expected(seen.outcome, seen.question.like)
    return [holds for holds in seen.question.case.properties if holds(answer)]


def _came_out_alike(pair: tuple[Seen, Seen]) -> bool:
    return same(pair[0].value, pair[1].value, 1e-12)


def _differ_anew(evidence: Evidence, pair: tuple[Seen, Seen]) -> bool:
    """Whether two cases, each asked first in a process of its own, lead to different answers."""
    if evidence.ask is None:
        return False
    first, second = (outcome for seen in pair for outcome in evidence.ask([seen.question.case]))
    if not isinstance(first, Answer) or not isinstance(second, Answer):
        return False
    return not same(first.value, second.value, 1e-12)


def _pairs(evidence: Evidence, *, alike: bool) -> Iterator[tuple[Seen, Seen]]:
    """Cases with equal arguments among which are generators, equal ones or different ones."""
    for asked in evidence.asked:
        for one, other in combinations(asked.seen, 2):
            first, second = one.question.arguments, other.question.arguments
            if not any(isinstance(value, np.random.Generator) for value in first):
                continue
            if _without_generators(first) == _without_generators(second) and (pack(first) == pack(second)) == alike:
                yield one, other


def _without_generators(arguments: list[Any]) -> bytes:
    return pack([None if isinstance(value, np.random.Generator) else value for value in arguments])


def _carried_over(evidence: Evidence) -> bool:
    """What is wrong after other calls is right when it is asked first."""
    if evidence.ask is None:
        return False
    if not evidence.wrong:
        pairs = [pair for pair in _pairs(evidence, alike=False) if _came_out_alike(pair)]
        return bool(pairs) and _differ_anew(evidence, pairs[0])
    tried = evidence.wrong[:MOST_EXPERIMENTS]
    return all(
        not judge_case(seen.question, outcome).wrong for seen in tried for outcome in evidence.ask([seen.question.case])
    )


def _with(case: Case, change: Callable[[Any], Any]) -> Case:
    """The case with changed arguments."""

    def changed(value: Any) -> Any:
        return [changed(item) for item in value] if isinstance(value, list) else change(value)

    return case.with_arguments({name: changed(value) for name, value in case.arguments.items()})


def _arrays(values: Any) -> Iterator[np.ndarray]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _arrays(value)
        else:
            yield np.asarray(value)


OBSERVATIONS = (
    Observation(
        "no-return",
        "Whoever calls your function gets what it returns. Which line says what that is?",
        _nothing_returned,
    ),
    Observation(
        "mutates-input",
        "The caller may still need the arrays that it handed in. What do they hold after your function has run?",
        _arguments_changed,
    ),
    Observation(
        "global-random",
        "The same generator should lead to the same numbers again. Whose generator do yours come from?",
        _globally_random,
    ),
    Observation(
        "reseeds",
        "Two different generators should lead to different numbers. Whose generator do yours come from?",
        _seeded_within,
    ),
    Observation(
        "swapped-outputs",
        "Compare the order of the results in the docstring with the order in your return statement.",
        _results_swapped,
    ),
    Observation(
        "wrong-shape",
        "The shapes stand in the docstring. Print the shape of what you return beside them.",
        _arranged_otherwise,
    ),
    Observation(
        "int-truncation",
        "The inputs may be whole numbers, the answer need not be. What type have the arrays that you write into?",
        _integers_truncated,
    ),
    Observation(
        "global-state",
        "Asked first, your function is right; after other calls it is not. What does it keep between calls?",
        _carried_over,
    ),
    Observation(
        "hard-coded",
        "Right for the published numbers only. What would you have to compute for others?",
        _known_by_heart,
    ),
)
