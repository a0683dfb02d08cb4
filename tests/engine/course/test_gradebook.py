"""A gradebook's file: what is written is what was graded, and what is no gradebook is refused in words."""

import contextlib
import os
import random
import shutil
import sqlite3
from dataclasses import replace

import pytest

from autograder.course.gradebook import database
from autograder.course.gradebook.database import open_gradebook, upgrade
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.hand_ins import receive
from autograder.course.gradebook.migrations.steps import STEPS
from autograder.course.gradebook.recording import enter_roster, record
from autograder.course.gradebook.standing import standings
from autograder.course.gradebook.stored_report import outline_of, restored, stored
from autograder.course.policy.course_file import Policy
from autograder.grading.grader_spec import GraderSpec
from autograder.results.identity import Identity, Person
from autograder.results.report import Report
from autograder.submissions.submission import Submission, python_files
from tests.support.disk import small_disk
from tests.support.gradebooks import gradebook_of, person
from tests.support.project import DEADLINES, MATERIAL, SEED
from tests.support.submissions import references

SPEC = GraderSpec(MATERIAL / "tiny", SEED, timeouts=DEADLINES)
RIGHT = references(MATERIAL / "tiny")
WRONG = {"means": b"def mean(X):\n    return X.sum(axis=1) / len(X)\n"}
BROKEN = {"means": b"print('hello')\nraise ValueError('\xc3\xa9')\n"}


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """A right report, a wrong one, and one of a submission that raises."""
    with SPEC.build() as grader:
        return {
            name: grader.grade(submission(name, files))
            for name, files in {"right": RIGHT, "wrong": WRONG, "broken": BROKEN}.items()
        }


