"""A class in the terminal: progress while it is graded, and what it ends in."""

from __future__ import annotations

import contextlib
from collections.abc import Generator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.batch.json_lines import JsonFile
from autograder.course.page.statistics import ClassStatistics
from autograder.course.page.terminal import show_not_graded, show_statistics
from autograder.render.terminal import row_of, show_class
from autograder.results.report import Report


def grade_class(
    reports: Generator[tuple[int, Report], None, None], total: int, console: Console, file: JsonFile
) -> tuple[bool, Report]:
    """Write reports as they come, and show the class; return whether all could be graded, and the last report.

    Parameters
    ----------
    reports : generator of (int, Report)
        Each report with the place of its submission among all.
    total : int
        The number of submissions.
    console : Console
        Where to show the class.
    file : JsonFile
        Where to write the reports.
    """
    rows, found, failed = {}, ClassStatistics(), []
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        contextlib.closing(reports),
        Progress(*columns, console=console, transient=True) as progress,
    ):
        for place, report in progress.track(reports, total=total):
            file.add(place, report)
            rows[place] = row_of(report)
            if report.graded:
                found.add(report, place)
            else:
                failed.append((report.name, "\n".join(report.messages)))
    try:
        file.finish()
    finally:
        show_class(console, [rows[place] for place in sorted(rows)], report)
        show_statistics(console, found, "submission")
        show_not_graded(console, failed)
    return not failed, report
