"""A machine under QEMU: its kernel, and the questions that `guest` answers in it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from tests.kernels import podman, root
from tests.kernels.guest import SAID

SECONDS = 4 * 3600
MEMORY = "3G"
Answer = dict[str, Any]


@dataclass(frozen=True)
class Emulator:
    """QEMU for one kind of processor.

    Attributes
    ----------
    processor : str
        The kernel's name of the kind.
    options : tuple of str
        What QEMU is told of the machine.
    console : str
        The kernel's name of its serial line.
    """

    processor: str
    options: tuple[str, ...]
    console: str


# By Debian's names. Of "max", x86-64 would crash: NumPy sorts with masked loads of AVX2, which fault at the edge of a
# page in QEMU 7.2. And aarch64 would spend its time on the signatures of pointers.
EMULATORS = {
    "amd64": Emulator("x86_64", ("-cpu", "Nehalem"), "ttyS0"),
    "arm64": Emulator("aarch64", ("-machine", "virt", "-cpu", "cortex-a72"), "ttyAMA0"),
}


class OutOfTimeError(Exception):
    """A machine was ended, or not started, because the time was up."""


@dataclass(frozen=True)
class Kernel:
    """A package, and what is added to the kernel's command line."""

    package: str
    append: str = ""

    @classmethod
    def named(cls, text: str) -> Kernel:
        """``PACKAGE`` or ``PACKAGE:MORE``."""
        package, _, append = text.partition(":")
        return cls(package, append)

    @property
    def architecture(self) -> str:
        """Debian's name of the kind of processor, in which a package's name ends."""
        return self.package.rpartition("-")[2]

    @property
    def memory(self) -> str:
        """The machine's memory, where the kernel is told of it: ``mem=800M``."""
        told = re.search(r"\bmem=(\w+)", self.append)
        return told[1] if told else MEMORY

    @property
    def folder(self) -> str:
        """Where its answers lie."""
        return f"{self.package}_{self.append.replace('=', '-')}" if self.append else self.package


@dataclass(frozen=True)
class Machine:
    """One machine at a time, and the folder that keeps its answers.

    Attributes
    ----------
    work : Path
        The folder.
    suite : str
        The release of Debian in its root file system.
    until : datetime or None
        When it is ended, whatever it does.
    user : str
        Whose containers there are.
    """

    work: Path
    suite: str
    accelerator: str
    processors: int
    until: datetime | None
    user: str

    def ask(self, kernel: Kernel, stages: Sequence[str]) -> None:
        """Boot this kernel for the stages that it has not answered; what it says is kept as far as it came.

        Raises
        ------
        OutOfTimeError
            If the time was up before the machine came to its end.
        """
        folder = self.work / kernel.folder
        folder.mkdir(exist_ok=True)
        whole = {stage for stage, answer in answers(folder).items() if answer["whole"]}
        left = [stage for stage in stages if stage not in whole]
        if not left:
            return
        print(f"{datetime.now().astimezone():%H:%M} {kernel.folder}: {', '.join(left)}", flush=True)
        console = folder / f"{left[0]}.console"  # to be watched while it runs
        seconds = self._seconds_left()
        command = self._command(kernel, left)
        try:
            with console.open("wb") as file:
                subprocess.run(command, stdout=file, stdin=subprocess.DEVNULL, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise OutOfTimeError(f"{kernel.folder} was ended after {seconds:.0f} s") from None
        finally:
            for stage, answer in said(console.read_text(errors="replace")).items():
                (folder / f"{stage}.json").write_text(json.dumps(answer, indent=2))

    def _seconds_left(self) -> float:
        if self.until is None:
            return SECONDS
        left = (self.until - datetime.now().astimezone()).total_seconds()
        if left <= 0:
            raise OutOfTimeError("the time is up")
        return min(SECONDS, left)

    def _command(self, kernel: Kernel, stages: Sequence[str]) -> list[str]:
        architecture = "amd64" if kernel.package == podman.NAME else kernel.architecture
        emulator = EMULATORS[architecture]
        folder = root.made(self.work, self.suite, architecture, emulator.processor)
        if kernel.package == podman.NAME:
            return podman.command(folder, self.user, ",".join(stages))
        machine = [f"qemu-system-{emulator.processor}", *emulator.options, "-accel", self.accelerator]
        machine += ["-m", kernel.memory, "-smp", str(self.processors)]
        machine += ["-nographic", "-no-reboot", "-nodefaults", "-serial", "stdio"]
        told = f"console={emulator.console} panic=-1 quiet rootfstype=ramfs {kernel.append} "
        told += f'STAGES={",".join(stages)} ADDED="{kernel.append}"'  # the environment of the first process
        machine += ["-kernel", str(_image(self.work, kernel.package)), "-initrd", str(root.archived(folder))]
        return [*machine, "-append", told]


def answers(folder: Path) -> dict[str, Answer]:
    """What a kernel has told so far, by stages."""
    return {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}


def _image(work: Path, package: str) -> Path:
    folder = work / "packages" / package
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        subprocess.run(["apt-get", "download", package], check=True, cwd=folder.parent)
        (file,) = folder.parent.glob(f"{package}_*.deb")
        subprocess.run(["dpkg", "-x", str(file), str(folder)], check=True)
    return next((folder / "boot").glob("vmlinuz-*"))


def said(console: str) -> dict[str, Answer]:
    """The lines of JSON that `guest` has printed, by stages, and whether each came to its end."""
    today = datetime.now(timezone.utc).date().isoformat()
    stages: dict[str, Answer] = {}
    for line in console.rpartition("\n")[0].splitlines():  # the last one may have been cut short
        if SAID in line:
            stage, told = json.loads(line.partition(SAID)[2])
            answer = stages.setdefault(stage, {"date": today, "whole": False, "said": []})
            if told is None:
                answer["whole"] = True
            else:
                answer["said"].append(told)
    return stages
