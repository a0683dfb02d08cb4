"""Exceptions that say what to do: which NumPy, which Python, what to write instead."""

import sys

import numpy as np
import pytest

from autograder.grading.remedies import remedy

HERE = ".".join(map(str, sys.version_info[:2]))


@pytest.mark.parametrize(
    ("kind", "message", "line", "said"),
    [
        ("AttributeError", ": module 'numpy' has no attribute 'product'", "np.product(x)", "write np.prod instead"),
        ("AttributeError", ": module 'numpy' has no attribute 'row_stack'", "", "write np.vstack instead"),
        ("AttributeError", ": module 'numpy' has no attribute 'float'", "", "write the plain float instead"),
        ("AttributeError", ": `np.float_` was removed in the NumPy 2.0 release.", "", "write np.float64 instead"),
        ("TypeError", ": only 0-dimensional arrays can be converted to Python scalars", "float(x)", "x.item()"),
        ("PermissionError", ": [Errno 13] Permission denied: 'a.txt'", "", "Files cannot be written here."),
        ("EOFError", ": EOF when reading a line", "input()", "write the value into the code"),
    ],
)
def test_what_to_do_is_said(kind, message, line, said):
    found = remedy(kind, message, line)
    assert said in found
    assert ("NumPy " + np.__version__ in found) == ("umPy" in message or "numpy" in message or kind == "TypeError")


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("type X = int", (3, 12)),
        ("def f[T](x: T): pass", (3, 12)),
        ("class A[T]: pass", (3, 12)),
        ("""print(f"{x["a"]}")""", (3, 12)),
        ("except* ValueError:", (3, 11)),
        ("except ValueError, TypeError:", (3, 14)),
    ],
)
def test_a_newer_pythons_syntax_names_both(line, version):
    found = remedy("SyntaxError", "", line)
    newer = f" That needs Python {version[0]}.{version[1]}; here it is Python {HERE}."
    assert found == (newer if version > sys.version_info[:2] else "")


@pytest.mark.parametrize(
    ("kind", "message", "line"),
    [
        ("AttributeError", ": 'Net' object has no attribute 'product'", "net.product"),
        ("AttributeError", ": module 'numpy' has no attribute 'softmax'", "np.softmax(x)"),
        ("TypeError", ": unsupported operand type(s)", "x + y"),
        ("SyntaxError", ": invalid syntax", "type = 3 +"),
        ("SyntaxError", ": invalid syntax", "x = f'{a}' 'b'"),
        ("ValueError", "", ""),
    ],
)
def test_where_it_is_not_known_nothing_is_said(kind, message, line):
    assert remedy(kind, message, line) == ""
