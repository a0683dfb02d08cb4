"""Builds the student's notebook: for each exercise the idea from the guide, the stub, the check, and its pictures."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from autograder.assignment.documents import HEADING, sections
from autograder.assignment.model import Assignment, AssignmentError, Exercise, Module
from autograder.immutable import immutable
from autograder.student.explanations.guide import load_guide
from autograder.student.notebook.gallery import pictures
from autograder.student.predict.questions import prediction_cases

HOW_TO_WORK = """\
# {title}

Replace each `raise NotImplementedError` by your code, run the cell, and then the cell below it, which tells you whether
your function is right, and if not, what is wrong. Functions that you have written further up can be called directly:
instructions on files and importing are for those who work in Python files. You may add functions and cells of your
own.{pictures}{questions}{explanations}

When you are done, restart the kernel, run all cells, save, and hand in this notebook."""
ABOUT_PICTURES = " Pictures are drawn from your own functions, so mistakes show in them."
ABOUT_EXPLANATIONS = """

If you are stuck, `!python -m autograder explain {name}` in a new cell shows the idea of `{name}`, one more step with
each run, but never the answer. To use `gradcheck`, save this notebook first and add its name:
`!python -m autograder gradcheck NAME {file}`."""
ABOUT_QUESTIONS = """

Before you write a function, you may work it out by hand: `predict` asks for its results in two of the public cases, and
`hunt("{name}")` in a new cell shows three answers of which two are wrong. Neither is graded."""
PREDICT = '# By hand first, if you like: then add your numbers, predict("{name}", [...], ...)\npredict("{name}")'
HOW_FAR = "## Your progress\n\nThis cell checks all exercises that you have written so far."
SETUP = "# Run this cell first, whenever the kernel has been started.\n{lines}"
QUESTIONS = "from autograder.student.notebook.live_questions import hunt, predict"
PICTURES = "from autograder.student.notebook.picture import picture"
ABOUT_FILES = "How to "  # the beginning of headings in the handout that are about work in files
CHECKS_STAY = {"deletable": False, "editable": False}
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@immutable
class CheckCells:
    """The cells that check a notebook's exercises: the first cell, the one below each stub, and the last one."""

    setup: str
    cell: str
    overview: str


CHECKS = {
    "own": CheckCells("from autograder.student.notebook.live_check import check", 'check("{exercise}")', "check()"),
    "otter": CheckCells(
        'import otter\n\ngrader = otter.Notebook("{file}")\n', 'grader.check("{exercise}")', "grader.check_all()"
    ),
}


@immutable
class Cell:
    """One cell: its id, its kind and its text. A `fixed` cell is protected against changes."""

    id: str
    kind: str
    text: str
    fixed: bool = False


def student_notebook(assignment: Assignment, checks: str = "own") -> bytes:
    """The notebook, rendered from the handout, the guide, the stubs and the pictures in ``exercises/``.

    Parameters
    ----------
    assignment : Assignment
        The assignment as students have it.
    checks : str
        What checks the exercises: ``own`` or ``otter``.

    Raises
    ------
    AssignmentError
        If a stub is missing, or the guide explains something that is no exercise.
    """
    import nbformat
    from nbformat import v4

    make = {"markdown": v4.new_markdown_cell, "code": v4.new_code_cell}
    cells = [
        make[cell.kind](cell.text, id=cell.id, metadata=CHECKS_STAY if cell.fixed else {})  # type: ignore[no-untyped-call]
        for cell in _cells(assignment, CHECKS[checks])
    ]
    notebook = v4.new_notebook(cells=cells, metadata=KERNEL)
    nbformat.validate(notebook)
    return f"{nbformat.writes(notebook)}\n".encode()


def notebook_name(assignment: Assignment) -> str:
    """The file name of the notebook."""
    return f"{assignment.name}.ipynb"


