"""What a call costs: counted fairly however it is written, and without a trace in what is judged."""

import functools
import io
import sys
from contextlib import redirect_stdout

import numpy as np
import pytest
from numpy import asarray

from autograder.authoring import Answer, Cost
from autograder.authoring.properties import cost_grows_linearly
from autograder.sandbox.guest.instrumentation import bytecodes as steps
from autograder.sandbox.guest.instrumentation.call import PreviousAnswer, call
from autograder.sandbox.guest.instrumentation.content import content
from autograder.sandbox.guest.instrumentation.multiplications import multiplications
from tests.support import submissions as handed_in

NEWEST = hasattr(np, "matvec")

A, B, C, v = np.ones((2, 3)), np.ones((3, 4)), np.ones((4, 5)), np.ones(3)
IN_TURN = ["einsum_path", (0, 1), (0, 1)]

ONE_PRODUCT = {  # of 2 · 3 · 4 multiplications
    "@": lambda a, b: a @ b,
    "@ with a plain array on the left": lambda a, b: np.ones((2, 3)) @ b,
    "@ with a plain array on the right": lambda a, b: a @ np.ones((3, 4)),
    "matmul": lambda a, b: np.matmul(a, b),
    "matmul, out": lambda a, b: np.matmul(a, b, out=np.empty((2, 4))),
    "dot": lambda a, b: np.dot(a, b),
    "dot, named": lambda a, b: np.dot(a, b=b),
    "dot, both named": lambda a, b: np.dot(b=b, a=a),
    "dot, out": lambda a, b: np.dot(a, b, np.empty((2, 4))),
    "method dot": lambda a, b: a.dot(b),
    "inner": lambda a, b: np.inner(a, b.T),
    "tensordot": lambda a, b: np.tensordot(a, b, 1),
    "tensordot, axes": lambda a, b: np.tensordot(b, a, axes=([0], [1])),
    "einsum": lambda a, b: np.einsum("ij, jk -> ik", a, b),
    "einsum, implicit": lambda a, b: np.einsum("ij,jk", a, b),
    "einsum, optimized": lambda a, b: np.einsum("ij,jk->ik", a, b, optimize=True),
    "einsum, ellipsis": lambda a, b: np.einsum("...j,jk", a, b),
    "einsum, lists of axes": lambda a, b: np.einsum(a, [0, 1], b, [1, 2], [0, 2]),
    "einsum, lists of axes, implicit": lambda a, b: np.einsum(a, [..., 1], b, [1, 2]),
    "einsum, out": lambda a, b: np.einsum("ij,jk->ik", a, b, out=np.empty((2, 4))),
    "multi_dot": lambda a, b: np.linalg.multi_dot([a, b]),
    "a loop over the rows": lambda a, b: [row @ b for row in a],
    "a loop over the columns": lambda a, b: [a.dot(column) for column in b.T],
    "a double loop": lambda a, b: [[np.vdot(row, column) for column in b.T] for row in a],
    "a sum of outer products": lambda a, b: sum(map(np.outer, a.T, b)),
    "a sum of outer products, by ufunc": lambda a, b: sum(map(np.multiply.outer, a.T, b)),
    "broadcast and summed": lambda a, b: (a[:, :, None] * b).sum(axis=1),
    "of copies": lambda a, b: np.copy(a) @ np.concatenate([b[:1], b[1:]]),
    "of what where makes": lambda a, b: np.where(a > 0, a, 0) @ np.where(b > 0, b, 0),
    "of what is split": lambda a, b: sum(x @ y for x, y in zip(np.split(a, 3, axis=1), np.split(b, 3))),
    "reduced": lambda a, b: functools.reduce(np.dot, [a, b]),
}
OTHER_PRODUCTS = {
    "batches": (lambda a, b: np.matmul(np.stack([a, a]), b), 48),
    "three in one einsum": (lambda a, b: np.einsum("ij,jk,kl->il", a, b, C), 2 * 3 * 4 * 5 * 2),
    "three in one einsum, in turn": (lambda a, b: np.einsum("ij,jk,kl", a, b, C, optimize=IN_TURN), 64),
    "four in a chain": (lambda a, b: np.linalg.multi_dot([a, b, b.T, b]), 3 * 24),
    "kron": (lambda a, b: np.kron(a, b), 6 * 12),
    "a power": (lambda a, b: np.linalg.matrix_power(a.T @ a, 2), 18 + 27),
    "diag": (lambda a, b: np.diag(b[:, 0]) @ b, 36),
    "vdot": (lambda a, b: np.vdot(a, a), 6),
    "by a number": (lambda a, b: 2 * a, 6),
    "in place": (lambda a, b: a.__imul__(2), 6),
    "prod": (lambda a, b: a.prod(), 6),
    "of nothing": (lambda a, b: a[:0] @ b, 0),
    "a transposing einsum": (lambda a, b: np.einsum("ij->ji", a), 0),
    "sums": (lambda a, b: a.sum() + b.mean() + np.linalg.norm(a), 0),
    "of arrays made plain": (lambda a, b: np.asarray(a) @ np.array(b, dtype=float, subok=False), 24),
    "reduced, of arrays made plain": (lambda a, b: functools.reduce(np.dot, map(asarray, [a, b])), 24),
    "of views": (lambda a, b: a.view(np.ndarray) @ b.astype(float, subok=False), 24),
    "raises": (lambda a, b: a @ a, None),
}  # fmt: skip


