"""Keep every input, and answer with what was asked before.

Known from: state that outlives a call.
Honest score: 0.
"""


calls = []


def mean(X):
    calls.append(X)
    return calls[0][0]
