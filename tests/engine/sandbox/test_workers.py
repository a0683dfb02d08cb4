"""Real workers: they answer, they end, and what they take with them is only themselves."""

import importlib.util
import itertools
import os
import resource
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.grading.grader import Grader
from autograder.sandbox.guest.instrumentation.content import content
from autograder.sandbox.guest.messages import CallFunction, LoadCell, Loaded, ProxyAnswer, Raised, Returned, Setup
from autograder.sandbox.host.launch import ForkServer
from autograder.sandbox.host.streams import OUTPUT_KEPT
from autograder.sandbox.host.zygote import SLOTS, Limits, Zygote
from autograder.sandbox.protocol import Ended, SandboxError, SubmissionTooLarge
from autograder.submissions.submission import Submission, python_files
from tests.support.isolation import submission
from tests.support.target import PATIENCE


def call(function: str, *arguments, count_cost: bool = False) -> CallFunction:
    return CallFunction("work", function, arguments, count_cost, observe=True)


def ended(pid: int) -> None:
    """Wait for a process of ours, and leave its status for who has started it."""
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


def replies(zygote: Zygote, source: str, *requests: CallFunction, seconds: float = 2.0 * PATIENCE) -> tuple[list, str]:
    """What a worker replies to these requests after the import, and what the submission printed."""
    with zygote.acquire(submission(source)) as worker:
        loaded, *rest = worker.exchange([LoadCell("work", 0), *requests], lambda: seconds)
        assert isinstance(loaded, Ended | Loaded | Raised)
        return rest or [loaded], worker.printed()


def test_answers_arrive_in_order_with_what_was_seen(zygote):
    source = "def double(x):\n    print('doubling')\n    x *= 2\n    return x\ndef pair(x): return (x, [x])"
    (first, second), printed = replies(zygote, source, call("double", np.ones(2)), call("pair", 3))
    assert first.answer.tolist() == [2, 2]
    assert first.after == [content(np.full(2, 2.0))]
    assert second.answer == (3, [3])
    assert printed == "doubling\n"


def test_a_worker_goes_to_work_before_its_replies_are_asked_for(zygote):
    with zygote.acquire(submission("def f():\n    print('at work')\n    return 1")) as worker:
        coming = worker.exchange([LoadCell("work", 0), call("f")], lambda: 2.0 * PATIENCE)
        printed, end = "", time.monotonic() + PATIENCE
        while not printed and time.monotonic() < end:
            printed = worker.printed()
        assert printed == "at work\n"
        _, reply = coming
        assert reply.answer == 1


BELONGINGS = """
import copy
import numpy as np

BUFFER = np.zeros(2)

def itself(x): return x
def a_part(x): return [x[1:]]
def anew(x): return x + 0
def buffered(x):
    BUFFER[:] = x
    return BUFFER
def drawn(rng): return rng.normal()
def spawned(rng): return np.random.default_rng(rng.bit_generator.seed_seq.spawn(1)[0]).normal()
def copied(rng): return copy.deepcopy(rng).normal()
"""


def test_whose_arrays_an_answer_is_made_of(zygote):
    x = np.arange(2.0)
    functions = ["itself", "a_part", "anew"]
    found, _ = replies(zygote, BELONGINGS, *(call(name, x) for name in functions))
    assert [each.shared for each in found] == [[0], [0], []]
    found, _ = replies(zygote, BELONGINGS, *(call("buffered", values) for values in (x, x, x + 1)), call("anew", x))
    kept = [each.earlier == content(before.answer) for before, each in itertools.pairwise(found)]
    assert (found[0].earlier, kept) == (b"", [True, False, True])


def test_which_generators_were_drawn_from(zygote):
    functions = ["drawn", "spawned", "copied"]
    found, _ = replies(zygote, BELONGINGS, *(call(name, np.random.default_rng(3)) for name in functions))
    assert [each.after == [content(np.random.default_rng(3))] for each in found] == [False, False, True]


