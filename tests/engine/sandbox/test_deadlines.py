"""When a reply is late: by the clock, without the time in which the machine kept a worker waiting."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.sandbox.guest.messages import CallFunction, LoadCell, Loaded, Returned
from autograder.sandbox.protocol import TimeLimit
from tests.support.isolation import submission

CALL_F, CALL_G = CallFunction("work", "f", []), CallFunction("work", "g", [])


def test_a_reply_that_lies_there_at_its_deadline_is_in_time(zygote):
    """The grader may be slow to look: what counts is when the reply came."""
    with zygote.acquire(submission("import time\ndef f():\n time.sleep(0.1)\n return 1")) as worker:
        seconds = iter([2.0, 2.0, 0.0])
        calls = worker.exchange([LoadCell("work", 0), CALL_F], lambda: next(seconds))
        assert isinstance(next(calls), Loaded)
        time.sleep(1.0)  # the request was sent ahead, and is answered meanwhile
        assert next(calls).answer == 1


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="this kernel does not tell who waits")
def test_a_busy_machine_takes_no_time_away(zygote):
    """A call that needs a third of its time, on a processor of which it gets a ninth; and one that does not end."""
    source = (
        "import time\ndef f():\n end = time.process_time() + 0.3\n while time.process_time() < end: pass\n return 1\n"
        "def g():\n while True: pass"
    )
    processor = min(os.sched_getaffinity(0))
    program = f"import os; os.sched_setaffinity(0, {{{processor}}}); print(flush=True)\nwhile True: pass"
    with zygote.acquire(submission(source)) as worker:
        os.sched_setaffinity(worker.pid, {processor})
        # In sessions of their own, since a kernel may share its time out among sessions first.
        apart = {"stdout": subprocess.PIPE, "start_new_session": True}
        others = [subprocess.Popen([sys.executable, "-c", program], **apart) for _ in range(8)]
        try:
            for each in others:
                each.stdout.readline()
            list(worker.exchange([LoadCell("work", 0)], lambda: 5.0))
            seconds = iter([1.0, TimeLimit(1.0, most=1.5)])
            found, late = worker.exchange([CALL_F, CALL_G], lambda: next(seconds))
        finally:
            for each in others:
                each.kill()
                each.communicate()
    assert isinstance(found, Returned)
    assert found.answer == 1
    assert late.status == "timeout"


def test_an_answer_that_never_ends_is_late(zygote):
    """Bytes of it keep coming: that does not stop the clock."""
    source = (
        "import os, struct, time\ndef f():\n os.write(4, struct.pack('<II', 60 << 20, 100))\n"
        " end = time.time() + 20\n while time.time() < end: os.write(4, b'x')"
    )
    with zygote.acquire(submission(source)) as worker:
        _, ended = worker.exchange([LoadCell("work", 0), CALL_F], lambda: 0.5)
    assert ended.status == "timeout"  # at its own end, after 20 seconds, it would have been malformed
