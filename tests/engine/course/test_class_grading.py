"""A class is graded once; after a change, what is asked anew leads to what grading from the start leads to."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.assignment.fingerprint import check_fingerprints, engine_digest, misconception_fingerprints
from autograder.assignment.loading import load_assignment
from autograder.batch import runner
from autograder.batch.grading_process import AlreadyRead
from autograder.course.class_grading import Again, ClassGrading, Kept, Outcome
from autograder.course.gradebook.changed import Current
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.standing import standings
from autograder.course.policy.course_file import Policy
from autograder.grading.grader_spec import GraderSpec
from autograder.results.identity import Identity, Person
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, SEED
from tests.support.submissions import references

RIGHT = references(MATERIAL / "tiny")
CLASS = {
    "alice": RIGHT,
    "bo": {"means": b"def mean(X):\n    return X.sum(axis=1) / len(X)\n"},
    "cem": {**RIGHT, "means": b"def mean(X):\n    return X.sum(axis=1)\ndef centred(X):\n    return X - mean(X)\n"},
    "dora": {"means": RIGHT["means"]},
    "eve": {**RIGHT, "spread": b"from means import mean\n\ndef variance(X):\n    return mean(X * X)\n"},
}


def refs(files=CLASS):
    people = {name: Identity(people=(Person(id=name),)) for name in files}
    return [AlreadyRead(Submission(name, python_files(each), (), people[name])) for name, each in files.items()]


class Course:
    """A gradebook, an assignment that can be changed, and a record of which checks were asked."""

    def __init__(self, folder: Path, path: Path, zygote) -> None:
        self.folder, self.path, self._zygote = folder, path, zygote
        self.asked: list[frozenset | None] = []

    def grade(self, submissions, again=None):
        """Grade; return what became of each submission."""
        assignment = load_assignment(self.folder)
        asked, named = check_fingerprints(assignment), misconception_fingerprints(assignment)
        current = Current(assignment, engine_digest(), asked, named)
        spec = GraderSpec(self.folder, SEED, timeouts=DEADLINES)
        found = []

        def graded(spec, refs):
            self.asked.append(spec.checks)
            return runner.iterate(spec.grader(assignment, self._zygote), refs, 1)

        def done(name, outcome):
            found.append((name, outcome))

        with open_gradebook(self.path, create=True) as gradebook:
            begin(gradebook, assignment.name, SEED, 0)
            refs = submissions(gradebook) if callable(submissions) else submissions
            ClassGrading(gradebook, current, spec, graded, again, done).grade(refs)
        return dict(found)

    def reports(self):
        with open_gradebook(self.path) as gradebook:
            return {each.student.id: each.report() for each in standings(gradebook, Policy())}

    def change(self, old: str, new: str, file: str = "solutions/checks/means.py") -> None:
        text = (self.folder / file).read_text()
        assert old in text
        (self.folder / file).write_text(text.replace(old, new))


@pytest.fixture
def course(tmp_path, zygote):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    return Course(tmp_path / "tiny", tmp_path / "course.db", zygote)


def from_the_start(course, tmp_path, zygote, files=CLASS):
    fresh = Course(course.folder, tmp_path / "fresh.db", zygote)
    fresh.grade(refs(files))
    return fresh.reports()


def test_what_is_graded_and_unchanged_is_skipped(course):
    assert set(course.grade(refs()).values()) == {Outcome.GRADED}
    before = course.path.read_bytes()
    course.asked.clear()
    assert set(course.grade(refs()).values()) == {Outcome.UNCHANGED}
    assert course.asked == []
    assert course.path.read_bytes() == before
    changed = {**CLASS, "bo": RIGHT}
    assert course.grade(refs(changed)) == {
        "alice": Outcome.UNCHANGED,
        "bo": Outcome.GRADED,
        "cem": Outcome.UNCHANGED,
        "dora": Outcome.UNCHANGED,
        "eve": Outcome.UNCHANGED,
    }
    assert course.reports()["bo"].score == 15


def test_after_a_change_of_one_check_it_alone_is_asked_where_nothing_else_depends_on_it(course, tmp_path, zygote):
    course.grade(refs())
    course.asked.clear()
    course.change("rows in (1, 5, 9)", "rows in (1, 5, 8)")
    found = course.grade(refs())
    assert found == {
        "alice": Outcome.CHANGED_CHECKS,
        "bo": Outcome.GRADED,  # its mean is wrong: the name of the mistake comes from all answers
        "cem": Outcome.GRADED,
        "dora": Outcome.CHANGED_CHECKS,
        "eve": Outcome.CHANGED_CHECKS,
    }
    assert course.asked == [None, frozenset({("mean", "many_rows")})]
    assert course.reports() == from_the_start(course, tmp_path, zygote)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("points=3", "points=5", "solutions/checks/means.py"),
        ("Case(X=rng.normal(size=(6, 3)))", "Case(X=rng.normal(size=(6, 3))).gives(0.0)", "solutions/checks/means.py"),
        ("def many_rows_centred", "def many_more_rows", "solutions/checks/means.py"),
        ("return mean(centred(X) ** 2)", "return 2 * mean(centred(X) ** 2)", "solutions/spread.py"),
    ],
    ids=["points", "a check that nobody passes", "another name", "the reference"],
)
def test_after_any_change_reports_are_those_of_grading_from_the_start(course, tmp_path, zygote, old, new, file):
    course.grade(refs())
    course.change(old, new, file)
    course.grade(refs())
    assert course.reports() == from_the_start(course, tmp_path, zygote)


def apart_from_version(reports):
    """Of what is not asked anew, the version is that of its grading."""
    return {who: replace(report, version="") for who, report in reports.items()}


MISCONCEPTIONS = "solutions/misconceptions/means.py"
SUM = '''

@misconception("mean")
def sum_for_mean(X):
    """By what is the sum divided?"""
    return X.sum(axis=0)
'''


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Which way do the rows lie?", "Along which axis?"),
        ("    return X.sum(axis=1) / len(X)\n", "    return X.sum(axis=0) * 2\n"),
        ("    return X.sum(axis=1) / len(X)\n", "    return X.sum(axis=1) / len(X)\n" + SUM),
    ],
    ids=["another hint", "another function", "a new one"],
)
def test_what_a_misconception_says_now_reaches_those_who_have_the_exercise_wrong(course, tmp_path, zygote, old, new):
    files = {**CLASS, "fay": {**RIGHT, "means": b"def mean(X):\n    return X.sum(axis=0)\n"}}
    course.grade(refs(files))
    course.change(old, new, MISCONCEPTIONS)
    found = course.grade(refs(files))
    assert [who for who, outcome in found.items() if outcome is Outcome.GRADED] == ["bo", "cem", "fay"]
    assert set(found.values()) == {Outcome.GRADED, Outcome.UNCHANGED}
    assert apart_from_version(course.reports()) == apart_from_version(from_the_start(course, tmp_path, zygote, files))
    assert set(course.grade(refs(files)).values()) == {Outcome.UNCHANGED}


def test_a_remark_beside_a_misconception_changes_nothing(course):
    course.grade(refs())
    course.change("    return X.sum(axis=1)", "    # of the rows\n    return X.sum(axis=1)", MISCONCEPTIONS)
    assert set(course.grade(refs()).values()) == {Outcome.UNCHANGED}


def kept(gradebook):
    rows = gradebook.rows("SELECT id, name FROM hand_ins ORDER BY id")
    return [Kept(gradebook, row, name, Identity(people=(Person(id=name),))) for row, name in list(rows)]


def test_it_is_graded_again_without_the_download(course, tmp_path, zygote):
    course.grade(refs())
    course.change("points=3", "points=5")
    course.grade(kept)
    assert course.reports() == from_the_start(course, tmp_path, zygote)


def test_a_regrade_that_says_the_same_adds_nothing(course):
    course.grade(refs())
    before = course.path.read_bytes()
    assert set(course.grade(kept, Again(frozenset(), "to be sure")).values()) == {Outcome.GRADED}
    assert course.path.read_bytes() == before
    course.asked.clear()
    course.grade(kept, Again(frozenset({("mean", "many_rows")}), "to be sure"))
    assert course.asked == [None, frozenset({("mean", "many_rows")})]
    assert course.path.read_bytes() == before


def test_what_cannot_be_read_is_not_graded_and_stops_nobody(course):
    class Unreadable(AlreadyRead):
        def read(self, modules, /):
            raise OSError("the disk is gone")

    course.grade(refs())
    bo = refs()[1].submission
    found = course.grade([Unreadable(bo), *refs({"alice": RIGHT, "zoe": RIGHT})])
    assert found == {"bo": Outcome.FAILED, "alice": Outcome.UNCHANGED, "zoe": Outcome.GRADED}
    with open_gradebook(course.path) as gradebook:
        (bo,) = (each for each in standings(gradebook, Policy()) if each.student.id == "bo")
    assert bo.score == 0
    assert "the disk is gone" in bo.failure
