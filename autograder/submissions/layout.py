"""How a folder was read: the hand-ins in it, and whose each is. These are names only: no file is read yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from autograder.results.identity import Identity, Person
from autograder.submissions.files import File, Folder, Unreadable
from autograder.text.sanitize import one_line

CLASS = "Folder of submissions"


class AmbiguousLayout(Exception):
    """The folder may mean several things. The message names them, and what to say instead."""


@dataclass(frozen=True)
class Piece:
    """A file or a folder of one hand-in.

    Attributes
    ----------
    path : tuple of str
        Its folders and itself, from where the class lies.
    name : str
        The name under which it was handed in. Empty for a folder whose files were handed in separately.
    """

    path: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class HandIn:
    """What one student, or one group, handed in.

    Attributes
    ----------
    name : str
        Theirs, for people.
    pieces : tuple of Piece
        Where it lies.
    identity : Identity
        Theirs, for platforms.
    messages : tuple of str
        Messages from the platform's own form.
    """

    name: str
    pieces: tuple[Piece, ...]
    identity: Identity = field(default_factory=Identity)
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOver:
    """A file or folder beside the hand-ins that is not one of them.

    Attributes
    ----------
    name, why : str
        Its name, and the reason, as the end of a sentence.
    stranger : bool
        Whether it lies where the hand-ins lie, and not in one of them.
    """

    name: str
    why: str
    stranger: bool = True


@dataclass(frozen=True)
class Layout:
    """How a folder was read.

    Attributes
    ----------
    kind : str
        What it is, for the instructor; empty for a single submission.
    hand_ins : sequence of HandIn
        What was handed in.
    left_over : sequence of LeftOver
        What else could hold code and is nobody's.
    notes : tuple of str
        What the instructor should know.
    base : tuple of str
        The folders around the one that holds the class.
    """

    kind: str
    hand_ins: Sequence[HandIn]
    left_over: Sequence[LeftOver] = ()
    notes: tuple[str, ...] = ()
    base: tuple[str, ...] = ()

    @property
    def is_download(self) -> bool:
        """Whether a platform wrote it, so that its names must be kept."""
        return self.kind not in {"", CLASS}


@dataclass(frozen=True)
class Level:
    """The contents of a folder that may hold a class.

    Attributes
    ----------
    folder : Folder
        The folder itself.
    modules : collection of str
        The names of the assignment's modules.
    assignment : str
        The assignment's own name, for downloads that hold several.
    """

    folder: Folder
    modules: Collection[str]
    assignment: str = ""

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def files(self) -> list[File]:
        return list(self.folder.files)

    @property
    def folders(self) -> list[Folder]:
        return [*self.folder.folders, *self._hidden]

    @property
    def entries(self) -> list[File | Folder]:
        return [*self.folder.entries, *self._hidden]

    @property
    def _hidden(self) -> list[Folder]:
        """Folders that begin with a dot and hold code."""
        return [folder for folder in self.folder.hidden_folders if any(map(could_be_handed_in, look_into(folder)))]

    def left_over(self, taken: Collection[str], why: str) -> list[LeftOver]:
        """What could be handed in and was not taken."""
        names = [entry.name for entry in self.entries if entry.name not in taken and could_be_handed_in(entry)]
        return [LeftOver(one_line(name), why) for name in names]


def person_called(name: str) -> Identity:
    """The owner of a file or a folder that no platform named: only its name is known."""
    return Identity(people=(Person(id=one_line(name)),))


def could_be_handed_in(entry: File | Folder) -> bool:
    """Whether this may be somebody's submission: not a list, or a handout, that lies beside them."""
    return isinstance(entry, Folder) or entry.code or entry.archive


def is_module(entry: File | Folder, modules: Collection[str]) -> bool:
    return isinstance(entry, File) and entry.code and entry.stem in modules


def look_into(folder: Folder) -> tuple[File | Folder, ...]:
    """The contents of a student's folder; empty if it cannot be read, which is reported when it is graded."""
    try:
        return folder.entries
    except Unreadable:
        return ()


def newest_of(name: str, older: int) -> tuple[str, ...]:
    """The message if one of several was taken."""
    return (f"{name} was handed in several times. The newest was graded.",) if older else ()
