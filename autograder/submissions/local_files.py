"""Files and folders on disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from autograder.submissions.files import File, Folder, Unreadable, too_large


def on_disk(path: Path) -> File | Folder:
    """The file or folder at `path`. If that is a link, it is followed, since the instructor named it."""
    name = Path(os.path.abspath(path)).name  # noqa: PTH100  # resolve() would follow a link: its own name counts
    return _folder(name, path) if path.is_dir() else _file(name, path)


def _folder(name: str, path: Path, *, link: bool = False) -> Folder:
    def listing() -> Iterator[File | Folder]:
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            raise Unreadable(f"The folder {name} cannot be read: {error.strerror}.") from error
        return map(_entry, entries)

    return Folder(name, listing, link)


def _entry(entry: os.DirEntry[str]) -> File | Folder:
    path, link = Path(entry.path), entry.is_symlink()
    lost = link and not path.suffix and not os.path.exists(path)  # noqa: PTH110  # Path.exists() may raise
    folder = lost or entry.is_dir(follow_symlinks=False) or os.path.isdir(path)  # noqa: PTH112  # so may Path.is_dir()
    return (_folder if folder else _file)(entry.name, path, link=link)


def _file(name: str, path: Path, *, link: bool = False) -> File:
    def content(most: int) -> bytes:
        try:
            with open(path, "rb", opener=_without_waiting) as file:
                about = os.fstat(file.fileno())
                if not stat.S_ISREG(about.st_mode):
                    raise Unreadable(f"{name} is not a regular file and was not read.")
                read = file.read(min(about.st_size, most) + 1)
        except OSError as error:
            if path.is_symlink():
                raise Unreadable(f"{name} is a broken link and was not read.") from error
            raise Unreadable(f"{name} cannot be read: {error.strerror}.") from error
        if len(read) > most:
            raise too_large(name, most)
        return read

    return File(name, content, link)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file without waiting for a writer, if it is a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
