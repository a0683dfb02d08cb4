"""A pytest plugin that makes each public check a test of the file with its exercise.

The student's code runs in separate processes, as with ``autograder check``, when the first test is run. A failed test
shows only the check's message. An untouched exercise is skipped, since red is for mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment.loading import INSTALL_ROOT, load_assignment
from autograder.assignment.model import AssignmentError, Module
from autograder.render.progress import progress_sentences
from autograder.results.causes import duplicate_of, in_lines
from autograder.results.report import CheckResult, Report
from autograder.sandbox.protocol import SandboxError
from autograder.student.explanations.guide import where_to_read_on
from autograder.student.local_checks import LocalChecker, workers
from autograder.submissions.read import read_submission
from autograder.text.sanitize import sanitize

EXERCISES = INSTALL_ROOT / "exercises"
MOST_NAMED = 3
EXPLAIN = "python -m autograder explain"  # students have no installed command


class CheckNotPassed(Exception):
    """A check has failed. The text is its message, and needs no traceback."""


class Checks:
    """The checks of one pytest session, all run when the first result is needed."""

    def __init__(self) -> None:
        self.assignment = load_assignment(INSTALL_ROOT).public_view()
        self.report: Report | None = None
        self._shown: dict[str, str] = {}

    def modules(self) -> dict[str, Module]:
        return {module.name: module for module in self.assignment.modules}

    def result(self, item: CheckItem) -> CheckResult:
        """The result of one check."""
        if self.report is None:
            selected = {each.exercise for each in item.session.items if isinstance(each, CheckItem)}
            with workers() as zygote:
                submission = read_submission(EXERCISES, list(self.modules()))
                self.report = LocalChecker(self.assignment, zygote).check(submission, selected)
        checks = [check for each in self.report.exercises if each.name == item.exercise for check in each.checks]
        return next(check for check in checks if check.name == item.name)

    def message(self, item: CheckItem, result: CheckResult) -> str:
        """The message of a check, or a reference to an earlier check in this session with the same message."""
        exercise = next(each for each in self.report.exercises if each.name == item.exercise) if self.report else None
        earlier = duplicate_of(exercise, result) if exercise else None
        if first := self._shown.get((earlier or result).message):
            return f"The same as in “{first}”."
        self._shown[result.message] = item.heading
        return sanitize(in_lines(result.message, result.hint))

    def has_shown(self, message: str) -> bool:
        """Whether a failed test has shown this message already."""
        return any(message in shown for shown in self._shown)


class ExerciseFile(pytest.File):
    """A file of exercises."""

    def collect(self) -> Iterator[pytest.Collector]:
        checks = self.config.stash[CHECKS]
        for exercise in checks.modules()[self.path.stem].exercises:
            yield ExerciseNode.from_parent(self, name=exercise.name)


class ExerciseNode(pytest.Collector):
    """An exercise."""

    def collect(self) -> Iterator[pytest.Item]:
        checks = self.config.stash[CHECKS]
        exercise = checks.assignment.exercise(self.name)
        for check in exercise.checks:
            yield CheckItem.from_parent(self, name=check.name, exercise=self.name, title=check.title)


class CheckItem(pytest.Item):
    """A check of an exercise."""

    def __init__(self, *, exercise: str, title: str, **named: Any) -> None:
        super().__init__(**named)
        self.exercise = exercise
        self.heading = f"{exercise}: {title}"

    def runtest(self) -> None:
        checks = self.config.stash[CHECKS]
        result = checks.result(self)
        if result.passed:
            return
        if result.status == "missing":
            pytest.skip(result.message)
        raise CheckNotPassed(checks.message(self, result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, CheckNotPassed | SandboxError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, self.heading


CHECKS = pytest.StashKey[Checks]()


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the checks of the assignment.

    Raises
    ------
    pytest.UsageError
        If the assignment cannot be loaded.
    """
    try:
        config.stash[CHECKS] = Checks()
    except AssignmentError as error:
        raise pytest.UsageError(str(error)) from error


@pytest.hookimpl(hookwrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Iterator[None]:
    """Collect checks for a file of exercises, even one named on the command line, which pytest would import."""
    outcome: Any = yield
    if file_path.parent.resolve() == EXERCISES and file_path.stem in parent.config.stash[CHECKS].modules():
        outcome.force_result([ExerciseFile.from_parent(parent, path=file_path)])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort the checks in the order of the lecture, before the student's own tests."""
    order = [exercise.name for exercise in config.stash[CHECKS].assignment.exercises]
    items.sort(key=lambda item: order.index(item.exercise) if isinstance(item, CheckItem) else len(order))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show the student's progress, which pytest's own summary does not."""
    checks = config.stash[CHECKS]
    if checks.report is None:
        return
    for message in checks.report.all_messages:
        if not checks.has_shown(message):
            terminalreporter.write_line(sanitize(message))
    for line in progress_sentences(checks.report, _which(checks)):
        terminalreporter.write_line(line)
    wrong = [each.name for each in checks.report.exercises if each.attempted and not each.passed]
    if wrong and (line := where_to_read_on(checks.assignment, wrong[0], EXPLAIN)):
        terminalreporter.write_line(line)


def _which(checks: Checks) -> str:
    """The exercises that were checked, in words; empty if all were."""
    checked = [each.name for each in checks.report.exercises] if checks.report else []
    if len(checked) == len(checks.assignment.exercises):
        return ""
    return ", ".join(checked) if len(checked) <= MOST_NAMED else f"these {len(checked)} exercises"
