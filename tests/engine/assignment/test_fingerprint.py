"""A check's fingerprint changes with what it asks and with what is right, and with nothing else."""

import ast
import hashlib
import shutil
from pathlib import Path

import pytest

from autograder.assignment.definitions import Definitions, normalized
from autograder.assignment.fingerprint import DECIDING, ENGINE, check_fingerprints, engine_digest
from autograder.assignment.loading import load_assignment
from tests.support.project import MATERIAL

HIDDEN = '''"""Means."""

import numpy as np
from _inputs import SHAPES, normal

from autograder.authoring import Case, check

ROWS = 1, 5, 9  # of each batch
UNUSED = 3


def batch(rng, rows):
    return normal(rng, (rows, 3))


def unrelated():
    return UNUSED


@check("mean", points=3)
def many_rows(rng):
    """Many rows

    Why this is here.
    """
    for rows in ROWS:
        yield Case(X=batch(rng, rows))


@check("centred", points=3)
def many_rows_centred(rng):
    """Many rows"""
    for shape in SHAPES:
        yield Case(X=np.abs(normal(rng, shape)))
'''
INPUTS = '''"""Inputs."""

SHAPES = [(6, 3)]
SHAPES.append((1, 3))


def normal(rng, shape):
    return rng.normal(size=shape)
'''
MEAN, MANY = ("mean", "many_rows"), ("mean", "by_hand")
CENTRED, NO_MEAN = ("centred", "many_rows_centred"), ("centred", "columns_without_a_mean")
VARIANCE, SPREAD = ("variance", "many_rows"), ("variance", "by_hand")
CHECKS, REFERENCES = "solutions/checks/means.py", "solutions/means.py"


@pytest.fixture
def copy(tmp_path) -> Path:
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tiny" / CHECKS).write_text(HIDDEN)
    (tmp_path / "tiny" / "solutions/checks/_inputs.py").write_text(INPUTS)
    return tmp_path / "tiny"


def fingerprints(folder: Path) -> dict:
    return check_fingerprints(load_assignment(folder))


@pytest.mark.parametrize(
    ("file", "before", "after", "changed"),
    [
        pytest.param(CHECKS, "in ROWS", "in reversed(ROWS)", {MEAN}, id="the check"),
        pytest.param(CHECKS, '"mean", points=3', '"mean", points=2', {MEAN}, id="its points"),
        pytest.param(CHECKS, '"mean", points=3', '"mean", points=3, visibility="visible"', {MEAN}, id="who sees it"),
        pytest.param(CHECKS, "(rows, 3)", "(rows, 4)", {MEAN}, id="a helper"),
        pytest.param(CHECKS, "1, 5, 9", "1, 5, 8", {MEAN}, id="a constant at the top"),
        pytest.param(CHECKS, "import numpy as np", "from numpy import core as np", {CENTRED}, id="an import"),
        pytest.param(
            "solutions/checks/_inputs.py", "size=shape", "size=tuple(shape)", {MEAN, CENTRED}, id="a neighbour's helper"
        ),
        pytest.param("solutions/checks/_inputs.py", "(1, 3))", "(2, 3))", {CENTRED}, id="a call that changes a list"),
        pytest.param(
            REFERENCES, "- mean(X)", "- 1 * mean(X)", {CENTRED, NO_MEAN, VARIANCE, SPREAD}, id="the reference"
        ),
        pytest.param(
            REFERENCES,
            "X.sum(axis=0) /",
            "X.sum(0) /",
            {MEAN, MANY, CENTRED, NO_MEAN, VARIANCE, SPREAD},
            id="what references build on",
        ),
        pytest.param(CHECKS, '"""Many rows\n\n    Why this is here.\n', '"""More rows\n', set(), id="a docstring"),
        pytest.param(CHECKS, '"""Means."""', '"""All means."""', set(), id="the file's docstring"),
        pytest.param(CHECKS, "  # of each batch", "", set(), id="a comment"),
        pytest.param(CHECKS, "1, 5, 9", "(\n    1, 5,\n    9,\n)", set(), id="layout"),
        pytest.param(CHECKS, "return UNUSED", "return 2 * UNUSED", set(), id="an unrelated function"),
        pytest.param(CHECKS, "UNUSED = 3", "UNUSED = 4", set(), id="an unrelated constant"),
        pytest.param(CHECKS, "import SHAPES, normal", "import normal, SHAPES", set(), id="the order of imports"),
        pytest.param("exercises/means.py", "raise", "# raise\n    raise", set(), id="a stub"),
        pytest.param("solutions/misconceptions/means.py", "axis=1", "axis=-1", set(), id="a misconception"),
    ],
)
def test_what_changes_a_fingerprint(copy, file, before, after, changed):
    earlier = fingerprints(copy)
    text = (copy / file).read_text()
    assert before in text
    (copy / file).write_text(text.replace(before, after))
    later = fingerprints(copy)
    assert {check for check in earlier if earlier[check] != later[check]} == changed


