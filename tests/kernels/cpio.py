"""Writes a folder as a cpio archive (``newc``), the form in which a kernel takes its first root file system."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

SKIPPED = {"proc", "sys", "dev", "run", "boot", "lib/modules", "usr/share", "var/cache", "var/lib"}


def write(folder: Path, archive: BinaryIO) -> None:
    """Write all regular files, folders and links below `folder`; of `SKIPPED` folders the names alone."""
    for number, path in enumerate(_below(folder, folder), 1):
        _write_entry(archive, path.relative_to(folder).as_posix(), path, number)
    _write_header(archive, "TRAILER!!!", number=0, mode=0, size=0, time=0)


def _below(folder: Path, root: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or path.is_file() or path.is_dir():
            yield path
        if path.is_dir() and not path.is_symlink() and path.relative_to(root).as_posix() not in SKIPPED:
            yield from _below(path, root)


def _write_entry(archive: BinaryIO, name: str, path: Path, number: int) -> None:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        data = os.fsencode(path.readlink())
    else:
        data = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
    # With another time, what Python has compiled would be out of date, and be compiled anew at each start.
    _write_header(archive, name, number=number, mode=status.st_mode, size=len(data), time=int(status.st_mtime))
    archive.write(data + bytes(-len(data) % 4))


def _write_header(archive: BinaryIO, name: str, *, number: int, mode: int, size: int, time: int) -> None:
    encoded = os.fsencode(name) + b"\0"
    owner, links, devices = (0, 0), 1, (0, 0, 0, 0)
    fields = (number, mode, *owner, links, time, size, *devices, len(encoded), 0)
    header = b"070701" + b"".join(b"%08X" % field for field in fields) + encoded
    archive.write(header + bytes(-len(header) % 4))
