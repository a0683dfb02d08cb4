"""``feedback``, as an instructor types it."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.gradings import report_with
from autograder.course.gradebook.recording import record
from autograder.course.gradebook.who_and_when import me
from tests.support import importers
from tests.support.gradebooks import gradebook_of, person


@pytest.fixture
def folder(tmp_path, monkeypatch):
    class_ = [person("moodle", "11", name="Ada Lovelace"), person("moodle", "12", 90.0, name="José Ruiz")]
    gradebook_of(tmp_path / "course.db", class_).__exit__()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words, code=0):
    done = CliRunner().invoke(main, ["feedback", *words])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


def test_scores_are_told_only_when_they_are_released(folder):
    page = folder / "out" / "pages" / "12" / "feedback.md"
    said = run("course.db", "--to", "out")
    assert "Wrote 2 pages to out/pages: 0 with a score. Wrote 4 files for Moodle to out/moodle.zip." in said
    assert "feedback release course.db shows what can be released." in said
    assert "Upload multiple feedback files in a zip, and choose out/moodle.zip." in said
    assert "90 of 100" not in page.read_text()

    said = run("release", "course.db")
    assert "José Ruiz (12) – 90 100" in said
    assert "Nothing was released. With --yes," in said
    assert "2 pages" in run("course.db", "--to", "out")
    assert "90 of 100" not in page.read_text()

    said = run("release", "course.db", "--only", "José Ruiz", "--yes", "--reason", "oral exam")
    assert "Released 1 score. To undo this: " in said
    undo = said.partition("gradebook undo ")[2].split()[0]
    assert "Released before and unchanged: the scores of 1 student." in run("release", "course.db")
    assert "1 with a score" in run("course.db", "--to", "out")
    assert "90 of 100" in page.read_text()

    done = CliRunner().invoke(main, ["gradebook", "undo", undo, "--gradebook", "course.db"])
    assert done.exit_code == 0, done.output
    assert "0 with a score" in run("course.db", "--to", "out")


def test_what_was_told_can_be_shown_when_grades_have_changed(folder):
    run("release", "course.db", "--only", "12", "--yes")
    with open_gradebook(folder / "course.db") as gradebook:
        (grading,) = next(gradebook.rows("SELECT id FROM gradings ORDER BY score DESC"))
        again = replace(report_with(gradebook, grading), printed="graded anew")
        checks = tuple(replace(each, score=0.0, status="failed") for each in again.exercises[0].checks)
        record(gradebook, replace(again, exercises=(replace(again.exercises[0], checks=checks),)), reason="regraded")
    now, then = (
        " ".join(CliRunner().invoke(main, ["show", "course.db", "12", *more]).output.split())
        for more in ([], ["--told"])
    )
    assert ("graded anew" in now, "graded anew" in then) == (True, False)
    assert "by root: 90 points." in then.replace(me(), "root")
    said = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["gradebook", "history", "course.db", "12"]).output
    assert "told the student: 90 points" in said
    assert "has been told no score" in CliRunner().invoke(main, ["show", "course.db", "11", "--told"]).output


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("none.db", "--to", "out"), 1, "There is no gradebook none.db"),
        (("course.db", "--to", "."), 1, "holds other things, and was not changed"),
        (("course.db",), 2, "Missing option '--to'"),
        (("release", "course.db", "--only", "José Ruis"), 1, "Did you mean José Ruiz (12)?"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(folder, words, code, said):
    assert said in run(*words, code=code)


def test_moodles_export_writes_the_zip_beside_the_worksheet(folder):
    head = "Identifier,Full name,Grade,Maximum grade,Grade can be changed,Last modified (grade)\n"
    rows = "".join(f"Participant {number},X,,100.00,Yes,-\n" for number in (11, 12))
    (folder / "w.csv").write_text(head + rows)
    export = ["export", "moodle", "course.db", "--into", "w.csv", "--feedback-zip", "fb.zip"]
    done = CliRunner().invoke(main, [*export, "--dry-run"])
    assert (done.exit_code, (folder / "fb.zip").exists()) == (0, False), done.output
    done = CliRunner().invoke(main, export)
    assert "Wrote fb.zip: feedback for 2 students, 0 with a score." in done.output
    assert set(importers.moodle_feedback((folder / "fb.zip").read_bytes(), {11, 12})) == {11, 12}
    assert importers.moodle(
        (folder / "w-filled.csv").read_bytes(), "Grade", "Last modified (grade)", {11, 12}, 100
    ) == {
        11: 80,
        12: 90,
    }
    (folder / "w-filled.csv").unlink()
    assert "fb.zip exists already" in CliRunner().invoke(main, export).output
    assert not (folder / "w-filled.csv").exists()


def test_help_shows_both_commands_and_the_options(folder):
    said = run("--help")
    assert "autograder feedback release course.db --yes" in said
    assert "--to DIR" in said
    assert "--only STUDENT" in run("release", "--help")
