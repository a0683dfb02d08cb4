"""Remembers how many steps of each explanation a student has seen.

They are kept in a hidden file beside the exercises. It moves with them to another machine, is deleted with them, and
needs no home folder; hidden files are neither handed in nor handed out. If the file cannot be read, explanations start
from the beginning.
"""

from __future__ import annotations

import json
from pathlib import Path

from autograder.atomic_files import write_atomically

FILE = ".explained.json"


class StepsSeen:
    """The number of steps seen, by exercise. Predictions are remembered in the same way.

    Parameters
    ----------
    folder : Path
        The folder of the exercises.
    file : str
        The hidden file in it.
    """

    def __init__(self, folder: Path, file: str = FILE) -> None:
        self._path = folder / file
        self._steps = _read(self._path)

    def steps(self, exercise: str, most: int) -> int:
        """The number of steps of an exercise that have been seen, at most `most`."""
        return min(self._steps.get(exercise, 0), most)

    def note(self, exercise: str, steps: int) -> bool:
        """Store the number of steps seen; return whether the file could be written."""
        self._steps[exercise] = steps
        try:
            write_atomically(self._path, json.dumps(self._steps, indent=1).encode() + b"\n")
        except OSError:
            return False
        return True


def _read(path: Path) -> dict[str, int]:
    """The valid entries of the file."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = content.items() if isinstance(content, dict) else ()
    return {name: steps for name, steps in pairs if type(steps) is int and steps >= 0}
