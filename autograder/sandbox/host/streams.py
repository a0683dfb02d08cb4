"""The grader's ends of a worker's three streams, and the part of the submission's output that is kept."""

from __future__ import annotations

import os
from typing import Protocol

from autograder.immutable import immutable

OUTPUT_KEPT = 64 << 10  # bytes of a submission's output
OUTPUT_LIMIT = 64 << 20  # bytes after which a submission is ended; a right one may print at every step
CHUNK = 1 << 16


class Streams(Protocol):
    """The grader's ends of the three streams of a worker, identified by file descriptors."""

    @property
    def requests(self) -> int:
        """The descriptor to write requests to."""

    @property
    def output(self) -> int:
        """The descriptor to read the submission's output from."""

    @property
    def replies(self) -> int:
        """The descriptor to read replies from."""

    def read(self, which: int, most: int, /) -> bytes:
        """Read up to `most` bytes from `output` or `replies`; empty at the end of the stream.

        Raises
        ------
        BlockingIOError
            If nothing has arrived.
        """

    def write(self, parts: list[memoryview], /) -> int:
        """Write as much of these requests as possible without blocking; return the number of bytes."""


@immutable
class Pipes:
    """Streams that are pipes."""

    requests: int
    output: int
    replies: int

    def read(self, which: int, most: int, /) -> bytes:
        return os.read(which, most)

    def write(self, parts: list[memoryview], /) -> int:
        return os.writev(self.requests, parts)

    def close(self) -> None:
        for descriptor in (self.requests, self.output, self.replies):
            os.close(descriptor)


class PrintedOutput:
    """A submission's output: the beginning is kept, everything is counted."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._size = 0
        self.open = True

    @property
    def exceeded(self) -> bool:
        return self._size > OUTPUT_LIMIT

    def read(self, streams: Streams) -> bool:
        """Read what has arrived, if anything; return whether there may be more."""
        try:
            data = streams.read(streams.output, CHUNK)
        except BlockingIOError:
            return False
        self.open = bool(data)
        self._size += len(data)
        self._kept += data[: max(0, OUTPUT_KEPT - len(self._kept))]
        return self.open and not self.exceeded

    def drain(self, streams: Streams) -> None:
        """Read all that has arrived."""
        while self.open and self.read(streams):
            pass

    def take(self) -> str:
        """The output kept since the last call."""
        text = self._kept.decode("utf-8", "replace")
        self._kept.clear()
        return text
