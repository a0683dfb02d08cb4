"""Files that are there whole or not at all: whoever reads one never sees half of it, whatever happens to the writer."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_atomically(path: Path, content: bytes | Iterable[bytes], *, durable: bool = False) -> None:
    """Write a file in the place of the one that may be there, at one stroke.

    A link stays a link, and what may be done with the file stays as it was.

    Parameters
    ----------
    path : Path
        Where to; its folder exists.
    content : bytes or iterable of bytes
        All of it, or its pieces one after another.
    durable : bool
        Whether it is to outlast a power failure: return when the disk has it.

    Raises
    ------
    OSError
        If it cannot be written. What was there before is still there.
    """
    write_all_atomically({path: content}, durable=durable)


def write_all_atomically(contents: Mapping[Path, bytes | Iterable[bytes]], *, durable: bool = False) -> None:
    """Write several files, each as `write_atomically` does; none takes its place before all are written.

    Raises
    ------
    OSError
        If one cannot be written.
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
    """Have the folder on the disk too: a name that only memory knows is gone when the power fails."""
    with contextlib.suppress(OSError):  # not every file system can
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
