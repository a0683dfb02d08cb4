"""A submission that was listed and is read when its turn comes, here or in another process."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from autograder.results.identity import Identity
from autograder.submissions.collect import LARGEST_ZIP, collect_sources
from autograder.submissions.files import ZIP, File, Folder, Unreadable
from autograder.submissions.layout import Piece
from autograder.submissions.local_files import on_disk
from autograder.submissions.submission import Submission
from autograder.submissions.zip_files import opened, unzipped

WHOLE = (Piece(()),)
OPEN = 4  # classes that are kept open for the next submissions


@dataclass(frozen=True)
class SubmissionRef:
    """Where a submission lies, and whose it is: only names, so that a class takes no memory and can be sent.

    Attributes
    ----------
    name : str
        Its name for people; one line, and unique in its class.
    root : str
        The path on disk that the instructor named: a folder, a file, or a zip.
    base : tuple of str
        The folders and zips from there to the folder that holds the class.
    pieces : tuple of Piece
        What was handed in, relative to that folder. None: nothing is there.
    identity : Identity
        Whose it is.
    messages : tuple of str
        Messages that are known before it is read.
    problem : str
        Why it must not be read; empty if it may be.
    """

    name: str
    root: str
    base: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = WHOLE
    identity: Identity = field(default_factory=Identity)
    messages: tuple[str, ...] = ()
    problem: str = ""

    def read(self, modules: Collection[str]) -> Submission:
        """Read it. If it cannot be read, the result is a submission without sources that says why."""
        if self.problem or not self.pieces:
            messages = (*self.messages, self.problem) if self.problem else self.messages
            return Submission(self.name, {}, messages, self.identity)
        submission = collect_sources(self.name, Folder(self.name, self.listing), modules, self.messages)
        return replace(submission, identity=self.identity)

    def listing(self) -> list[File | Folder]:
        """What was handed in, under the names that it was handed in with.

        Raises
        ------
        Unreadable
            If it does not exist any more, or cannot be opened.
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
                own = entry.link and len(piece.path) > 1  # a link where the class lies is the instructor's
                entries.append(replace(entry, name=piece.name, link=own))
            elif isinstance(entry, Folder):
                _refuse_link(entry, len(piece.path) - 1)
                entries += entry.entries
            else:
                entries.append(replace(entry, link=False))
        return entries


def folder_at(root: str, base: Sequence[str] = ()) -> File | Folder:
    """What lies in `root`, a folder, a zip or a file, or in the folders and zips of it that `base` names.

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
    """Whether a zip lies there, by its name."""
    return path.suffix.lower() == ZIP and path.is_file()


def as_folder(entry: File | Folder, path: Path | None = None) -> File | Folder:
    """A zip as the folder that it holds; anything else as it is.

    Parameters
    ----------
    path : Path
        Where it lies, if it lies on disk: from there it is read piece by piece.
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
        raise Unreadable(f"{name} is not there any more.")
    return replace(found) if isinstance(found, Folder) else found  # a new one, for what is in it is not to be kept