def _cells(assignment: Assignment, checks: CheckCells) -> Iterator[Cell]:
    title, sections = _handout(assignment.folder / "exercises" / "README.md")
    shown = pictures(assignment)
    guide = load_guide(assignment)
    predicted = {each.name for each in assignment.exercises if prediction_cases(each)}
    explained = next((name for name, section in guide.items() if section.steps), "")
    how_to_work = HOW_TO_WORK.format(
        title=title or assignment.name,
        pictures=ABOUT_PICTURES if shown else "",
        questions=ABOUT_QUESTIONS.format(name=min(predicted)) if predicted else "",
        explanations=ABOUT_EXPLANATIONS.format(name=explained, file=notebook_name(assignment)) if explained else "",
    )
    yield Cell("how-to-work", "markdown", how_to_work)
    for place, section in enumerate(sections, 1):
        yield Cell(f"handout-{place}", "markdown", section)
    lines = [
        checks.setup.format(file=notebook_name(assignment)),
        *([QUESTIONS] if predicted else []),
        *([PICTURES] if shown else []),
    ]
    yield Cell("setup", "code", SETUP.format(lines="\n".join(lines).strip()), fixed=True)
    given: set[str] = set()
    for module in assignment.modules:
        yield from _opening(module, stubs := Stubs(assignment, module), given)
        for exercise in module.exercises:
            if exercise.name in guide and (idea := guide[exercise.name].idea):
                heading = f"### {exercise.number} `{exercise.name}`"
                yield Cell(f"note-{exercise.name}", "markdown", f"{heading}\n\n{idea}")
            if exercise.name in predicted:
                yield Cell(f"predict-{exercise.name}", "code", PREDICT.format(name=exercise.name))
            yield Cell(f"stub-{exercise.name}", "code", stubs.of(exercise))
            yield Cell(f"check-{exercise.name}", "code", checks.cell.format(exercise=exercise.name), fixed=True)
            for each in shown:
                if each.needs[-1] == exercise.name:
                    yield Cell(f"picture-{each.name}", "code", f'picture("{each.name}")')
    yield Cell("how-far", "markdown", HOW_FAR)
    yield Cell("overview", "code", checks.overview, fixed=True)


def _opening(module: Module, stubs: Stubs, given: set[str]) -> Iterator[Cell]:
    """The cells before a module's first exercise."""
    number = module.exercises[0].number.partition(".")[0]
    yield Cell(f"module-{module.name}", "markdown", f"## {number}. {module.title}\n\n{stubs.introduction}".strip())
    new = [text for text in stubs.given if text not in given]
    given.update(new)
    if new:
        yield Cell(f"given-{module.name}", "code", "\n\n".join(new))


class Stubs:
    """One file of stubs, split into its parts.

    Attributes
    ----------
    introduction : str
        The file's docstring without its first line.
    given : list of str
        Its other statements, without imports from other files of stubs: a notebook is one namespace.

    Raises
    ------
    AssignmentError
        If the file cannot be read.
    """

    def __init__(self, assignment: Assignment, module: Module) -> None:
        self._path = assignment.folder / "exercises" / f"{module.name}.py"
        try:
            self._lines = self._path.read_text(encoding="utf-8").splitlines()
            tree = ast.parse("\n".join(self._lines))
        except (OSError, SyntaxError) as error:
            raise AssignmentError(f"{self._path} cannot be read as a file of stubs: {error}") from error
        docstring = inspect.cleandoc(ast.get_docstring(tree) or "")
        self.introduction = docstring.partition("\n")[2].strip()
        body = tree.body[1:] if docstring else tree.body
        names = {exercise.name for exercise in module.exercises}
        siblings = set(assignment.module_names)
        self._stubs = {node.name: node for node in body if isinstance(node, ast.FunctionDef) and node.name in names}
        others = [node for node in body if node not in self._stubs.values()]
        self.given = [self._text(node) for node in others if not _imports(node, siblings)]

    def of(self, exercise: Exercise) -> str:
        """The source of an exercise's stub.

        Raises
        ------
        AssignmentError
            If there is none.
        """
        if exercise.name not in self._stubs:
            raise AssignmentError(f"{self._path} has no stub of {exercise.name}.")
        return self._text(self._stubs[exercise.name])

    def _text(self, node: ast.stmt) -> str:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        return "\n".join(self._lines[first - 1 : node.end_lineno])


def _imports(node: ast.stmt, modules: set[str]) -> bool:
    """Whether a statement imports one of these modules, or from one."""
    if isinstance(node, ast.ImportFrom):
        return node.module in modules
    return isinstance(node, ast.Import) and any(alias.name in modules for alias in node.names)


def _handout(readme: Path) -> tuple[str, list[str]]:
    """The handout's title, and its sections except those about work in files."""
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    introduction, found = sections(text)
    title = next((line[2:] for line in introduction.splitlines() if line.startswith("# ")), "")
    about_code = (section for section in found if not section.heading.startswith(ABOUT_FILES))
    return title, [f"{HEADING}{section.heading}\n{section.text}".strip() for section in about_code]
