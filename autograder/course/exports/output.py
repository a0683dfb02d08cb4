"""Writes exports to new files; existing ones are only overwritten on request."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from autograder.atomic_files import write_atomically
from autograder.course.exports.csv_cells import LARGEST
from autograder.course.exports.export_error import ExportError


def beside(path: Path) -> Path:
    """The name of the filled file: beside the instructor's own, which is never written to."""
    return path.with_name(f"{path.stem}-filled{path.suffix}")


def read(path: Path) -> bytes:
    """An instructor's file.

    Raises
    ------
    ExportError
        If it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}.") from error


def require_new(output: Path, *others: Path, overwrite: bool) -> None:
    """Make sure that nothing is lost by writing a file.

    Parameters
    ----------
    output : Path
        The file.
    *others : Path
        Files that are never written to.
    overwrite : bool
        Whether to overwrite an existing file.

    Raises
    ------
    ExportError
        If it is one of the other files, or exists already.
    """
    for other in others:
        if output.resolve() == other.resolve() or (output.exists() and other.exists() and output.samefile(other)):
            raise ExportError(f"{other} is never written to. Name another file with --output.")
    if output.exists() and not overwrite:
        raise ExportError(
            f"{output} exists already and was not changed. Name another with --output, or write over it with "
            "--overwrite."
        )


def write(output: Path, content: bytes | Iterable[bytes]) -> None:
    """Write an export.

    Raises
    ------
    ExportError
        If it cannot be written.
    """
    try:
        write_atomically(output, content)
    except OSError as error:
        raise ExportError(f"{output} cannot be written: {error.strerror}.") from error
