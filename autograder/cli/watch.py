"""``autograder check --watch``: checks again after each save."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from rich.console import Console

from autograder.cli.selection import Selection
from autograder.render.console import screen
from autograder.render.progress import busy, show_progress
from autograder.student.local_checks import Checked, LocalChecker
from autograder.submissions.files import NOTEBOOK, PYTHON
from autograder.submissions.read import read_submission

LOOKS_EVERY = 0.05  # seconds; a look at some ten files takes some ten microseconds

Stamps = Mapping[str, tuple[int, int]]


def watch(
    practice: LocalChecker,
    what: Selection,
    modules: Collection[str],
    *,
    everything: bool,
    stuck: Callable[[str], str],
) -> None:
    """Check, and after each save check again what it affects, until Ctrl-C.

    Parameters
    ----------
    practice : LocalChecker
        Runs the checks.
    what : Selection
        The exercises, and the path of the code.
    modules : collection of str
        The names of the assignment's modules.
    everything : bool
        Whether to show all mistakes instead of the first.
    stuck : callable
        Takes an exercise, and returns a line for a student who is stuck with it.
    """
    console, saves = screen(), Saves(what.path)
    known: Checked | None = None
    changed: set[str] = set()
    try:
        while True:
            started = time.monotonic()
            with busy(console):
                check = partial(_check, practice, what, modules, known)
                known = _rerun_until_stable(check, saves, changed)
            if known.rerun:  # else the file was saved unchanged, or the change affects no selected exercise
                _begin(console, changed)
                worked_on = {each.name for each in known.report.exercises if f"{each.module}{PYTHON}" in changed}
                file = known.submission.other_file(modules)
                show_progress(
                    console,
                    known.report,
                    everything=everything,
                    of=what.words,
                    file=file,
                    first=worked_on,
                    stuck=stuck,
                )
                took = time.monotonic() - started
                console.print(
                    f"\nChecked in {took:.1f} s. Watching {_shown(what.path)}; Ctrl-C ends this.", style="dim"
                )
            changed.clear()
            while not (new := saves.new()):
                time.sleep(LOOKS_EVERY)
            changed |= new
    except KeyboardInterrupt:
        console.print("\nStopped watching.")


def _check(practice: LocalChecker, what: Selection, modules: Collection[str], known: Checked | None) -> Checked:
    return practice.check_again(known, read_submission(what.path, modules), what.names)


def _rerun_until_stable(check: Callable[[], Checked], saves: Saves, changed: set[str]) -> Checked:
    """The result of a check during which nothing was saved. After a save, the running check is abandoned.

    So nobody waits for an endless loop that has just been fixed.
    """
    while True:
        outcomes: SimpleQueue[Checked | Exception] = SimpleQueue()
        Thread(target=_tell, args=(check, outcomes), daemon=True).start()
        while not (new := saves.new()):
            with contextlib.suppress(Empty):
                outcome = outcomes.get(timeout=LOOKS_EVERY)
                if isinstance(outcome, Exception):
                    raise outcome
                return outcome
        changed |= new


def _tell(check: Callable[[], Checked], outcomes: SimpleQueue[Checked | Exception]) -> None:
    try:
        outcomes.put(check())
    except Exception as error:  # raised in the main thread
        outcomes.put(error)


class Saves:
    """Notices saves at a path: a folder with files of code, or a single file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _stamps(path)

    def new(self) -> set[str]:
        """The names of the files that have changed since the last call."""
        now = _stamps(self._path)
        if now == self._seen:
            return set()
        while (later := self._once_more()) != now:  # an editor may write in several steps
            now = later
        seen, self._seen = self._seen, now
        return {name for name in now.keys() | seen.keys() if now.get(name) != seen.get(name)}

    def _once_more(self) -> Stamps:
        time.sleep(LOOKS_EVERY)
        return _stamps(self._path)


def _stamps(path: Path) -> Stamps:
    """The modification times and sizes of the files of code in a folder, or of the single file."""
    found = {}
    try:
        if not path.is_dir():
            about = path.stat()
            return {path.name: (about.st_mtime_ns, about.st_size)}
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.endswith((PYTHON, NOTEBOOK)):
                    about = Path(entry.path).stat()  # a directory entry may be outdated on Windows
                    found[entry.name] = (about.st_mtime_ns, about.st_size)
    except OSError:  # an editor is replacing a file
        return {}
    return found


def _begin(console: Console, changed: Collection[str]) -> None:
    """Start on an empty screen, or below a line where there is no screen to empty."""
    if console.is_terminal:
        console.clear()
    elif changed:
        console.rule(characters="-")
    if changed:
        console.print(f"Saved: {', '.join(sorted(changed))}\n", style="dim")


def _shown(path: Path) -> str:
    """A path as a student would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd())) if path.resolve() != Path.cwd() else "this folder"
    except ValueError:
        return str(path)
