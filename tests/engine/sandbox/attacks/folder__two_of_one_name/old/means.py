def mean(X):
    return X.mean(axis=0)


def centred(X):
    return X - X.mean(axis=0)
