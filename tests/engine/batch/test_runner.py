"""The bounded pool: every result once, few items in flight, and an end that does not wait for what has not begun."""

import contextlib
import itertools
import threading

import pytest

from autograder.batch import runner

JOBS = 2
MANY = 50


class Items:
    """Items that say how many of them were taken."""

    def __init__(self) -> None:
        self.taken = 0

    def __iter__(self):
        for place in itertools.count():
            self.taken += 1
            yield place


def double(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("jobs", [1, JOBS, MANY, None])
def test_every_item_has_its_result(jobs):
    assert dict(runner.as_done(double, range(MANY), jobs)) == {each: 2 * each for each in range(MANY)}
    assert list(runner.in_order(double, range(MANY), jobs)) == [2 * each for each in range(MANY)]


def test_nothing_to_do_is_done_at_once():
    assert list(runner.as_done(double, [])) == list(runner.in_order(double, [])) == []


def test_a_result_is_there_before_those_of_earlier_items():
    first = threading.Event()

    def work(number: int) -> int:
        assert number or first.wait(30)
        return number

    for place, _ in runner.as_done(work, range(MANY), JOBS):
        assert place != 0 or first.is_set()
        first.set()


@pytest.mark.parametrize("results", [runner.as_done, runner.in_order])
def test_memory_does_not_grow_with_the_number_of_items(results):
    items = Items()
    with contextlib.closing(results(double, items, JOBS)) as running:
        for place, _ in enumerate(itertools.islice(running, MANY)):
            assert items.taken <= place + 2 * JOBS + 1


@pytest.mark.parametrize("results", [runner.as_done, runner.in_order])
def test_what_has_not_begun_when_the_caller_stops_does_not_begin(results):
    begun, go_on = [], threading.Event()

    def work(number: int) -> int:
        begun.append(number)
        assert number == 0 or go_on.wait(30)
        return number

    with contextlib.suppress(KeyboardInterrupt), contextlib.closing(results(work, range(MANY), 1)) as running:
        next(running)
        go_on.set()
        raise KeyboardInterrupt
    assert len(begun) <= 2


def test_what_an_item_raises_reaches_the_caller():
    with pytest.raises(ZeroDivisionError):
        list(runner.as_done(lambda number: 1 / number, range(MANY), JOBS))
