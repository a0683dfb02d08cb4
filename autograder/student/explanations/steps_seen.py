"""How many steps of each explanation have been seen.

A hidden file beside the exercises keeps it. So it belongs to this copy of them: it moves along to another machine, goes
when the folder goes, and needs no home folder; two assignments do not get in each other's way. It is neither handed in
nor given out, since both leave hidden files behind. Whatever is wrong with it, the explanations start anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from autograder.files import write_atomically

FILE = ".explained.json"


class StepsSeen:
    """Steps seen, by exercise.

    Parameters
    ----------
    folder : Path
        The exercises'.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._steps = _read(self._path)

    def steps(self, exercise: str, most: int) -> int:
        """How many steps of `exercise` have been seen, of `most` that there are."""
        return min(self._steps.get(exercise, 0), most)

    def note(self, exercise: str, steps: int) -> bool:
        """Keep that so many steps have been seen; whether that could be written down."""
        self._steps[exercise] = steps
        try:
            write_atomically(self._path, json.dumps(self._steps, indent=1).encode() + b"\n")
        except OSError:
            return False
        return True


def _read(path: Path) -> dict[str, int]:
    """What the file says, as far as it can be understood."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = content.items() if isinstance(content, dict) else ()
    return {name: steps for name, steps in pairs if type(steps) is int and steps >= 0}
