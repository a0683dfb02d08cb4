"""Otter's scores from isolated workers: no line of a submission runs in Otter's own processes.

Otter starts a kernel in the folder that a submission fills, and a Python that starts looks there first: for modules,
and for settings of IPython's and Jupyter's. So before anything of that folder is used, Otter is led into a folder of
ours, in which there are the tests and an empty file of the submission's name, which is all that Otter reads.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
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
from autograder.platforms.otter.messages import FAILED, PASSED, feedback
from autograder.platforms.settings import read_settings
from autograder.render.markdown import summary
from autograder.results.as_json import as_json
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.sandbox.host.zygote import Zygote
from autograder.submissions.read import read_submission

NAME = "autograder"  # under which the report lies among the plugins' data in Otter's results
OTTERS_OWN_SECONDS = 60.0  # what Otter does before and after


class NotGraded(Exception):
    """There is no grade, for a reason that does not lie in the submission; better none than 0 points."""


class Plugin(AbstractOtterPlugin):  # type: ignore[misc]  # Otter has no types
    """Takes the place of Otter's tests.

    The assignment lies in ``source/``, beside the submission's folder, whatever is installed.
    """

    _report: Report
    _empty: tempfile.TemporaryDirectory[str]

    def before_grading(self, config: Any) -> None:
        """Grade the submission, and lead Otter out of its folder.

        From here on nothing of the submission is read: not its notebook, not its log, which Otter would unpickle (a
        pickle runs whatever its author likes).

        Raises
        ------
        NotGraded
            If there is no grade, by no fault of the submission's.
        """
        started = time.monotonic()
        self._empty = tempfile.TemporaryDirectory(prefix="autograder-otter-")
        os.chdir(self._empty.name)  # Otter goes back by itself
        handed_in = Path(self.submission_path)
        source = handed_in.parents[1] / "source"
        assignment, settings = load_assignment(source), read_settings(source / "settings.json")
        with Zygote() as zygote:
            left = settings.budget - OTTERS_OWN_SECONDS - (time.monotonic() - started)
            grader = Grader(assignment, zygote, seed=settings.seed, deadlines=Timeouts(submission=left))
            submission = read_submission(handed_in, assignment.module_names)
            self._report = grader.grade(submission)
        if submission.gradable and not self._report.graded:
            raise NotGraded(" ".join(self._report.messages))
        self._tests = sorted((source / "tests").glob("*.py"))
        shutil.copytree(source / "tests", Path(self._empty.name) / "tests")
        self._decoy = Path(self._empty.name) / handed_in.name
        self._decoy.write_text(nbformat.writes(v4.new_notebook()) if handed_in.suffix == ".ipynb" else "")

    def before_execution(self, submission: NotebookNode) -> NotebookNode:
        """Hand Otter an empty notebook; its name is the student's choice, and no module for the kernel to find."""
        self._decoy.unlink()
        empty: NotebookNode = v4.new_notebook()
        return empty

    def after_grading(self, results: GradingResults) -> None:
        """Make the results anew, from what was found out: nothing is taken from Otter's own."""
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


def _result(case: TestCase, exercise: ExerciseResult, check: CheckResult) -> TestCaseResult:
    said = feedback(exercise, check)
    message = f"{PASSED}{said or 'Passed'}" if check.passed else f"{FAILED}{said}"
    return TestCaseResult(test_case=case, message=message, passed=check.passed)
