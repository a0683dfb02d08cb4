"""Landlock: a worker can read only importable modules, write nothing, and make no connections.

See landlock(7). The zygote, which may open every folder, makes the rules once; each worker applies them to itself.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import struct
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.sandbox.guest.isolation.prctl import syscall

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION, PATH_BENEATH = 1, 1

WRITE_FILE, READ_FILE, READ_DIRECTORY = 1 << 1, 1 << 2, 1 << 3
# The number of file rights in each version of the interface; the versions since which it has the other rights.
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
TCP_SINCE, SCOPES_SINCE, TRUNCATION_SINCE = 4, 6, 3
BIND_AND_CONNECT, ABSTRACT_SOCKETS_AND_SIGNALS = 0b11, 0b11


def version(without: Collection[str] = ()) -> int:
    """The version of the kernel's interface; 0 if there is none.

    Parameters
    ----------
    without : collection of str
        Versions to ignore, for tests of older kernels: ``landlock 3`` ignores that version and all newer ones.
    """
    newest = [int(name.partition(" ")[2]) - 1 for name in without if name.startswith("landlock ")]
    try:
        return min([syscall(CREATE_RULESET, None, 0, VERSION), *newest])
    except OSError:
        return 0


def is_switched_off() -> bool:
    """Whether the kernel has Landlock but was booted without it."""
    try:
        syscall(CREATE_RULESET, None, 0, VERSION)
    except OSError as error:
        return error.errno == errno.EOPNOTSUPP
    return False


def make_rules(known: int) -> int | None:
    """Make the rules for this version of the interface, and return their descriptor; None for version 0."""
    if not known:
        return None
    everything = (1 << FILE_RIGHTS.get(known, 16)) - 1
    tcp = BIND_AND_CONNECT if known >= TCP_SINCE else 0
    scopes = ABSTRACT_SOCKETS_AND_SIGNALS if known >= SCOPES_SINCE else 0
    attributes = struct.pack("=QQQ", everything, tcp, scopes)
    rules = syscall(CREATE_RULESET, ctypes.c_char_p(attributes), len(attributes), 0)
    for place in readable():
        _allow(rules, place, READ_FILE | READ_DIRECTORY if Path(place).is_dir() else READ_FILE)
    _allow(rules, os.devnull, READ_FILE | WRITE_FILE)
    return rules


def take_on(rules: int | None) -> None:
    """Apply the rules to this process, irrevocably.

    Raises
    ------
    OSError
        If there are none, or the kernel refuses.
    """
    if rules is None:
        raise OSError("this kernel has no Landlock")
    syscall(RESTRICT_SELF, rules, 0)


def readable() -> Iterator[str]:
    """The paths of Python modules and of the libraries that they need."""
    yield from (place for place in sys.path if Path(place).exists())
    yield from _folders_of_libraries()
    yield "/dev/urandom"


def _folders_of_libraries() -> set[str]:
    """The folders of the shared libraries loaded in this process."""
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return set()
    return set(re.findall(r"(/.*)/[^/\n]+\.so[.\d]*$", maps, re.MULTILINE))


def _allow(rules: int, place: str, rights: int) -> None:
    try:
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # a worker cannot open it either
        return
    try:
        rule = struct.pack("=Qi", rights, descriptor)
        syscall(ADD_RULE, rules, PATH_BENEATH, ctypes.c_char_p(rule), 0)
    finally:
        os.close(descriptor)
