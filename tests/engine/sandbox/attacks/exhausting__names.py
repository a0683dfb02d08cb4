"""Define a hundred thousand functions with long names.

Known from: lists of what a module defines.
Honest score: 10.
"""


for number in range(100_000):
    globals()["a_function_with_a_long_name_that_says_nothing_at_all_" * 3 + str(number)] = len


def mean(X):
    return 0 * X[0]


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
