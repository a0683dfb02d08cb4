"""A folder of feedback: what platforms take back from it, and that nothing else is ever written over."""

import ast
import io
import zipfile
from dataclasses import replace
from datetime import datetime, timezone

import nbformat
import pytest

from autograder.course.feedback.folder import FolderError, write_feedback
from autograder.course.feedback.pages import Feedback
from autograder.course.feedback.release import proposed, release
from autograder.course.gradebook.actions import OVERRIDE, act
from autograder.course.gradebook.standing import standings
from autograder.course.policy.course_file import Policy
from autograder.results.identity import Identity, Person, PlatformFile
from tests.support import importers
from tests.support.gradebooks import CODE, Graded, gradebook_of, person, row_of

NOW = datetime(2026, 3, 1, tzinfo=timezone.utc)


def on_canvas(number, *uploads, people=None, **about):
    """Somebody who handed in these files on Canvas, each with its number."""
    files = tuple(PlatformFile(f"doejane_{number}_{upload}_{name}", str(upload)) for upload, name in uploads)
    return Graded(Identity("canvas", people=people or (Person(id=str(number)),), files=files), 80.0, **about)


def written(tmp_path, class_):
    """The folder, and what was said of it."""
    folder = tmp_path / "out"
    with gradebook_of(tmp_path / "course.db", class_) as gradebook:
        return folder, write_feedback(folder, Feedback(gradebook, list(standings(gradebook, Policy())), NOW))


def test_canvas_finds_every_file_and_its_students_see_what_they_handed_in(tmp_path):
    two = {"means": CODE, "spread": b"def spread(X): return X\n"}
    class_ = [
        on_canvas(11, (5001, "means.py"), (5002, "means-1.py"), (5003, "notes.txt")),
        on_canvas(12, (5004, "spread.py"), (5005, "means.py"), files=two),
        on_canvas(13, (5006, "my_homework.zip"), files=two),
        on_canvas(14, (5007, "means.py"), people=(Person(id="14"), Person(id="15"))),
    ]
    folder, said = written(tmp_path, class_)
    known = {(11, 5001), (11, 5002), (12, 5004), (12, 5005), (13, 5006), (14, 5007)}
    given = importers.canvas_comments((folder / "canvas.zip").read_bytes(), known)
    assert sorted(given) == [(11, 5002), (12, 5004), (12, 5005), (13, 5006), (14, 5007)]  # the newest alone was graded
    for number in (5002, 5005, 5007):
        (content,) = [content for key, content in given.items() if key[1] == number]
        assert content.endswith(CODE)
        assert b"Passed: 1 of 1 check." in content
        assert ast.dump(ast.parse(content)) == ast.dump(ast.parse(CODE))
    assert b"Passed" not in given[12, 5004]  # it stands in the other file
    with zipfile.ZipFile(io.BytesIO(given[13, 5006])) as archive:
        assert archive.namelist() == ["feedback.html", "feedback.md", "means.py", "spread.py"]
        assert archive.read("means.py").endswith(CODE)
    assert (folder / "canvas" / "doejane_11_5002_means-1.py").read_bytes() == given[11, 5002]
    assert (said.pages, said.released, said.not_given_back, len(said.files["canvas"])) == (5, 0, [], 5)


def test_feedback_on_exercises_of_no_file_is_in_the_first(tmp_path):
    two = {"first": CODE, "second": b"x = 1\n"}
    folder, _ = written(tmp_path, [on_canvas(11, (1, "first.py"), (2, "second.py"), files=two)])
    assert b"# mean" in (folder / "canvas" / "doejane_11_1_first.py").read_bytes()
    assert b"# mean" not in (folder / "canvas" / "doejane_11_2_second.py").read_bytes()


def test_names_that_end_in_numbers_of_the_students_own_are_files_of_their_own_on_canvas(tmp_path):
    two = {"part-1": CODE, "part-2": b"x = 1\n"}
    folder, _ = written(tmp_path, [on_canvas(11, (1, "part-1.py"), (2, "part-2.py"), files=two)])
    assert sorted(path.name for path in (folder / "canvas").iterdir()) == [
        "doejane_11_1_part-1.py",
        "doejane_11_2_part-2.py",
    ]