def test_an_exception_comes_with_its_line(zygote):
    (reply,), _ = replies(zygote, "def halve(x):\n    return x / 0", call("halve", 1))
    assert reply.error == {
        "type": "ZeroDivisionError",
        "message": "division by zero",
        "where": [["work.py", 2, "halve", "return x / 0"]],
    }


@pytest.mark.parametrize(
    ("body", "status", "how"),
    [
        ("while True: pass", "timeout", "did not finish in time"),
        pytest.param("import time; time.sleep(60)", "timeout", "did not finish in time", marks=pytest.mark.slow),
        ("import os; os._exit(3)", "crashed", "exit code 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "crashed", "segmentation fault"),
        ("import os; os.write(4, b'garbage' * 9)", "crashed", "malformed answer"),
        ("import os; os.close(4); return 1", "crashed", ""),
        ("while True: print('x' * 1000)", "crashed", "printed more than 64 MB"),
    ],
)
def test_a_worker_that_does_not_answer_ends_and_says_how(zygote, body, status, how):
    (first, ended), _ = replies(zygote, f"def f():\n {body}\ndef g(): return 1", call("g"), call("f"), call("g"))
    assert first.answer == 1
    assert isinstance(ended, Ended)
    assert ended.status == status
    assert how in ended.how


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("raise SystemExit", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("f()", "RecursionError"),
        ("return input()", "EOFError"),
        ("import numpy; return numpy.zeros(2 << 30)", "MemoryError"),
        ("import numpy; return numpy.zeros(9 << 20)", "OverflowError"),
    ],
)
def test_what_ends_only_the_call_leaves_the_worker(zygote, body, kind):
    (reply, after), _ = replies(zygote, f"def f(): {body}\ndef g(): return 1", call("f"), call("g"))
    assert kind in reply.error["type"]
    assert after.answer == 1


def test_output_is_kept_up_to_a_bound(zygote):
    _, printed = replies(zygote, f"def f(): print('x' * {OUTPUT_KEPT * 3})", call("f"))
    assert len(printed) == OUTPUT_KEPT


def test_many_requests_and_large_answers_flow_at_once(zygote):
    """Neither side waits for the other with full pipes."""
    requests = [call("f", np.zeros(20_000)) for _ in range(40)]
    found, _ = replies(zygote, "def f(x): return [x, x]", *requests, seconds=5)
    assert len(found) == 40
    assert all(isinstance(reply, Returned) and reply.answer[1].size == 20_000 for reply in found)


def test_no_descriptor_of_the_grader_reaches_a_worker(zygote):
    source = "import os\ndef f(): return [fd for fd in range(200) if _open(fd)]\n"
    source += "def _open(fd):\n    try: os.fstat(fd)\n    except OSError: return False\n    return True"
    (reply,), _ = replies(zygote, source, call("f"))
    assert reply.answer == [0, 1, 2, 3, 4]


def test_the_environment_holds_no_token(zygote, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "4711")
    with Zygote() as fresh:
        (reply,), _ = replies(fresh, "import os\ndef f(): return sorted(os.environ)", call("f"))
    assert "SECRET_TOKEN" not in reply.answer


def test_the_solutions_cannot_be_imported(zygote):
    source = "import importlib\ndef f(): return importlib.import_module('solutions.layers')"
    (reply,), _ = replies(zygote, source, call("f"))
    assert reply.error["type"] == "ModuleNotFoundError"


def test_nothing_can_be_written_or_forked(zygote):
    write = f"import os\ndef write():\n with open('/tmp/left-{os.getpid()}', 'w') as file: file.write('x' * 9)\n"
    source = write + "def fork(): return os.fork()"
    (write, fork), _ = replies(zygote, source, call("write"), call("fork"))
    assert write.error["type"] == "PermissionError"
    assert fork.error["type"] == "PermissionError"
    assert not Path(f"/tmp/left-{os.getpid()}").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a worker a user of its own")
