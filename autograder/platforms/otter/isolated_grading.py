"""Lets Otter take its scores from isolated workers: no line of a submission runs in Otter's own processes.

Otter starts a kernel in the submission's folder, where Python looks first for modules, and IPython and Jupyter for
their settings. So before anything in that folder is used, the plugin changes to a folder of its own. It holds the tests
and an empty file with the submission's name, which is all that Otter reads.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, v4
from otter.plugins import AbstractOtterPlugin
from otter.test_files import ExceptionTestFile, GradingResults
from otter.test_files.abstract_test import TestCase, TestCaseResult

from autograder.assignment.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.platforms.otter.feedback import FAILED, PASSED, plain_feedback
from autograder.platforms.required_isolation import graders_files, require_isolation
from autograder.platforms.settings import read_settings
from autograder.render.markdown import summary
from autograder.results.as_json import as_json
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.sandbox.host.own_memory import limit_own_memory
from autograder.sandbox.host.zygote import Zygote
from autograder.submissions.read import read_submission

NAME = "autograder"  # the key of the report among the plugins' data in Otter's results
ELSEWHERE = "AUTOGRADER_HANDED_IN"  # the variable that says where what was handed in is
OTTERS_OWN_SECONDS = 60.0  # reserved for what Otter does before and after


class NotGraded(Exception):
    """The submission could not be graded through no fault of its own: no grade is better than 0 points."""


class Plugin(AbstractOtterPlugin):  # type: ignore[misc]  # Otter has no types
    """Replaces Otter's own test results.

    The assignment is read from ``source/``, beside the submission's folder, not from an installed package.
    """

    _report: Report
    _empty: tempfile.TemporaryDirectory[str]

    def before_grading(self, config: Any) -> None:
        """Grade the submission, and move Otter out of its folder.

        After this, nothing of the submission is read, neither its notebook nor its log: Otter would unpickle the log,
        and a pickle can run any code.

        Raises
        ------
        NotGraded
            If the submission could not be graded.
        SandboxError
            If submissions cannot be isolated here.
        """
        started = time.monotonic()
        self._empty = tempfile.TemporaryDirectory(prefix="autograder-otter-")
        os.chdir(self._empty.name)  # Otter goes back by itself
        read_by_otter = Path(self.submission_path)
        source = read_by_otter.parents[1] / "source"
        assignment, settings = load_assignment(source), read_settings(source / "settings.json")
        with Zygote() as zygote, _limited_memory():
            left = settings.budget - OTTERS_OWN_SECONDS - (time.monotonic() - started)
            deadlines = Timeouts(submission=min(left, Timeouts().submission))
            grader = Grader(assignment, zygote, seed=settings.seed, deadlines=deadlines)
            submission = read_submission(_handed_in(read_by_otter), assignment.module_names, follow=False)
            self._report = grader.grade(submission)
            closed = graders_files(read_by_otter.parents[1], dict(zygote.findings().layers))
        require_isolation((*self._report.isolation, closed))
        if submission.gradable and not self._report.graded:
            raise NotGraded(" ".join(self._report.messages))
        self._tests = sorted((source / "tests").glob("*.py"))
        shutil.copytree(source / "tests", Path(self._empty.name) / "tests")
        self._decoy = Path(self._empty.name) / read_by_otter.name
        self._decoy.write_text(nbformat.writes(v4.new_notebook()) if read_by_otter.suffix == ".ipynb" else "")

    def before_execution(self, submission: NotebookNode) -> NotebookNode:
        """Give Otter an empty notebook, and remove its file, which the student named: the kernel could import it."""
        self._decoy.unlink()
        empty: NotebookNode = v4.new_notebook()
        return empty

    def after_grading(self, results: GradingResults) -> None:
        """Rebuild the results from our report; nothing of Otter's own results is used."""
        files = []
        for exercise in self._report.exercises:
            (path,) = (path for path in self._tests if path.stem == exercise.name)
            test_file = ExceptionTestFile.from_file(str(path))
            checks = {check.title: check for check in exercise.checks}
            test_file.test_case_results = [_result(case, exercise, checks[case.name]) for case in test_file.test_cases]
            files.append(test_file)
        results.__init__(files, results.notebook)
        results.set_output(summary(self._report))
        results.set_plugin_data(NAME, as_json(self._report))


def _handed_in(read_by_otter: Path) -> Path:
    """What was handed in, which `run_otter.py` puts elsewhere; one notebook, or one file, is all of it."""
    if ELSEWHERE not in os.environ:
        return read_by_otter
    folder = Path(os.environ[ELSEWHERE])
    for kind in ("*.ipynb", "*.py"):
        if len(found := sorted(folder.glob(kind))) == 1:
            return found[0]
    return folder


@contextlib.contextmanager
def _limited_memory() -> Iterator[None]:
    """Otter's process has a grader's limits as long as it is one."""
    try:
        import resource
    except ImportError:  # elsewhere than on Linux and macOS
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    limit_own_memory()
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _result(case: TestCase, exercise: ExerciseResult, check: CheckResult) -> TestCaseResult:
    feedback = plain_feedback(exercise, check)
    message = f"{PASSED}{feedback or 'Passed'}" if check.passed else f"{FAILED}{feedback}"
    return TestCaseResult(test_case=case, message=message, passed=check.passed)
