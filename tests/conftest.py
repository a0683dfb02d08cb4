"""What all tests share: the assignments, a running zygote, a grader for each."""

from __future__ import annotations

import functools
import os
import resource
from collections.abc import Callable, Iterator

import hypothesis
import pytest

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import Assignment
from autograder.grading.grader import Grader
from autograder.results.report import Report
from autograder.sandbox.host.zygote import Zygote
from autograder.submissions.read import read_submission
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, ROOT, SAMPLES, SEED

# A slow machine is no failed test.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")

# Commands run as at home: compiled once, not at every start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".pytest_cache" / "bytecode"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-reports", action="store_true", help="write the sample submissions' reports anew")


@pytest.fixture(autouse=True)
def memory_of_its_own() -> Iterator[None]:
    """A grader limits its own memory; the next test is another grader's."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    with Zygote() as running:
        yield running


@pytest.fixture(scope="session")
def assignment() -> Assignment:
    return load_assignment(ROOT)


@pytest.fixture(scope="session")
def grader(assignment: Assignment, zygote: Zygote) -> Grader:
    return Grader(assignment, zygote, seed=SEED)


@pytest.fixture(scope="session")
def grader_of(assignment: Assignment, zygote: Zygote) -> Callable[[str], Grader]:
    """A grader of one exercise alone, by the exercise's name."""
    return functools.cache(lambda name: Grader(assignment.asking_only({name}), zygote, seed=SEED))


@pytest.fixture(scope="session")
def report_on(assignment: Assignment, zygote: Zygote) -> Callable[[str], Report]:
    """The report on a sample submission, by the sample's name."""
    grader = Grader(assignment, zygote, seed=SEED, deadlines=DEADLINES)
    return functools.cache(lambda name: grader.grade(read_submission(SAMPLES / name, assignment.module_names)))


@pytest.fixture(scope="session")
def tiny() -> Assignment:
    return load_assignment(MATERIAL / "tiny")


@pytest.fixture(scope="session")
def grade_tiny(tiny: Assignment, zygote: Zygote) -> Callable[..., Report]:
    """Grade modules given as texts: ``grade_tiny(means="...", spread="...")``."""
    running = Grader(tiny, zygote, seed=SEED, deadlines=DEADLINES)

    def grade(**modules: str) -> Report:
        sources = python_files({name: text.encode() for name, text in modules.items()})
        return running.grade(Submission("someone", sources))

    return grade
