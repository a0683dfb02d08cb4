"""Mutants of the references: what is made, what is found, and that nothing is found in this assignment."""

import ast
import shutil

import pytest

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import AssignmentError
from autograder.audit.mutation.equivalents import read_list
from autograder.audit.mutation.mutants import mutants_of
from autograder.audit.mutation.survivors import mutant_defects
from tests.support.project import MATERIAL

pytestmark = pytest.mark.slow  # each grades many submissions

MODULE = '''"""A module."""

import numpy as np
from other import helper


def f(X, W, b, rng, limit=None):
    n = len(X)
    total = np.sum(X @ W.T - 0.5 * b, axis=0, keepdims=True)
    for start in range(0, n, 2):
        total += X[start : start + 2]
    if n > 1 and limit is not None:
        total = helper(np.sqrt(total), rng.permutation(n))
    return total, np.maximum(0, b)
'''
AFTER = [
    "n = X.shape[1]",
    "n = len(W)",
    "total = np.sum(X @ W - 0.5 * b, axis=0, keepdims=True)",
    "total = np.sum(X.T @ W.T - 0.5 * b, axis=0, keepdims=True)",
    "total = np.sum(W.T @ X - 0.5 * b, axis=0, keepdims=True)",
    "total = np.sum(X @ W.T + 0.5 * b, axis=0, keepdims=True)",
    "total = np.sum(X @ W.T, axis=0, keepdims=True)",
    "total = np.sum(X @ W.T - b, axis=0, keepdims=True)",
    "total = np.sum(X @ W.T - 1.0 * b, axis=0, keepdims=True)",
    "total = np.sum(X @ W.T - -0.5 * b, axis=0, keepdims=True)",
    "total = np.sum(X @ W.T - 0.5 * b, axis=0)",
    "total = np.sum(X @ W.T - 0.5 * b, keepdims=True, axis=1)",
    "total = np.mean(X @ W.T - 0.5 * b, axis=0, keepdims=True)",
    "pass",
    "for start in range(0, n - 1, 2):",
    "for start in list(range(0, n, 2))[::-1]:",
    "for start in list(range(0, n, 2))[:-1]:",
    "total = X[start:start + 2]",
    "total += X[start + 1:start + 2]",
    "total += X",
    "if n >= 1 and limit is not None:",
    "if n > 1 or limit is not None:",
    "if limit is not None:",
    "if n > 1 and limit is None:",
    "if not (n > 1 and limit is not None):",
    "if True:",
    "total = np.sqrt(total)",
    "total = helper(total, rng.permutation(n))",
    "total = helper(np.square(total), rng.permutation(n))",
    "total = helper(rng.permutation(n), np.sqrt(total))",
    "total = helper(np.sqrt(total), np.arange(n))",
    "total = helper(np.sqrt(total), rng.integers(n, size=n))",
    "return (np.maximum(0, b), total)",
    "return (total, np.minimum(0, b))",
    "return (total, b)",
    "return (-total, np.maximum(0, b))",
    "return (np.round(total, 7), np.maximum(0, b))",
    "return",
    "def f(X, W, b, rng, limit=1):",
]


def test_the_mistakes_that_are_made():
    made = {mutant.after for mutant in mutants_of(MODULE)}
    assert [after for after in AFTER if ast.unparse(_parsed(after)).splitlines()[0] not in made] == []


def _parsed(head):
    return ast.parse(f"{head} pass" if head.endswith(":") else head)


def test_each_mutant_is_another_module_than_the_first_and_all_others():
    mutants = list(mutants_of(MODULE))
    assert len({mutant.source for mutant in mutants} | {ast.unparse(ast.parse(MODULE))}) == len(mutants) + 1
    for mutant in mutants:
        ast.parse(mutant.source)
        assert mutant.before != mutant.after
        assert MODULE.splitlines()[mutant.line - 1].strip().startswith(mutant.before.split()[0])


def assignment_with(tmp_path, listed):
    """The tiny assignment, with this list of mutants that are right."""
    folder = tmp_path / "tiny"
    shutil.copytree(MATERIAL / "tiny", folder)
    (folder / "solutions" / "equivalent_mutants.md").write_text(listed, encoding="utf-8")
    return load_assignment(folder)


LISTED = """# Mutants that are right

Why there is this page.

## means.mean

A vector is its own transpose.

- `return X.sum(axis=0) / len(X)` → `return (X.sum(axis=0) / len(X)).T`

## means.centred

No reason at all.

- `return X - mean(X)` → `return X + mean(X)`
- `return X - mean(X)` → `return X - 3`
"""


def test_what_keeps_its_points_and_what_is_listed_in_vain(tmp_path, zygote):
    told = []
    assignment = assignment_with(tmp_path, LISTED)
    found = list(mutant_defects(assignment, zygote, progress=lambda *place: told.append(place)))
    overwriting, whole_numbers, turned, noticed, gone = found
    assert overwriting.where == "solutions/means.py, line 9, in centred"
    assert "`return X - mean(X)` → `return np.subtract(X, mean(X), out=X)`" in overwriting.what
    assert "solutions/checks/means.py" in overwriting.fix
    assert "equivalent_mutants.md below ## means.centred" in overwriting.fix
    assert "dtype=X.dtype" in whole_numbers.what
    assert turned.where == "solutions/spread.py, line 7, in variance"
    assert noticed.where == gone.where == "solutions/equivalent_mutants.md, ## means.centred"
    assert "is noticed by a check" in noticed.what
    assert "X + mean(X)" in noticed.what
    assert "no longer a mutant of the references" in gone.what
    assert gone.fix == "Remove the line."
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]


def test_mutants_of_wrong_references_are_not_judged(tmp_path, zygote):
    assignment = assignment_with(tmp_path, "")
    means = assignment.folder / "solutions" / "means.py"
    means.write_text(means.read_text().replace("/ len(X)", "/ len(X) / 2"))
    (found,) = mutant_defects(load_assignment(assignment.folder), zygote)
    assert "The references themselves lose points in mean," in found.what


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("## means.mean\n\n- `a` → `b`\n", 3),
        ("No function.\n\n- `a` → `b`\n", 3),
        ("## means.mean\n\nA reason.\n\n- `a` -> `b`\n", 5),
        ("## means mean\n", 1),
    ],
    ids=["no reason", "no function", "no entry", "no heading"],
)
def test_a_list_that_says_something_else_is_told_from_one_that_says_nothing(tmp_path, text, line):
    with pytest.raises(AssignmentError, match=f"equivalent_mutants.md, line {line}:"):
        read_list(assignment_with(tmp_path, text).folder)


def test_a_list_of_another_python(tmp_path):
    listed = (
        "## f.f\n\nA reason.\n\n- `return a, b` → `return  b, a`\n- `if x>0:` → `if  x>=0:`\n- `no python` → `pass`\n"
    )
    heads = [(key.before, key.after) for key in read_list(assignment_with(tmp_path, listed).folder)]
    unparsed = [ast.unparse(ast.parse(text)) for text in ("return a, b", "return b, a")]
    assert heads == [tuple(unparsed), ("if x > 0:", "if x >= 0:"), ("no python", "pass")]
    assert read_list(tmp_path) == ()


@pytest.mark.slow
def test_every_mutant_of_this_assignment_loses_points_or_is_listed_as_right(assignment, zygote):
    assert list(mutant_defects(assignment, zygote)) == []
