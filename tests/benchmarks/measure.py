"""Measures commands and calls: wall-clock time, and the processor time of this process and those it waited for."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# Bytecode is cached, as it is wherever something is run twice.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Time:
    """Seconds of wall-clock time and of processor time."""

    wall: float
    cpu: float


@dataclass
class Series:
    """Repeated measurements of one thing that does the same each time.

    Attributes
    ----------
    items : int
        How many submissions it is about: figures are those of one.
    times : list of Time
        The measurements.
    """

    items: int = 1
    times: list[Time] = field(default_factory=list)

    @property
    def wall(self) -> float:
        """The median of the wall-clock times."""
        return statistics.median(each.wall for each in self.times) / self.items

    @property
    def cpu(self) -> float:
        """The median of the processor times."""
        return statistics.median(each.cpu for each in self.times) / self.items

    @property
    def spread(self) -> float:
        """How far the slowest and the fastest are apart, relative to the median."""
        walls = [each.wall for each in self.times]
        return (max(walls) - min(walls)) / statistics.median(walls)


def timed(action: Callable[[], object]) -> Time:
    """What an action takes, together with the processes that it waits for."""
    cpu, start = _cpu(), time.perf_counter()
    action()
    return Time(time.perf_counter() - start, _cpu() - cpu)


def command(words: Sequence[str | Path], folder: Path) -> Callable[[], object]:
    """An action that runs a command in a folder.

    Raises
    ------
    RuntimeError
        The action, if the command fails.
    """

    def run() -> None:
        done = subprocess.run(list(map(str, words)), cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, words))} failed in {folder}:\n{done.stderr.decode()}")

    return run


def in_turns(actions: Mapping[str, tuple[int, Callable[[], object]]], rounds: int) -> dict[str, Series]:
    """Measure actions in turns, so that whatever else the machine does hits all of them.

    Parameters
    ----------
    actions : dict of (int, callable)
        By name, the number of submissions and the action.
    rounds : int
        How often each is measured. Before that, each is done once without measuring.
    """
    series = {name: Series(items) for name, (items, _) in actions.items()}
    for number in range(rounds + 1):
        for name, (_, action) in actions.items():
            measured = timed(action)
            if number:
                series[name].times.append(measured)
    return series


def _cpu() -> float:
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
