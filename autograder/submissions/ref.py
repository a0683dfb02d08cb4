"""A reference to a submission, which is read when its turn comes, in this process or another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path

from autograder.immutable import immutable
from autograder.results.identity import Identity
from autograder.submissions.collect import LARGEST_ZIP, collect_sources
from autograder.submissions.files import ZIP, File, Folder, Unreadable
from autograder.submissions.layout import Piece
from autograder.submissions.local_files import on_disk
from autograder.submissions.submission import Submission
from autograder.submissions.zip_files import opened, unzipped

WHOLE = (Piece(()),)
OPEN = 4  # zips of classes that are kept open for the next submissions


@immutable
class SubmissionRef:
    """Where a submission is, and whose: names only, so that a class takes little memory and can be sent.

    Attributes
    ----------
    name : str
        Its name in reports; one line, and unique in its class.
    root : str
        The path on disk that the instructor named: a folder, a file, or a zip.
    base : tuple of str
        The folders and zips from there to the folder that holds the class.
    pieces : tuple of Piece
        The submitted files and folders, relative to that folder; empty if there are none.
    identity : Identity
        The student or group.
    messages : tuple of str
        Messages that are known before it is read.
    problem : str
        Why it must not be read; otherwise empty.
    """

    name: str
    root: str
    base: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = WHOLE
    identity: Identity = field(default_factory=Identity)
    messages: tuple[str, ...] = ()
    problem: str = ""

    def read(self, modules: Collection[str]) -> Submission:
        """Read it. If that fails, the result is a submission without sources, with a message that explains why."""
        if self.problem or not self.pieces:
            messages = (*self.messages, self.problem) if self.problem else self.messages
            return Submission(self.name, {}, messages, self.identity)
        submission = collect_sources(self.name, Folder(self.name, self.listing), modules, self.messages)
        return replace(submission, identity=self.identity)

    def listing(self) -> list[File | Folder]:
        """The submitted files and folders, under their original names.

        Raises
        ------
        Unreadable
            If it no longer exists, or cannot be opened.
        """
        if self.pieces == WHOLE and not self.base and is_zip(Path(self.root)):
            return [
                on_disk(Path(self.root))
            ]  # opened by whoever collects the files, within the bounds of one student's
        level = folder_at(self.root, self.base)
        entries: list[File | Folder] = []
        for piece in self.pieces:
            entry = _found(level, piece.path)
            if piece.name:
                own = entry.link and len(piece.path) > 1  # a link beside the submissions is the instructor's
                entries.append(replace(entry, name=piece.name, link=own))
            elif isinstance(entry, Folder):
                _refuse_link(entry, len(piece.path) - 1)
                entries += entry.entries
            else:
                entries.append(replace(entry, link=False))
        return entries


def folder_at(root: str, base: Sequence[str] = ()) -> File | Folder:
    """The file or folder at `root`, or at the path `base` inside it, which may lead through zips.

    Raises
    ------
    Unreadable
        If it cannot be opened.
    """
    try:
        about = Path(root).stat()
    except OSError as error:
        raise Unreadable(f"{Path(root).name} cannot be read: {error.strerror}.") from error
    return _folder_at(root, tuple(base), about.st_mtime_ns, about.st_size)


@lru_cache(OPEN)
def _folder_at(root: str, base: tuple[str, ...], _time: int, _size: int) -> File | Folder:
    path = Path(root)
    place = opened(path) if is_zip(path) else on_disk(path)
    for step, name in enumerate(base):
        place = as_folder(_step(place, name), path.joinpath(*base[: step + 1]))
    return place


def is_zip(path: Path) -> bool:
    """Whether this is a zip, by its name."""
    return path.suffix.lower() == ZIP and path.is_file()


def as_folder(entry: File | Folder, path: Path | None = None) -> File | Folder:
    """The contents of a zip as a folder; anything else unchanged.

    Parameters
    ----------
    entry : File or Folder
        The zip, or anything else.
    path : Path, optional
        Its path if it is on disk, so that it is read in pieces.
    """
    if isinstance(entry, Folder) or entry.suffix != ZIP:
        return entry
    if path is not None and path.is_file():
        return opened(path)
    return unzipped(entry.stem, entry.content(LARGEST_ZIP))


def _found(level: File | Folder, path: Sequence[str]) -> File | Folder:
    for depth, name in enumerate(path):
        level = _step(level, name)
        if depth < len(path) - 1:
            _refuse_link(level, depth)
    return level


def _refuse_link(entry: File | Folder, depth: int) -> None:
    """Links in the class's own folder are the instructor's; links further down may be anybody's."""
    if entry.link and depth > 0:
        raise Unreadable(f"{entry.name} is a link and was not read. Hand in what it leads to.")


def _step(place: File | Folder, name: str) -> File | Folder:
    found = place.by_name.get(name) if isinstance(place, Folder) else None
    if found is None:
        raise Unreadable(f"{name} no longer exists.")
    return replace(found) if isinstance(found, Folder) else found  # a new object, so that its contents are not kept
