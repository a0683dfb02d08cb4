"""Draw the README's pictures: what ``grade`` prints, and a check in the student's notebook.

``.venv/bin/python docs/images/draw.py`` needs Debian's chromium for the second.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from rich.console import Console

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from autograder.assignment.loading import load_assignment  # noqa: E402
from autograder.assignment.model import Assignment  # noqa: E402
from autograder.grading.grader import Grader  # noqa: E402
from autograder.platforms.student_zip import student_files  # noqa: E402
from autograder.render.terminal import show_report  # noqa: E402
from autograder.sandbox.host.zygote import Zygote  # noqa: E402
from autograder.submissions.read import read_submission  # noqa: E402
from tests.support.notebooks import answers, filled_in  # noqa: E402

SEED = 7
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
        window = ["--window-size=1000,420", f"--screenshot={path}", f"--user-data-dir={folder}/chromium", str(page)]
        subprocess.run([*CHROMIUM, *window], check=True, capture_output=True)  # noqa: S603  # our own words


def _module(assignment: Assignment, name: str) -> str:
    return assignment.exercise(name).module


if __name__ == "__main__":
    here = Path(__file__).parent
    terminal(here / "grade.svg")
    if shutil.which("chromium"):
        notebook(here / "notebook.png")
