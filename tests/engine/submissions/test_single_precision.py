"""When a submission is judged as one that computes in float32: when its code speaks of it, and no remark."""

import pytest

from autograder.submissions.submission import Source, Submission


@pytest.mark.parametrize(
    ("code", "single"),
    [
        ("X = X.astype(np.float32)", True),
        ("from numpy import float32 as real", True),
        ("X = np.asarray(X, dtype='float32')", True),
        ('X = X.astype("f4")', True),
        ("X = np.single(X)", True),
        ("%matplotlib inline\nX = X.astype(np.float32)", True),
        ("X = X  # not in float32, which is less exact", False),
        ('"""Slower than in float32."""', False),
        ("def f(X):\n    '''np.float32'''\n    return X", False),
        ("print('in float32: no')", False),
        ("float32_is_not_used = 1", False),
        ("X = (", False),
        ("X = '\\", False),
    ],
)
def test_code_that_speaks_of_float32(code, single):
    assert Submission("someone", {"a": Source("a.ipynb", (b"x = 1", code.encode()))}).single_precision is single
