"""Files named json.py and struct.py, which the worker's wire would import.

Known from: shadowed standard modules, CWE-427.
Honest score: 10.
"""


def mean(X):
    return X.mean(axis=0)


def centred(X):
    return X - X.mean(axis=0)
