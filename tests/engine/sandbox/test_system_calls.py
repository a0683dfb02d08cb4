"""The filter of system calls: what it refuses, also on architectures that are not at hand."""

import os
import struct
from pathlib import Path

import pytest

from autograder.sandbox.guest.isolation import seccomp
from autograder.sandbox.guest.isolation.syscalls import refused_calls
from tests.support.isolation import ask, submission, with_landlock


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
