"""Zips for courses that use Otter: one for students, and two that grade."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from autograder.assignment.model import Assignment, AssignmentError, Exercise
from autograder.authoring import Check
from autograder.platforms.contents import FOR_STUDENTS_WITH_OTTER, ON_OTTER, engine_files, grading_files
from autograder.platforms.gradescope.gradescope_zip import with_first_results
from autograder.platforms.handout import handout_files
from autograder.platforms.reproducible_zip import read_text_files
from autograder.platforms.student_notebook import notebook_name, student_notebook
from autograder.platforms.student_zip import notebook_requirements

FILES = Path(__file__).with_name("files")
SETUP = Path(__file__).parents[1] / "gradescope" / "files"
MINUTES = 10  # Gradescope's limit unless an instructor sets another
PROGRAMS = ("setup.sh", "run_autograder")
PLUGIN = "autograder.platforms.otter.plugin.Plugin"

LATER = "Hidden checks, with other inputs, run when you submit."
SEALED = "Hidden checks, with other inputs, have run as well; their results show when grades are published."

# Students have the engine beside their notebook; where Otter grades, it lies beside the submission's folder.
IN_NOTEBOOK = "from autograder.platforms.otter.in_notebook import run_check"
IN_KERNEL = f'import sys\n\nsys.path.insert(0, "../source")\n\n{IN_NOTEBOOK}  # noqa: E402'
WITH_PLUGIN = '''\
def run_check(exercise, check, names):
    """Stand in for what is decided outside of this kernel."""
    raise RuntimeError("This is graded by a plugin, and it did not run.")'''

TEST_FILE = '''\
"""What Otter asks of {exercise}: written from the checks, change those instead."""

from otter.test_files import test_case

{put}

OK_FORMAT = False
name = "{exercise}"
points = None
'''
TEST_CASE = """

@test_case(name={title!r}, points={points!r}, hidden={hidden!r}, success_message={success!r})
def {name}(env):
    run_check("{exercise}", "{name}", env)
"""
README = """\
# {name}

Open `{notebook}` in Jupyter. It needs these packages:

    pip install -r requirements.txt

`autograder/`, `exercises/` and `tests/` are what `grader.check(...)` runs; leave them where they are.
"""
OTTER = "otter-grader>=6\n"


def otter_student_files(assignment: Assignment) -> dict[str, bytes]:
    """The contents of the students' zip: notebook, public checks, and the engine; nothing of ``solutions/``."""
    handout = handout_files(assignment)
    notebook = notebook_name(assignment)
    public = assignment.public_view()
    return {
        notebook: student_notebook(public, checks="otter"),
        "README.md": README.format(name=assignment.name, notebook=notebook).encode(),
        "requirements.txt": f"{notebook_requirements()}{OTTER}".encode(),
        **_tests(public, IN_NOTEBOOK, LATER),
        **engine_files(FOR_STUDENTS_WITH_OTTER),
        **handout,
    }


def kernel_files(assignment: Assignment, seed: int | None) -> dict[str, bytes]:
    """The contents of a zip with which Otter grades in its own kernel. A submission can read all of them."""
    return {
        **_machine(assignment, seed),
        **_tests(assignment, IN_KERNEL, SEALED),
        "otter_config.json": _config([]),
    }


def plugin_files(assignment: Assignment, seed: int | None) -> dict[str, bytes]:
    """The contents of a zip with which Otter takes its scores from isolated workers, and runs no submission itself."""
    return {
        **_machine(assignment, seed),
        **_tests(assignment, WITH_PLUGIN, SEALED),
        "otter_config.json": _config([PLUGIN]),
    }


def _machine(assignment: Assignment, seed: int | None) -> dict[str, bytes]:
    """The scripts that set up a machine and start Otter, the assignment, and the engine."""
    scripts = read_text_files(FILES, "run_autograder", "run_otter.py", "requirements.txt")
    return {
        **read_text_files(SETUP, "setup.sh"),
        **scripts,
        "run_autograder": with_first_results(scripts["run_autograder"]),
        **grading_files(assignment, ON_OTTER, seed=seed, minutes=MINUTES),
    }


def _config(plugins: Collection[str]) -> bytes:
    """Otter's settings: students see public results at once, and hidden ones when grades are published."""
    config = {"show_hidden": True, "force_public_test_summary": True, "plugins": list(plugins)}
    return (json.dumps(config, indent=1) + "\n").encode()


def _tests(assignment: Assignment, put: str, success: str) -> dict[str, bytes]:
    """Otter's test files, one for each exercise."""
    return {f"tests/{each.name}.py": _test_file(each, put, success).encode() for each in assignment.exercises}


def _test_file(exercise: Exercise, put: str, success: str) -> str:
    for names in ([check.name for check in exercise.checks], [check.title for check in exercise.checks]):
        if twice := {name for name in names if names.count(name) > 1}:
            raise AssignmentError(f"{exercise.name} has two checks that are called {min(twice)}: rename one of them.")
    last = [check for check in exercise.checks if check.is_public][-1:]
    cases = (_test_case(check, success if check in last else None) for check in exercise.checks)
    return TEST_FILE.format(exercise=exercise.name, put=put) + "".join(cases)


def _test_case(check: Check, success: str | None) -> str:
    return TEST_CASE.format(
        title=check.title,
        points=check.points,
        hidden=not check.is_public,
        success=success,
        name=check.name,
        exercise=check.exercise,
    )
