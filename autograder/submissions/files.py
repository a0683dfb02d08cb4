"""Submitted files and folders, on disk or in a zip that is not unpacked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath

from autograder.immutable import immutable
from autograder.text.sanitize import one_line

# The folders of a student's bundle, of this version and of earlier ones.
CAME_WITH_THEM = {"autograder", "checks", "explanations", "gradients", "guide", "notes", "pictures", "tests"}
NOT_HANDED_IN = {"__pycache__", "__MACOSX", "node_modules", "site-packages"} | CAME_WITH_THEM
PYTHON, NOTEBOOK, ZIP = ".py", ".ipynb", ".zip"
# Folders that programs use for their own files. A student's folder may begin with a dot, too.
HIDDEN_BY_PROGRAMS = {
    *(".git", ".hg", ".svn", ".github", ".vscode", ".idea", ".vs", ".settings", ".venv", ".env", ".virtualenv", ".tox"),
    *(".nox", ".eggs", ".cache", ".config", ".local", ".npm", ".conda", ".jupyter", ".ipython", ".ipynb_checkpoints"),
    *(".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".virtual_documents", ".Trash", ".Trashes"),
    *(".fseventsd", ".Spotlight-V100", ".TemporaryItems", ".AppleDouble", ".sync", ".dropbox.cache"),
}
LONGEST_NAME = 1000  # characters, each of which may become ten
OTHER_ARCHIVES = {".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz"}


class Unreadable(Exception):
    """Something cannot be read. The message is a sentence for the person who handed it in."""


def too_large(name: str, most: int) -> Unreadable:
    """The error for a file with more than `most` bytes."""
    outputs = " Clear its outputs (in Jupyter: Edit, Clear Outputs of All Cells), save it, and hand it in again."
    advice = outputs if name.endswith(NOTEBOOK) and most >= 10 << 20 else ""
    return Unreadable(f"{name} is larger than {most >> 20} MB and was not read.{advice}")


@immutable
class File:
    """A file whose content is read on demand.

    Attributes
    ----------
    name : str
        Its name, without the folders.
    content : callable
        Returns the content, up to a number of bytes; raises `Unreadable`, also if there are more.
    link : bool
        Whether this is a symbolic link, whose target the student chooses.
    """

    name: str
    content: Callable[[int], bytes]
    link: bool = False

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()

    @property
    def code(self) -> bool:
        """Whether it is a file of code, by its name."""
        return self.suffix in {PYTHON, NOTEBOOK}

    @property
    def archive(self) -> bool:
        """Whether it is an archive, by its name."""
        return self.suffix == ZIP or self.suffix in OTHER_ARCHIVES


@immutable
class Folder:
    """A folder that is listed on demand.

    Attributes
    ----------
    name : str
        Its name, without the folders around it.
    listing : callable
        Returns its contents, in the order in which they are to be read; raises `Unreadable`.
    link : bool
        Whether this is a symbolic link.
    """

    name: str
    listing: Callable[[], Iterable[File | Folder]]
    link: bool = False

    @cached_property
    def entries(self) -> tuple[File | Folder, ...]:
        """Its contents without hidden files, caches, and files that were handed out with the exercises."""
        return tuple(entry for entry in self._named if not _is_noise(entry))

    @cached_property
    def hidden_folders(self) -> tuple[Folder, ...]:
        """Folders in it that begin with a dot and belong to no program: in a class, they may be a student's."""
        return tuple(
            entry
            for entry in self._named
            if isinstance(entry, Folder)
            and entry.name.startswith(".")
            and not entry.name.startswith("._")
            and entry.name not in HIDDEN_BY_PROGRAMS
        )

    @cached_property
    def by_name(self) -> dict[str, File | Folder]:
        """All of its contents, hidden or not."""
        found: dict[str, File | Folder] = {}
        for entry in self._named:
            found.setdefault(entry.name, entry)
        return found

    @cached_property
    def _named(self) -> tuple[File | Folder, ...]:
        """All of its contents, each under a unique, printable name."""
        listed = [(entry, _on_one_line(entry.name)) for entry in self.listing()]
        taken = {name for entry, name in listed if name == entry.name}
        named = []
        for entry, name in listed:
            while name != entry.name and name in taken:
                name = f"~{name}"
            taken.add(name)
            named.append(entry if name == entry.name else replace(entry, name=name))
        return tuple(named)

    @property
    def files(self) -> Iterator[File]:
        return (entry for entry in self.entries if isinstance(entry, File))

    @property
    def folders(self) -> Iterator[Folder]:
        return (entry for entry in self.entries if isinstance(entry, Folder))

    def folder(self, name: str) -> Folder | None:
        """The folder of this name in it."""
        return next((entry for entry in self.folders if entry.name == name), None)


def _is_noise(entry: File | Folder) -> bool:
    return entry.name.startswith(".") or (isinstance(entry, Folder) and entry.name in NOT_HANDED_IN)


def _on_one_line(name: str) -> str:
    return name if name.isascii() and name.isprintable() else one_line(name, LONGEST_NAME)
