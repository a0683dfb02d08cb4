"""The grader knows workers by their protocol: whatever gives out connections can run a submission."""

import numpy as np

from autograder.grading.grader import Grader
from autograder.sandbox.guest.instrumentation.content import content
from autograder.sandbox.guest.messages import CallFunction, LoadCell, Loaded, Returned
from autograder.sandbox.protocol import NOT_ISOLATED, Ended, SandboxError
from autograder.submissions.submission import Submission, python_files

RIGHT = {
    "mean": lambda X: X.mean(axis=0),
    "centred": lambda X: X - X.mean(axis=0),
    "variance": lambda X: X.var(axis=0),
}


class FunctionsConnection:
    """A worker that is a table of functions; one that is not there ends it."""

    layers = ()

    def __init__(self, functions):
        self.alive = True
        self._functions = functions

    def exchange(self, requests, seconds, /):
        for request in requests:
            if isinstance(request, LoadCell):
                yield Loaded(sorted(RIGHT))
            elif isinstance(request, CallFunction) and request.function in self._functions:
                answer = self._functions[request.function](*map(np.asarray, request.arguments))
                yield Returned(answer, after=list(map(content, request.arguments)))
            else:
                self.alive = False
                yield Ended("crashed", "ended its process")
                return

    def printed(self):
        return ""

    def end(self):
        self.alive = False


class FunctionsPool:
    def __init__(self, functions, lost=0):
        self._functions = functions
        self._lost = lost
        self.given_out = []

    def acquire(self, setup, answerer=None, /):
        if self._lost:
            self._lost -= 1
            raise SandboxError("nothing there")
        self.given_out.append(FunctionsConnection(self._functions))
        return self.given_out[-1]

    def findings(self):
        return NOT_ISOLATED

    def warm_up(self):
        pass


def graded(tiny, pool):
    submission = Submission("someone", python_files({"means": b"", "spread": b""}))
    return Grader(tiny, pool, seed=1).grade(submission)


def test_any_pool_will_do_and_gets_its_workers_back(tiny):
    pool = FunctionsPool(RIGHT)
    report = graded(tiny, pool)
    assert report.score == report.max_score
    assert len(pool.given_out) == 1
    assert not pool.given_out[0].alive


def test_a_worker_that_ends_is_replaced(tiny):
    pool = FunctionsPool({name: RIGHT[name] for name in ("mean", "variance")})
    report = graded(tiny, pool)
    assert {check.status for check in report.exercise("centred").checks} == {"crashed"}
    assert report.exercise("variance").passed
    assert len(pool.given_out) > 1
    assert not any(each.alive for each in pool.given_out)


def test_a_pool_that_has_none_for_a_moment_is_asked_again(tiny):
    assert graded(tiny, FunctionsPool(RIGHT, lost=2)).graded
    report = graded(tiny, FunctionsPool(RIGHT, lost=3))
    assert not report.graded
    assert report.messages == ("This submission could not be graded: nothing there. Grade it again.",)
