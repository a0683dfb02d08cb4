"""``autograder check --watch``: look again at each save."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from rich.console import Console

from autograder.commands.chosen import Chosen
from autograder.grading.practice import Practice
from autograder.report.progress import busy, screen, show_progress
from autograder.submission.read import read_submission
from autograder.submission.tree import NOTEBOOK, PYTHON

LOOKS_EVERY = 0.05  # seconds; a look at some ten files takes some ten microseconds

Stamps = Mapping[str, tuple[int, int]]


def watch(practice: Practice, what: Chosen, modules: Collection[str], *, everything: bool) -> None:
    """Check, and check again what a save has touched, until Ctrl-C."""
    console = screen()
    try:
        for changed in saves(what.path):
            started = time.monotonic()
            with busy(console):
                report, asked = practice.check_again(read_submission(what.path, modules), what.names)
            if changed and not asked:  # saved as it was, or what was changed is not what is looked at
                continue
            _begin(console, changed)
            worked_on = {each.name for each in report.exercises if f"{each.module}{PYTHON}" in changed}
            show_progress(console, report, everything=everything, of=what.words, first=worked_on)
            seconds = time.monotonic() - started
            console.print(f"\nChecked in {seconds:.1f} s. Watching {_shown(what.path)}; Ctrl-C ends this.", style="dim")
    except KeyboardInterrupt:
        console.print("\nStopped watching.")


def saves(path: Path) -> Iterator[list[str]]:
    """The names of the files that have changed, each time when some have; none of them the first time."""
    seen = _stamps(path)
    yield []
    while True:
        time.sleep(LOOKS_EVERY)
        now = _stamps(path)
        if now == seen:
            continue
        while (later := _once_more(path)) != now:  # an editor may write in several steps
            now = later
        names = sorted(name for name in now.keys() | seen.keys() if now.get(name) != seen.get(name))
        seen = now
        yield names


def _once_more(path: Path) -> Stamps:
    time.sleep(LOOKS_EVERY)
    return _stamps(path)


def _stamps(path: Path) -> Stamps:
    """When the files of code in a folder, or the one file, were written, and how long they are."""
    if path.is_file():
        about = path.stat()
        return {path.name: (about.st_mtime_ns, about.st_size)}
    found = {}
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.endswith((PYTHON, NOTEBOOK)):
                    about = Path(entry.path).stat()  # what Windows tells of an entry may be old
                    found[entry.name] = (about.st_mtime_ns, about.st_size)
    except OSError:  # an editor has just taken one away, to put another in its place
        return {}
    return found


def _begin(console: Console, changed: list[str]) -> None:
    """Start on an empty screen, or below a line where there is no screen to empty."""
    if console.is_terminal:
        console.clear()
    elif changed:
        console.rule(characters="-")
    if changed:
        console.print(f"Saved: {', '.join(changed)}\n", style="dim")


def _shown(path: Path) -> str:
    """A path as a student would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd())) if path.resolve() != Path.cwd() else "this folder"
    except ValueError:
        return str(path)
