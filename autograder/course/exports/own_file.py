"""Fills one column of an instructor's own file; the files of all platforms are read into the same form.

If anything is uncertain, nothing is written: for example if a student with a grade has no row, if a row may belong to
two students, or if a grade exceeds the column's maximum. Excused students and locked rows stay as they are. A cell is
never emptied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from autograder.course.exports.csv_cells import Table
from autograder.course.exports.export_error import ExportError
from autograder.course.exports.match_students import Row, closest, match, words_of
from autograder.course.exports.numbers import as_number, decimal_sign, rounded, scaled, written
from autograder.course.gradebook.people import Student
from autograder.course.gradebook.standing import Standing
from autograder.immutable import immutable
from autograder.text.phrasing import plural
from autograder.text.sanitize import one_line

MOST_NAMED = 20
TEAMS = (
    "Nothing was written: numbers agree and names do not. Did teams hand in? Then grade again with the grading "
    "worksheet beside the teams' folders in the download: it says who is in which."
)


@immutable
class OwnFile:
    """An instructor's file from a platform.

    Attributes
    ----------
    table : Table
        The file.
    column : int
        The column that is filled.
    rows : tuple of Row
        The students' rows.
    most : Decimal or None
        The maximum of the column, if the file states it.
    stays : dict of str
        The reasons why cells stay as they are, by the places of their rows.
    refuses_more : bool
        Whether the platform refuses grades above `most`.
    may_be_teams : bool
        Whether a number may be that of a team instead of a student, so that the name must agree too.
    """

    table: Table
    column: int
    rows: tuple[Row, ...]
    most: Decimal | None
    stays: Mapping[int, str]
    refuses_more: bool = False
    may_be_teams: bool = False

    @property
    def title(self) -> str:
        """The column's header."""
        return self.table.rows[0][self.column].value.strip()

    def value(self, place: int) -> str:
        """What the column says in a row."""
        return self.table.rows[place][self.column].value


@immutable
class Change:
    """A cell that changes: the student, the old value and the new one."""

    who: str
    before: str
    after: str


@immutable
class Filled:
    """A file with its column filled, and what has changed.

    Attributes
    ----------
    content : bytes
        The file.
    changes : tuple of Change
        The cells that change.
    same : int
        How many cells have the grade already.
    left : tuple of str
        Students whose cells stay as they are although there is a grade, and why.
    without_grade : tuple of str
        Rows of students without a grade in the gradebook; their cells stay as they are.
    not_in_file : tuple of str
        Students with a grade and without a row, each with the closest.
    """

    content: bytes
    changes: tuple[Change, ...]
    same: int
    left: tuple[str, ...]
    without_grade: tuple[str, ...]
    not_in_file: tuple[str, ...]


def fill(
    file: OwnFile,
    grades: Sequence[Standing],
    *,
    scale: bool | None = None,
    leave_out: bool = False,
) -> Filled:
    """Fill the column.

    Parameters
    ----------
    file : OwnFile
        The instructor's file.
    grades : sequence of Standing
        The standing of each student.
    scale : bool or None
        Whether to convert grades to the column's maximum; None if the user has not decided.
    leave_out : bool
        Whether to write the file even if students with a grade have no row.

    Raises
    ------
    ExportError
        If anything is uncertain.
    """
    graded = {each.student.row: each for each in grades if each.score is not None}
    matched = match(file.rows, grades)
    if matched.problems:
        raise ExportError(_in_lines("Nothing was written: some rows cannot be told apart.", matched.problems))
    if file.may_be_teams and (strangers := _strangers(file, matched.students)):
        raise ExportError(_in_lines(TEAMS, strangers))
    not_in_file = _not_in_file(file, graded, {student.row for student in matched.students.values()})
    if not_in_file and not leave_out:
        raise ExportError(_in_lines(_none_found(len(not_in_file), len(graded)), not_in_file))
    theirs = {place: graded[student.row] for place, student in matched.students.items() if student.row in graded}
    points = _points(file, theirs, scale)
    sign = decimal_sign(_numbers(file), file.table.between)
    values, changes, left, same = {}, [], [], 0
    for row in file.rows:
        if row.place not in points:
            continue
        before, after = file.value(row.place), written(points[row.place], sign)
        if row.place in file.stays:
            left.append(f"{row.shown}: {file.stays[row.place]}; the gradebook has {after}")
        elif (found := as_number(before)) is not None and rounded(float(found)) == points[row.place]:
            same += 1
        else:
            values[row.place, file.column] = after
            changes.append(Change(row.shown, before.strip(), after))
    without = tuple(row.shown for row in file.rows if row.place not in points)
    return Filled(file.table.with_values(values), tuple(changes), same, tuple(left), without, not_in_file)


def _strangers(file: OwnFile, found: Mapping[int, Student]) -> tuple[str, ...]:
    """Rows that have a student's number, but a name that has no word in common with the student's.

    If all names are the same because they are hidden, there are none.
    """
    called = Counter([*(each.name for each in found.values()), *(row.name for row in file.rows)])
    return tuple(
        f"{row.shown} has the number of {one_line(found[row.place].shown)}"
        for row in file.rows
        if row.place in found and called[found[row.place].name] == called[row.name] == 1
        if (mine := words_of(row.name)) and (theirs := words_of(found[row.place].name)) and not mine & theirs
    )


def _points(file: OwnFile, grades: Mapping[int, Standing], scale: bool | None) -> dict[int, Decimal]:
    """The new value of each row's cell, by the places of the rows."""
    usual = max((each.max_score for each in grades.values() if each.max_score is not None), default=None)
    where = f"The column {file.title}"
    points, wrong = {}, []
    for row in file.rows:
        if row.place not in grades:
            continue
        grade = grades[row.place]
        most = usual if grade.max_score is None else grade.max_score
        assert grade.score is not None
        found = rounded(scaled(grade.score, most, file.most, scale, where))
        points[row.place] = found
        too_much = file.refuses_more and file.most is not None and found > file.most
        if found < 0 or too_much:
            limit = f"0 to {written(file.most)}" if file.most is not None else "0 or more"
            wrong.append(f"{row.shown} has {written(found)}; the column takes {limit}")
    if wrong:
        raise ExportError(_in_lines("Nothing was written: the platform would refuse these grades.", wrong))
    return points


def _numbers(file: OwnFile) -> Iterator[str]:
    """The cells that show the file's decimal sign; those of the column itself first."""
    yield from (row[file.column].value for row in file.table.rows if len(row) > file.column)
    yield from (cell.value for row in file.table.rows for cell in row)


def _not_in_file(file: OwnFile, graded: Mapping[int, Standing], found: Collection[int]) -> tuple[str, ...]:
    missing = [grade.student for person, grade in graded.items() if person not in found]
    return tuple(
        one_line(student.shown) + (_closest(student, file) if place < MOST_NAMED else "")  # the others are not shown
        for place, student in enumerate(missing)
    )


def _closest(student: Student, file: OwnFile) -> str:
    near = closest(student, file.rows)
    return f" (closest: {near})" if near else " (nobody there looks like that)"


def _none_found(missing: int, graded: int) -> str:
    return (
        f"Nothing was written: {missing} of {plural(graded, 'student')} with a grade cannot be found in the file by "
        "number, login or a name that one person has. If they have left the course, --leave-out writes the others. "
        "If not, grade with --roster, whose ids are those of the file."
    )


def _in_lines(first: str, found: Sequence[str]) -> str:
    more = [f"… and {len(found) - MOST_NAMED} more"] if len(found) > MOST_NAMED else []
    return "\n  ".join([first, *found[:MOST_NAMED], *more])
