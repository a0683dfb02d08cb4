"""What nobody can deny a worker, the clock, carries something to the next one; the page on security says so."""

import pytest

from autograder.sandbox.guest.messages import CallFunction, LoadCell, Setup
from autograder.sandbox.protocol import Ended

SLOTS = 8  # of a second: three bits for each worker that ends itself
SENT = [3, 6, 1, 4, 7, 2]
CARRIER = f"""
import os, time

def now():
    return time.monotonic() % 1 * {SLOTS}

STARTED = now()

def tell(number):
    while not 0 <= now() - number < 0.1:
        time.sleep(0.001)
    os._exit(0)

def told():
    return int(STARTED)
"""


@pytest.mark.slow
def test_a_counter_can_be_carried_by_the_clock(zygote):
    """A worker ends itself at a moment of its choice; the next one starts at once, and looks at the clock."""
    assert sum(carried(zygote, number) == number for number in SENT) >= len(SENT) / 2  # by chance, once in 500


def carried(zygote, number):
    with zygote.acquire(Setup({"work": ("work.py", [CARRIER.encode()])})) as worker:
        *_, ended = worker.exchange([LoadCell("work", 0), CallFunction("work", "tell", [number])], lambda: 5.0)
        assert isinstance(ended, Ended)
    with zygote.acquire(Setup({"work": ("work.py", [CARRIER.encode()])})) as worker:
        *_, told = worker.exchange([LoadCell("work", 0), CallFunction("work", "told", [])], lambda: 5.0)
        return told.answer
