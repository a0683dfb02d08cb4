"""A submission that attempts what each protection forbids, and reports what succeeded.

It is sent to a worker like any other submission. If a protection is missing, an attempt succeeds, so the attempts are
harmless, and undo their effects.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import resource
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

Baits = dict[str, Any]

# By number: io_uring_setup is the same on all architectures.
IO_URING_SETUP, CLONE_NEWUSER, IPC_PRIVATE, IPC_RMID = 425, 0x10000000, 0, 0
FS_IOC_GETFLAGS = 0x80086601

libc: Any = ctypes.CDLL(None, use_errno=True)


def try_all(baits: Baits) -> dict[str, dict[str, bool]]:
    """Make all attempts.

    Returns
    -------
    dict of dict of bool
        For each protection, the attempts by description, and whether each was refused.
    """
    found: dict[str, dict[str, bool]] = {}
    for protection, what, action in attempts(baits):
        found.setdefault(protection, {})[what] = refused(action)
    return found


def limits_of_time() -> list[int]:
    """The soft and the hard limit on this process's processor time, in seconds."""
    return list(resource.getrlimit(resource.RLIMIT_CPU))


def refused(action: Callable[[], Any]) -> bool:
    """Whether an action fails as a forbidden one does."""
    try:
        action()
    except (ConnectionError, TimeoutError):
        return False  # the network was reached
    except OSError as error:
        # An invalid address or a missing file is not a refusal: the kernel has looked for it.
        return error.errno not in (errno.EFAULT, errno.ENOENT) or "/proc/" in str(error.filename)
    except (RuntimeError, MemoryError):  # no thread, no memory
        return True
    return False


def attempts(baits: Baits) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """The attempts: each with its protection, what has happened if it succeeds, and the action."""
    folder, grader = Path(baits["folder"]), baits["grader"]
    others = {"grader": grader, "process that starts others": os.getppid()}
    yield "reading files", "a file that everybody may read was opened", partial(_open, folder / "for_everyone")
    yield "reading files", "a file of the grader's was opened", partial(_open, folder / "for_nobody")
    for place in (folder, Path("/")):
        yield "reading files", f"the folder {place} was listed", partial(os.listdir, place)
    for place in (folder, Path("/tmp"), Path("/dev/shm"), Path()):  # noqa: S108  # whether one may is the question
        if place.is_dir():
            yield "writing files", f"a file was made in {place}", partial(_write_in, place)
    loose = folder / "for_all_to_write"
    yield "writing files", "a file that everybody may write was opened", partial(_open, loose, os.O_WRONLY)
    yield "writing files", "a file was emptied", partial(os.truncate, loose, 0)
    yield "writing files", "a file was made older", partial(os.utime, loose, (0, 0))
    for kind, (family, way, address) in baits["sockets"].items():
        yield "network", f"{kind} was reached", partial(_reach, family, way, address)
    yield "processes", "a process was forked", _fork
    yield "processes", "a thread was started", _start_thread
    yield "processes", "a program was looked for", partial(os.execv, "/nonexistent", ["nonexistent"])
    for name, pid in others.items():
        yield "signals", f"the {name} could be sent one", partial(os.kill, pid, 0)
    yield "address space", "more was taken", partial(_reserve, baits["memory_bytes"])
    yield "system calls", "shared memory was made", _share_memory
    if not Path("/proc/self").is_dir():
        return  # what follows is Linux's
    for what in ("mem", "environ", "maps"):
        yield "memory of others", f"the grader's {what} was opened", partial(_open, Path(f"/proc/{grader}/{what}"))
    for name, pid in others.items():
        yield "memory of others", f"that of the {name} was read", partial(_peek, pid)
        yield "memory of others", f"the limits of the {name} were read", partial(_limits_of, pid)
    yield "system calls", "a namespace was made", partial(_call, "unshare", CLONE_NEWUSER)
    yield "system calls", "an io_uring was made", partial(_call, "syscall", IO_URING_SETUP, 1, None)
    yield "system calls", "a file in memory was made", _memory_file
    yield "system calls", "a file was locked", partial(_with_file, lambda file: fcntl.flock(file, fcntl.LOCK_SH))
    yield "system calls", "what is kept of a file was asked for", partial(_with_file, _mincore)
    yield "system calls", "a file's attributes were asked for", partial(_with_file, _attributes)


def _open(path: Path, how: int = os.O_RDONLY) -> None:
    os.close(os.open(path, how))


def _write_in(folder: Path) -> None:
    path = folder / f"autograder-probe-{os.getpid()}"
    _open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    path.unlink()


def _reserve(size: int) -> None:
    """Reserve addresses only: memory itself may be refused because the machine has too little."""
    mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=0).close()


def _with_file(action: Callable[[int], Any]) -> None:
    """Do something to a file that may be read; the file is not changed."""
    descriptor = os.open(np.__file__, os.O_RDONLY)
    try:
        action(descriptor)
    finally:
        os.close(descriptor)


def _mincore(descriptor: int) -> None:
    with mmap.mmap(descriptor, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE) as page:  # writable, for ctypes; a copy
        address = ctypes.addressof(ctypes.c_char.from_buffer(page))
        _call("mincore", ctypes.c_void_p(address), ctypes.c_size_t(1), ctypes.create_string_buffer(1))


def _attributes(descriptor: int) -> None:
    fcntl.ioctl(descriptor, FS_IOC_GETFLAGS, bytes(8))


def _memory_file() -> None:
    os.close(os.memfd_create("probe"))


def _reach(family: int, way: int, address: Any) -> None:
    with socket.socket(family, way) as connection:
        connection.settimeout(1)
        connection.connect(address)
        connection.send(b"probe")


def _fork() -> None:
    if pid := os.fork():
        os.waitpid(pid, 0)
    else:
        os._exit(0)


def _start_thread() -> None:
    thread = threading.Thread(target=str)
    thread.start()
    thread.join()


def _peek(pid: int) -> None:
    """Read a byte at an invalid address: a process that may read the memory is told that the address is invalid."""
    buffer = ctypes.create_string_buffer(1)
    ours = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 1)
    _call("process_vm_readv", pid, ours, 1, (ctypes.c_size_t * 2)(1, 1), 1, 0)


def _limits_of(pid: int) -> None:
    resource.prlimit(pid, resource.RLIMIT_NOFILE)


def _share_memory() -> None:
    _call("shmctl", _call("shmget", IPC_PRIVATE, 4096, 0o600), IPC_RMID, None)


def _call(function: str, *arguments: Any) -> int:
    result = int(getattr(libc, function)(*arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), function)
    return result
