"""A student's own file comes back with the feedback in it, and is still the same program."""

import ast
import io
import tokenize

import nbformat
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.course.feedback.as_text import as_lines
from autograder.course.feedback.commented import notebook_with, with_comments
from autograder.render.shown import ShownCause, ShownExercise, ShownReport
from autograder.submissions.collect import python_source
from autograder.submissions.decoding import decoded
from autograder.submissions.submission import Source

EVIL = "\n# coding: rot13\nimport os\r\nos._exit(1)\x0c\x0bx\x85y\u2028z\x00\ud800\\\n'''\"\"\""
TEXTS = st.text(st.sampled_from("a#:=\n\r\t\x0c\x85\u2028\\'\"é李 ") | st.characters(), max_size=30)


def feedback(text: str) -> list[str]:
    cause = ShownCause("wrong", "✗", text, text, text, text, text, text)
    marks = (("✗", "wrong", text), ("✓", "right", text))
    exercise = ShownExercise("mean", "means", "1", "1 of 2", marks, False, (cause,), (text,), (text,), text)
    return as_lines(ShownReport(text, text, text, (text,), (text,), text, (exercise,), (text,)))


def handed_in(content: bytes) -> Source:
    """As it is in the gradebook: the text, whatever encoding it was in."""
    return python_source("means.py", decoded("means.py", content)[0])


FILES = [
    b"def mean(X):\n    return X.sum(axis=0) / len(X)\n",
    b"#!/usr/bin/env python3\ndef mean(X): return X\n",
    b"#!/usr/bin/python\n# -*- coding: latin-1 -*-\nname = '\xe9'\n",
    b"# vim: set fileencoding=cp1252 :\nname = '\x80'\n",
    "# coding: gbk\nname = '李'\n".encode("gbk"),
    b"\n# coding: latin-1\nname = '\xe9'\n",
    b'"""Docs.\n# coding: latin-1\n"""\nfrom __future__ import annotations\nname = "\xc3\xa9"\n',
    b'"""Docs."""\r\nx = 1\r\n',
    b"",
    b"\xef\xbb\xbfx = 'a'\n",
    b"x = 1",
]


@pytest.mark.parametrize("content", FILES)
@pytest.mark.parametrize("text", ["plain", EVIL, "coding: utf-16", "李 é"])
def test_a_python_file_says_the_same_in_the_same_encoding(content, text):
    given_back = with_comments(handed_in(content), feedback(text))
    assert ast.dump(ast.parse(given_back)) == ast.dump(ast.parse(content))
    before, after = (tokenize.detect_encoding(io.BytesIO(each).readline)[0] for each in (content, given_back))
    assert after == before.replace("utf-8-sig", "utf-8")
    assert given_back.startswith(b"#!") == content.startswith(b"#!")
    assert b"Feedback on" in given_back


@given(TEXTS)
@example(EVIL)
def test_no_feedback_becomes_code(text):
    content = FILES[0]
    given_back = with_comments(handed_in(content), feedback(text))
    assert given_back.endswith(content)
    ours = given_back.decode()[: -len(content)]
    assert all(line.startswith("#") for line in ours.splitlines())


def test_a_file_that_is_no_python_comes_back_as_it_was_below_the_feedback():
    broken = b"def mean(X:\n  return '\xc3\xa9\n"
    assert with_comments(handed_in(broken), feedback("x")).endswith(broken)


def test_how_many_lines_were_added_is_told():
    given_back = with_comments(handed_in(b"x = 1\n"), feedback("a\nb")).decode().splitlines()
    (said,) = [line for line in given_back if "without these" in line]
    assert given_back[int(said.split()[-2])] == "x = 1"


def test_a_notebook_in_another_form_stays_python():
    source = python_source("means.py", "# %%\n%matplotlib inline\nx = 1\n# %% [markdown]\n# hello\n# %%\n!ls\ny = 2\n")
    tree = ast.parse(with_comments(source, feedback("x")))
    assert [node.targets[0].id for node in tree.body] == ["x", "y"]


def test_a_notebook_stays_one_with_the_feedback_first():
    source = Source("means.ipynb", (b"x = 1", b"%time x"))
    notebook = nbformat.reads(notebook_with(source, "# Feedback\n\n    text").decode(), 4)
    nbformat.validate(notebook)
    assert [cell.cell_type for cell in notebook.cells] == ["markdown", "code", "code"]
    assert notebook.cells[2].source == "%time x"
