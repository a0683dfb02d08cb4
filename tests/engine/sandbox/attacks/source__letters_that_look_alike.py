"""A function whose name is spelled with a Cyrillic letter, and one in full-width letters, which Python takes for ASCII.

Known from: homoglyphs, CWE-1007; PEP 3131.
Honest score: 5.
"""


def mеаn(X):
    return 0 * X[0]


def ｃｅｎｔｒｅｄ(X):
    return X - X.mean(axis=0)
