"""The zygote: started by exec, it imports NumPy once and forks a worker for every submission.

It never sees a test, a reference or a byte of a submission. Being the workers' parent, it is the one that ends them.
Over its control socket come JSON lines: ``fork`` with three descriptors (requests, output, replies), ``end``.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
from typing import Any

from autograder.sandbox.inside.limits import give_up_privileges
from autograder.sandbox.inside.worker import work

# What students import. Loaded here, it costs a worker nothing, and is there even if the worker's
# user may not read the folder that Python is installed in.
COMMON = """
abc argparse array ast atexit base64 bisect calendar cmath codecs collections collections.abc contextlib copy csv ctypes
dataclasses datetime decimal difflib doctest encodings.ascii encodings.cp1252 encodings.iso8859_15 encodings.latin_1
encodings.utf_16 encodings.utf_8_sig enum fileinput fnmatch fractions functools gc getpass glob graphlib hashlib heapq
inspect io itertools json keyword linecache locale logging math numbers numpy numpy.ctypeslib numpy.fft
numpy.lib.stride_tricks numpy.linalg numpy.ma numpy.polynomial numpy.random numpy.testing numpy.typing operator os
pathlib
pickle platform pprint queue random re reprlib secrets shutil signal statistics string struct subprocess sys tempfile
textwrap threading time timeit token tokenize traceback types typing unicodedata unittest unittest.mock uuid warnings
weakref zlib
""".split()  # noqa: SIM905  # names read best as one text


def serve(control: socket.socket) -> None:
    """Answer the grader until it closes the socket; then end every worker."""
    for name in COMMON:
        importlib.import_module(name)
    gc.freeze()
    workers: set[int] = set()
    while True:
        message, descriptors, *_ = socket.recv_fds(control, 4096, 3)
        if not message:
            break
        order = json.loads(message)
        if order["do"] == "fork":
            pid = _fork(control, order, descriptors)
            workers.add(pid)
            _answer(control, {"worker": pid})
        elif order["worker"] in workers:
            workers.remove(order["worker"])
            _answer(control, {"status": _end(order["worker"])})
    for pid in workers:
        _end(pid)


def _fork(control: socket.socket, order: dict[str, Any], descriptors: list[int]) -> int:
    pid = os.fork()
    if pid:
        for descriptor in descriptors:
            os.close(descriptor)
        return pid
    status = 1
    try:
        control.detach()
        os.setsid()
        _keep_only(*descriptors)
        outcomes = give_up_privileges(
            order["uids"], memory_bytes=order["memory_bytes"], cpu_seconds=order["cpu_seconds"]
        )
        work(outcomes)
        status = 0
    finally:
        os._exit(status)  # whatever the submission left behind (atexit, threads) does not run


def _keep_only(requests: int, output: int, replies: int) -> None:
    """Nothing to read as input, output on 1 and 2, requests on 3, replies on 4; all other descriptors closed."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    spare = [os.dup2(old, 100 + place) for place, old in enumerate((nothing, output, output, requests, replies))]
    for place, descriptor in enumerate(spare):
        os.dup2(descriptor, place)
    os.closerange(5, 4096)


def _end(pid: int) -> int:
    """End a worker and all of its session; its exit status, or minus the signal that ended it before."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    if not ended:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _answer(control: socket.socket, answer: dict[str, Any]) -> None:
    control.sendall(json.dumps(answer).encode())


def main() -> None:
    serve(socket.socket(fileno=int(sys.argv[1])))
