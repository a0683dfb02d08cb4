"""Workers and zygotes end with everything that they have started."""

import errno
import os
import signal
import time
from pathlib import Path

import pytest

from autograder.sandbox.guest.messages import CallFunction, LoadCell, Loaded
from autograder.sandbox.host.zygote import Limits, Zygote
from autograder.sandbox.protocol import SandboxError
from tests.support.isolation import (
    LINUX,
    ORDINARY,
    ROOT_ONLY,
    ask,
    python_of_everybody,
    said,
    submission,
    with_landlock,
)

DAEMONS = """
import os, time
def f():
    left = []
    for _ in range(3):
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.write(writing, str(os.getpid()).encode())
                for descriptor in range(5): os.close(descriptor)
                time.sleep(60)
            os._exit(0)
        os.wait()
        left.append(int(os.read(reading, 20)))
    return left
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(not LINUX, reason="only Linux gives orphans to whom one likes")
@pytest.mark.parametrize("without", [{"rlimits", "seccomp"}, {"rlimits", "seccomp", "user"}])
def test_what_a_worker_has_started_ends_with_it(without):
    """Without the layers that refuse it: daemons, in sessions of their own, of a worker that is there no more."""
    with Zygote(Limits(without=frozenset(without))) as running:
        other = running.acquire(submission("def f(): return 1"))
        with running.acquire(submission(DAEMONS)) as worker:
            (reply,) = ask(worker, "f")
            left = reply.answer
            assert len(left) == 3
            assert all(map(alive, left))
        assert not any(map(alive, left))
        assert children(running.pid) == [other.pid]
        assert ask(other, "f")[0].answer == 1
        other.end()
        assert children(running.pid) == []


@pytest.mark.skipif(not LINUX, reason="elsewhere a worker ends when its processor time is used up")
def test_when_the_zygote_is_killed_its_workers_end():
    with Zygote() as running:
        worker = running.acquire(submission("def f():\n    while True: pass"))
        pid = worker.pid
        replies = worker.exchange([LoadCell("work", 0), CallFunction("work", "f", [])], lambda: 5.0)
        assert isinstance(next(replies), Loaded)
        os.kill(running.pid, signal.SIGKILL)
        deadline = time.monotonic() + 5
        while alive(pid) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not alive(pid)
        with pytest.raises(SandboxError, match="was lost"):
            next(replies)


@pytest.mark.slow
@with_landlock
@ROOT_ONLY
def test_a_zygote_that_can_fork_no_more_lives_on():
    """Out of processes for a moment: a clear message, and nobody else's work is lost."""
    program = """
import resource
from autograder.sandbox.guest.messages import CallFunction, Setup
from autograder.sandbox.host.zygote import Zygote
from autograder.sandbox.protocol import SandboxError
nothing = Setup()
with Zygote() as zygote:
    before, pid = zygote.acquire(nothing), zygote.pid
    _, most = resource.prlimit(pid, resource.RLIMIT_NPROC)
    resource.prlimit(pid, resource.RLIMIT_NPROC, (1, most))
    try:
        zygote.acquire(nothing)
    except SandboxError as error:
        print(error)
    resource.prlimit(pid, resource.RLIMIT_NPROC, (most, most))
    zygote.acquire(nothing).end()
    (reply,) = before.exchange([CallFunction("work", "f", [])], lambda: 5.0)
    print(zygote.pid == pid, type(reply).__name__)
"""
    first, second = said(program, *ORDINARY, python_of_everybody()).splitlines()
    assert first.startswith(f"No process can be started: {os.strerror(errno.EAGAIN)}.")
    assert second == "True Raised"  # there is no function, but a worker that says so
