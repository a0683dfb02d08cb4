"""The layers and what they come to: tried for real, with all of them and without."""

import errno
import json
import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox.guest.isolation import landlock, seccomp
from autograder.sandbox.guest.isolation.syscalls import refused_calls
from autograder.sandbox.guest.messages import CallFunction, LoadCell, Loaded, Setup
from autograder.sandbox.host.isolation_check import PROTECTIONS
from autograder.sandbox.host.zygote import Limits, Zygote
from autograder.sandbox.protocol import Connection, SandboxError
from tests.support.project import ROOT
from tests.support.target import python_for_all

LINUX = sys.platform == "linux"
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
with_landlock = pytest.mark.skipif(not LINUX or not landlock.version(), reason="this kernel has no Landlock")
ORDINARY = ["setpriv", "--reuid=2100000", "--regid=2100000", "--clear-groups"]
# What Docker leaves to root in a container.
CONTAINER = (
    "chown,dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,net_bind_service,net_raw,sys_chroot,mknod,setfcap"
)
CONTAINED = [
    "setpriv",
    f"--bounding-set=-all,+{CONTAINER.replace(',', ',+')}",
    "--inh-caps=-all",
]
SHOW = """
import json
from autograder.sandbox.host.zygote import Zygote
with Zygote() as zygote:
    findings = zygote.findings()
print(json.dumps([dict(findings.layers), dict(findings.protections), {k: v for k, v in findings.gaps.items() if v}]))
"""
# A process that the kernel tells of some of its calls that it knows none of the kind, as an older kernel would.
OLDER_KERNEL = """
import ctypes, errno, os, struct, sys
from autograder.sandbox.guest.isolation import prctl, seccomp
numbers = [int(number) for number in sys.argv[1].split(",")]
program = [seccomp._load(seccomp.NUMBER)]
for number in numbers:
    program += seccomp._if(seccomp.JUMP_EQUAL, number, seccomp.UNKNOWN)
program = b"".join(struct.pack("HBBI", *each) for each in [*program, seccomp._return(seccomp.ALLOW)])
code = ctypes.create_string_buffer(program, len(program))
prctl.gain_no_privileges()
filter_ = struct.pack("HL", len(program) // 8, ctypes.addressof(code))
prctl.syscall(seccomp.SECCOMP[os.uname().machine], 1, 0, ctypes.c_char_p(filter_))
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""


def submission(source: str) -> Setup:
    return Setup({"work": ("work.py", [source.encode()])})


def ask(worker: Connection, *functions: str) -> list:
    calls = [CallFunction("work", f, []) for f in functions]
    loaded, *found = worker.exchange([LoadCell("work", 0), *calls], lambda: 5.0)
    assert isinstance(loaded, Loaded), loaded
    return found


def missing(zygote: Zygote) -> set[str]:
    return {name for name, status in zygote.findings().protections if status == "unavailable"}


def said(program: str, *words: str) -> str:
    """What a program of ours prints that is started so, in an environment with nothing else in it."""
    environment = {"PYTHONPATH": f"{ROOT}:{Path(np.__file__).parents[1]}", "PATH": os.environ["PATH"]}
    done = subprocess.run([*words, "-c", program], env=environment, cwd="/", capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def python_of_everybody() -> str:
    return python_for_all() or pytest.skip("no ordinary user may run this Python")


@with_landlock
def test_here_every_protection_was_tried_and_held(zygote):
    findings = zygote.findings()
    expected = dict.fromkeys(PROTECTIONS, "enforced") | {"processor time": "set"}
    assert dict(findings.protections) == expected, findings.gaps
    assert zygote.findings() is findings
    assert dict(findings.layers)["user"] == ("set" if os.geteuid() == 0 else "unavailable")


@with_landlock
@ROOT_ONLY
@pytest.mark.parametrize(
    ("without", "gaps"),
    [
        ({"landlock"}, {"reading files"}),
        ({"seccomp"}, {"network", "processes", "system calls"}),
        ({"rlimits"}, {"address space", "processor time"}),
        ({"user", "landlock", "seccomp"}, set(PROTECTIONS) - {"address space", "processor time"}),
        ({"user", "landlock", "seccomp", "rlimits"}, set(PROTECTIONS)),
    ],
)
def test_the_self_test_sees_what_is_missing(without, gaps):
    """And what is missing is really missing: the probe gets through."""
    with Zygote(Limits(without=frozenset(without))) as running:
        assert missing(running) == gaps
        assert all(running.findings().gaps[name] for name in gaps - {"processor time"})


OLDER = ["landlock", *(f"landlock {since}" for since in (2, 3, 4, 6))]
NULL_DEVICE = """
import io, os, pathlib
from contextlib import redirect_stdout
def f():
    with redirect_stdout(open(os.devnull, "w")), io.open(os.devnull, mode="a+") as also:
        print("not to be seen", also.write("nor this"))
    with pathlib.Path(os.devnull).open("wb") as third:
        third.write(b"nor this")
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.write(descriptor, b"nor this")
    os.close(descriptor)
    return open(os.devnull).read()