def test_every_check_has_one_of_its_own(assignment):
    found = check_fingerprints(assignment)
    assert set(found) == {(check.exercise, check.name) for each in assignment.exercises for check in each.checks}
    assert len(set(found.values())) == len(found)


def test_checks_that_a_loop_or_a_factory_makes_rest_on_their_whole_file(copy):
    made = '''
def make(exercise, rows):
    @check(exercise, points=0)
    def made(rng):
        """Made"""
        yield Case(X=normal(rng, (rows, 3)))

    return made


one = make("mean", 2)
'''
    (copy / CHECKS).write_text(HIDDEN + made)
    earlier = fingerprints(copy)
    (copy / CHECKS).write_text(HIDDEN + made.replace('"mean", 2', '"mean", 3'))
    later = fingerprints(copy)
    assert {check for check in earlier if earlier[check] != later[check]} == {("mean", "made")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = 1", "x = 1.0"),
        ("x = 1", "x = True"),
        ("x = a - b", "x = b - a"),
        ("f(a, b)", "f((a, b))"),
        ("x, = y", "x = y"),
    ],
)
def test_what_means_something_else_is_written_in_another_way(one, other):
    assert normalized(ast.parse(one)) != normalized(ast.parse(other))


def test_a_variable_of_the_same_name_is_no_dependency(tmp_path):
    (tmp_path / "a.py").write_text(
        "def near():\n    pass\n\n\ndef f(near):\n    return [far for far in near]\n\n\nfar = 1\n"
    )
    assert [each.binds for each in Definitions(tmp_path).closure("a", "f")] == [{"f"}]


@pytest.mark.parametrize("use", ["from b import *", "import b", "from b import x as y", "def y():\n    import b"])
def test_imports_of_every_form_are_followed(tmp_path, use):
    (tmp_path / "a.py").write_text(f"{use}\n\n\ndef f():\n    return y, b, x\n")
    (tmp_path / "b.py").write_text("x = 1\n")
    assert any("Constant(value=int 1)" in each.content for each in Definitions(tmp_path).closure("a", "f"))


SYNTAX = """
import numpy as np
from dataclasses import dataclass, field as of

@dataclass(frozen=True)
class Net(object, metaclass=type):
    sizes: tuple[int, ...] = ()
    def __len__(self) -> int: return -len(self.sizes) ** 2

async def f(a, /, b=1.5, *c, d=None, **e):
    "doc"
    other = lambda x: (y := x) + 1j
    match a:
        case [1, *rest] if rest: return f"{a!r:>{b}.{d}} {{}} 'x' {c[1:2, ..., None]}" "tail" f"{b=}"
        case {"k": Net(sizes=z), **kw} | None: pass
    try:
        with open(a) as g, g: del g
    except (ValueError, OSError) as error: raise RuntimeError from error
    else: return {**e, "b": b"\\x00", **{i: j for i, j in e.items() if not j}}
    return [*c], not a is b <= 1e-300, u"text" "\\N{BULLET}", 10 ** 100 if b else ~7 @ np.eye(2)
"""


def test_the_text_of_a_syntax_tree_is_the_same_on_every_python():
    """The number was computed by 3.10, 3.11, 3.12 and 3.13; each Python that runs this compares its own with it."""
    text = normalized(ast.parse(SYNTAX).body)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "212869ad5e75fa8f"


def test_the_engine_has_a_digest_of_what_decides_on_a_grade():
    assert len(engine_digest()) == 12
    assert all((ENGINE / room).is_dir() for room in DECIDING)
