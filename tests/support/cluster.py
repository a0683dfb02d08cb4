"""A cluster of Dask's on this machine: a scheduler and workers that are processes, and can be killed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from tests.support.project import ROOT


class Cluster:
    """A scheduler and workers on this machine; a context manager that ends them.

    Attributes
    ----------
    address : str
        The scheduler's.
    scheduler, workers : subprocess.Popen
        The processes.
    """

    def __init__(self, folder: Path, engine: Path = ROOT, workers: int = 2) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._folder, self._count = folder, workers
        self._environment = {**os.environ, "PYTHONPATH": str(engine)}
        self._processes: list[subprocess.Popen[bytes]] = []
        self.start()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *exception: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start the scheduler, at the same address each time, and its workers."""
        place = ["--port", str(self._port), "--host", "127.0.0.1"]
        self.scheduler = self._program("scheduler", *place, "--no-dashboard")
        self.workers = [
            self._program("worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
            for _ in range(self._count)
        ]

    def kill(self) -> None:
        """Kill all of it."""
        for each in self._processes:
            each.kill()
            each.wait()
        self._processes.clear()

    @property
    def log(self) -> bytes:
        """What all of them have said."""
        return (self._folder / "log").read_bytes()

    def _program(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as log:
            started = subprocess.Popen(
                [sys.executable, "-m", "dask", name, *words],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        self._processes.append(started)
        return started


def another_version(folder: Path) -> Path:
    """A folder with an engine that is not this one: a number in it differs."""
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "autograder" / "judging" / "compare.py").open("a") as file:
        file.write("\nTOLERANCE_OF_MY_OWN = 1.0\n")
    return folder
