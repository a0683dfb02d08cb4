"""Form feeds, carriage returns and Unicode line separators, by which editors and Python count lines differently.

Known from: tracebacks that show another line than the one that ran.
Honest score: 5.
"""


x = 1
y = ' 'def mean(X):
    return X.mean(axis=0)
def centred(X):
    raise ValueError
