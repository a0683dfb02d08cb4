"""Writes the reports of a batch, and keeps those that are finished if grading is interrupted.

Each report is appended at once, as one line, to a file whose name ends in ``.partial`` beside the final one: it remains
if the grader is killed. At the end, the reports are sorted and replace the final file in a single step.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from autograder.atomic_files import write_atomically
from autograder.results.as_json import as_json
from autograder.results.report import Report

Line = tuple[int, int]
"""The offset of a report in the partial file, and its length."""


class CannotWrite(Exception):
    """The file cannot be written; the message tells which, why, and where the finished reports are."""


class JsonFile:
    """A file of reports, as a context manager. Without a path, reports are discarded.

    Raises
    ------
    CannotWrite
        If the file cannot be created. Methods raise it, too, if writing fails later.
    """

    def __init__(self, path: Path | None) -> None:
        self._lines: dict[int, Line] = {}
        self._end = 0
        self._path = path
        self.partial: Path | None = None
        self._file: BinaryIO | None = None
        with self._told():
            if path and path.exists() and not path.is_file():
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # closed in __exit__
            elif path:
                self._path = path.resolve()  # a link stays one
                self.partial = self._path.with_name(f"{self._path.name}.partial")
                self._file = _new(self.partial)

    def __enter__(self) -> JsonFile:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._file:
            self._file.close()
        if self.partial and not self._lines:
            self.partial.unlink(missing_ok=True)

    @property
    def kept(self) -> str:
        """A sentence on the partial file; empty if it holds no reports."""
        return f"Finished reports are in {self.partial}." if self.partial and self._lines else ""

    def add(self, place: int, report: Report) -> None:
        """Write one report; `place` is its place in the final file."""
        if self._file is None:
            return
        line = json.dumps(as_json(report, staff=True), allow_nan=False).encode() + b"\n"
        self._lines[place] = (self._end, len(line))  # before it is written, since Ctrl-C may come right after that
        with self._told():
            try:
                _write(self._file, line)
            except OSError:
                del self._lines[place]
                self._file.truncate(self._end)  # remove a report that was written in part
                raise
        self._end += len(line)

    def finish(self) -> None:
        """Write the final file: a single report as an indented object, several as one line each."""
        with self._told():
            if self._path and self.partial:
                write_atomically(self._path, self._in_order(), durable=True)
            elif self._path:  # /dev/stdout or the like, which cannot be replaced
                with self._path.open("wb", buffering=0) as pipe:
                    for line in self._in_order():
                        _write(pipe, line)
        self._lines.clear()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = f"The report cannot be written to {self._path}: {error.strerror}. {self.kept}"
            raise CannotWrite(what.strip()) from error

    def _in_order(self) -> Iterator[bytes]:
        assert self._file
        for place in sorted(self._lines):
            start, length = self._lines[place]
            line = os.pread(self._file.fileno(), length, start)
            yield line if len(self._lines) > 1 else json.dumps(json.loads(line), indent=1).encode() + b"\n"


def _new(path: Path) -> BinaryIO:
    """A new file, which replaces an existing one."""
    path.unlink(missing_ok=True)
    return path.open("x+b", buffering=0)


def _write(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]
