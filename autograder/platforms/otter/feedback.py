"""Feedback in the form that Otter shows in a notebook, in the terminal and on Gradescope."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from autograder.results.causes import duplicate_of, in_lines
from autograder.results.report import CheckResult, ExerciseResult
from autograder.text.sanitize import sanitize

PASSED, FAILED = "✅ ", "❌ "
# Otter inserts messages into HTML unescaped. A zero-width character after these keeps them from beginning a tag.
MARKUP = re.compile(r"[<&](?=[\w!/?#])")


class NotPassed(Exception):
    """A check has failed. The text is the feedback, and needs nothing around it."""


def plain_feedback(exercise: ExerciseResult, check: CheckResult) -> str:
    """The feedback to a student on one of the exercise's checks. A message of an earlier check is not repeated."""
    if earlier := duplicate_of(exercise, check):
        return _plain(f"The same as in “{earlier.title}”.")
    return _plain(in_lines(check.message, check.hint))


def _plain(text: str) -> str:
    return MARKUP.sub("\\g<0>\u200b", sanitize(text))


def without_test_code(error_message: Callable[..., str]) -> Callable[..., str]:
    """Otter's function for error messages, changed so that `NotPassed` is shown as its text alone.

    For an exception in a test case Otter quotes the line of the test file that raised it. It offers no other way to
    show a message that is known only after the test has run.
    """

    def message(test_file: Any, error: Exception, *others: Any) -> str:
        return str(error) if isinstance(error, NotPassed) else error_message(test_file, error, *others)

    return message
