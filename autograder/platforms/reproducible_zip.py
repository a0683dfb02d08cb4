"""Writes zips that are identical byte for byte, whoever builds them, where and when."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.atomic_files import write_atomically

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest date in the zip format
ON_UNIX = 3


def write_zip(path: Path, files: Mapping[str, bytes], executable: Collection[str] = ()) -> None:
    """Write a zip atomically.

    Its bytes do not depend on the order of the files, their dates or modes on disk, or the umask. Files are stored
    uncompressed: versions of zlib compress differently, and there is little to save.

    Parameters
    ----------
    path : Path
        The zip; its folder must exist.
    files : dict of bytes
        The contents, by name in the zip.
    executable : collection of str
        The names of the files that are executable.

    Raises
    ------
    OSError
        If the zip cannot be written.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(_entry(name, 0o755 if name in executable else 0o644), files[name])
    write_atomically(path, content.getvalue())


def read_text_files(folder: Path, *endings: str) -> dict[str, bytes]:
    """The text files in a folder and its subfolders whose names have one of these endings, by relative path.

    Hidden and cached files are left out. Line ends are converted to those of Unix.
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