@pytest.mark.parametrize("way", ONE_PRODUCT)
def test_a_product_is_as_many_multiplications_however_it_is_written(way):
    assert multiplications(ONE_PRODUCT[way], [A.copy(), B.copy()]) == 24


@pytest.mark.parametrize("way", OTHER_PRODUCTS)
def test_multiplications(way):
    function, count = OTHER_PRODUCTS[way]
    assert multiplications(function, [A.copy(), B.copy()]) == count


@pytest.mark.skipif(not NEWEST, reason="this NumPy has no matvec")
def test_the_newest_products_are_counted_too():
    assert multiplications(lambda a, b: np.matvec(b.T, a[0]), [A, B]) == 12
    assert multiplications(lambda a, b: np.vecmat(a[0], b), [A, B]) == 12
    assert multiplications(lambda a, b: np.vecdot(a, a), [A, B]) == 6
    assert multiplications(lambda a, b: np.linalg.outer(a[0], b[0]), [A, B]) == 12


def test_an_array_that_counts_is_an_array_as_any_other():
    seen = []

    def looked_at(a, b, several):
        assert isinstance(a, np.ndarray)
        assert {
            type(each) for each in (a.sum(), a[0, 0], a.mean(), np.dot(a[0], a[1]), a[0] @ a[1], np.vdot(a, a))
        } == {np.float64}
        for counts in (a.T, a[0], a + 1, a @ b, a.dot(b), np.where(a > 0, a, 0), np.outer(v, a[0]), several[0], *a):
            assert type(counts) is type(a)
        out = np.zeros((2, 4))
        for written in (np.dot(a, b, out), np.dot(a, b, out=out), np.matmul(a, b, out=out), np.add(out, 0, out=out)):
            assert written is out
        assert np.einsum("ij,jk", a, b, out=out) is out
        before = a
        a += 1
        a[a > 3] = 0
        assert a is before
        quotient, rest = np.divmod(a, 2)
        assert type(quotient) is type(rest) is type(a)
        assert np.add(a, 1, out=a, where=a > 100) is a
        np.add.at(a, ([0], [0]), 1)
        np.testing.assert_allclose(a, a.tolist())
        seen.append((a.astype(np.float32).dtype, np.zeros_like(b).shape, a.reshape(-1)[::2].tolist()))

    assert multiplications(looked_at, [A.copy(), B.copy(), [A.copy()]]) is not None
    assert seen == [(np.float32, (3, 4), [3.0, 2.0, 2.0])]


def test_the_call_that_counts_leaves_no_trace():
    calls = []

    def double(x):
        print("doubling")
        calls.append(type(x))
        x *= 2
        return x

    printed = io.StringIO()
    with redirect_stdout(printed):
        reply = call(double, [np.ones(3)], PreviousAnswer(), count_cost=True, observe=True)
    assert printed.getvalue() == "doubling\n"
    assert type(reply.answer) is np.ndarray
    assert reply.answer.tolist() == [2, 2, 2]
    assert reply.after == [content(np.full(3, 2.0))]
    assert reply.cost[1] == 3
    assert calls[0] is np.ndarray
    assert len(calls) == 2


