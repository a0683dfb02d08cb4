"""The zip for students: stubs, handout, public checks, the notebook, and the engine that runs the checks."""

from __future__ import annotations

from pathlib import Path

from autograder.assignment.model import Assignment
from autograder.platforms.contents import FOR_STUDENTS, engine_files
from autograder.platforms.handout import handout_files
from autograder.platforms.reproducible_zip import read_text_files
from autograder.platforms.student_notebook import notebook_name, student_notebook

FILES = Path(__file__).with_name("student_files")
# No file beside the others: pytest would find it there as well, in the student's copy of this folder.
CONFTEST = '''\
"""Lets pytest put the public checks to the files in ``exercises/``."""

pytest_plugins = ["autograder.student.pytest_plugin"]
'''


def notebook_requirements() -> str:
    """What is needed to run the notebook, in one list: students who work in files have two."""
    names = ("requirements.txt", "requirements-notebook.txt")
    files, notebook = ((FILES / name).read_text(encoding="utf-8") for name in names)
    return files + notebook.removeprefix("-r requirements.txt\n")


def student_files(assignment: Assignment) -> dict[str, bytes]:
    """The contents of the zip, by name. It is put together from what students may have; nothing is taken out of it."""
    handout = handout_files(assignment)
    public = assignment.public_view()
    notebook = notebook_name(public)
    files = read_text_files(FILES, "README.md", "pytest.ini", ".txt")
    words = {b"@NAME@": assignment.name.encode(), b"@NOTEBOOK@": notebook.encode()}
    for word, meaning in words.items():
        files["README.md"] = files["README.md"].replace(word, meaning)
    return {
        **files,
        "conftest.py": CONFTEST.encode(),
        notebook: student_notebook(public),
        **handout,
        **engine_files(FOR_STUDENTS),
    }
