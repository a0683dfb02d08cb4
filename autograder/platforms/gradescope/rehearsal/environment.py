"""A room: a place where ``/autograder`` is as on Gradescope's machine, and from where nothing else can be changed."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.platforms.gradescope.rehearsal.filesystem import AutograderFolder

SETUP_SECONDS = 40 * 60
# What Gradescope's build does around setup.sh.
SETUP_COMMAND = ("/bin/bash", "-c", "apt-get update && exec bash /autograder/source/setup.sh")
RUN_COMMAND = ("/autograder/run_autograder",)
MOST_OUTPUT = 64 << 20  # bytes; who prints more has an endless loop
OUTPUT_READ = 1 << 20


class EnvironmentUnavailable(Exception):
    """Such a room cannot be had here; the message says what to install, or what to choose instead."""


@dataclass(frozen=True)
class CommandResult:
    """What came of one command.

    Attributes
    ----------
    exit_code : int or None
        None if it was ended because its time was over, or because it did not stop printing.
    output : bytes
        What it printed, on stdout and stderr together; of a long output the last `OUTPUT_READ` bytes.
    """

    seconds: float
    exit_code: int | None
    output: bytes


class Environment(Protocol):
    """Where a zip is set up and run.

    Attributes
    ----------
    name : str
        For people.
    remarks : tuple of str
        How it differs from Gradescope's machine.
    """

    @property
    def name(self) -> str: ...

    @property
    def remarks(self) -> tuple[str, ...]: ...

    def set_up(self, machine: AutograderFolder) -> CommandResult | None:
        """Run ``setup.sh``; None where that is not done."""

    def run(self, machine: AutograderFolder, seconds: float) -> CommandResult:
        """Run ``run_autograder``, and end whatever it has started."""


def run(
    command: Sequence[str], output: Path, *, seconds: float, environment: Mapping[str, str] | None = None
) -> CommandResult:
    """Run one command, what it prints going to the file `output`."""
    started = time.monotonic()
    # Opened once: what the command makes of that file's name is not followed.
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