def test_a_function_that_cannot_do_with_such_arrays_has_answered_all_the_same():
    def particular(x):
        if type(x) is not np.ndarray:
            raise TypeError
        return x + 1

    reply = call(particular, [np.ones(3)], PreviousAnswer(), count_cost=True)
    assert reply.answer.tolist() == [2, 2, 2]
    assert reply.cost[0] > 0
    assert reply.cost[1] is None


def test_steps_are_those_of_the_plain_call_whatever_the_products():
    def product(a, b):
        return a @ b

    def nothing(a, b):
        return a + b

    counted = [call(each, [np.ones((2, 2))] * 2, PreviousAnswer(), count_cost=True).cost for each in (product, nothing)]
    assert counted[0][0] == counted[1][0] < 40
    assert [multiplied for _, multiplied in counted] == [8, 0]
    assert call(product, [A, B], PreviousAnswer(), count_cost=False).cost is None


def test_counting_steps_ends_with_the_call():
    def stumbles():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call(stumbles, [], PreviousAnswer(), count_cost=True)
    call(len, [[]], PreviousAnswer(), count_cost=True)
    assert sys.gettrace() is None
    if steps.MONITORING:
        assert steps.MONITORING.get_tool(steps.TOOL) is None


def test_steps_are_monitored_where_python_can():
    monitored = isinstance(steps.step_counter(), steps.MonitoringCounter)
    assert monitored == (sys.version_info >= (3, 12))


@pytest.mark.skipif(sys.version_info < (3, 12), reason="this Python has no monitoring")
def test_while_steps_are_monitored_nothing_is_traced():
    seen = []

    def looks():
        seen.append((sys.gettrace(), steps.MONITORING.get_tool(steps.TOOL)))
        with steps.uncounted():
            seen.append(steps.MONITORING.get_events(steps.TOOL))
        seen.append(steps.MONITORING.get_events(steps.TOOL))

    call(looks, [], PreviousAnswer(), count_cost=True)
    instruction = steps.MONITORING.events.INSTRUCTION
    assert seen[:3] == [(None, "steps"), 0, instruction]
    assert seen[3][1] is None  # the call for the multiplications counts no steps


def answers(*costs):
    return [Answer(0.0, cost=cost) for cost in costs]


def test_steps_and_multiplications_must_both_grow_linearly():
    holds = cost_grows_linearly("the depth", look="Look up.")
    dear = "The answers are right, but the work grows with the square of the depth. Look up."
    assert holds(answers(Cost(100, 7), Cost(180, 14), Cost(340, 28))) is None
    assert holds(answers(Cost(100, 0), Cost(180, 0), Cost(340, 0))) is None
    assert holds(answers(Cost(100, None), Cost(180, None), Cost(340, None))) is None
    assert holds(answers(Cost(100, 7), Cost(180, 14), Cost(340, 40))) == dear
    assert holds(answers(Cost(100, 7), Cost(180, 14), Cost(500, 28))) == dear
    assert "could not be counted" in holds(answers(Cost(100, 7), None, Cost(340, 28)))
    assert "could not be counted" in holds(answers(Cost(0, 7), Cost(0, 14), Cost(0, 28)))


FORGED = """
from autograder.sandbox.guest.runtime import worker
send = worker.Channel.send
worker.Channel.send = lambda at, reply: send(at, {{**reply, "cost": {cost}}} if reply.get("cost") else reply)
"""


@pytest.mark.parametrize(
    "cost",
    [
        "{'steps': -1, 'multiplications': 1}",
        "[9, 9]",
        *(
            pytest.param(each, marks=pytest.mark.slow)
            for each in (
                "{'steps': True, 'multiplications': 1}",
                "{'steps': 1e300, 'multiplications': 1}",
                "{'steps': 10**18, 'multiplications': 1}",
                "{'steps': 9, 'multiplications': float('nan')}",
                "{'steps': 9, 'multiplications': 10**30}",
                "{'steps': 9, 'multiplications': [1]}",
                "{'multiplications': 1}",
                "'9'",
            )
        ),
    ],
)
def test_a_forged_cost_that_is_none_is_not_counted(grader, cost):
    forged = handed_in.with_function("deep", "deep_backward", "deep_backward", FORGED.format(cost=cost))
    report = grader.grade(forged)
    messages = [check.message for each in report.exercises for check in each.checks if check.score < check.max_score]
    assert messages == ["The cost of your program could not be counted."]
