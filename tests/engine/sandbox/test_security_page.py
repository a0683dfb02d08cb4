"""Each sentence of the page on security names a test that would fail if it were untrue."""

import ast
import functools
import re
import typing

from autograder.diagnosis.by_symptom import OBSERVATIONS
from autograder.results.report import Report
from autograder.sandbox.guest.wire import KNOWN_KINDS
from tests.support.project import ROOT

PAGE = ROOT / "docs/security.md"
CLAIMS = ROOT / "tests/engine/sandbox/claims.toml"
ENDS = re.compile(r"(?<=[.:])\s+(?=[A-Z`*])")


def sentences(text):
    """The sentences of a page, and the rows of its tables."""
    for block in re.split(r"\n\s*\n", text):
        if block.startswith("|"):
            yield from block.splitlines()[2:]
        elif not block.startswith("#"):
            for item in re.split(r"\n(?=- )", block.strip()):
                yield from ENDS.split(" ".join(item.split()).removeprefix("- "))


def claims():
    """Each claim of the table: how its sentences begin, and the tests, or what it says instead."""
    for block in CLAIMS.read_text().split("[[claim]]")[1:]:
        lines = dict(line.split(" = ", 1) for line in block.splitlines() if " = " in line)
        yield ast.literal_eval(lines["begins"]), ast.literal_eval(lines.get("tests", "[]")), lines.get("says")


def test_each_sentence_stands_in_the_table_once():
    beginnings = [begin for begins, _, _ in claims() for begin in begins]
    found = list(sentences(PAGE.read_text()))
    for sentence in found:
        assert sum(sentence.startswith(begin) for begin in beginnings) == 1, sentence
    for begin in beginnings:
        assert any(sentence.startswith(begin) for sentence in found), begin


def test_each_test_of_the_table_is_there():
    for begins, tests, says in claims():
        assert bool(tests) != bool(says), begins
        for test in tests:
            path, name = test.split("::")
            assert name in functions(path if path.startswith("tests/") else f"tests/engine/{path}"), test


def test_no_test_of_the_table_is_skipped_for_good():
    """Where a machine lacks something it says so; what is skipped, or expected to fail, claims nothing."""
    for _, tests, _ in claims():
        for test in tests:
            path, name = test.split("::")
            found = functions(path if path.startswith("tests/") else f"tests/engine/{path}")[name]
            marks = [ast.unparse(each) for each in found.decorator_list]
            assert not [mark for mark in marks if re.search(r"\.(skip|xfail)\b", mark)], test
            assert all("reason=" in mark for mark in marks if ".skipif" in mark), test


@functools.cache
def functions(path):
    tree = ast.parse((ROOT / path).read_text())
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_what_a_hidden_verdict_tells_is_counted(assignment):
    text = PAGE.read_text()
    assert f"one of {len(KNOWN_KINDS)} names of Python's own types" in " ".join(text.split())
    for exercise in assignment.exercises:
        names = {each.name for each in assignment.misconceptions if each.exercise == exercise.name}
        assert len(names) + len(OBSERVATIONS) <= 2**6, exercise.name


def test_run_times_are_in_no_report():
    fields = typing.get_type_hints(Report)
    assert not [name for name in fields if "second" in name or "time" in name]