def test_a_notebook_on_canvas_stays_one_and_what_cannot_be_given_back_is_told(tmp_path):
    from autograder.course.feedback.canvas import canvas_files
    from autograder.render.shown import ShownReport
    from autograder.submissions.submission import Source, Submission

    page = ShownReport("backprop", "11", "5 points.")
    submission = Submission("11", {"work": Source("work.ipynb", (b"x = 1",))})
    given = canvas_files((PlatformFile("doejane_11_5_work.ipynb", "5"),), submission, page, {})
    assert nbformat.reads(given["doejane_11_5_work.ipynb"].decode(), 4).cells[1].source == "x = 1"
    assert canvas_files((PlatformFile("doejane_11_5_work.ipynb", "5"),), None, page, {}) == {}
    _, said = written(tmp_path, [on_canvas(11, (5003, "notes.txt"))])
    assert said.not_given_back == ["11"]


def test_moodle_finds_everybody_by_the_participants_number(tmp_path):
    class_ = [
        person("moodle", "1001", name="Ada Lovelace"),
        person("moodle", "1002", name=".. /../~x_5_assignfeedback_file_\\O'Brien"),
        person("moodle", "1003", name="李" * 150),
    ]
    folder, said = written(tmp_path, class_)
    given = importers.moodle_feedback((folder / "moodle.zip").read_bytes(), {1001, 1002, 1003})
    assert set(given) == {1001, 1002, 1003}
    assert all(set(files) == {"feedback.html", "feedback.md"} for files in given.values())
    assert (folder / "moodle" / "Ada Lovelace_1001_assignfeedback_file_" / "feedback.html").is_file()
    assert {path.parent.parent for path in folder.rglob("feedback.md")} <= {folder / "pages", folder / "moodle"}
    assert len(said.files["moodle"]) == 6


def test_everybody_else_has_a_page_of_their_own(tmp_path):
    absent = Graded(Identity(people=(Person(sid="0009"),)), None)
    class_ = [person("", name="a/b"), person("", name="a_b"), person("nbgrader", "../../etc"), absent]
    folder, said = written(tmp_path, class_)
    names = sorted(path.name for path in (folder / "pages").iterdir())
    assert names == ["a_b", "a_b-2", "etc"]
    assert (said.pages, said.without, said.files) == (3, 1, {})
    assert not list(folder.glob("*.zip"))


def test_who_was_told_another_score_keeps_the_page_until_the_new_one_is_released(tmp_path):
    folder = tmp_path / "out"
    with gradebook_of(tmp_path / "course.db", [person(number="11"), person(number="12")]) as gradebook:

        def write():
            return write_feedback(folder, Feedback(gradebook, list(standings(gradebook, Policy())), NOW))

        release(gradebook, proposed(standings(gradebook, Policy())).news)
        assert write().released == 2
        page = folder / "pages" / "11" / "feedback.md"
        before = page.read_bytes()
        assert b"**80 of 100 points.**" in before
        act(gradebook, OVERRIDE, people=[row_of(gradebook, "11")], points=90.0, reason="oral")
        assert write().changed == ["11"]
        assert page.read_bytes() == before
        release(gradebook, proposed(standings(gradebook, Policy())).news)
        assert write().changed == []
        assert b"**90 of 100 points.**" in page.read_bytes()


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "thesis.tex").write_text("mine")
    with pytest.raises(FolderError, match="holds other things, and was not changed"):
        written(tmp_path, [person(number="11")])
    assert [path.name for path in folder.iterdir()] == ["thesis.tex"]
    (folder / "thesis.tex").unlink()
    assert written(tmp_path, [person(number="11")])[1].pages == 1
    assert written(tmp_path, [person(number="11")])[1].pages == 1  # its own may be written again
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(FolderError, match="cannot be used: Not a directory"):
        write_feedback(blocked, Feedback(gradebook_of(tmp_path / "c.db", []), [], NOW))


def test_a_class_is_written_twice_the_same(tmp_path):
    class_ = [on_canvas(11, (5006, "my.zip")), replace(on_canvas(12, (7, "means.py")), score=100.0)]
    first = written(tmp_path, class_)[0]
    before = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    written(tmp_path, class_)
    assert {path: path.read_bytes() for path in first.rglob("*") if path.is_file()} == before
