"""Otter's scores from isolated workers: no line of a submission runs in Otter's own processes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, v4
from otter.check.notebook import OTTER_LOG_FILENAME
from otter.plugins import AbstractOtterPlugin
from otter.test_files import GradingResults
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


class Plugin(AbstractOtterPlugin):  # type: ignore[misc]  # Otter has no types
    """Takes the place of Otter's tests.

    The assignment lies in ``source/``, beside the submission's folder, whatever is installed.
    """

    _report: Report

    def before_grading(self, config: Any) -> None:
        """Remove the student's log: Otter would unpickle it, and a pickle runs whatever its author likes."""
        log = Path(self.submission_path).with_name(OTTER_LOG_FILENAME)
        if log.is_file() or log.is_symlink():
            log.unlink()

    def before_execution(self, submission: NotebookNode) -> NotebookNode:
        """Grade the submission, and hand Otter an empty one."""
        started = time.monotonic()
        path = Path(self.submission_path)
        source = path.parents[1] / "source"
        assignment, settings = load_assignment(source), read_settings(source / "settings.json")
        with Zygote() as zygote:
            left = settings.budget - OTTERS_OWN_SECONDS - (time.monotonic() - started)
            grader = Grader(assignment, zygote, seed=settings.seed, deadlines=Timeouts(submission=left))
            self._report = grader.grade(read_submission(path, [module.name for module in assignment.modules]))
        empty: NotebookNode = v4.new_notebook()
        return empty

    def after_grading(self, results: GradingResults) -> None:
        """Put what was found out in the place of what Otter's own tests say of an empty notebook."""
        for exercise in self._report.exercises:
            test_file = results.get_result(exercise.name)
            checks = {check.title: check for check in exercise.checks}
            test_file.test_case_results = [_result(case, exercise, checks[case.name]) for case in test_file.test_cases]
        results.set_output(summary(self._report))
        results.set_plugin_data(NAME, as_json(self._report))


def _result(case: TestCase, exercise: ExerciseResult, check: CheckResult) -> TestCaseResult:
    said = feedback(exercise, check)
    message = f"{PASSED}{said or 'Passed'}" if check.passed else f"{FAILED}{said}"
    return TestCaseResult(test_case=case, message=message, passed=check.passed)
