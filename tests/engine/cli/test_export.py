"""``export``, as an instructor types it."""

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from tests.support import importers
from tests.support.gradebooks import gradebook_of, person

THEIRS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Backprop (555)\r\n    Points Possible,,,,,100\r\n"
    '"Lovelace, Ada",11,007,ada,A,\r\n"Ruiz, José",12,008,jose,A,70\r\n"Absent, Abe",14,010,abe,A,5\r\n'
).encode()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    gradebook_of(tmp_path / "course.db", [person(number="11"), person(number="12", score=90.0)]).__exit__()
    (tmp_path / "theirs.csv").write_bytes(THEIRS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words, code=0):
    done = CliRunner().invoke(main, ["export", *words])
    assert done.exit_code == code, done.output
    return done.output


CANVAS = ("canvas", "course.db", "--into", "theirs.csv", "--column", "Backprop (555)")


def test_a_dry_run_shows_every_cell_and_writes_nothing(folder):
    before = sorted(path.name for path in folder.iterdir())
    said = run(*CANVAS, "--dry-run")
    assert "Ruiz, José in line 4 70 90" in " ".join(said.split())
    assert "Backprop (555): 2 cells change, 1 of them another grade." in said
    assert "Absent, Abe in line 5" in said
    assert "Nothing was written. Without --dry-run, theirs-filled.csv is written" in said
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_copy_is_filled_and_nothing_is_written_over(folder):
    said = run(*CANVAS)
    assert "Wrote theirs-filled.csv; theirs.csv is unchanged. To undo this, delete theirs-filled.csv" in said
    assert "Next: in Canvas, open Grades → Import" in said
    assert (folder / "theirs.csv").read_bytes() == THEIRS
    filled = (folder / "theirs-filled.csv").read_bytes()
    assert filled == THEIRS.replace(b"ada,A,", b"ada,A,80").replace(b"70", b"90")
    assert "theirs-filled.csv exists already and was not changed" in run(*CANVAS, code=1)
    assert "Wrote theirs-filled.csv" in run(*CANVAS, "--overwrite")
    (folder / "link.csv").hardlink_to(folder / "theirs.csv")
    for own in ("theirs.csv", "./theirs.csv", "link.csv", "course.db"):
        assert "is never written to" in run(*CANVAS, "--output", own, "--overwrite", code=1)
    assert (folder / "theirs.csv").read_bytes() == THEIRS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*CANVAS[:-1], "Backprob"), "has no column 'Backprob'. Did you mean 'Backprop (555)'?"),
        (("canvas", "none.db", *CANVAS[2:]), "There is no gradebook none.db"),
        (("canvas", "course.db", "--into", "none.csv", "--column", "x"), "none.csv cannot be read: No such file"),
        (("moodle", "course.db", "--into", "theirs.csv"), "is not a grading worksheet of Moodle"),
        ((*CANVAS, "--output", "no/such/folder.csv"), "folder.csv cannot be written: No such file"),
        (("brightspace", "course.db", "--column", "Backprop"), "have no university id"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(folder, words, said):
    assert said in " ".join(run(*words, code=1).split())


def test_new_files_say_what_they_are_and_what_comes_next(folder):
    for kind, name in (("csv", "backprop-grades.csv"), ("nbgrader", "backprop-nbgrader.csv")):
        assert f"Wrote {name}: 2 students with a grade." in run(kind, "course.db")
        assert "exists already" in run(kind, "course.db", code=1)
    assert importers.nbgrader((folder / "backprop-nbgrader.csv").read_bytes()) == {"11": 80, "12": 90}
    run("gradescope", "course.db", "--output", "scores.csv")
    assert len((folder / "scores.csv").read_text().splitlines()) == 3
    run("junit", "course.db", "--output", "junit.xml")
    assert len(importers.junit((folder / "junit.xml").read_bytes())) == 2


@pytest.mark.parametrize(
    "kind", ["canvas", "moodle", "brightspace", "blackboard", "gradescope", "nbgrader", "csv", "junit"]
)
def test_help_of_each_export_shows_how_it_is_called(kind):
    said = run(kind, "--help")
    assert f"autograder export {kind} course.db" in said
    assert "\b" not in said