def submission(name: str, files: dict[str, bytes], *people: Person) -> Submission:
    return Submission(name, python_files(files), (), Identity(people=people or (Person(id=name),)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "course.db"


@pytest.fixture
def gradebook(path):
    with open_gradebook(path, create=True) as opened:
        begin(opened, "tiny", SEED, 0)
        yield opened


def what_counts(gradebook):
    return {each.student.id: each.score for each in standings(gradebook, Policy())}


def test_reports_are_kept_without_loss(reports, gradebook):
    for report in reports.values():
        again = restored(stored(report), outline_of(report), "tiny", (report.name, report.sha256, report.identity))
        assert again == report
        assert [check.kind for check in again.checks] == [check.kind for check in report.checks]
        assert record(gradebook, report)
    whole = {each.student.id: each.report() for each in standings(gradebook, Policy())}
    assert whole == reports


def test_nothing_is_written_twice(reports, gradebook):
    assert record(gradebook, reports["right"])
    assert not record(gradebook, reports["right"])
    assert gradebook.value("SELECT count(*) FROM gradings") == 1
    assert what_counts(gradebook) == {"right": 15}


def test_what_could_not_be_graded_leaves_the_grade_in_force(reports, gradebook):
    record(gradebook, reports["right"])
    record(gradebook, replace(reports["right"], graded=False, messages=("The machine is on fire.",)))
    (standing,) = standings(gradebook, Policy())
    assert standing.score == 15
    assert standing.notes == ("The latest submission could not be graded: The machine is on fire.",)
    record(gradebook, replace(reports["right"], sha256="another", printed="hello"))
    (standing,) = standings(gradebook, Policy())
    assert (standing.attempts, standing.notes) == (2, ())


def test_who_was_never_graded_has_no_score(reports, gradebook):
    record(gradebook, replace(reports["right"], graded=False, messages=("No file.",)))
    enter_roster(gradebook, [Person(id="007", name="Bo")])
    found = {each.student.shown: each.score for each in standings(gradebook, Policy())}
    assert found == {"right": None, "Bo (007)": None}


def test_gradings_and_decisions_cannot_be_changed(reports, gradebook):
    record(gradebook, reports["right"])
    for statement in ("DELETE FROM gradings", "UPDATE gradings SET score = 100"):
        with pytest.raises(GradebookError, match="gradings are only added"), gradebook.transaction() as connection:
            connection.execute(statement)
    assert what_counts(gradebook) == {"right": 15}


def test_what_was_handed_in_first_and_again_is_the_last_attempt(reports, gradebook):
    first, second = reports["right"], replace(reports["wrong"], name="right", identity=reports["right"].identity)
    record(gradebook, first)
    record(gradebook, second)
    assert what_counts(gradebook) == {"right": second.score}
    receive(gradebook, first.identity, first.name, first.sha256)
    assert what_counts(gradebook) == {"right": 15}


def test_who_changes_groups_has_the_attempt_that_came_last(reports, gradebook):
    def came(name, *members):
        people = tuple(Person(id=each) for each in members)
        report = replace(reports[name], name=name, identity=Identity(people=people))
        record(gradebook, report)
        receive(gradebook, report.identity, report.name, report.sha256)

    right, wrong = reports["right"].score, reports["wrong"].score
    came("right", "ada")
    came("wrong", "bo", "ada")
    assert what_counts(gradebook) == {"ada": wrong, "bo": wrong}
    came("right", "ada")
    assert what_counts(gradebook) == {"ada": right, "bo": wrong}
    came("wrong", "bo", "ada")
    assert what_counts(gradebook) == {"ada": wrong, "bo": wrong}


def test_another_assignment_and_another_seed_are_refused(gradebook, path):
    assert begin(gradebook, "tiny", None, 99) == SEED
    with pytest.raises(GradebookError, match="is the gradebook of tiny, and not of other"):
        begin(gradebook, "other", None, 0)
    with pytest.raises(GradebookError, match=f"was graded with --seed {SEED}"):
        begin(gradebook, "tiny", SEED + 1, 0)


# Files that are none.


def foreign(path):
    path.write_text("student,score\nalice,5\n")


def another_programs(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()


def newer(path):
    open_gradebook(path, create=True).__exit__()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE facts SET value = '9.1' WHERE name = 'written_by'")
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def damaged(path):
    with open_gradebook(path, create=True) as made, made.transaction() as connection:
        connection.executemany("INSERT INTO facts VALUES (?, ?)", [(str(n), "x" * 500) for n in range(200)])
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)


def cut_off(path):
    damaged(path)
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (foreign, "course.db is no gradebook: another program has written it. It was not changed."),
        (another_programs, "course.db is no gradebook: it is another program's database. It was not changed."),
        (newer, f"written by a newer autograder (version 9.1; its schema is 99, this one, {database.VERSION}, knows"),
        (damaged, "course.db is damaged. It was not changed."),
        (cut_off, "course.db is damaged. It was not changed."),
        (lambda path: path.write_bytes(b""), "course.db is empty: nothing has been graded into it."),
        (lambda path: path.mkdir(), "course.db cannot be read: Is a directory."),
        (lambda path: None, "course.db. `autograder grade SUBMISSIONS --gradebook"),
    ],
)
def test_what_is_no_gradebook_is_refused_and_left_alone(path, make, said):
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(GradebookError) as refused:
        open_gradebook(path)
    assert said in str(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert {each.name for each in path.parent.iterdir()} <= {path.name}


def test_a_locked_file_is_told_and_nothing_is_lost(reports, gradebook, path):
    record(gradebook, reports["right"])
    told = pytest.raises(GradebookError, match="is in use by another program")
    with open_gradebook(path, wait=0.01) as second, gradebook.transaction(), told:
        record(second, reports["wrong"])
    assert what_counts(gradebook) == {"right": 15}


def test_an_older_file_is_brought_up_to_date_and_its_copy_is_kept(reports, gradebook, path):
    record(gradebook, reports["right"])
    before = path.read_bytes()
    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.Error):  # a step that fails leaves all as it was
        upgrade(connection, path, (*STEPS, "CREATE TABLE more (x);\nINSERT INTO nowhere VALUES (1);\n"))
    assert path.read_bytes() == before
    upgrade(connection, path, (*STEPS, "CREATE TABLE more (x);\nINSERT INTO more VALUES (1);\n"))
    assert connection.execute("SELECT x FROM more").fetchone() == (1,)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS) + 1,)
    connection.close()
    with open_gradebook(path.with_name(f"course.db.version-{len(STEPS)}")) as copy:
        assert what_counts(copy) == {"right": 15}


def test_what_a_broken_disk_made_of_a_gradebook_is_told_and_never_guessed(tmp_path):
    class_ = [person(number=str(number), score=number / 10) for number in range(30)]
    gradebook_of(tmp_path / "whole.db", class_).__exit__()
    whole, rng, refused = (tmp_path / "whole.db").read_bytes(), random.Random(SEED), []
    for _ in range(40):
        broken = bytearray(whole)
        for _ in range(20):
            broken[rng.randrange(100, len(whole))] = rng.randrange(256)
        (tmp_path / "broken.db").write_bytes(broken)
        try:
            with open_gradebook(tmp_path / "broken.db") as gradebook:
                for each in standings(gradebook, Policy()):
                    each.report()
        except GradebookError as error:
            refused.append(str(error))
    assert len(refused) > 20
    assert [each for each in refused if "damaged" not in each] == []


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_where_there_is_no_room_for_a_copy_an_older_file_stays_and_no_half_copy_is_left(reports, gradebook, path):
    record(gradebook, reports["right"])
    folder = path.parent / "disk"
    with small_disk(folder, "300k"):
        old = folder / "course.db"
        shutil.copy(path, old)
        with contextlib.suppress(OSError):
            (folder / "ballast").write_bytes(bytes(1 << 20))
        connection = sqlite3.connect(old, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="full"):
            upgrade(connection, old, (*STEPS, "CREATE TABLE more (x);\n"))
        connection.close()
        assert old.read_bytes() == path.read_bytes()
        assert {each.name for each in folder.iterdir()} == {"course.db", "ballast"}
