"""Marks, colours and terms that all views share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from autograder.results.report import CheckResult, ExerciseResult, Protection

PASSED, WRONG, LATE, ENDED, UNTOUCHED, FOLLOWED = "✓", "✗", "⏱", "!", "·", "→"
GOOD, BAD, QUIET, CAREFUL = "green", "red", "dim", "yellow"  # rich's names
HTML_COLOURS = {GOOD: "#1a7f37", BAD: "#cf222e"}

STYLES = {PASSED: GOOD, WRONG: BAD, LATE: BAD, ENDED: BAD, UNTOUCHED: QUIET, FOLLOWED: CAREFUL}
MARKS = {
    "passed": PASSED,
    "failed": WRONG,
    "error": ENDED,
    "timeout": LATE,
    "crashed": ENDED,
    "missing": UNTOUCHED,
    "invalid": WRONG,
}
IN_WORDS = {
    "passed": "passed",
    "failed": "wrong",
    "invalid": "wrong",
    "error": "raised, or ended its process",
    "crashed": "raised, or ended its process",
    "timeout": "out of time",
    "missing": "not attempted",
}
FOLLOW_THROUGH = "right, given a correct earlier function"
UNPROTECTED = "NOT protected"
PROTECTED = {"enforced": "enforced", "set": "set", "unavailable": UNPROTECTED}


def mark(check: CheckResult) -> tuple[str, str]:
    """The mark of a check, and its style. A check that passed by follow-through has a mark of its own."""
    symbol = FOLLOWED if check.follow_through else MARKS[check.status]
    return symbol, STYLES[symbol]


def legend(checks: Iterable[CheckResult]) -> list[str]:
    """The meaning of each mark that these checks have, in the order of `MARKS`."""
    found = list(checks)
    statuses = {check.status for check in found if not check.follow_through}
    known = dict.fromkeys(f"{MARKS[status]} {words}" for status, words in IN_WORDS.items() if status in statuses)
    followed = [f"{FOLLOWED} {FOLLOW_THROUGH}"] if any(check.follow_through for check in found) else []
    return [*known, *followed]


def mark_of_exercise(exercise: ExerciseResult) -> tuple[str, str]:
    """The mark of an exercise, and its style: those of its first failed check, attempted ones before missing ones."""
    wrong = [check for check in exercise.checks if not check.passed]
    tried = [check for check in wrong if check.status != "missing"]
    symbol = MARKS[(tried or wrong or exercise.checks)[0].status]
    return symbol, STYLES[symbol]


def mark_of_outcome(passed: bool | None) -> tuple[str, str]:
    """The mark of something that passed or failed, and its style; None stands for neither."""
    symbol = UNTOUCHED if passed is None else PASSED if passed else WRONG
    return symbol, STYLES[symbol]


def isolation_in_words(isolation: Iterable[Protection]) -> Mapping[str, list[str]]:
    """The names of the protections by their status in words: ``{"enforced": ["network"]}``."""
    found: dict[str, list[str]] = {word: [] for word in PROTECTED.values()}
    for each in isolation:
        found.setdefault(PROTECTED.get(each.status, each.status), []).append(each.name)
    return {word: names for word, names in found.items() if names}
