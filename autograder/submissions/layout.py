"""The layout of a folder: the hand-ins in it, and whose each is. These are names only: no file is read yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field

from autograder.immutable import immutable
from autograder.results.identity import Identity, Person
from autograder.submissions.files import File, Folder, Unreadable
from autograder.text.sanitize import one_line

CLASS = "Folder of submissions"


class AmbiguousLayout(Exception):
    """The folder can be read in several ways. The message names them, and the options that choose one."""


@immutable
class Piece:
    """A file or a folder of one hand-in.

    Attributes
    ----------
    path : tuple of str
        Its path from the folder of the class.
    name : str
        The name under which it was handed in. Empty for a folder whose files were handed in separately.
    """

    path: tuple[str, ...]
    name: str = ""


@immutable
class HandIn:
    """The files that one student, or one group, handed in.

    Attributes
    ----------
    name : str
        The student's or group's name.
    pieces : tuple of Piece
        The files and folders.
    identity : Identity
        The student or group, as the platform identifies them.
    messages : tuple of str
        Messages that follow from the platform's layout.
    """

    name: str
    pieces: tuple[Piece, ...]
    identity: Identity = field(default_factory=Identity)
    messages: tuple[str, ...] = ()


@immutable
class LeftOver:
    """A file or folder beside the hand-ins that is not one of them.

    Attributes
    ----------
    name, why : str
        Its name, and the reason, as the end of a sentence.
    stranger : bool
        Whether it is beside the hand-ins, and not inside one.
    """

    name: str
    why: str
    stranger: bool = True


@immutable
class Layout:
    """The interpretation of a folder.

    Attributes
    ----------
    kind : str
        What it was recognised as, for the instructor; empty for a single submission.
    hand_ins : sequence of HandIn
        The submissions.
    left_over : sequence of LeftOver
        Other files and folders that could contain code.
    notes : tuple of str
        Notes for the instructor.
    base : tuple of str
        The path of the folder that holds the class, if other folders are around it.
    """

    kind: str
    hand_ins: Sequence[HandIn]
    left_over: Sequence[LeftOver] = ()
    notes: tuple[str, ...] = ()
    base: tuple[str, ...] = ()

    @property
    def is_download(self) -> bool:
        """Whether it is a platform's download, so that names must be kept."""
        return self.kind not in {"", CLASS}


@immutable
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
        """The entries that could be submissions and were not taken, with the reason."""
        names = [entry.name for entry in self.entries if entry.name not in taken and could_be_handed_in(entry)]
        return [LeftOver(one_line(name), why) for name in names]


def person_called(name: str) -> Identity:
    """The owner of a file or a folder that is not a platform's: only its name is known."""
    return Identity(people=(Person(id=one_line(name)),))


def could_be_handed_in(entry: File | Folder) -> bool:
    """Whether this may be somebody's submission, and not a list or a handout."""
    return isinstance(entry, Folder) or entry.code or entry.archive


def is_module(entry: File | Folder, modules: Collection[str]) -> bool:
    """Whether this is a Python file with the name of a module."""
    return isinstance(entry, File) and entry.code and entry.stem in modules


def look_into(folder: Folder) -> tuple[File | Folder, ...]:
    """The contents of a student's folder; empty if it cannot be read, which is reported when it is graded."""
    try:
        return folder.entries
    except Unreadable:
        return ()


def newest_of(name: str, older: int) -> tuple[str, ...]:
    """The message if the newest of several was taken."""
    return (f"{name} was handed in several times. The newest was graded.",) if older else ()
