"""A report in Markdown, for pages that render it.

Text that a student wrote or can influence is shown verbatim in an indented code block. Every dialect of Markdown knows
these, and unlike a fence of backticks, no text can end one.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace

from autograder.authoring.visibility import Visibility
from autograder.results.causes import causes, duplicate_of, feedback_parts, has_own_feedback
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.text.phrasing import listed, number
from autograder.text.sanitize import LONGEST, sanitize

WITHOUT_ANSWER = {"missing", "timeout"}
WIDTH = 100  # columns; a page scrolls a block of code sideways instead of wrapping it
MOST_MESSAGES = 20
# The page is written once, before the due date, and read at any time, so these words must stay true.
SHOWN = {
    Visibility.AFTER_DUE_DATE: "show after the due date",
    Visibility.AFTER_PUBLISHED: "show once grades are published",
    Visibility.HIDDEN: "are not shown",
}

SPECIAL = re.compile(r"([\\`*_{}\[\]#|~])")
BEGINS_A_LIST = re.compile(r"^(\d*)([-+.)])")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def block(text: str, longest: int = LONGEST) -> str:
    """Any text as an indented code block, cut at `longest` characters."""
    lines = [part for line in sanitize(text, longest).splitlines() for part in _folded(line)]
    return "\n".join(f"    {line}" for line in lines)


def escaped(text: str) -> str:
    """A sentence by us or the assignment's author, with all Markdown characters escaped."""
    line = SPECIAL.sub(r"\\\1", " ".join(sanitize(text).split()).translate(ENTITIES))
    return BEGINS_A_LIST.sub(r"\1\\\2", line)


def feedback(exercise: ExerciseResult, check: CheckResult) -> str:
    """The feedback to a student on one of the exercise's checks; empty if there is nothing to add to its title.

    What happened comes first, then the hint, then an example. A message already shown for an earlier check is not
    repeated.
    """
    if check.follow_through:
        return escaped(check.message)
    if earlier := duplicate_of(exercise, check):
        return f"The same as in “{escaped(earlier.title)}”."
    happened, _, example = check.message.partition("\n")
    hint = f"**Hint:** {escaped(check.hint)}" if check.hint else ""
    paragraphs = [block(happened), hint, block(example) if example else ""] if check.message else [hint]
    if not check.passed and not check.is_public and check.status not in WITHOUT_ANSWER:
        paragraphs.append("*A hidden check tells the kind of mistake, but shows no inputs.*")
    return "\n\n".join(filter(None, paragraphs))


def summary(report: Report) -> str:
    """The overview of a submission that a student may read while hidden results are still hidden."""
    paragraphs = [_public_points(report), *_mend_first(report)]
    if report.messages:
        paragraphs += ["**About your files**", *map(block, report.messages[:MOST_MESSAGES])]
    if (more := len(report.messages) - MOST_MESSAGES) > 0:
        paragraphs.append(f"There are {more} more messages of this kind.")
    if report.printed:
        paragraphs += ["**Your program printed**", block(report.printed)]
    return "\n\n".join(paragraphs).strip()


def _mend_first(report: Report) -> list[str]:
    """The first mistake that public checks find: the exercise, what happened, and the hint."""
    for exercise in report.exercises:
        public = replace(exercise, checks=tuple(check for check in exercise.checks if check.is_public))
        if has_own_feedback(public, report) and (wrong := [each for each in causes(public) if not each.passed]):
            happened, hint, _ = feedback_parts(wrong[0].representative.message, wrong[0].hint)
            return list(
                filter(None, [f"**Mend this first: {escaped(exercise.name)}.**", block(happened), escaped(hint)])
            )
    return []


def _public_points(report: Report) -> str:
    public, hidden = _checks(report, public=True), _checks(report, public=False)
    score, most = number(sum(each.score for each in public)), number(sum(each.max_score for each in public))
    points = f"**{score} of {most} points for public checks.**" if report.graded else "**There was nothing to grade.**"
    if not hidden:
        return points
    more = number(sum(each.max_score for each in hidden))
    when = dict.fromkeys(SHOWN[each.visibility] for each in hidden)
    return f"{points} Hidden checks are worth {more} more; their results {listed(when)}."


def _checks(report: Report, *, public: bool) -> Sequence[CheckResult]:
    checks = list(report.checks)
    return [check for check in checks if check.is_public == public]


def _folded(line: str) -> list[str]:
    """A sentence wrapped to lines that fit; indented lines are tables or code and stay as they are."""
    return [line] if line.startswith(" ") or len(line) <= WIDTH else textwrap.wrap(line, WIDTH)
