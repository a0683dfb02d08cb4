"""An exception, a function and a module with names of ten thousand characters.

Known from: names shown without a bound.
Honest score: 10.
"""


Long = type("E" * 10_000, (Exception,), {"__module__": "m" * 10_000})


def mean(X):
    raise Long("x" * 10_000)


mean.__name__ = mean.__qualname__ = "f" * 10_000
mean.__code__ = mean.__code__.replace(co_name="\033[2J" * 1000, co_filename="\033[2J" * 1000)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