def test_as_root_a_worker_has_a_user_of_its_own(zygote):
    (reply,), _ = replies(zygote, "import os\ndef f(): return [os.getuid(), os.geteuid(), os.getgid()]", call("f"))
    assert min(reply.answer) >= 1_000_000_000
    with zygote.acquire(submission("")) as worker:
        assert ("user", "set") in worker.layers


def test_a_fresh_worker_knows_nothing_of_the_one_before(zygote):
    source = "import numpy\ndef mark(): numpy.zeros = None\ndef look(): return numpy.zeros(1)"
    replies(zygote, source, call("mark"))
    (reply,), _ = replies(zygote, source, call("look"))
    assert reply.answer.tolist() == [0]


def test_two_zygotes_give_their_workers_different_users(zygote):
    if os.geteuid() != 0:
        pytest.skip("only root may give a worker a user of its own")
    with Zygote() as second:
        found = [replies(each, "import os\ndef f(): return os.getuid()", call("f"))[0][0] for each in (zygote, second)]
    assert found[0].answer != found[1].answer


def test_a_right_answer_may_write_to_the_null_device(zygote):
    source = "import os\ndef f():\n with open(os.devnull, 'w') as nothing: return nothing.write('abc')"
    (reply,), _ = replies(zygote, source, call("f"))
    assert reply.answer == 3


def test_a_warning_tells_no_path_of_ours(zygote):
    source = "import numpy, warnings\ndef f():\n numpy.mean([])\n warnings.warn('look out')"
    _, printed = replies(zygote, source, call("f"))
    assert "RuntimeWarning: Mean of empty slice" in printed
    assert "work.py:4: UserWarning: look out" in printed
    assert "/" not in printed.replace("invalid value encountered in scalar divide", "")


def test_when_the_grader_has_no_descriptor_left_nothing_else_is_lost():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Zygote() as running:
        pid = running.pid
        with running.acquire(submission("def f(): return 1")) as before:
            resource.setrlimit(resource.RLIMIT_NOFILE, (5, hard))
            try:
                with pytest.raises(SandboxError, match="Too many open files"):
                    running.acquire(submission(""))
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            (loaded,) = before.exchange([LoadCell("work", 0)], lambda: 2.0)
            assert loaded.functions == ["f"]
        assert running.pid == pid


def test_a_lost_zygote_is_started_anew():
    with Zygote() as running:
        os.kill(running.pid, signal.SIGKILL)
        ended(running.pid)
        found, _ = replies(running, "def f(): return 1", call("f"))
    assert found[0].answer == 1


def test_a_worker_of_a_lost_zygote_is_let_go_at_once():
    with Zygote() as running:
        before = running.acquire(submission("def f(): return 1"))
        os.kill(running.pid, signal.SIGKILL)
        ended(running.pid)
        with running.acquire(submission("def f(): return 1")):
            before.end()
            assert not before.alive


def test_all_that_was_printed_before_a_reply_is_there_with_it(zygote):
    source = "def f(n): print('line', n)"
    for _ in range(30):
        _, printed = replies(zygote, source, *(call("f", n) for n in range(5)))
        assert printed == "".join(f"line {n}\n" for n in range(5))


@pytest.mark.parametrize("name", ["json", "alice.v2", "naïve", "if"])
def test_a_file_may_have_any_name(zygote, name):
    with zygote.acquire(Setup({name: (f"{name}.py", [b"def f(): return 1"])})) as worker:
        loaded, reply = worker.exchange([LoadCell(name, 0), CallFunction(name, "f", [])], lambda: 2.0)
    assert loaded.functions == ["f"]
    assert reply.answer == 1


