"""The zip for students: stubs, handout, public checks, the notebook, and the engine that runs the checks."""

from __future__ import annotations

from pathlib import Path

from autograder.assignment.model import Assignment
from autograder.platforms.contents import FOR_STUDENTS, engine_files
from autograder.platforms.handout import handout_files
from autograder.platforms.reproducible_zip import read_text_files
from autograder.platforms.student_notebook import notebook_name, student_notebook

FILES = Path(__file__).with_name("student_files")
# A string rather than a file in FILES: pytest would find that one as well, in this project.
CONFTEST = '''\
"""Lets pytest put the public checks to the files in ``exercises/``."""

pytest_plugins = ["autograder.student.pytest_plugin"]
'''


def notebook_requirements() -> str:
    """The requirements of the notebook in one list; students who work in files have two."""
    names = ("requirements.txt", "requirements-notebook.txt")
    files, notebook = ((FILES / name).read_text(encoding="utf-8") for name in names)
    return files + notebook.removeprefix("-r requirements.txt\n")


def student_files(assignment: Assignment) -> dict[str, bytes]:
    """The contents of the zip, by name, collected from what students may have: nothing needs to be removed."""
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
