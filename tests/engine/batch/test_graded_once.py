"""Identical hand-ins are graded once, and each gets a report of its own."""

from dataclasses import replace

import pytest

from autograder.batch.graded_once import REMEMBERED, GradedOnce
from autograder.grading.grader_spec import GraderSpec
from autograder.results.identity import Identity, Person
from autograder.submissions.submission import Submission, python_files
from tests.support.project import MATERIAL, SEED
from tests.support.submissions import references

TINY = MATERIAL / "tiny"
WHEN = b"\nimport time\nprint(time.time_ns())\n"  # tells which run a report is from


@pytest.fixture(scope="module")
def grader():
    with GraderSpec(TINY, SEED).build() as built:
        yield GradedOnce(built)


def submission(name, more=b"", messages=()):
    files = {module: content + WHEN + more for module, content in references(TINY).items()}
    return Submission(name, python_files(files), messages, Identity((Person(name),)))


def test_a_copy_gets_the_same_report_with_its_own_name_and_files(grader):
    first, copy = grader.grade(submission("ann")), grader.grade(submission("bob", messages=("A file was left out.",)))
    assert copy.printed == first.printed
    assert copy.exercises == first.exercises
    assert (copy.name, copy.identity) == ("bob", Identity((Person("bob"),)))
    assert copy.messages == ("A file was left out.", *first.messages)


def test_any_difference_is_graded(grader):
    assert grader.grade(submission("ann")).printed != grader.grade(submission("ann", b"# more")).printed


def moved(submission, folder):
    files = {name: replace(each, folder=folder) for name, each in submission.sources.items()}
    return replace(submission, sources=files)


def test_the_folder_counts_if_the_code_names_it(grader):
    one = moved(submission("ann", b"# in a folder"), "ann")
    assert grader.grade(moved(one, "bob")).printed == grader.grade(one).printed
    one = moved(submission("ann", b"try:\n    import net.utils\nexcept ImportError:\n    pass"), "net.utils")
    assert grader.grade(moved(one, "bob")).printed != grader.grade(one).printed


def test_a_folder_may_be_called_anything(grader):
    one = moved(submission("ann", b"# in a folder of any name"), "net\udce9.\ud800")
    assert grader.grade(moved(one, "bob")).printed == grader.grade(one).printed


def test_what_may_have_been_chance_is_graded_again(grader):
    ending = b"\nimport os\n" + b"".join(
        f"def {name}(*arguments):\n    os._exit(1)\n".encode() for name in grader.assignment.exercise_names
    )
    one, again = grader.grade(submission("ann", ending)), grader.grade(submission("bob", ending))
    assert "crashed" in {check.status for exercise in one.exercises for check in exercise.checks}
    assert one.printed != again.printed


def test_only_the_latest_are_remembered(grader):
    first = grader.grade(submission("ann", b"# first"))
    for number in range(REMEMBERED):
        grader.grade(submission("bob", f"# {number}".encode()))
    assert grader.grade(submission("ann", b"# first")).printed != first.printed
