"""New files of grades: what reads them finds the same grades for the same people."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timezone

import pytest

from autograder.course.exports.gradescope import gradescope_csv
from autograder.course.exports.junit import junit_xml
from autograder.course.exports.nbgrader import nbgrader_csv
from autograder.course.exports.plain_csv import plain_csv
from autograder.course.gradebook.actions import COMMENT, GIVE, OVERRIDE, VOID, act
from autograder.course.gradebook.recording import record
from autograder.course.gradebook.standing import standings
from autograder.course.policy.course_file import Policy
from autograder.results.identity import Identity, Person
from autograder.submissions.submission import Submission
from tests.support import importers
from tests.support.gradebooks import Graded, gradebook_of, person, report_of, row_of

DUE = datetime(2026, 3, 9, 23, 59, tzinfo=timezone.utc)
POLICY = Policy(due=DUE, percent_a_day=10.0)
ADA = Person(id="11", sid="007", name='=HYPERLINK("http://x")', email="ada@example.edu", section="A")
BO = Person(id="13", name="Bo")
LATE = Identity("gradescope", "4242", (ADA,), "2026-03-11 01:00:30 +0000")
CLASS = [
    Graded(LATE, 80.0),
    person("gradescope", "12", 100.0, sid="008", name="Ruiz, José"),
    Graded(Identity(people=(Person(sid="009", name="Absent, Abe"),)), None),
]


@pytest.fixture
def gradebook(tmp_path):
    with gradebook_of(tmp_path / "course.db", CLASS) as made:
        yield made


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_gradescopes_shape(gradebook):
    content = gradescope_csv(list(standings(gradebook, POLICY)))
    found = importers.gradescope(content)
    scores = {sid: (row["Total Score"], row["Max Points"], row["Status"]) for sid, row in found.items()}
    assert scores == {"007": ("64", "100.0", "Graded"), "008": ("100", "100.0", "Graded"), "009": ("", "", "Missing")}
    assert found["007"]["Submission Time"] == "2026-03-11 01:00:30 +0000"
    assert found["007"]["Lateness (H:M:S)"] == "25:01:30"
    assert found["007"]["1: mean (100.0 pts)"] == "80"
    assert found["007"]["Name"] == '\'=HYPERLINK("http://x")'


def test_nbgraders_columns_without_rows_that_would_be_a_0(gradebook):
    content = nbgrader_csv(list(standings(gradebook, POLICY)), "backprop", DUE)
    assert importers.nbgrader(content) == {"11": 64, "12": 100}
    ada, jose = rows(content)
    assert (ada["raw_score"], ada["late_submission_penalty"], ada["max_score"]) == ("80", "16", "100")
    assert (jose["last_name"], jose["first_name"]) == ("Ruiz", "José")


def test_nbgraders_zeros_are_for_those_who_handed_in_nothing(gradebook):
    record(
        gradebook,
        replace(
            report_of(CLASS[0], Submission("x", {})),
            graded=False,
            messages=("Unreadable.",),
            identity=Identity(people=(BO,)),
        ),
    )
    assert nbgrader_scores(gradebook) == {"11": 64, "12": 100}
    assert nbgrader_scores(gradebook, zeros=True) == {"11": 64, "12": 100, "009": 0}
    assert {row["max_score"] for row in rows(nbgrader_csv(list(standings(gradebook, POLICY)), "x", DUE))} == {"100"}


def nbgrader_scores(gradebook, **how):
    return importers.nbgrader(nbgrader_csv(list(standings(gradebook, POLICY)), "backprop", DUE, **how))


def test_everything_in_a_table_with_who_decided_what_and_why(gradebook):
    ada = row_of(gradebook, "007")
    act(gradebook, OVERRIDE, people=[ada], reason="a typing error", exercise="mean", points=90.0)
    act(gradebook, COMMENT, people=[ada], content="=Come and see me.")
    first, _, absent = sorted(rows(plain_csv(list(standings(gradebook, POLICY)))), key=lambda row: row["sid"])
    assert (first["score"], first["raw_score"], first["penalty"], first["late"]) == ("72", "80", "18", "yes")
    assert (first["mean"], first["mean (raw)"]) == ("90", "80")
    assert first["overrides"].startswith("mean: 90 (a typing error; ")
    assert first["comments"].startswith("'=Come and see me. (")
    assert (absent["sid"], absent["score"], absent["attempts"]) == ("009", "", "0")
    assert not any(cell.startswith(("=", "+", "@", "{", "[")) for cell in first.values())


def test_junit_counts_what_it_holds(gradebook):
    grades = list(standings(gradebook, POLICY))
    suites = importers.junit(b"".join(junit_xml(grades, "backprop", {})))
    assert suites["Ruiz, José (008)"] == {"tests": 2, "failures": 0, "errors": 0, "skipped": 0}
    assert suites["Absent, Abe (009)"] == {"tests": 1, "failures": 0, "errors": 0, "skipped": 1}
    ada = '=HYPERLINK("http://x") (007)'
    assert suites[ada]["failures"] == 1
    for kind, failures, skipped in ((VOID, 0, 1), (GIVE, 0, 0)):
        decided = importers.junit(b"".join(junit_xml(grades, "backprop", {("mean", "many"): kind})))
        assert (decided[ada]["failures"], decided[ada]["skipped"]) == (failures, skipped)


def test_no_text_of_a_student_breaks_junit(tmp_path):
    evil = Graded(
        Identity(people=(Person(id="x", name="a\x00\ufffe<b>&\x1b[2J"),)), 5.0, message="]]>\x01\ud800</failure>"
    )
    with gradebook_of(tmp_path / "c.db", [evil]) as gradebook:
        content = b"".join(junit_xml(standings(gradebook, Policy()), '<"&', {}))
    (counts,) = importers.junit(content).values()
    assert counts["failures"] == 2
    assert b"\x1b" not in content
