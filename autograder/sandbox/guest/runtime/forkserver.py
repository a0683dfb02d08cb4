"""The zygote, a fork server: started by exec, it imports NumPy once and forks a worker for every submission.

It never sees a test, a reference or a byte of a submission. As the workers' parent, it also ends them. It receives JSON
lines over its control socket: ``fork``, with three descriptors (requests, output, replies), and ``end``. The worker
that tries the protections is forked at once; what others may need in addition is read while nobody waits.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import gc
import importlib
import json
import os
import select
import socket
import stat
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.sandbox.guest.isolation import landlock, prctl
from autograder.sandbox.guest.isolation.limits import SET, Hardening, give_up_privileges, offer_to_end_first
from autograder.sandbox.guest.isolation.reaper import end
from autograder.sandbox.guest.runtime import null_device
from autograder.sandbox.guest.runtime.kept_modules import keeping_modules
from autograder.sandbox.guest.runtime.worker import work

# What many students import, or NumPy does anyway: loaded here, it costs a worker nothing. What takes long and is rarely
# used, such as numpy.testing, is left to those workers that need it: everybody would wait for it here.
COMMON = """
abc array ast atexit bisect cmath codecs collections collections.abc contextlib copy ctypes dataclasses datetime
encodings.ascii encodings.cp1252 encodings.iso8859_15 encodings.latin_1 encodings.utf_16 encodings.utf_8_sig enum fcntl
fnmatch functools gc glob hashlib heapq inspect io itertools json keyword linecache locale math mmap numbers numpy
numpy.ctypeslib numpy.fft numpy.lib.stride_tricks numpy.linalg numpy.random numpy.typing operator os pathlib pickle
platform random re reprlib secrets shutil signal string struct subprocess sys tempfile textwrap threading time timeit
token tokenize traceback types typing unicodedata warnings weakref zlib
""".split()  # noqa: SIM905  # names read best as one text

IN_PASSING, HIGH = 100, 200  # descriptors
BEFORE_THE_GRADER = 500  # and after its workers, if memory runs out


def run_fork_server(control: socket.socket) -> None:
    """Answer the grader until it closes the socket; then end every worker."""
    _import_common()
    offer_to_end_first(BEFORE_THE_GRADER)
    for precaution in (prctl.hide_memory, prctl.adopt_orphans):
        with contextlib.suppress(OSError):  # elsewhere than on Linux
            precaution()
    rules = functools.cache(lambda version: _out_of_the_way(landlock.make_rules(version)))
    rules(landlock.version())
    gc.freeze()
    preparing = _preparing()
    workers: dict[int, Sequence[int]] = {}  # the user ids of each worker, by process id
    while True:
        while not _is_asked(control) and next(preparing, None):
            pass
        message, descriptors, *_ = socket.recv_fds(control, 4096, 3)
        if not message:
            break
        order = json.loads(message)
        if order["do"] == "fork":
            if not order["is_probe"]:
                _finish(preparing)
            _answer(control, _fork(control, order, descriptors, rules, workers))
        elif order["worker"] in workers:
            uids = workers.pop(order["worker"])
            _answer(control, {"status": end(order["worker"], uids, workers)})
    for pid in list(workers):
        end(pid, workers.pop(pid), workers)


def _fork(
    control: socket.socket,
    order: dict[str, Any],
    descriptors: list[int],
    rules: Callable[[int], int | None],
    workers: dict[int, Sequence[int]],
) -> dict[str, Any]:
    parent, own_rules = os.getpid(), rules(landlock.version(order["limits"]["without"]))
    try:
        pid = os.fork()
    except OSError as error:  # too many processes, or too little memory: a later attempt may succeed
        pid, failure = -1, str(error.strerror)
    if pid:
        for descriptor in descriptors:
            os.close(descriptor)
        if pid < 0:
            return {"failed": failure}
        workers[pid] = order["uids"]
        return {"worker": pid}
    status = 1
    try:
        control.detach()
        _put_in_place(*descriptors)
        setting = {**order["limits"], "uids": order["uids"], "parent": parent}
        if setting.pop("by_exec"):
            *options, _, engine, packages = sys.orig_argv
            os.execv(sys.executable, [*options, json.dumps(setting), engine, packages])  # noqa: S606  # ourselves
        _work(Hardening(**setting, rules=own_rules))
        status = 0
    finally:
        os._exit(status)  # whatever the submission left behind (atexit, threads) does not run


def _work(setting: Hardening) -> None:
    layers = give_up_privileges(setting)
    if dict(layers)["landlock"] != SET:
        null_device.install()
    work(layers)


def _put_in_place(requests: int, output: int, replies: int) -> None:
    """Nothing to read as input, output on 1 and 2, requests on 3, replies on 4."""
    nothing = os.open(os.devnull, os.O_RDWR)
    spare = [os.dup2(old, IN_PASSING + place) for place, old in enumerate((nothing, output, output, requests, replies))]
    for place, descriptor in enumerate(spare):
        os.dup2(descriptor, place)


def _out_of_the_way(descriptor: int | None) -> int | None:
    """The same descriptor under a number that workers use for nothing else."""
    return None if descriptor is None else fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, HIGH)


def _answer(control: socket.socket, answer: dict[str, Any]) -> None:
    control.sendall(json.dumps(answer).encode())


def _is_asked(control: socket.socket) -> bool:
    return bool(select.select([control], [], [], 0)[0])


def _import_common() -> None:
    for name in COMMON:
        importlib.import_module(name)


def _preparing() -> Iterator[str]:
    """Keep what workers could not read, one module after the other."""
    if _is_closed(Path(os.__file__).parent):
        yield from keeping_modules()
    gc.freeze()


def _finish(steps: Iterator[str]) -> None:
    deque(steps, maxlen=0)


def _is_closed(folder: Path) -> bool:
    """Whether another user cannot reach a folder, such as that of a Python in root's home."""
    return os.geteuid() == 0 and any(not each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents))


def main() -> None:
    """Run a zygote with the control socket, or a worker with the setting, that the command line names."""
    task = json.loads(sys.argv[1])
    if isinstance(task, int):
        run_fork_server(socket.socket(fileno=task))
        os._exit(0)  # there is nothing to clean up
    _import_common()
    _finish(_preparing())
    rules = _out_of_the_way(landlock.make_rules(landlock.version(task["without"])))
    _work(Hardening(**task, rules=rules))
    os._exit(0)
