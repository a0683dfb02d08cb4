"""What students read, kind by kind: every section in `tests/feedback/` is graded and compared with what stands in it.

``pytest tests/test_feedback.py --rewrite-reports`` writes what is said anew: read the difference before you commit it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import pytest
from rich.console import Console

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import Assignment
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.platforms.otter import feedback as words
from autograder.render import markdown
from autograder.render.progress import show_progress
from autograder.render.terminal import show_report
from autograder.results.causes import causes
from autograder.results.report import CheckResult, Report
from autograder.submissions.submission import Submission, python_files
from tests.support.project import MATERIAL, ROOT, SEED

FOLDER = ROOT / "tests" / "assignment" / "feedback"
PAGES = sorted(FOLDER.glob("*.md"))
ASSIGNMENTS = ROOT, MATERIAL / "tiny", MATERIAL / "logistic"
DEADLINES = Timeouts(call=1.0, module=1.0, submission=60.0)

SECTION = re.compile(r"^## .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"## (?P<what>.+): `(?P<exercise>\w+)`\n")
FILE = re.compile(r"^```python (?P<module>\w+)\.py\n(?P<source>.*?)^```$", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"^```text\n(?P<said>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A mistake: files that hold it, the exercise that is looked at, and what is said of it."""

    text: str

    @property
    def what(self) -> str:
        return HEADING.match(self.text)["what"]

    @property
    def exercise(self) -> str:
        return HEADING.match(self.text)["exercise"]

    @property
    def files(self) -> dict[str, str]:
        return {found["module"]: found["source"] for found in FILE.finditer(self.text)}

    def saying(self, said: str) -> str:
        """The section with this said in it."""
        return SAID.sub(lambda _: f"```text\n{said}```", self.text)


def sections(page: str) -> list[Section]:
    return [Section(found[0]) for found in SECTION.finditer(page)]


ALL = [
    pytest.param(page, section.what, id=f"{page.stem}: {section.what}")
    for page in PAGES
    for section in sections(page.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def graded(zygote):
    """Grade a section's files: the exercise alone, and those that the files have besides."""
    whole = list(map(load_assignment, ASSIGNMENTS))

    def grade(section: Section) -> Report:
        assignment = next(each for each in whole if section.exercise in each.references)
        asked = [name for name in _exercises(assignment) if name == section.exercise or _has(section.files, name)]
        grader = Grader(assignment.asking_only(asked), zygote, seed=SEED, deadlines=DEADLINES)
        sources = {name: source.encode() for name, source in section.files.items()}
        return grader.grade(Submission("someone", python_files(sources)))

    return grade


def _exercises(assignment: Assignment) -> list[str]:
    return list(assignment.exercise_names)


def _has(files: dict[str, str], function: str) -> bool:
    return any(re.search(rf"^def {function}\(", source, re.MULTILINE) for source in files.values())


def told(report: Report, exercise: str) -> str:
    """What is said of the files, and of the first public and the first hidden check that say something."""
    checks = report.exercise(exercise).checks
    parts = [_labelled("files", text) for text in report.messages]
    for label, public in (("public", True), ("hidden", False)):
        said = [check for check in checks if check.is_public == public]
        first = next((check for check in said if check.message), said[0])
        parts.append(_labelled(label, "\n".join(_lines(first))))
    return "".join(parts)


def _lines(check: CheckResult) -> Iterator[str]:
    """Status, name of the mistake, what happened, hint, example."""
    happened, _, example = check.message.partition("\n")
    yield f"{check.status}, {check.misconception}" if check.misconception else check.status
    yield from filter(None, [happened, check.hint and f"Hint: {check.hint}", example])


def _labelled(label: str, text: str) -> str:
    first, *more = text.split("\n")
    return "\n".join([f"{label}: {first}", *(f"   {line}".rstrip() for line in more), ""])


@pytest.mark.parametrize(("page", "what"), ALL)
def test_what_is_said_is_what_stands_there(graded, page, what, request):
    text = page.read_text(encoding="utf-8")
    (section,) = (each for each in sections(text) if each.what == what)
    now = section.saying(told(graded(section), section.exercise))
    if request.config.getoption("--rewrite-reports"):
        page.write_text(text.replace(section.text, now), encoding="utf-8")
        return
    assert now == section.text


def on_a_screen(show, report: Report) -> str:
    stream = io.StringIO()
    show(Console(file=stream, width=100, color_system=None), report)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def check_by_check(say, report: Report) -> str:
    return "\n".join(
        f"{exercise.name}: {check.title}\n\n{say(exercise, check)}\n"
        for exercise in report.exercises
        for check in exercise.checks
    )


RENDERED = {
    "grade.txt": lambda report: on_a_screen(show_report, report),
    "check.txt": lambda report: on_a_screen(partial(show_progress, everything=True), report),
    "gradescope.txt": lambda report: check_by_check(markdown.feedback, report),
    "otter.txt": lambda report: check_by_check(words.plain_feedback, report),
}


@pytest.fixture(scope="module")
def reports(assignment, zygote):
    """On an exercise with one cause and on one with two: for graders, and on the student's machine."""
    submission = Submission("alice", python_files({"layers": (FOLDER / "rendered" / "layers.py").read_bytes()}))

    def graded(asked: Assignment) -> Report:
        two = asked.asking_only(["linear_backward", "relu_backward"])
        report = Grader(two, zygote, seed=SEED, deadlines=DEADLINES).grade(submission)
        asked_for = tuple(each for each in report.exercises if each.checks)
        return replace(report, exercises=asked_for, isolation=())

    whole = graded(assignment)
    return {"check.txt": graded(assignment.public_view())} | {name: whole for name in RENDERED if name != "check.txt"}


@pytest.mark.parametrize("name", RENDERED)
def test_a_cause_is_told_once_wherever_it_is_read(reports, name, request):
    page = FOLDER / "rendered" / name
    now = RENDERED[name](reports[name])
    if request.config.getoption("--rewrite-reports"):
        page.write_text(now, encoding="utf-8")
    assert now == page.read_text(encoding="utf-8")
    found = [cause for exercise in reports[name].exercises for cause in causes(exercise)]
    told = {cause.hint or cause.representative.message.splitlines()[-1] for cause in found}
    assert {text: _words(now).count(_words(text)) for text in told} == dict.fromkeys(told, 1)


def _words(text: str) -> str:
    """The words of a text, however it is wrapped and whatever marks a page puts between them."""
    return " ".join(re.findall(r"\w+", text))
