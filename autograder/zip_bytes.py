"""Reproducible zips: the same files give the same bytes on every machine at any time."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Collection, Iterable

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest date in the zip format
ON_UNIX = 3


def zip_bytes(files: Iterable[tuple[str, bytes]], executable: Collection[str] = (), *, deflated: bool = False) -> bytes:
    """A zip, as bytes that do not depend on the files' dates or modes on disk, or the umask.

    Parameters
    ----------
    files : iterable of (str, bytes)
        Each file's name in the zip and its content, in their order.
    executable : collection of str
        The names of the files that are executable.
    deflated : bool
        Whether to compress. Versions of zlib differ, so compressed zips are only identical if built on one machine.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(_entry(name, 0o755 if name in executable else 0o644, archive.compression), content)
    return stream.getvalue()


def _entry(name: str, mode: int, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.create_system = ON_UNIX
    entry.external_attr = (stat.S_IFREG | mode) << 16
    entry.compress_type = compression
    return entry
