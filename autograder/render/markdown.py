"""A report in Markdown, for pages that render it.

Whatever a student wrote or can influence stands in a block of code, shown as it is. A block is made by indenting: every
dialect of Markdown knows that, and no text can end it, as one can end a fence of backticks.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from autograder.render.theme import isolation_in_words
from autograder.results.causes import duplicate_of
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.text.phrasing import number
from autograder.text.sanitize import LONGEST, sanitize

WITHOUT_ANSWER = {"missing", "timeout"}
WIDTH = 100  # columns; a page scrolls a block of code sideways instead of wrapping it
MOST_MESSAGES = 20

SPECIAL = re.compile(r"([\\`*_{}\[\]#|~])")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def block(text: str, longest: int = LONGEST) -> str:
    """`text`, of anyone's, as a block of code."""
    lines = [part for line in sanitize(text, longest).splitlines() for part in _folded(line)]
    return "\n".join(f"    {line}" for line in lines)


def escaped(text: str) -> str:
    """A sentence of ours or of the assignment's author, in which no character means more than itself."""
    return SPECIAL.sub(r"\\\1", " ".join(sanitize(text).split()).translate(ENTITIES))


def feedback(exercise: ExerciseResult, check: CheckResult) -> str:
    """What a student reads of one of the exercise's checks; nothing where the title says it all.

    What happened comes first, then where to look, then an example. What another check has said is not repeated.
    """
    if check.follow_through:
        return escaped(check.message)
    if earlier := duplicate_of(exercise, check):
        return f"The same as in “{escaped(earlier.title)}”."
    happened, _, example = check.message.partition("\n")
    hint = f"**Hint:** {escaped(check.hint)}" if check.hint else ""
    paragraphs = [block(happened), hint, block(example) if example else ""] if check.message else [hint]
    if not check.passed and not check.is_public and check.status not in WITHOUT_ANSWER:
        paragraphs.append("*A hidden check says what kind of mistake it found, and shows no inputs.*")
    return "\n\n".join(filter(None, paragraphs))


def summary(report: Report) -> str:
    """What a student may read of the whole submission while hidden results are hidden still."""
    paragraphs = [_public_points(report)]
    if report.messages:
        paragraphs += ["**About your files**", *map(block, report.messages[:MOST_MESSAGES])]
    if (more := len(report.messages) - MOST_MESSAGES) > 0:
        paragraphs.append(f"There is more to say of your files: {more} messages like these.")
    if report.printed:
        paragraphs += ["**Your program printed**", block(report.printed)]
    return "\n\n".join([*paragraphs, _isolation(report)]).strip()


def _public_points(report: Report) -> str:
    public, hidden = _checks(report, public=True), _checks(report, public=False)
    score, most = number(sum(each.score for each in public)), number(sum(each.max_score for each in public))
    said = f"**{score} of {most} points for public checks.**" if report.graded else "**There was nothing to grade.**"
    if not hidden:
        return said
    more = number(sum(each.max_score for each in hidden))
    return f"{said} Hidden checks are worth {more} more; their results show later."


def _checks(report: Report, *, public: bool) -> Sequence[CheckResult]:
    checks = list(report.checks)
    return [check for check in checks if check.is_public == public]


def _isolation(report: Report) -> str:
    words = isolation_in_words(report.isolation)
    said = [f"{word[0].upper()}{word[1:]}: {escaped(', '.join(names))}." for word, names in words.items()]
    return " ".join(["Isolation of your program.", *said]) if said else ""


def _folded(line: str) -> list[str]:
    """A sentence in lines that fit; what is indented is a table or a line of code and stays as it is."""
    return [line] if line.startswith(" ") or len(line) <= WIDTH else textwrap.wrap(line, WIDTH)
