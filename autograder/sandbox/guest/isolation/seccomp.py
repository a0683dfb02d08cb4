"""seccomp: refuses the system calls that no right answer makes.

The filter is a program for the kernel's packet filter (BPF). It has one register, into which it loads the number of the
call or an argument, and it can compare, jump forwards, and return a decision. See seccomp(2).
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterable

from autograder.sandbox.guest.isolation.prctl import syscall
from autograder.sandbox.guest.isolation.syscalls import ARCHITECTURES, NEWER, conditional, refused_calls

LOAD, KEEP_BITS, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
# Offsets of a call's data; the lower half of an argument is enough here.
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
REFUSE, UNKNOWN = ERROR | errno.EPERM, ERROR | errno.ENOSYS

SET_MODE_FILTER = 1
SECCOMP = dict(zip(ARCHITECTURES, (317, 277), strict=True))
AUDIT = dict(zip(ARCHITECTURES, (0xC000003E, 0xC00000B7), strict=True))
OTHER_TABLE = 0x40000000  # x86-64 has a second table of calls from here on, for "x32"

O_TMPFILE = 0o20000000
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | O_TMPFILE
# The commands that Python and the C library need. Others lock files, let the kernel send signals, or change files,
# such as an inode's attributes through a descriptor that was opened for reading.
DUPLICATE_AND_FLAGS = (0, 1, 2, 3, 4, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC
OF_DESCRIPTORS = (0x5401, 0x5413, 0x5421, 0x5450, 0x5451)  # TCGETS, TIOCGWINSZ, FIONBIO, FIONCLEX, FIOCLEX
OWN_MEMORY = (4, 8, 14, 15, 16, 17)  # MADV_DONTNEED, _FREE, _HUGEPAGE, _NOHUGEPAGE, _DONTDUMP, _DODUMP
FUTEX_PRIVATE = 128  # within one process; others could signal through a file that two processes have mapped

Instruction = tuple[int, int, int, int]
ANYHOW, WITHOUT_EMPTYING, FOR_READING = "anyhow", "without emptying", "for reading"


def install(opening: str = ANYHOW) -> None:
    """Apply the filter to this process, irrevocably.

    Parameters
    ----------
    opening : str
        How the filter, which cannot see names, lets files be opened. `ANYHOW` if Landlock protects all files except the
        null device, which a right answer may write to; `WITHOUT_EMPTYING` if Landlock does not control truncation,
        for which opening a file for reading is enough; else `FOR_READING`.

    Raises
    ------
    OSError
        If there is no filter for this machine, or the kernel refuses it.
    """
    architecture = os.uname().machine
    if architecture not in ARCHITECTURES or sys.maxsize < 2**32:
        raise OSError(errno.ENOSYS, f"no filter for {architecture}")
    program = assemble(architecture, os.getpid(), opening)
    code = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HL", len(program) // 8, ctypes.addressof(code))
    syscall(SECCOMP[architecture], SET_MODE_FILTER, 0, ctypes.c_char_p(filter_))


def assemble(architecture: str, own_pid: int, opening: str) -> bytes:
    """The filter in the kernel's format.

    Parameters
    ----------
    architecture : str
        The machine's architecture.
    own_pid : int
        The process that may send signals to itself.
    opening : str
        How files may be opened, as in `install`.
    """
    program = [_load(ARCHITECTURE), *_unless(JUMP_EQUAL, AUDIT[architecture], KILL)]
    program += [_load(NUMBER), *_if(JUMP_AT_LEAST, OTHER_TABLE, KILL), *_if(JUMP_AT_LEAST, NEWER, UNKNOWN)]
    for number in refused_calls(architecture):
        program += _if(JUMP_EQUAL, number, REFUSE)
    itself = [own_pid]
    own_signals = only_for(0, itself)
    only_if = {
        "kill": own_signals,
        "tgkill": own_signals,
        "prlimit64": only_for(0, [0, *itself]),  # else, limits of other processes of the same user
        "fcntl": only_for(1, DUPLICATE_AND_FLAGS),
        "ioctl": only_for(1, OF_DESCRIPTORS),
        "madvise": only_for(2, OWN_MEMORY),
        "futex": only_with_bit(1, FUTEX_PRIVATE),
    }
    if opening != ANYHOW:
        condition = without_bits if opening == FOR_READING else only_for_writing
        bits = WRITING if opening == FOR_READING else os.O_TRUNC
        only_if |= {"open": condition(1, bits), "openat": condition(2, bits)}
    for name, number in conditional(architecture).items():
        if conditions := only_if.get(name):
            program += [(JUMP_EQUAL, 0, len(conditions), number), *conditions]
    program.append(_return(ALLOW))
    return b"".join(struct.pack("HBBI", *instruction) for instruction in program)


def only_for(argument: int, values: Iterable[int]) -> list[Instruction]:
    """Let a call through if an argument is one of `values`."""
    allowed = [each for value in values for each in _if(JUMP_EQUAL, value & 0xFFFFFFFF, ALLOW)]
    return [_load(ARGUMENTS + 8 * argument), *allowed, _return(REFUSE)]


def only_with_bit(argument: int, bit: int) -> list[Instruction]:
    """Let a call through if an argument has this bit."""
    return [_load(ARGUMENTS + 8 * argument), *_if(JUMP_ANY_BIT, bit, ALLOW), _return(REFUSE)]


def only_for_writing(argument: int, bits: int) -> list[Instruction]:
    """Let a call through if an argument opens a file for writing, or has none of `bits`."""
    allowed = [each for way in (os.O_WRONLY, os.O_RDWR) for each in _if(JUMP_EQUAL, way, ALLOW)]
    return [
        *[_load(ARGUMENTS + 8 * argument), (JUMP_ANY_BIT, 1, 0, bits), _return(ALLOW)],
        *[(KEEP_BITS, 0, 0, os.O_ACCMODE), *allowed, _return(REFUSE)],
    ]


def without_bits(argument: int, bits: int) -> list[Instruction]:
    """Let a call through if an argument has none of `bits`."""
    return [_load(ARGUMENTS + 8 * argument), *_if(JUMP_ANY_BIT, bits, REFUSE), _return(ALLOW)]


def _load(offset: int) -> Instruction:
    return LOAD, 0, 0, offset


def _return(outcome: int) -> Instruction:
    return RETURN, 0, 0, outcome


def _if(comparison: int, value: int, outcome: int) -> list[Instruction]:
    return [(comparison, 0, 1, value), _return(outcome)]


def _unless(comparison: int, value: int, outcome: int) -> list[Instruction]:
    return [(comparison, 1, 0, value), _return(outcome)]
