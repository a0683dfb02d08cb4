"""The layers and what they come to: tried for real, with all of them and without."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox.guest.isolation import landlock
from autograder.sandbox.host.isolation_check import PROTECTIONS
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
from tests.support.project import ROOT

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


def missing(zygote: Zygote) -> set[str]:
    return {name for name, status in zygote.findings().protections if status == "unavailable"}


@with_landlock
def test_here_every_protection_was_tried_and_held(zygote):
    findings = zygote.findings()
    expected = dict.fromkeys(PROTECTIONS, "enforced") | {"processor time": "set"}
    assert dict(findings.protections) == expected, findings.gaps
    assert zygote.findings() is findings
    assert dict(findings.layers)["user"] == ("set" if os.geteuid() == 0 else "unavailable")


WITHOUT_SECCOMP, TRUNCATION = {"network", "processes", "system calls"}, {"writing files"}


@with_landlock
@ROOT_ONLY
@pytest.mark.parametrize(
    ("without", "gaps"),
    [
        ({"landlock"}, {"reading files"}),
        ({"seccomp"}, WITHOUT_SECCOMP | (TRUNCATION if landlock.version() < landlock.TRUNCATION_SINCE else set())),
        ({"seccomp", "landlock 3"}, WITHOUT_SECCOMP | TRUNCATION),
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


def test_protections_are_tried_in_the_background_once(zygote):
    with Zygote() as running:
        running.warm_up()
        running.warm_up()
        findings = running.findings()
        assert findings.protections == zygote.findings().protections
        running.warm_up()
        assert running.findings() is findings


def test_who_leaves_while_protections_are_tried_leaves_nothing_behind():
    with Zygote() as running:
        running.warm_up()
    assert running.findings().protections
    assert not Path(f"/proc/{running.pid}").exists()


def test_a_worker_that_comes_up_otherwise_than_tried_is_not_used():
    with Zygote() as running:
        running.findings()
        running.limits = Limits(without=frozenset({"seccomp"}))
        with pytest.raises(SandboxError, match="other protections than those that were tried"):
            running.acquire(submission(""))


@pytest.mark.slow
@with_landlock
@pytest.mark.parametrize(
    ("number", "how"),
    [(errno.ENOSYS, "Linux 5.13 or newer on x86-64 or aarch64"), (errno.EOPNOTSUPP, "add landlock to")],
)
def test_where_submissions_could_read_the_solutions_nothing_is_graded(number, how):
    """Unless one says so; and where Landlock is merely switched off, how to switch it on."""
    common = {"cwd": ROOT, "env": {**os.environ, "PYTHONPATH": str(ROOT)}, "capture_output": True, "text": True}
    kernel = OLDER_KERNEL.replace("seccomp.UNKNOWN", f"seccomp.ERROR | {int(number)}")
    grade = ["-m", "autograder", "grade", str(ROOT / "tests/submissions/one_file")]
    command = [sys.executable, "-c", kernel, "444,445,446", *grade]
    done = subprocess.run(command, **common, timeout=60)
    assert done.returncode == 1
    assert "Nothing was graded: a submission could read" in " ".join(done.stderr.split())
    assert how in " ".join(done.stderr.split())
    assert subprocess.run([*command, "--trust-submissions"], **common, timeout=60).returncode == 0


@with_landlock
@ROOT_ONLY
def test_protections_are_tried_where_the_folder_for_temporary_files_is_private(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Zygote() as running:
        assert missing(running) == set()