def test_questions_are_answered_one_at_a_time(zygote):
    """Whoever floods the grader with questions is ended."""
    source = (
        "from autograder.sandbox.guest.runtime.worker import Channel, PipeLine\n"
        "def f():\n    for _ in range(10_000):\n"
        "        Channel(PipeLine()).send({'proxy_call': 'g', 'arguments': [], 'named': {}})\n"
    )
    asked = []

    def answer(question):
        asked.append(question)
        return ProxyAnswer(np.zeros(4000))

    with zygote.acquire(submission(source), answer) as worker:
        *_, ended = worker.exchange([LoadCell("work", 0), call("f")], lambda: 5.0)
    assert isinstance(ended, Ended)
    assert len(asked) < 1000


def test_when_the_grader_goes_its_processes_go():
    with Zygote() as running:
        worker = running.acquire(submission("def f(): pass"))
        pid = worker.pid
        assert Path(f"/proc/{pid}").exists() or not Path("/proc").exists()
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("count", [8, 16])
def test_steps_are_counted_the_same_each_time(zygote, count):
    source = "def f(n):\n    total = 0\n    for i in range(n): total += i\n    return total"
    (once, twice, double), _ = replies(
        zygote, source, *(call("f", n, count_cost=True) for n in (count, count, 2 * count))
    )
    assert once.cost == twice.cost
    assert 1.5 < double.cost[0] / once.cost[0] < 2.1


@pytest.mark.slow
def test_a_worker_may_be_a_program_started_anew(tiny):
    """As on macOS; the layers, and what is answered, are the same."""
    source = {"means": "def mean(X): return X.sum(axis=0) / len(X)\ndef centred(X): return X - mean(X)\n"}
    reports = []
    for by_exec in (False, True):
        with Zygote(Limits(by_exec=by_exec)) as zygote:
            submission = Submission("someone", python_files({name: text.encode() for name, text in source.items()}))
            reports.append(Grader(tiny, zygote, seed=1).grade(submission))
    assert reports[0] == reports[1]
    assert reports[0].score == 10


@pytest.mark.slow
def test_a_submission_that_cannot_be_told_leaves_no_worker():
    """Too large for one message: nobody else knows the process that was to hear it."""
    with Zygote() as running:
        for _ in range(SLOTS + 1):
            with pytest.raises(SubmissionTooLarge, match="64 MB"):
                running.acquire(Setup({"work": ("work.py", [bytes(65 << 20)])}))
        assert running._slots == {}


def test_where_all_places_are_taken_that_is_said(monkeypatch, tiny):
    """And nobody is graded: it is no fault of theirs."""
    monkeypatch.setattr("autograder.sandbox.host.zygote.PAUSES", (0.0,))
    with Zygote() as running:
        grader = Grader(tiny, running, seed=1)
        running.findings()
        running._free_slots.clear()
        report = grader.grade(Submission("late", python_files({"means": b"def mean(X): return X.mean(axis=0)"})))
    assert not report.graded
    assert report.score == 0
    (message,) = report.messages
    assert message.startswith("This submission could not be graded: No process can be started: all 128 places")
    assert message.endswith("Grade it again.")


def test_all_of_pythons_own_modules_can_be_imported(zygote):
    """Even where Python lies in a folder that is closed to all but its owner, such as root's home."""
    names = ["asyncio", "sqlite3", "xml.etree.ElementTree", "concurrent.futures", "zoneinfo", "html.parser", "tomllib"]
    names += ["email.mime.text", "encodings.cp437", "this"]  # in a package, data of a codec, one that prints
    names = [name for name in names if importlib.util.find_spec(name.partition(".")[0])]
    source = f"import importlib\ndef f(): return [importlib.import_module(n).__name__ for n in {names}]"
    (reply,), _ = replies(zygote, source, call("f"))
    assert reply.answer == names


def test_a_fork_server_that_was_started_ahead_is_used_until_it_is_lost():
    server = ForkServer()
    with Zygote(server=server) as running:
        assert running.pid == server.process.pid
        server.process.kill()
        server.process.wait()
        running.acquire(Setup()).end()
        assert running.pid != server.process.pid
