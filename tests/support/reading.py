"""A class, listed and read all at once: small enough in tests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.submissions.downloads.by_pattern import compiled
from autograder.submissions.listing import Batch, Reading, list_submissions
from autograder.submissions.submission import Submission


@dataclass(frozen=True)
class ReadBatch:
    """A batch, and its submissions."""

    batch: Batch
    submissions: Sequence[Submission]

    @property
    def notes(self) -> tuple[str, ...]:
        return self.batch.notes

    @property
    def left_over(self) -> list[str]:
        return [each.name for each in self.batch.left_over]


def read_batch(
    paths: Iterable[Path], modules: Collection[str], assignment: str = "", *, chosen: str = "", names: str = ""
) -> ReadBatch:
    """What lies at `paths`, read as `autograder grade` reads it with these options."""
    pattern = compiled(names) if names else None
    batch = list_submissions(paths, Reading(modules, assignment, chosen, pattern))
    return ReadBatch(batch, [ref.read(modules) for ref in batch])


def read_submissions(paths: Iterable[Path], modules: Collection[str]) -> Sequence[Submission]:
    """The submissions at `paths`."""
    return read_batch(paths, modules).submissions
