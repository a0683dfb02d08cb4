"""A machine under QEMU: its root file system, its kernel, and the questions that `guest` answers in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from tests.kernels import cpio
from tests.support.project import ROOT

PACKAGES = "python3,util-linux,busybox-static"
LIBRARIES = [
    "numpy",
    "click",
    "hypothesis",
    "jinja2",
    "jsonschema",
    "markdown-it-py",
    "nbformat",
    "pyyaml",
    "rich",
    "pytest",
    "pytest-xdist",
]
MEMORY, SECONDS = "3G", 4 * 3600
INIT = """#!/bin/sh
mount -t proc none /proc; mount -t sysfs none /sys; mount -t devtmpfs none /dev; mkdir -p /dev/shm /run /tmp
mount -t tmpfs none /dev/shm; mount -t tmpfs none /tmp
export PATH=/usr/sbin:/usr/bin:/sbin:/bin PYTHONPATH=/opt/site:/opt/project HOME=/tmp PYTHONDONTWRITEBYTECODE=1
busybox ip link set lo up
cd /opt/project && python3 -m tests.kernels.guest "$stage"
echo THE END
busybox poweroff -f
"""
Answer = dict[str, Any]


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
    def folder(self) -> str:
        """Where its answers lie."""
        return f"{self.package}_{self.append.replace('=', '-')}" if self.append else self.package


@dataclass(frozen=True)
class Machine:
    """One machine at a time, and the folder that keeps its answers.

    Attributes
    ----------
    work, archive : Path
        The folder, and the root file system in it.
    until : datetime or None
        When it is ended, whatever it does.
    """

    work: Path
    archive: Path
    accelerator: str
    processors: int
    until: datetime | None

    def ask(self, kernel: Kernel, stage: str) -> None:
        """Boot this kernel for one stage, unless it has been answered; what it says is kept as far as it came.

        Raises
        ------
        OutOfTimeError
            If the time was up before the machine came to its end.
        """
        folder = self.work / kernel.folder
        folder.mkdir(exist_ok=True)
        kept = folder / f"{stage}.json"
        if kept.exists() and json.loads(kept.read_text())["whole"]:
            return
        print(f"{datetime.now().astimezone():%H:%M} {kernel.folder}: {stage}", flush=True)
        console = folder / f"{stage}.console"  # to be watched while it runs
        seconds = self._seconds_left()
        try:
            with console.open("wb") as file:
                command = self._command(_image(self.work, kernel.package), f"{kernel.append} stage={stage}")
                subprocess.run(command, stdout=file, stdin=subprocess.DEVNULL, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise OutOfTimeError(f"{kernel.folder}: {stage} was ended after {seconds:.0f} s") from None
        finally:
            kept.write_text(json.dumps(_said(console.read_text(errors="replace")), indent=2))

    def answers(self, kernel: Kernel) -> Mapping[str, Answer]:
        """What this kernel has told so far, by stages."""
        return {path.stem: json.loads(path.read_text()) for path in (self.work / kernel.folder).glob("*.json")}

    def _seconds_left(self) -> float:
        if self.until is None:
            return SECONDS
        left = (self.until - datetime.now().astimezone()).total_seconds()
        if left <= 0:
            raise OutOfTimeError("the time is up")
        return min(SECONDS, left)

    def _command(self, image: Path, append: str) -> list[str]:
        machine = ["qemu-system-x86_64", "-accel", self.accelerator, "-m", MEMORY, "-smp", str(self.processors)]
        machine += ["-cpu", "max", "-nographic", "-no-reboot", "-nodefaults", "-serial", "stdio"]
        command = f"console=ttyS0 panic=-1 quiet {append}"
        return [*machine, "-kernel", str(image), "-initrd", str(self.archive), "-append", command]


def root(work: Path, suite: str) -> Path:
    """An archive of the root file system: Debian, the libraries, and this project as it is."""
    folder, archive = work / "root", work / "root.cpio"
    if not folder.exists():
        _run("mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", suite, str(folder))
        _run(sys.executable, "-m", "pip", "install", "-q", "--target", str(folder / "opt/site"), *LIBRARIES)
    project = folder / "opt/project"
    shutil.rmtree(project, ignore_errors=True)
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, names):
        target = project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target, follow_symlinks=False)
    init = folder / "init"
    init.write_text(INIT)
    init.chmod(0o755)
    with archive.open("wb") as file:
        cpio.write(folder, file)
    return archive


def _image(work: Path, package: str) -> Path:
    folder = work / "packages" / package
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        _run("apt-get", "download", package, cwd=folder.parent)
        _run("dpkg", "-x", str(next(folder.parent.glob(f"{package}_*.deb"))), str(folder))
    return next((folder / "boot").glob("vmlinuz-*"))


def _said(console: str) -> Answer:
    """The lines of JSON that `guest` has printed, and whether it came to its end."""
    said = [line.partition("SAID ")[2] for line in console.splitlines() if "SAID {" in line]
    today = datetime.now(timezone.utc).date().isoformat()
    return {"date": today, "whole": "THE END" in console, "said": [json.loads(line) for line in said]}


def _run(*command: str, cwd: Path | None = None) -> None:
    subprocess.run(command, check=True, cwd=cwd)