"""


@pytest.mark.parametrize("older", [None, *OLDER])
def test_the_null_device_can_be_written_on_every_kernel(older):
    with (
        Zygote(Limits(without=frozenset(filter(None, [older])))) as running,
        running.acquire(submission(NULL_DEVICE)) as worker,
    ):
        (reply,) = ask(worker, "f")
        assert reply.answer == "", reply
        assert worker.printed() == ""


@with_landlock
@pytest.mark.parametrize("older", OLDER)
def test_what_older_kernels_do_not_hold_is_seen_or_held_otherwise(older):
    with Zygote(Limits(without=frozenset([older]))) as running:
        assert missing(running) <= {"reading files"} if older == "landlock" else missing(running) == set()


EMPTIED = """
import os
def f():
    for flags in (os.O_RDONLY, os.O_ACCMODE, os.O_WRONLY, os.O_RDWR):
        try:
            os.close(os.open({path!r}, flags | os.O_TRUNC))
        except OSError:
            continue
"""


@ROOT_ONLY
@pytest.mark.parametrize("older", [None, *OLDER])
def test_no_file_is_emptied_on_any_kernel(older, tmp_path):
    """Landlock knows truncation since version 3, and opening a file for reading may be to empty it."""
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(folder.stat().st_mode | 0o005)
    path = tmp_path / "everybody's"
    path.write_text("full")
    path.chmod(0o666)
    limits = Limits(without=frozenset(filter(None, [older])))
    with Zygote(limits) as running, running.acquire(submission(EMPTIED.format(path=str(path)))) as worker:
        ask(worker, "f")
    assert path.read_text() == "full"


def test_addresses_are_refused_by_the_limit_and_not_by_the_machine():
    """More than any machine has: without the limit nothing says no to it."""
    with Zygote(Limits(memory_bytes=1 << 45, without=frozenset({"rlimits"}))) as running:
        assert "address space" in missing(running)


@pytest.mark.skipif(not LINUX, reason="only Linux chooses whom to end")
def test_where_memory_runs_out_a_worker_is_first():
    def badness(pid):
        return int(Path(f"/proc/{pid}/oom_score_adj").read_text())

    with Zygote() as running, running.acquire(submission("")) as worker:
        assert badness(worker.pid) >= badness(running.pid) > badness(os.getpid())


@with_landlock
@ROOT_ONLY
def test_an_ordinary_user_is_protected_as_well():
    layers, protections, gaps = json.loads(said(SHOW, *ORDINARY, python_of_everybody()))
    assert layers["user"] == "unavailable"
    assert gaps == {}
    assert "unavailable" not in protections.values()


@with_landlock
@ROOT_ONLY
def test_with_the_capabilities_of_a_container_all_layers_are_set():
    layers, protections, gaps = json.loads(said(SHOW, *CONTAINED, sys.executable))
    assert set(layers.values()) == {"set"}
    assert gaps == {}
    assert "unavailable" not in protections.values()


@pytest.mark.slow
@with_landlock
@pytest.mark.parametrize(
    ("unknown", "named"),
    [("444,445,446", "reading files (a file that everybody may read was opened"), ("317,277", "system calls (")],
)
def test_grading_can_be_made_to_depend_on_isolation(unknown, named, tmp_path):
    grade = ["-m", "autograder", "grade", str(ROOT / "tests/submissions/one_file"), "--require-isolation"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    common = {"cwd": ROOT, "env": environment, "capture_output": True, "text": True, "timeout": 60}
    done = subprocess.run([sys.executable, *grade], **common)
    assert done.returncode == 0, done.stderr
    report = tmp_path / "report.json"
    older = [sys.executable, "-c", OLDER_KERNEL, unknown, *grade, "--json", str(report)]
    done = subprocess.run(older, **common)
    assert done.returncode == 1
    said = " ".join(done.stderr.split())
    assert "Nothing was graded: --require-isolation was given" in said
    assert named in said
    assert list(tmp_path.iterdir()) == []


@with_landlock
@ROOT_ONLY
@pytest.mark.parametrize("ordinary", [False, True])
def test_a_right_answer_may_import_what_there_is(ordinary):
    """The standard library and NumPy, their compiled parts too, when it needs them first."""
    program = """
