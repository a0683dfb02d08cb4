"""Zips, read where they are: nothing is unpacked, so no name in a zip can lead anywhere.

Only stored and deflated members are read, because only these are inflated piece by piece: the other methods
inflate whatever they are given at once, and a few kilobytes can become gigabytes.
"""

from __future__ import annotations

import io
import stat
from dataclasses import dataclass, field
from pathlib import Path
from struct import Struct
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from autograder.submissions.files import File, Folder, Unreadable, too_large

MOST_ENTRIES = 10_000  # in one student's zips, all together
LARGEST_DIRECTORY = 4 << 20  # bytes: the names of all these, and their entries in the directory
MOST_STEPS = 50_000  # folders on the way to all these, each counted as often as it is named
MOST_ENTRIES_OF_A_CLASS = 1_000_000
DEEPEST = 50  # folders
LONGEST_NAME = 255  # characters
DIRECTORY_ENTRY, END_OF_DIRECTORY = b"PK\x01\x02", b"PK\x05\x06"
END = Struct("<4s4H2LH")
ENCRYPTED, UTF_8 = 0x1, 0x800  # flags of a member
DISGUISED = {b"Rar!": "a RAR archive", b"7z\xbc\xaf": "a 7-Zip archive", b"\x1f\x8b": "a gzip archive"}


@dataclass
class Allowance:
    """What all zips of one submission may still list: their names alone could fill the memory.

    Attributes
    ----------
    entries, directory, steps : int
        Files and folders; bytes of their entries in directories; folders on the paths to them.
    """

    entries: int = MOST_ENTRIES
    directory: int = LARGEST_DIRECTORY
    steps: int = MOST_STEPS


def unzipped(name: str, content: bytes, allowance: Allowance | None = None) -> Folder:
    """The folder that a student's zip holds.

    Parameters
    ----------
    content : bytes
        The zip.
    allowance : Allowance, optional
        Shared with the other zips of the submission, and charged.

    Raises
    ------
    Unreadable
        If it is no zip, damaged, encrypted, or holds too many files.
    """
    allowance = allowance or Allowance()
    entries, directory = content.count(DIRECTORY_ENTRY), _directory_size(content)  # before it is parsed
    if entries > allowance.entries:
        raise _too_many(name, MOST_ENTRIES)
    if directory > allowance.directory:
        raise Unreadable(f"{name} holds names that are too long and was not read. Hand in only your own files.")
    archive = _opened(name, io.BytesIO(content), content[:4])
    infos = archive.infolist()
    steps = sum(info.filename.count("/") + info.filename.count("\\") for info in infos)
    if steps > allowance.steps:
        raise _too_many(name, MOST_ENTRIES)
    allowance.entries -= entries
    allowance.directory -= directory
    allowance.steps -= steps
    return _folder(name, archive)


def _directory_size(content: bytes) -> int:
    """The size of a zip's directory in bytes, as the zip declares it; the size of the zip if it declares none."""
    start = len(content) - END.size
    if content[start : start + 4] != END_OF_DIRECTORY:
        start = content.rfind(END_OF_DIRECTORY)
    if start < 0 or start + END.size > len(content):
        return 0  # it is not a zip, which is reported when it is opened
    size: int = END.unpack_from(content, start)[5]
    return min(size, len(content))


def opened(path: Path) -> Folder:
    """The folder that an instructor's zip holds, of any size; it stays open as long as something of it is kept.

    Raises
    ------
    Unreadable
        If it is no zip, damaged, or encrypted.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be read: {error.strerror}.") from error
    archive = _opened(path.name, path, start)
    if len(archive.infolist()) > MOST_ENTRIES_OF_A_CLASS:
        raise _too_many(path.name, MOST_ENTRIES_OF_A_CLASS)
    return _folder(path.stem, archive)


def _opened(name: str, stream: io.BytesIO | Path, start: bytes) -> ZipFile:
    try:
        archive = ZipFile(stream)
    except Exception as error:  # zipfile raises whatever it stumbles over
        raise Unreadable(f"{name} {_no_zip(start, error)}") from error
    if any(info.flag_bits & ENCRYPTED for info in archive.infolist()):
        raise Unreadable(f"{name} is locked with a password and was not read. Hand in a zip without one.")
    return archive


def _no_zip(start: bytes, error: Exception) -> str:
    disguised = next((what for magic, what in DISGUISED.items() if start.startswith(magic)), None)
    if disguised:
        return f"is {disguised} with the name of a zip, and was not read. Hand in a .zip, or the files themselves."
    if not start:
        return "is empty (0 bytes). Make it anew and hand it in again."
    if start.startswith(b"PK") or not isinstance(error, BadZipFile):
        return "is a damaged or incomplete zip and was not read. Make it anew and hand it in again."
    return "is no zip and was not read. Hand in a .zip, or the files themselves."


def _too_many(name: str, most: int) -> Unreadable:
    return Unreadable(f"{name} holds more than {most:,} files and was not read. Hand in only your own files.")


@dataclass
class _Branch:
    """A folder while it is built from the names in a zip."""

    folders: dict[str, _Branch] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)

    def as_folder(self, name: str) -> Folder:
        return Folder(name, self._listing)

    def _listing(self) -> list[File | Folder]:
        folders = [branch.as_folder(name) for name, branch in self.folders.items()]
        return sorted([*self.files, *folders], key=lambda entry: entry.name)


def _folder(name: str, archive: ZipFile) -> Folder:
    root = _Branch()
    for info in reversed(archive.infolist()):  # of two members with one name, whoever unpacks a zip gets the last
        parts = _parts(info)
        if len(parts) > DEEPEST or any(len(part) > LONGEST_NAME for part in parts):
            root.files.append(_refused(parts[-1][-LONGEST_NAME:], "lies too deep in its zip, or has too long a name."))
            continue
        here, folder = root, info.filename.endswith("/")  # is_dir() raises where a name is empty
        for part in parts if folder else parts[:-1]:
            here = here.folders.setdefault(part, _Branch())
        if parts and not folder:
            here.files.append(_member(parts[-1], archive, info))
    return root.as_folder(name)


def _parts(info: ZipInfo) -> list[str]:
    """A member's path, with slashes or backslashes, without drives and upward steps: they lead nowhere here."""
    parts = _name(info).replace("\\", "/").split("/")
    return [part for part in parts if part not in {"", ".", ".."} and not part.endswith(":")]


def _name(info: ZipInfo) -> str:
    """A member's name. Many programs write UTF-8 without declaring it: by the standard it would be code page 437."""
    if info.flag_bits & UTF_8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _member(name: str, archive: ZipFile, info: ZipInfo) -> File:
    kind = stat.S_IFMT(info.external_attr >> 16)  # as Unix has it; 0 where something else made the zip
    if kind not in {0, stat.S_IFREG, stat.S_IFLNK}:
        return _refused(name, "is no ordinary file and was not read.")
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return _refused(name, "is compressed in an unusual way and was not read. Make an ordinary zip.")

    def content(most: int) -> bytes:
        if info.file_size > most:
            raise too_large(name, most)
        try:
            with archive.open(info) as member:
                return member.read(info.file_size + 1)  # a length is what keeps it from inflating more than it says
        except Exception as error:  # zipfile raises whatever it stumbles over
            raise Unreadable(f"{name} is damaged in its zip and was not read. Zip it anew.") from error

    return File(name, content, link=kind == stat.S_IFLNK)


def _refused(name: str, problem: str) -> File:
    def content(most: int) -> bytes:
        raise Unreadable(f"{name} {problem}")

    return File(name, content)
