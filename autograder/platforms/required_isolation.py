"""What must hold where the answers lie beside the grader and nobody watches, before a grade is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.results.report import Protection
from autograder.sandbox.host.isolation_check import SET, UNAVAILABLE
from autograder.sandbox.protocol import SandboxError

READING, GRADERS_FILES = "reading files", "the grader's files"
# No grade is given without all of these, and one of the two above.
NEEDED = {"network", "processes", "signals", "memory of others"}


def graders_files(root: Path, layers: Mapping[str, str]) -> Protection:
    """Whether the files used in grading are unreadable for the user that the submission runs as.

    Parameters
    ----------
    root : Path
        The folder with ``source``, ``results`` and ``submission_metadata.json``.
    layers : dict of str
        The layers of a worker's isolation, with their status.
    """
    paths = [root / "source", root / "results", root / "submission_metadata.json"]
    closed = not any(path.exists() and path.stat().st_mode & 0o007 for path in paths)
    return Protection(GRADERS_FILES, SET if layers.get("user") == SET and closed else UNAVAILABLE)


def require_isolation(protections: Iterable[Protection]) -> None:
    """Refuse to grade without isolation.

    Raises
    ------
    SandboxError
        If a protection is missing.
    """
    held = {each.name for each in protections if each.status != UNAVAILABLE}
    missing = NEEDED - held
    if not held & {READING, GRADERS_FILES}:
        missing = missing | {READING}
    if missing:
        raise SandboxError(f"No grade was given, since here there is no protection of: {', '.join(sorted(missing))}.")
