"""Zips that are the same, byte for byte, whoever builds them, where and when."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.files import write_atomically

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can tell
ON_UNIX = 3


def write_zip(path: Path, files: Mapping[str, bytes], executable: Collection[str] = ()) -> None:
    """Write `files`, contents by name, as a zip that is there whole or not at all.

    Nothing in it depends on the order of the files, their dates or modes on disk, or the umask. They are stored
    as they are: two versions of zlib do not compress alike, and there is little to save.

    Parameters
    ----------
    path : Path
        Where to; its folder exists.
    files : dict of bytes
        The contents, by name in the zip.
    executable : collection of str
        The names of those that are programs.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(_entry(name, 0o755 if name in executable else 0o644), files[name])
    write_atomically(path, content.getvalue())


def read_text_files(folder: Path, *endings: str) -> dict[str, bytes]:
    """The text files in `folder` and below whose names end so, by their path from there; hidden and cached ones not.

    Lines end as on Unix, however they were checked out.
    """
    found = {
        path.relative_to(folder): path for path in folder.rglob("*") if path.name.endswith(endings) and path.is_file()
    }
    return {
        relative.as_posix(): path.read_bytes().replace(b"\r\n", b"\n")
        for relative, path in found.items()
        if not any(part.startswith((".", "__pycache__")) for part in relative.parts)
    }


def _entry(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.create_system = ON_UNIX
    entry.external_attr = (stat.S_IFREG | mode) << 16
    return entry
