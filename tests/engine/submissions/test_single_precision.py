"""Which functions are judged as ones that compute in float32: those whose code uses it, and no remark."""

import pytest

from autograder.submissions.submission import Source, Submission


def in_single(*cells):
    return Submission("someone", {"a": Source("a.ipynb", tuple(map(str.encode, cells)))}).in_single_precision


@pytest.mark.parametrize(
    "code",
    [
        "def f(X): return X.astype(np.float32)",
        "from numpy import float32 as real\ndef f(X): return real(X)",
        "def f(X): return np.asarray(X, dtype='float32')",
        'def f(X): return X.astype("f4")',
        "def f(X): return np.single(X)",
        "%matplotlib inline\ndef f(X): return X.astype(np.float32)",
        "REAL = np.float32\ndef f(X): return g(X)\ndef g(X): return REAL(X)",
        "def g(X): return np.float32(X)\nf = functools.partial(g)",
        "def f(X):\n    kind = 'f4'\n    return X.astype(kind)",
    ],
)
def test_a_function_that_computes_in_float32(code):
    assert "f" in in_single("x = 1", code)


@pytest.mark.parametrize(
    "code",
    [
        "def f(X): return X  # not in float32, which is less exact",
        '"""Slower than in float32."""\ndef f(X): return X',
        "def f(X):\n    '''float32'''\n    return X",
        "UNUSED = np.float32(0)\ndef f(X): return X",
        "def other(X): return np.float32(X)\ndef f(X): return X",
        "float32_is_not_used = 1\ndef f(X): return X",
        "def f(X): return np.float32(",
        "X = '\\",
    ],
)
def test_a_function_that_does_not(code):
    assert "f" not in in_single(code)


def test_a_function_in_a_file_before_that_of_a_function_which_does():
    assert "f" in in_single("from later import g\ndef f(X): return g(X)", "def g(X): return np.float32(X)")