from autograder.sandbox.guest.messages import CallFunction, LoadCell, Setup
from autograder.sandbox.host.zygote import Zygote
source = b"def f():\\n import json.tool, mmap, wave, zipfile, sqlite3, ssl, lzma, numpy.matlib, numpy.f2py; return 3"
with Zygote() as zygote, zygote.acquire(Setup({"work": ("work.py", [source])})) as worker:
    print(list(worker.exchange([LoadCell("work", 0), CallFunction("work", "f", [])], lambda: 20.0))[-1])
"""
    assert "Returned(answer=3," in said(program, *(ORDINARY if ordinary else ()), python_of_everybody())


def test_all_of_python_can_be_imported_wherever_it_lies(zygote):
    """Also in a worker that may not read the folder; packages, data of codecs, and what is compiled."""
    names = "email.mime.text, xml.dom.minidom, wsgiref.util, encodings.cp437, sqlite3, this"
    with zygote.acquire(submission(f"def f():\n import {names}\n return 3")) as worker:
        assert [each.answer for each in ask(worker, "f")] == [3]


def test_a_worker_that_comes_up_otherwise_than_tried_is_not_used():
    with Zygote() as running:
        running.findings()
        running.limits = Limits(without=frozenset({"seccomp"}))
        with pytest.raises(SandboxError, match="other protections than those that were tried"):
            running.acquire(submission(""))


# What the kernel makes of the filter, for architectures that are not at hand.


def run_filter(program: bytes, architecture: int, number: int, *arguments: int) -> int:
    words = {seccomp.NUMBER: number, seccomp.ARCHITECTURE: architecture}
    words |= {seccomp.ARGUMENTS + 8 * place: value & 0xFFFFFFFF for place, value in enumerate(arguments)}
    instructions = list(struct.iter_unpack("HBBI", program))
    register, at = 0, 0
    while True:
        code, yes, no, value = instructions[at]
        if code == seccomp.RETURN:
            return value
        if code == seccomp.LOAD:
            register, at = words[value], at + 1
            continue
        if code == seccomp.KEEP_BITS:
            register, at = register & value, at + 1
            continue
        holds = {
            seccomp.JUMP_EQUAL: register == value,
            seccomp.JUMP_AT_LEAST: register >= value,
            seccomp.JUMP_ANY_BIT: bool(register & value),
        }[code]
        at += 1 + (yes if holds else no)


NUMBERS = {
    "x86_64": {
        "read": 0,
        "openat": 257,
        "kill": 62,
        "tgkill": 234,
        "prlimit64": 302,
        "fcntl": 72,
        "socket": 41,
        "ioctl": 16,
        "madvise": 28,
        "futex": 202,
        "flock": 73,
    },
    "aarch64": {
        "read": 63,
        "openat": 56,
        "kill": 129,
        "tgkill": 131,
        "prlimit64": 261,
        "fcntl": 25,
        "socket": 198,
        "ioctl": 29,
        "madvise": 233,
        "futex": 98,
        "flock": 32,
    },
}


@pytest.mark.parametrize("architecture", NUMBERS)
def test_the_filter_refuses_what_it_says(architecture):
    own = 4711
    number, audit = NUMBERS[architecture], seccomp.AUDIT[architecture]
    strict = seccomp.assemble(architecture, own, seccomp.FOR_READING)
    lax = seccomp.assemble(architecture, own, seccomp.ANYHOW)
    older = seccomp.assemble(architecture, own, seccomp.WITHOUT_EMPTYING)

    def outcome(call, *arguments, program=strict):
        return run_filter(program, audit, call, *arguments)

    assert outcome(number["read"]) == seccomp.ALLOW
    assert outcome(number["socket"]) == seccomp.REFUSE
    assert {outcome(each) for each in refused_calls(architecture)} == {seccomp.REFUSE}
    for call in ("kill", "tgkill"):
        assert outcome(number[call], own) == seccomp.ALLOW
        assert {outcome(number[call], who) for who in (1, 0, -1, -own, own + 1)} == {seccomp.REFUSE}
    assert outcome(number["prlimit64"], 0) == outcome(number["prlimit64"], own) == seccomp.ALLOW
    assert outcome(number["prlimit64"], 1) == seccomp.REFUSE
    assert outcome(number["fcntl"], 0, 1030) == seccomp.ALLOW  # F_DUPFD_CLOEXEC
    # F_GETLK, F_SETLK, F_SETLKW, F_SETOWN, F_SETSIG, F_OFD_SETLK, F_SETLEASE, F_NOTIFY, F_SETPIPE_SZ
    assert {outcome(number["fcntl"], 0, each) for each in (5, 6, 7, 8, 10, 37, 1024, 1026, 1031)} == {seccomp.REFUSE}
    assert outcome(number["ioctl"], 0, 0x5401) == seccomp.ALLOW  # isatty
    # attributes, cloning of a file, freezing of a file system, input that is pushed to a terminal
    for request in (0x80086601, 0x40086602, 0x40049409, 0xC0045877, 0x5412):
        assert outcome(number["ioctl"], 0, request) == seccomp.REFUSE
    assert outcome(number["madvise"], 0, 0, 4) == seccomp.ALLOW  # MADV_DONTNEED
    assert {outcome(number["madvise"], 0, 0, each) for each in (3, 9, 20, 21, 22)} == {seccomp.REFUSE}
    assert outcome(number["futex"], 0, 129) == seccomp.ALLOW
    assert {outcome(number["futex"], 0, each) for each in (0, 1, 256)} == {seccomp.REFUSE}
    assert outcome(number["flock"]) == seccomp.REFUSE
    assert outcome(number["openat"], 0, 0, os.O_RDONLY) == seccomp.ALLOW
    for flags in (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, seccomp.O_TMPFILE):
        assert outcome(number["openat"], 0, 0, flags) == seccomp.REFUSE
        assert outcome(number["openat"], 0, 0, flags, program=lax) == seccomp.ALLOW
    for flags in (os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, os.O_RDWR | os.O_TRUNC, os.O_WRONLY):
        assert outcome(number["openat"], 0, 0, flags, program=older) == seccomp.ALLOW
    for flags in (os.O_RDONLY | os.O_TRUNC, os.O_ACCMODE | os.O_TRUNC):
        assert outcome(number["openat"], 0, 0, flags, program=older) == seccomp.REFUSE
    assert {outcome(each) for each in (424, 425, 435, 437, 600)} == {seccomp.UNKNOWN}
    assert outcome(0x40000000 + number["read"]) == seccomp.KILL
    assert run_filter(strict, 0x40000003, 1) == seccomp.KILL  # 32 bits


@pytest.mark.skipif(not Path("/usr/include/asm-generic/unistd.h").exists(), reason="no kernel headers here")
@pytest.mark.parametrize(
    ("architecture", "header"),
    [("x86_64", "x86_64-linux-gnu/asm/unistd_64.h"), ("aarch64", "asm-generic/unistd.h")],
)
def test_the_numbers_are_the_kernel_s(architecture, header):
    from autograder.sandbox.guest.isolation.syscalls import _CONDITIONAL, _REFUSED, _numbers

    path = Path("/usr/include", header)
    if not path.exists():
        pytest.skip(f"no {path} here")
    defined = dict(
        words[1:3] for line in path.read_text().splitlines() if len(words := line.split()) > 2 and words[0] == "#define"
    )
    for name, number in (_numbers(_REFUSED, architecture) | _numbers(_CONDITIONAL, architecture)).items():
        assert number == int(defined.get(f"__NR3264_{name}") or defined[f"__NR_{name}"]), name


def test_a_signal_to_itself_is_allowed_and_told(zygote):
    source = "import os\ndef f(): os.abort()"
    with zygote.acquire(submission(source)) as worker:
        (ended,) = ask(worker, "f")
    assert ended.how == "was ended by signal 6 (abort)"


@with_landlock
def test_signals_of_the_kernel_s_cannot_be_sent_in_its_name(zygote):
    """A pipe can be told to signal somebody when it is written to."""
    source = f"""
