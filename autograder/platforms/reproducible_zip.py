"""Writes zips that are identical byte for byte, whoever builds them, where and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.atomic_files import write_atomically
from autograder.zip_bytes import zip_bytes


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
    write_atomically(path, zip_bytes(sorted(files.items()), executable))


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
