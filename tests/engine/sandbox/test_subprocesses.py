"""Workers that are programs started anew, as on Windows and macOS: tried here, where the system is another one."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.grading.grader import Grader
from autograder.sandbox.guest.messages import CallFunction, LoadCell, Setup
from autograder.sandbox.guest.runtime.standalone import KINDS
from autograder.sandbox.host import launch
from autograder.sandbox.host.subprocesses import StandaloneProgram, SubprocessPool
from autograder.sandbox.protocol import Ended, SandboxError
from autograder.submissions.read import read_submission
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, ROOT, SAMPLES

LOAD = LoadCell("work", 0)


@pytest.fixture(scope="module")
def running():
    with SubprocessPool() as started:
        yield started


def submission(source):
    return Setup({"work": ("work.py", [source.encode()])})


def call(function, *arguments):
    return CallFunction("work", function, arguments)


def replies(running, source, *requests, seconds=2.0):
    with running.acquire(submission(source)) as worker:
        _, *rest = worker.exchange([LOAD, *requests], lambda: seconds)
        return rest, worker.printed()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["perfect", "typical", "untouched", "syntax_error", "notebook"])
def test_reports_are_those_of_isolated_workers(assignment, zygote, running, name):
    public = assignment.public_view()
    handed_in = read_submission(SAMPLES / name, public.module_names)
    reports = [Grader(public, each, seed=0).grade(handed_in) for each in (zygote, running)]
    assert reports[0].exercises == reports[1].exercises
    assert (reports[0].messages, reports[0].printed) == (reports[1].messages, reports[1].printed)
    assert reports[1].isolation == ()


@pytest.mark.parametrize(
    ("body", "status", "how"),
    [
        pytest.param("while True: pass", "timeout", "did not finish in time", marks=pytest.mark.slow),
        ("import os; os._exit(3)", "crashed", "exit code 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "crashed", "segmentation fault"),
        ("while True: print('x' * 1000)", "crashed", "printed more than 64 MB"),
    ],
)
def test_one_that_does_not_answer_ends_and_says_how(running, body, status, how):
    (first, ended), _ = replies(running, f"def f():\n {body}\ndef g(): return 1", call("g"), call("f"), call("g"))
    assert first.answer == 1
    assert isinstance(ended, Ended)
    assert ended.status == status
    assert how in ended.how


def test_what_was_printed_comes_with_the_reply(running):
    source = "import sys\ndef f(n): print('line', n); print('σ', file=sys.stderr)"
    for _ in range(5):
        _, printed = replies(running, source, *(call("f", n) for n in range(5)))
        assert printed == "".join(f"line {n}\nσ\n" for n in range(5))


def test_large_requests_and_answers_flow(running):
    requests = [call("f", np.zeros(200_000)) for _ in range(3)]
    found, _ = replies(running, "def f(x): return [x, x]", *requests, seconds=10)
    assert [reply.answer[1].size for reply in found] == [200_000] * 3


@pytest.mark.slow
def test_a_hang_costs_its_exercise_and_no_other(tiny, running):
    endless = "def mean(X): return X.mean(axis=0)\ndef centred(X):\n    while True: pass\n"
    report = Grader(tiny.public_view(), running, seed=0, deadlines=DEADLINES).grade(
        Submission("someone", python_files({"means": endless.encode()}))
    )
    mean, centred, *_ = report.exercises
    assert mean.passed
    assert {check.status for check in centred.checks} == {"timeout"}


def test_modules_of_the_project_are_not_there_to_be_imported(running):
    source = "def f():\n try:\n  import solutions\n except ImportError: return 1"
    (reply,), _ = replies(running, source, call("f"))
    assert reply.answer == 1


def test_whoever_does_not_know_the_password_is_sent_away():
    program = StandaloneProgram()
    with socket.create_connection(("127.0.0.1", program.port)) as stranger:
        stranger.sendall(KINDS[0] + b"0" * 32)
        calls = program.connect()
        assert stranger.recv(1) == b""
    assert len(calls.sockets) == len(KINDS)
    program.end()


def test_a_python_that_does_not_come_up_is_told(monkeypatch):
    monkeypatch.setattr(launch, "BOOT", "raise SystemExit(1)")
    with SubprocessPool() as running, pytest.raises(SandboxError, match="Does NumPy work"):
        running.acquire(submission(""))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_when_the_grader_is_killed_its_programs_end():
    """Also one that is in the middle of an endless loop."""
    script = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
import tests.engine.sandbox.test_subprocesses as t
running = t.SubprocessPool()
worker = running.acquire(t.submission("while True: pass"))
print(worker.pid, flush=True)
list(worker.exchange([t.LOAD], lambda: 60.0))
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as grader:
        pid = int(grader.stdout.readline())
        time.sleep(0.5)
        os.kill(pid, 0)
        grader.kill()
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and ") Z" in Path(f"/proc/{pid}/stat").read_text():
            return  # ended, and nobody has asked for its exit status yet
        time.sleep(0.1)
    pytest.fail("it is still there")


def without_unix(*words):
    """A command, with all taken out of Python that Windows does not have."""
    hidden = ["fcntl", "resource", "pwd", "grp", "termios", "pty", "tty", "syslog"]
    script = f"""
import os, sys
import signal, socket, subprocess, selectors, tempfile  # Python's own, which know where they are
for name in {hidden}: sys.modules[name] = None
for name in ("fork", "writev", "setsid", "killpg", "geteuid", "getuid", "waitstatus_to_exitcode"): delattr(os, name)
for owner, name in ((signal, "SIGKILL"), (socket, "send_fds"), (socket, "recv_fds"), (socket, "AF_UNIX")):
    delattr(owner, name)
sys.argv = ["autograder", *{list(map(str, words))}]
from autograder.cli.main import main
main()
"""
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_check_needs_nothing_that_only_unix_has():
    done = without_unix("check", "--programs", SAMPLES / "perfect")
    assert "All public checks passed" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def test_grade_refuses_where_it_cannot_isolate():
    done = without_unix("grade", SAMPLES / "perfect")
    assert "On Windows, use WSL 2 or Docker." in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


def test_a_program_imports_nothing_that_only_unix_has():
    script = """
import sys
import autograder.sandbox.guest.runtime.standalone
ours = "autograder.sandbox.guest."
unix = {"fcntl", "resource", "pwd", "grp"}
unix |= {*(f"{ours}isolation.{name}" for name in ("prctl", "limits", "reaper")), f"{ours}runtime.forkserver"}
print(sorted(unix & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n", done.stdout + done.stderr
