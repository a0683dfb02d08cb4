"""Draw the README's pictures: what ``grade`` prints, a check in the student's notebook, and the pages.

``.venv/bin/python docs/images/draw.py`` needs Debian's chromium for all but the first.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from rich.console import Console

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from autograder.assignment.loading import load_assignment  # noqa: E402
from autograder.assignment.model import Assignment  # noqa: E402
from autograder.course.gradebook.database import open_gradebook  # noqa: E402
from autograder.course.gradebook.facts import begin  # noqa: E402
from autograder.course.gradebook.recording import record  # noqa: E402
from autograder.course.page.class_page import Names, class_page  # noqa: E402
from autograder.course.page.student_page import student_page  # noqa: E402
from autograder.course.policy.course_file import Policy  # noqa: E402
from autograder.grading.grader import Grader  # noqa: E402
from autograder.grading.grader_spec import GraderSpec  # noqa: E402
from autograder.platforms.student_zip import student_files  # noqa: E402
from autograder.render.for_readers import STAFF  # noqa: E402
from autograder.render.terminal import show_report  # noqa: E402
from autograder.results.identity import Identity, Person  # noqa: E402
from autograder.results.report import Report  # noqa: E402
from autograder.sandbox.host.zygote import Zygote  # noqa: E402
from autograder.submissions.read import read_submission  # noqa: E402
from tests.support.notebooks import answers, filled_in  # noqa: E402

SEED = 7
SAMPLES = ("typical", "perfect")
FORGOTTEN_MASK = "def relu_backward(dA, Z):\n    return dA * (dA > 0)"
CHROMIUM = [
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking",
]  # fmt: skip


def terminal(path: Path) -> None:
    """The report on the sample of a typical student, two of its exercises."""
    assignment = load_assignment(ROOT)
    with Zygote() as zygote:
        part = assignment.subset([name for name in assignment.exercise_names if _module(assignment, name) == "layers"])
        submission = read_submission(ROOT / "tests" / "submissions" / "typical", assignment.module_names)
        report = Grader(part, zygote, seed=SEED).grade(submission)
    console = Console(record=True, width=104, file=io.StringIO())
    show_report(console, report)
    console.save_svg(str(path), title="autograder grade tests/submissions/typical")


def notebook(path: Path) -> None:
    """A wrong `relu_backward` in the student's notebook, with what its check says."""
    assignment = load_assignment(ROOT)
    given = answers(ROOT / "solutions", assignment) | {"relu_backward": FORGOTTEN_MASK}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in student_files(assignment).items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        source = (Path(folder) / f"{assignment.name}.ipynb").read_bytes()
        book = filled_in(source, {name: text for name, text in given.items() if _module(assignment, name) == "layers"})
        last = next(place for place, cell in enumerate(book.cells) if cell.id == "stub-relu_backward") + 1
        needed = [cell for cell in book.cells[: last + 1] if cell.cell_type == "code" and "picture(" not in cell.source]
        book.cells = [cell for cell in needed if not cell.source.startswith("check(") or cell is needed[-1]]
        NotebookClient(book, resources={"metadata": {"path": folder}}, allow_errors=True, timeout=120).execute()
        book.cells = book.cells[-2:]
        page = Path(folder) / "page.html"
        page.write_text(HTMLExporter(template_name="lab").from_notebook_node(nbformat.from_dict(book))[0])
        photograph(page, path, 1000, 420)


def pages(of_class: Path, of_student: Path) -> None:
    """What a class of 400 understood, and the page of one of them: each has some of a typical student's mistakes."""
    assignment = load_assignment(ROOT)
    samples = [read_submission(ROOT / "tests" / "submissions" / name, assignment.module_names) for name in SAMPLES]
    with GraderSpec(ROOT, SEED).build() as grader:
        typical, perfect = map(grader.grade, samples)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(student_page(replace(typical, name="Ada Example"), STAFF, samples[0]))
        photograph(page, of_student, 1100, 1130)
        with open_gradebook(Path(folder) / "course.db", create=True) as gradebook:
            begin(gradebook, assignment.name, SEED, 0)
            for report in _class(typical, perfect):
                record(gradebook, report, replace(samples[0], identity=report.identity))
            page.write_text(class_page(gradebook, Policy(), Names.PSEUDONYMS))
        photograph(page, of_class, 1280, 1120)


def _class(typical: Report, perfect: Report) -> list[Report]:
    choose, reports = random.Random(SEED), []  # noqa: S311  # a class, and no secret
    share = {each.name: choose.uniform(0.2, 1.3) for each in typical.exercises}
    for place in range(400):
        weakness = 1.6 * choose.betavariate(2, 2.5)
        exercises = tuple(
            wrong if choose.random() < weakness * share[wrong.name] else right
            for wrong, right in zip(typical.exercises, perfect.exercises, strict=True)
        )
        identity = Identity(people=(Person(id=str(place)),), late=choose.random() < 0.1)
        reports.append(
            replace(perfect, name=str(place), sha256=str(place), exercises=exercises, printed="", identity=identity)
        )
    return reports


def photograph(page: Path, target: Path, width: int, height: int) -> None:
    """A picture of the top of a page."""
    profile = f"--user-data-dir={page.parent}/chromium"
    window = [f"--window-size={width},{height}", f"--screenshot={target}", profile, str(page)]
    subprocess.run([*CHROMIUM, *window], check=True, capture_output=True)  # noqa: S603  # our own words


def _module(assignment: Assignment, name: str) -> str:
    return assignment.exercise(name).module


if __name__ == "__main__":
    here = Path(__file__).parent
    terminal(here / "grade.svg")
    if shutil.which("chromium"):
        notebook(here / "notebook.png")
        pages(here / "class.png", here / "student.png")
