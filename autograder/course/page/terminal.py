"""The summary of a class in the terminal: the distribution, the most common mistakes, the exercises, and failures."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from rich.columns import Columns
from rich.console import Console
from rich.text import Text

from autograder.course.page.statistics import ClassStatistics, histogram
from autograder.text.phrasing import number, percent, plural, points
from autograder.text.sanitize import one_line

MOST_MISTAKES = 5
MOST_NAMED = 20  # submissions that could not be graded
WIDTH = 40  # bars
HEIGHTS = "▁▂▃▄▅▆▇█"
PLAIN_HEIGHTS = "_.-:=+*#"  # where the terminal has no others


def show_statistics(console: Console, found: ClassStatistics, who: str = "student") -> None:
    """Show what a class understood.

    Parameters
    ----------
    console : Console
        Where to show it.
    found : ClassStatistics
        The class.
    who : str
        What was counted.
    """
    if not found.scores:
        return
    middle = f"median {points(statistics.median(found.scores))} of {points(found.max_score)} points"
    _say(console, f"{plural(len(found.scores), who)}, {middle}, mean {points(statistics.fmean(found.scores))}:")
    _say(console, f"  0 {bars(found, console.encoding)} {number(found.max_score)}")
    if found.mistakes:
        _say(console, "The most common mistakes:")
    for each in found.mistakes[:MOST_MISTAKES]:
        hint = each.hint or "The same wrong answers, which have no name yet."
        _say(console, f"  {each.count:>5}  {each.called}. {one_line(hint)}")
    _say(console, "How many have each exercise right, the fewest first:")
    rates = [Text(f"{percent(each.pass_rate):>7}  {each.name}") for each in found.by_pass_rate]
    console.print(Columns(rates, equal=True, column_first=True, padding=(0, 2)))


def show_not_graded(console: Console, failed: Sequence[tuple[str, str]]) -> None:
    """Show which submissions could not be graded, and why; the longest list is cut."""
    if failed:
        _say(console, f"{plural(len(failed), 'submission')} could not be graded:")
    for name, message in failed[:MOST_NAMED]:
        _say(console, f"  {one_line(name)}: {one_line(message)}")
    if len(failed) > MOST_NAMED:
        _say(console, f"  … and {len(failed) - MOST_NAMED} more")


def bars(found: ClassStatistics, encoding: str = "utf-8") -> str:
    """The distribution of the scores as one line of bars, from no points to all; a space where nobody is."""
    heights = HEIGHTS if encoding.replace("-", "").startswith("utf") else PLAIN_HEIGHTS
    counts = histogram(found.scores, found.max_score, WIDTH)
    highest = max(counts)
    return "".join(heights[(count * len(heights) - 1) // highest] if count else " " for count in counts)


def _say(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)
