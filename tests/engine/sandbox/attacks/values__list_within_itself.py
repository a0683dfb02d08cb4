"""A list that contains itself.

Known from: recursive serializers.
Honest score: 10.
"""


def mean(X):
    answer = []
    answer.append(answer)
    return answer


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
