"""Starts the processes that run submissions.

This module imports neither NumPy nor anything else that takes time, not even pathlib, so that such a process can be
started first and import NumPy while the grader does.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from importlib.util import find_spec

ENGINE = os.path.realpath(f"{__file__}/../../../..")
STARTS_IN_SECONDS = 60
ENDS_IN_SECONDS = 10

# The path is given explicitly: an editable installation's additions would let a submission import the solutions.
BOOT = """
import sys
sys.path[:] = [path for path in sys.path if path] + [sys.argv[3]]
sys.path.insert(0, sys.argv[2])
from autograder.sandbox.guest.runtime.{entry} import main
sys.path.remove(sys.argv[2])
main()
"""

ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
# One thread for linear algebra, since a worker may not start threads. No secrets: a submission can read all of this.
ENVIRONMENT = {
    **ONE_THREAD,
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "HOME": "/nonexistent",
    "PATH": "/usr/bin:/bin",
}


def site_packages() -> str:
    """The folder that NumPy is installed in.

    Raises
    ------
    ModuleNotFoundError
        If NumPy is not installed.
    """
    found = find_spec("numpy")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")
    return os.path.realpath(f"{found.origin}/../..")


def command_line(entry: str, task: str) -> list[str]:
    """The command that runs a module of `sandbox.guest` in a Python that can import NumPy and the standard library.

    Parameters
    ----------
    entry : str
        The module in `sandbox.guest.runtime`.
    task : str
        Its argument.
    """
    boot = BOOT.format(entry=entry)
    return [sys.executable, "-s", "-S", "-c", boot, task, ENGINE, site_packages()]


class ForkServer:
    """A running fork server. It ends, together with all of its workers, when its control socket is closed.

    Attributes
    ----------
    process : subprocess.Popen
        Its process.
    control : socket.socket
        The grader's end of its control socket.

    Raises
    ------
    OSError
        If the process cannot be started.
    """

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  # our own program, our own words
                command_line("forkserver", str(theirs.fileno())),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=ENVIRONMENT,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the grader
            )
        self.control.settimeout(STARTS_IN_SECONDS)

    def stop(self) -> None:
        """End it and its workers."""
        self.control.close()
        try:
            self.process.wait(timeout=ENDS_IN_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def calculate_in_one_thread() -> None:
    """Let NumPy, if it is not imported yet, calculate in one thread: more would take processors from the workers."""
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)


def ahead() -> ForkServer | None:
    """Start a fork server while the grader is still being imported; None if that fails."""
    if sys.platform != "linux":
        return None
    with contextlib.suppress(OSError, ImportError):  # reported when one is needed
        return ForkServer()
    return None