import fcntl
def f():
    try:
        fcntl.fcntl(4, fcntl.F_SETOWN, {os.getpid()})
    except OSError as error:
        return type(error).__name__
"""
    with zygote.acquire(submission(source)) as worker:
        (reply,) = ask(worker, "f")
    assert reply.answer == "PermissionError"


# Ending.

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


@pytest.mark.slow
@with_landlock
@pytest.mark.parametrize(
    ("number", "how"), [(errno.ENOSYS, "Linux 5.13 or newer has all of it"), (errno.EOPNOTSUPP, "add landlock to")]
)
def test_where_submissions_could_read_the_solutions_nothing_is_graded(number, how):
    """Unless one says so; and where Landlock is merely switched off, how to switch it on."""
    common = {"cwd": ROOT, "env": {**os.environ, "PYTHONPATH": str(ROOT)}, "capture_output": True, "text": True}
    kernel = OLDER_KERNEL.replace("seccomp.UNKNOWN", f"seccomp.ERROR | {int(number)}")
    grade = ["-m", "autograder", "grade", str(ROOT / "tests/submissions/one_file")]
    command = [sys.executable, "-c", kernel, "444,445,446", *grade]
    done = subprocess.run(command, **common, timeout=60)
    assert done.returncode == 1
    assert "Nothing was graded: here a submission can read" in " ".join(done.stderr.split())
    assert how in " ".join(done.stderr.split())
    assert subprocess.run([*command, "--trust-submissions"], **common, timeout=60).returncode == 0


@with_landlock
@ROOT_ONLY
def test_protections_are_tried_where_the_folder_for_temporary_files_is_private(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Zygote() as running:
        assert missing(running) == set()
