"""What holds of the project as a whole: who may see what, and what nothing may say."""

import ast
import doctest
import inspect
import re

import numpy as np
import pytest

from autograder.assignment.loading import load_assignment, load_folder
from tests.support.project import ROOT

EXERCISES = sorted((ROOT / "exercises").rglob("*.py")) + sorted((ROOT / "exercises").rglob("*.md"))
MODULES = [module.name for module in load_assignment(ROOT).modules]


@pytest.mark.parametrize("module", MODULES)
def test_stub_and_reference_are_the_same_functions(module):
    def signatures(path):
        functions = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
        return [(each.name, ast.unparse(each.args)) for each in functions if not each.name.startswith("_")]

    stub = signatures(ROOT / "exercises" / f"{module}.py")
    assert stub == signatures(ROOT / "solutions" / f"{module}.py")
    assert [name for name, _ in stub] == [
        exercise.name for exercise in load_assignment(ROOT).exercises if exercise.module == module
    ]


@pytest.mark.parametrize("module", MODULES)
def test_a_stub_is_a_docstring_and_nothing_else(module):
    for node in ast.parse((ROOT / "exercises" / f"{module}.py").read_text()).body:
        if isinstance(node, ast.FunctionDef):
            stop = node.body[1]
            assert len(node.body) == 2
            assert ast.unparse(stop) == "raise NotImplementedError"
            text = ast.get_docstring(node)
            assert all(f"\n{heading}\n---" in text for heading in ("Parameters", "Returns", "Examples"))


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_stubs_are_true(module):
    """Every example of a docstring, run with the reference in the stub's place."""
    stubs = load_folder(ROOT / "exercises")[module]
    names = vars(load_folder(ROOT / "solutions")[module]) | {"np": np}
    tests = doctest.DocTestFinder().find(stubs, globs=names)
    found = [test for test in tests if test.examples]
    assert len(found) >= len([name for name in vars(stubs) if inspect.isfunction(vars(stubs)[name])])
    for test in found:
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0, test.name


def test_no_line_of_an_answer_stands_in_what_students_get():
    said = " ".join(" ".join(path.read_text().split()) for path in EXERCISES)
    computed = [
        node.value
        for path in (ROOT / "solutions").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assign | ast.Return | ast.AugAssign)
    ]
    answers = {
        ast.unparse(value)
        for value in computed
        if value and any(isinstance(part, ast.BinOp | ast.Compare) for part in ast.walk(value))
    }
    assert len(answers) > 30
    given = {"w @ x"}  # z = wᵀx stands in the lecture and in the stub
    assert {text for text in answers - given if text in said} == set()


def test_the_engine_names_no_exercise(assignment):
    engine = {path: path.read_text() for path in (ROOT / "autograder").rglob("*.py")}
    words = sorted({*assignment.exercise_names, *(f"{module}.py" for module in MODULES)})
    named = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b")
    found = {(path.name, word) for path, text in engine.items() for word in named.findall(text)}
    # Docstrings explain with an exercise that is at hand.
    assert {(path, word) for path, word in found if word != "layers.py" or path not in {"check.py"}} == set()


def test_no_init_holds_code():
    for path in (ROOT / "autograder").rglob("__init__.py"):
        kinds = {type(node) for node in ast.parse(path.read_text()).body}
        assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign}, path


def test_the_readme_lists_every_exercise_with_its_modules_points():
    rows = {
        row.split("|")[2]: row.split("|")[3] for row in (ROOT / "README.md").read_text().splitlines() if "| `" in row
    }
    assignment = load_assignment(ROOT)
    for module in assignment.modules:
        names = f" {', '.join(f'`{exercise.name}`' for exercise in module.exercises)} "
        assert float(rows[names]) == sum(exercise.points for exercise in module.exercises)
