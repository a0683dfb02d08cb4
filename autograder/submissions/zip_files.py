"""Reads zips in place: nothing is unpacked, so no name in a zip can point outside it.

Only stored and deflated members are read, because only these are inflated in pieces: other methods inflate everything
at once, and a few kilobytes can become gigabytes.
"""

from __future__ import annotations

import io
import stat
from dataclasses import dataclass, field
from pathlib import Path
from struct import Struct
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from autograder.submissions.files import File, Folder, Unreadable, too_large

MOST_ENTRIES = 10_000  # in all zips of one student together
LARGEST_DIRECTORY = 4 << 20  # bytes of names and entries in the directories of these zips
MOST_STEPS = 50_000  # folders in the paths of all entries
MOST_ENTRIES_OF_A_CLASS = 1_000_000
DEEPEST = 50  # folders
LONGEST_NAME = 255  # characters
DIRECTORY_ENTRY, END_OF_DIRECTORY = b"PK\x01\x02", b"PK\x05\x06"
END = Struct("<4s4H2LH")
ENCRYPTED, UTF_8 = 0x1, 0x800  # flags of a member
DISGUISED = {b"Rar!": "a RAR archive", b"7z\xbc\xaf": "a 7-Zip archive", b"\x1f\x8b": "a gzip archive"}


@dataclass
class Allowance:
    """How much the zips of one submission may still list, since their names alone could fill the memory.

    Attributes
    ----------
    entries, directory, steps : int
        The number of files and folders, of bytes in zip directories, and of folders in paths.
    """

    entries: int = MOST_ENTRIES
    directory: int = LARGEST_DIRECTORY
    steps: int = MOST_STEPS


def unzipped(name: str, content: bytes, allowance: Allowance | None = None) -> Folder:
    """The contents of a student's zip, as a folder.

    Parameters
    ----------
    name : str
        The name of the zip.
    content : bytes
        The zip.
    allowance : Allowance, optional
        Shared by all zips of the submission, and reduced by this one.

    Raises
    ------
    Unreadable
        If it is not a zip, damaged, encrypted, or holds too many files.
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
    """The contents of an instructor's zip of any size, as a folder. The zip stays open while files in it are in use.

    Raises
    ------
    Unreadable
        If it is not a zip, damaged, or encrypted.
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
        raise Unreadable(f"{name} is protected by a password and was not read. Hand in a zip without one.")
    return archive


def _no_zip(start: bytes, error: Exception) -> str:
    disguised = next((what for magic, what in DISGUISED.items() if start.startswith(magic)), None)
    if disguised:
        return f"is {disguised} with the name of a zip, and was not read. Hand in a .zip, or the files themselves."
    if not start:
        return "is empty (0 bytes). Create it again and hand it in."
    if start.startswith(b"PK") or not isinstance(error, BadZipFile):
        return "is a damaged or incomplete zip and was not read. Create it again and hand it in."
    return "is not a zip and was not read. Hand in a .zip, or the files themselves."


def _too_many(name: str, most: int) -> Unreadable:
    return Unreadable(f"{name} holds more than {most:,} files and was not read. Hand in only your own files.")


@dataclass
class _Branch:
    """A folder that is being built from the names in a zip."""

    folders: dict[str, _Branch] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)

    def as_folder(self, name: str) -> Folder:
        return Folder(name, self._listing)

    def _listing(self) -> list[File | Folder]:
        folders = [branch.as_folder(name) for name, branch in self.folders.items()]
        return sorted([*self.files, *folders], key=lambda entry: entry.name)


def _folder(name: str, archive: ZipFile) -> Folder:
    root = _Branch()
    for info in reversed(archive.infolist()):  # of two members with the same name, unpacking keeps the last
        parts = _parts(info)
        if len(parts) > DEEPEST or any(len(part) > LONGEST_NAME for part in parts):
            root.files.append(
                _refused(parts[-1][-LONGEST_NAME:], "is nested too deeply in its zip, or its name is too long.")
            )
            continue
        here, folder = root, info.filename.endswith("/")  # is_dir() raises where a name is empty
        for part in parts if folder else parts[:-1]:
            here = here.folders.setdefault(part, _Branch())
        if parts and not folder:
            here.files.append(_member(parts[-1], archive, info))
    return root.as_folder(name)


def _parts(info: ZipInfo) -> list[str]:
    """The parts of a member's path, separated by slashes or backslashes, without drives and ``..``."""
    parts = _name(info).replace("\\", "/").split("/")
    return [part for part in parts if part not in {"", ".", ".."} and not part.endswith(":")]


def _name(info: ZipInfo) -> str:
    """A member's name. It is tried as UTF-8 first: many programs write that without declaring it, as they should."""
    if info.flag_bits & UTF_8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _member(name: str, archive: ZipFile, info: ZipInfo) -> File:
    kind = stat.S_IFMT(info.external_attr >> 16)  # the file type on Unix; 0 if the zip was made elsewhere
    if kind not in {0, stat.S_IFREG, stat.S_IFLNK}:
        return _refused(name, "is not a regular file and was not read.")
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return _refused(name, "is compressed in an unusual way and was not read. Make an ordinary zip.")

    def content(most: int) -> bytes:
        if info.file_size > most:
            raise too_large(name, most)
        try:
            with archive.open(info) as member:
                return member.read(info.file_size + 1)  # the length prevents it from inflating more than it declares
        except Exception as error:  # zipfile raises whatever it stumbles over
            raise Unreadable(f"{name} is damaged in its zip and was not read. Create the zip again.") from error

    return File(name, content, link=kind == stat.S_IFLNK)


def _refused(name: str, problem: str) -> File:
    def content(most: int) -> bytes:
        raise Unreadable(f"{name} {problem}")

    return File(name, content)
