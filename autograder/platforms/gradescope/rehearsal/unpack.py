"""Unpacks zips into one folder, and nothing outside of it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

MOST_FILES = 20_000
MOST_BYTES = 512 << 20  # unpacked; a grader with its own NumPy wheels has a tenth of that


class BadZip(Exception):
    """A zip that cannot be unpacked; the message says why."""


def unpack_zip(archive: Path, into: Path) -> None:
    """Unpack a zip as Info-ZIP does: modes are kept, no file is written outside of `into`, and no link is made.

    Raises
    ------
    BadZip
        If it is damaged, encrypted, not a zip, or larger than `MOST_FILES` and `MOST_BYTES` allow.
    """
    into.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(archive) as file:
            members = file.infolist()
            # Reading stops at the size that a member declares: the sum of those bounds what is written.
            if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
                raise BadZip(
                    f"{archive.name} would unpack to more than {MOST_FILES} files or {MOST_BYTES >> 20} MB. "
                    "Is there something in it that does not belong there?"
                )
            for member in members:
                _extract(file, member, into)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise BadZip(f"{archive.name} cannot be unpacked: {error}.") from error
    for folder in (into, *(path for path in into.rglob("*") if path.is_dir())):
        folder.chmod(0o755)


def _extract(file: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path) -> None:
    path = Path(file.extract(member, into))  # `extract` drops "..", drive letters and leading slashes
    if not member.is_dir():
        path.chmod(member.external_attr >> 16 & 0o777 | 0o600 if member.external_attr >> 16 else 0o644)
