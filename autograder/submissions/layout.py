"""What a folder was read as: the submissions in it, and whose each is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from autograder.submissions.files import File, Folder, Unreadable

CLASS = "Folder of submissions"


class AmbiguousLayout(Exception):
    """The folder may mean several things. The message names them, and what to say instead."""


@dataclass(frozen=True)
class HandIn:
    """What one student, or one group, handed in.

    Attributes
    ----------
    name : str
        Theirs.
    content : File or Folder
        Where it lies.
    messages : tuple of str
        What the form itself says of it.
    """

    name: str
    content: File | Folder
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """How a folder was read.

    Attributes
    ----------
    kind : str
        What it is, for the instructor; empty for a single submission.
    parts : sequence of HandIn
        Its submissions.
    notes : tuple of str
        What the instructor should know.
    """

    kind: str
    parts: Sequence[HandIn]
    notes: tuple[str, ...] = ()

    @property
    def export(self) -> bool:
        """Whether a course system wrote it, so that its names are to be kept."""
        return self.kind not in {"", CLASS}


def could_be_handed_in(entry: File | Folder) -> bool:
    """Whether this may be somebody's submission: not a list, or a handout, that lies beside them."""
    return isinstance(entry, Folder) or entry.code or entry.archive


def is_module(entry: File | Folder, modules: Collection[str]) -> bool:
    return isinstance(entry, File) and entry.code and entry.stem in modules


def look_into(folder: Folder) -> tuple[File | Folder, ...]:
    """What is in a student's folder; nothing if it cannot be read, which is said when it is graded."""
    try:
        return folder.entries
    except Unreadable:
        return ()
