"""The student's notebook: what is in it, and that it runs from top to bottom."""

import doctest
import json
import re
import shutil
import subprocess
import sys

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import AssignmentError
from autograder.grading.grader import Grader
from autograder.platforms.contents import FOR_STUDENTS, engine_files
from autograder.platforms.handout import handout_files
from autograder.platforms.student_notebook import student_notebook
from autograder.student.explanations.guide import load_guide
from autograder.student.predict.questions import prediction_cases
from autograder.submissions.read import read_submission
from tests.support.live_notebook import ASSIGNMENT, GALLERY, PUBLIC, REFERENCES
from tests.support.notebooks import answers, filled_in
from tests.support.project import MATERIAL, ROOT, SEED


def bundle(folder):
    """What a student has, unpacked."""
    for name, content in {**engine_files(FOR_STUDENTS), **handout_files(ASSIGNMENT)}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def run(notebook, folder):
    here = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=here).execute()
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def cells(checks="own"):
    return nbformat.reads(student_notebook(PUBLIC, checks).decode(), as_version=4).cells


# What is in it


@pytest.mark.parametrize("checks", ["own", "otter"])
def test_every_exercise_has_its_note_its_stub_and_its_check_in_this_order(assignment, checks):
    notebook = nbformat.reads(student_notebook(PUBLIC, checks).decode(), as_version=4)
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    for exercise in assignment.exercises:
        place = ids.index(f"note-{exercise.name}")
        asked = [f"predict-{exercise.name}"] if prediction_cases(exercise) else []
        assert ids[place + 1 : place + 3 + len(asked)] == [*asked, f"stub-{exercise.name}", f"check-{exercise.name}"]
        note = notebook.cells[place].source
        assert note.startswith(f"### {exercise.number} `{exercise.name}`\n")
        assert "$$" in note
        assert "**By hand.**" in note


def test_a_picture_stands_where_all_that_it_needs_is_written():
    ids = [cell.id for cell in cells()]
    for each in GALLERY:
        place = ids.index(f"picture-{each.name}")
        assert max(ids.index(f"check-{name}") for name in each.needs) < place
        assert ids[place - 1].startswith((f"check-{each.needs[-1]}", "picture-"))


def test_its_own_checks_need_no_otter():
    assert not [cell.source for cell in cells("own") if "otter" in cell.source]
    room = "autograder.student.notebook"
    script = f"import sys; import {room}.live_check, {room}.picture; print('otter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "False\n"


def test_the_engine_names_no_picture():
    engine = "".join(path.read_text() for path in (ROOT / "autograder").rglob("*.py"))
    assert [each.name for each in GALLERY if re.search(rf"\b{each.name}\b", engine)] == []


def test_the_examples_in_the_guide_are_true(assignment):
    """Every example, with the references in the place of the student's functions."""
    for exercise, section in load_guide(assignment).items():
        code = "\n".join(re.findall(r"```python\n(.*?)```", section.idea, re.DOTALL))
        test = doctest.DocTestParser().get_doctest(code, {**REFERENCES, "np": np}, exercise, None, None)
        assert test.examples, exercise
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0, exercise


def test_a_guide_to_what_is_no_exercise_is_refused(tmp_path):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny/exercises/guide").mkdir()
    (tmp_path / "tiny/exercises/guide/means.md").write_text("# Means\n\n## maen\n\nA slip of the pen.\n")
    with pytest.raises(AssignmentError, match="maen"):
        student_notebook(load_assignment(tmp_path / "tiny"))


@pytest.mark.parametrize(
    "function", ['def a(figure):\n    """Nothing to draw it from"""', "def a(mean):\n    pass", "def a(:"]
)
def test_a_picture_that_is_none_is_refused(tmp_path, function):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny/exercises/pictures").mkdir()
    (tmp_path / "tiny/exercises/pictures/means.py").write_text(function + "\n")
    with pytest.raises(AssignmentError, match=r"pictures/means\.py"):
        student_notebook(load_assignment(tmp_path / "tiny"))


def test_an_assignment_without_notes_and_pictures_has_a_notebook_too(tiny):
    notebook = nbformat.reads(student_notebook(tiny.public_view()).decode(), as_version=4)
    assert not [cell.id for cell in notebook.cells if cell.id.startswith(("note-", "picture-"))]
    assert "picture" not in "".join(cell.source for cell in notebook.cells)


@pytest.mark.slow
def test_with_the_references_it_runs_from_top_to_bottom_and_gets_all_points(assignment, zygote, tmp_path):
    notebook = filled_in(student_notebook(PUBLIC), answers(ROOT / "solutions", assignment))
    outputs = run(notebook, bundle(tmp_path))
    for exercise in assignment.exercises:
        (output,) = outputs[f"check-{exercise.name}"]
        assert output.data["text/plain"].endswith("All public checks passed; hidden checks run when you submit.")
    for each in GALLERY:
        (output,) = outputs[f"picture-{each.name}"]
        assert "image/png" in output.data
        assert output.metadata["image/png"]["alt"] == each.caption
    nbformat.write(notebook, tmp_path / "alice.ipynb")
    modules = assignment.module_names
    report = Grader(assignment, zygote, seed=SEED).grade(read_submission(tmp_path / "alice.ipynb", modules))
    assert (report.score, report.all_messages) == (100, ())


@pytest.mark.slow
def test_as_it_is_handed_out_it_runs_from_top_to_bottom_without_a_traceback(tmp_path):
    outputs = run(nbformat.reads(student_notebook(PUBLIC).decode(), as_version=4), bundle(tmp_path))
    said = json.dumps(outputs)
    assert said.count("Not attempted yet: ") >= len(PUBLIC.exercises)
    assert "Traceback" not in said
    assert "image/png" not in said
