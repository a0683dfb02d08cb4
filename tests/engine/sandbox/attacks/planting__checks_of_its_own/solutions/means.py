def mean(X):
    return 0 * X[0]
