"""Summary statistics of a class."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

from autograder.course.gradebook.database import Gradebook
from autograder.course.page.statistics import ClassStatistics
from autograder.course.page.student_rows import FOLLOWED, LATE, NOT_GRADED, NOTHING, OVERRIDDEN, StudentRow
from autograder.immutable import immutable


@immutable
class Overview:
    """A class in a few numbers.

    Attributes
    ----------
    students, graded : int
        How many there are, and how many of them have a score.
    median, mean, spread, lowest, highest : float or None
        Of the scores, `spread` being their standard deviation; None if there are none.
    most : float
        What can be had.
    latest : str
        When somebody was last graded.
    counts : sequence of (str, int)
        How many are late, not graded and so on, by the flags that their rows have.
    """

    students: int
    graded: int
    median: float | None
    mean: float | None
    spread: float | None
    lowest: float | None
    highest: float | None
    most: float
    latest: str
    counts: Sequence[tuple[str, int]]


def overview(gradebook: Gradebook, found: ClassStatistics, rows: Sequence[StudentRow]) -> Overview:
    """A class in a few numbers.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    found : ClassStatistics
        What the reports say together.
    rows : sequence of StudentRow
        The students.
    """
    scores = found.scores
    counts = Counter(flag for each in rows for flag in each.flags)
    return Overview(
        students=len(rows),
        graded=len(scores),
        median=statistics.median(scores) if scores else None,
        mean=statistics.fmean(scores) if scores else None,
        spread=statistics.pstdev(scores) if scores else None,
        lowest=min(scores, default=None),
        highest=max(scores, default=None),
        most=found.max_score,
        latest=(gradebook.value("SELECT max(graded_at) FROM gradings") or "")[:16].replace("T", " "),
        counts=[(flag, counts[flag]) for flag in (NOT_GRADED, NOTHING, LATE, OVERRIDDEN, FOLLOWED)],
    )
