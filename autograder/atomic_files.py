"""Atomic writes: a reader sees the old file or the new one, never a part, even if the writer is killed."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_atomically(path: Path, content: bytes | Iterable[bytes], *, durable: bool = False) -> None:
    """Write a file, replacing an existing one in a single step.

    A symbolic link stays one, and an existing file's permissions are kept.

    Parameters
    ----------
    path : Path
        The file; its folder must exist.
    content : bytes or iterable of bytes
        The whole content, or its pieces in order.
    durable : bool
        Whether to return only once the content is on the disk and would survive a power failure.

    Raises
    ------
    OSError
        If the file cannot be written. An existing file is then unchanged.
    """
    write_all_atomically({path: content}, durable=durable)


def write_all_atomically(contents: Mapping[Path, bytes | Iterable[bytes]], *, durable: bool = False) -> None:
    """Write several files as `write_atomically` does, and replace the existing ones only once all are written.

    Raises
    ------
    OSError
        If one of them cannot be written.
    """
    written: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            target = path.resolve()
            written[target] = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
            _write(written[target], content, durable)
            if target.exists():
                shutil.copymode(target, written[target])
        for target, temporary in written.items():
            temporary.replace(target)
    finally:
        for temporary in written.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    if durable:
        for folder in {target.parent for target in written}:
            _sync_folder(folder)


def _write(path: Path, content: bytes | Iterable[bytes], durable: bool) -> None:
    with path.open("xb") as file:
        for piece in (content,) if isinstance(content, bytes) else content:
            file.write(piece)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Flush the folder too: a power failure would lose a file's name that is in memory alone."""
    with contextlib.suppress(OSError):  # not every file system supports this
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
