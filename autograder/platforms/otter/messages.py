"""Feedback as Otter shows it: in a notebook, in the terminal and on Gradescope."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from autograder.results.causes import duplicate_of, in_lines
from autograder.results.report import CheckResult, ExerciseResult
from autograder.text.sanitize import sanitize

PASSED, FAILED = "✅ ", "❌ "
# Otter puts messages into HTML as they are. With a character of no width behind it, none of these begins a tag.
MARKUP = re.compile(r"[<&](?=[\w!/?#])")


class NotPassed(Exception):
    """A check that is not passed. Its text is all that there is to read."""


def feedback(exercise: ExerciseResult, check: CheckResult) -> str:
    """What a student reads of one of the exercise's checks, below its title; what was said before is not repeated."""
    if earlier := duplicate_of(exercise, check):
        return _plain(f"The same as in “{earlier.title}”.")
    return _plain(in_lines(check.message, check.hint))


def _plain(text: str) -> str:
    return MARKUP.sub("\\g<0>\u200b", sanitize(text))


def without_test_code(error_message: Callable[..., str]) -> Callable[..., str]:
    """Otter's words for an exception in a test case, but for ours: those say all themselves.

    Otter quotes the line of the test file in which an exception was raised, and has no other place for a message that
    is known only when the test has run.
    """

    def message(test_file: Any, error: Exception, *others: Any) -> str:
        return str(error) if isinstance(error, NotPassed) else error_message(test_file, error, *others)

    return message
