"""Environments for a rehearsal, with an ``/autograder`` as on Gradescope's machine, and nothing else to change."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from autograder.immutable import immutable
from autograder.platforms.gradescope.rehearsal.filesystem import AutograderFolder

SETUP_SECONDS = 40 * 60
# What Gradescope's build does around setup.sh.
SETUP_COMMAND = ("/bin/bash", "-c", "apt-get update && exec bash /autograder/source/setup.sh")
RUN_COMMAND = ("/autograder/run_autograder",)
MOST_OUTPUT = 64 << 20  # bytes; more comes from an endless loop
OUTPUT_READ = 1 << 20


class EnvironmentUnavailable(Exception):
    """An environment is not available here; the message says what to install, or which other to choose."""


@immutable
class CommandResult:
    """The result of one command.

    Attributes
    ----------
    seconds : float
        How long it ran.
    exit_code : int or None
        Its exit code; None if it was ended because its time was up or because it printed too much.
    output : bytes
        Its output on stdout and stderr together; of a long one the last `OUTPUT_READ` bytes.
    """

    seconds: float
    exit_code: int | None
    output: bytes


class Environment(Protocol):
    """An environment in which a zip is set up and run.

    Attributes
    ----------
    name : str
        Its name for people.
    remarks : tuple of str
        How it differs from Gradescope's machine.
    """

    @property
    def name(self) -> str: ...

    @property
    def remarks(self) -> tuple[str, ...]: ...

    def set_up(self, machine: AutograderFolder) -> CommandResult | None:
        """Run ``setup.sh``; None if this environment does not."""

    def run(self, machine: AutograderFolder, seconds: float) -> CommandResult:
        """Run ``run_autograder``, and end all processes that it started."""


def run_command(
    command: Sequence[str], output: Path, *, seconds: float, environment: Mapping[str, str] | None = None
) -> CommandResult:
    """Run a command with its output in a file.

    Parameters
    ----------
    command : sequence of str
        The command.
    output : Path
        The file for stdout and stderr.
    seconds : float
        The time limit.
    environment : dict of str, optional
        Its environment variables; by default those of this process.
    """
    started = time.monotonic()
    # Opened once: the command may replace the file by another.
    with output.open("w+b") as printed:
        process = subprocess.Popen(  # noqa: S603  # our own words
            command, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT, env=environment
        )
        try:
            code = _wait(process, printed.fileno(), started + seconds)
        finally:
            process.kill()
            process.wait()
        taken = time.monotonic() - started
        size = printed.seek(0, 2)
        printed.seek(max(0, size - OUTPUT_READ))
        return CommandResult(taken, code, printed.read(OUTPUT_READ))


def _wait(process: subprocess.Popen[bytes], printed: int, deadline: float) -> int | None:
    """The exit code; None once the deadline is past or too much is printed."""
    while (left := deadline - time.monotonic()) > 0 and os.fstat(printed).st_size < MOST_OUTPUT:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(min(left, 0.5))
    return None
