"""Files that are large, odd or broken: filled with every other byte as it was, or refused in words."""

import contextlib
import random

import pytest

from autograder.course.exports.brightspace import brightspace_file
from autograder.course.exports.canvas import canvas_file
from autograder.course.exports.csv_cells import table_of
from autograder.course.exports.export_error import ExportError
from autograder.course.exports.moodle import moodle_file
from autograder.course.exports.numbers import rounded, written
from autograder.course.exports.own_file import fill
from autograder.course.gradebook.standing import standings
from autograder.course.policy.course_file import Policy
from tests.engine.course.exports.test_own_files import BRIGHTSPACE, BY_CANVAS, BY_MOODLE, CANVAS, MOODLE
from tests.support.gradebooks import gradebook_of, person

ODD = [
    *("", "-", "EX", "7,5", "007", '=SUM("A")', "+1", "@x", " x ", "李 雷", "محمد"),
    *('say "hi"', "two\nlines", "a,b;c\td", "e\u0301"),
]


@pytest.mark.parametrize(
    ("between", "ends", "encoding"), [(",", "\r\n", "utf-8-sig"), (";", "\n", "utf-8"), ("\t", "\r\n", "utf-16")]
)
def test_hundreds_of_columns_of_anything_stay_as_they_were(tmp_path, between, ends, encoding):
    rng = random.Random(f"{between}{ends}{encoding}")

    def quoted(text):
        must = any(sign in text for sign in f'{between}"\n')
        return '"' + text.replace('"', '""') + '"' if must or rng.random() < 0.3 else text

    others = [f"Homework {number} ({number})" for number in range(300)]
    above = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *others, "Backprop (555)"],
        ["    Points Possible", "", "", "", "", *["10"] * 300, "100"],
    ]
    grades = {number: round(rng.uniform(0, 100), 3) for number in range(11, 31)}
    students = [
        [f"{rng.choice(ODD)}, {number}", f"{number}", f"0{number}", f"l{number}", "A", *rng.choices(ODD, k=300)]
        for number in grades
    ]
    top, rows = ([between.join(map(quoted, row)) for row in table] for table in (above, students))
    mark = '"' if between == "," else ""  # where the decimal sign, which is that of 7,5, parts cells
    points = [f"{mark}{written(rounded(score), ',')}{mark}" for score in grades.values()]
    before, after = (
        ends.join([*top, *(f"{row}{between}{last}" for row, last in zip(rows, cells, strict=True)), ""])
        for cells in ([""] * len(rows), points)
    )
    class_ = [person(number=f"{number}", score=score) for number, score in grades.items()]
    with gradebook_of(tmp_path / "course.db", class_) as gradebook:
        file = canvas_file(table_of(before.encode(encoding), "theirs.csv"), "theirs.csv", "555")
        assert fill(file, list(standings(gradebook, Policy()))).content == after.encode(encoding)


BITS = [
    b"",
    b"\xff",
    b'"',
    b"\x00",
    b",",
    b";",
    b"\n",
    b'"",',
    b"9" * 30,
    b"1e999",
    b"nan",
    b"-",
    b"\xef\xbb\xbf",
    b"=1",
]


@pytest.mark.parametrize(
    ("form", "content", "column", "class_"),
    [
        (canvas_file, CANVAS, "555", BY_CANVAS),
        (moodle_file, MOODLE, "", BY_MOODLE),
        (brightspace_file, BRIGHTSPACE, "Backprop", [person("gradescope", "1", 87.5, sid="00123")]),
    ],
)
def test_a_broken_file_is_refused_in_words_or_filled_whatever_is_broken(tmp_path, form, content, column, class_):
    rng = random.Random(column)
    filled_ones = 0
    with gradebook_of(tmp_path / "course.db", class_) as gradebook:
        grades = list(standings(gradebook, Policy()))
        for _ in range(60):
            broken = bytearray(content)
            place = rng.randrange(len(broken))
            broken[place : place + rng.choice((0, 1, 5))] = rng.choice(BITS)
            with contextlib.suppress(ExportError):
                fill(form(table_of(bytes(broken), "theirs.csv"), "theirs.csv", column), grades)
                filled_ones += 1
    assert 0 < filled_ones < 60
