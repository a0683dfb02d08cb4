"""Carry the inputs out in the name of an exception's type.

Known from: error messages that are shown for hidden tests, CWE-209.
Honest score: 0.
"""


def mean(X):
    raise type("Saw_" + X.tobytes().hex()[:40], (Exception,), {})


centred = variance = mean
