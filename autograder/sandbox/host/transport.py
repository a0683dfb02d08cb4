"""Moves frames and output between the grader and a worker, without ever blocking on either."""

from __future__ import annotations

import selectors
from collections import deque
from itertools import islice

from autograder.sandbox.guest.wire import START, frame_length
from autograder.sandbox.host.streams import CHUNK, PrintedOutput, Streams

FRAMES_AT_ONCE = 64


class Transport:
    """The frames to be sent to a worker, and the data that has arrived from it.

    Parameters
    ----------
    streams : Streams
        The grader's ends of the worker's streams.

    Attributes
    ----------
    output : PrintedOutput
        The submission's output.
    ended : bool
        Whether the worker has closed its end of the replies.
    """

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._unsent: deque[memoryview] = deque()
        self._received = bytearray()
        self._taken = 0  # bytes of it
        self._selector = selectors.DefaultSelector()
        self._selector.register(streams.replies, selectors.EVENT_READ)
        self._selector.register(streams.output, selectors.EVENT_READ)
        self._is_writing = False
        self.output = PrintedOutput()
        self.ended = False

    @property
    def is_sending(self) -> bool:
        """Whether a frame has not been sent completely."""
        return bool(self._unsent)

    @property
    def has_frame(self) -> bool:
        """Whether a frame has arrived completely.

        Raises
        ------
        BadMessage
            If what has arrived is no frame.
        """
        return self._frame_end is not None

    def send(self, frame: bytes) -> None:
        """Add a frame to those to be sent. The worker gets the first ones while the others are made."""
        self._unsent.append(memoryview(frame))
        if len(self._unsent) % FRAMES_AT_ONCE == 0:
            self._write()

    def push(self) -> None:
        """Send what can be sent now."""
        if self._unsent:
            self._write()

    def take(self) -> bytes | None:
        """The next frame if it has arrived completely; else None.

        Raises
        ------
        BadMessage
            If what has arrived is no frame.
        """
        end = self._frame_end
        if end is None:
            return None
        frame = bytes(memoryview(self._received)[self._taken : end])
        self._taken = end
        return frame

    def transfer(self, seconds: float) -> None:
        """Send what can be sent, and receive what arrives; wait at most this long for the first bytes."""
        self.push()
        self._watch_requests(bool(self._unsent))
        ready = [key.fd for key, _ in self._selector.select(seconds)]
        if self._streams.output in ready:
            self.output.read(self._streams)
            if not self.output.open:
                self._selector.unregister(self._streams.output)
        if self._streams.replies in ready:
            data = self._streams.read(self._streams.replies, CHUNK)
            del self._received[: self._taken]
            self._taken = 0
            self._received += data
            self.ended = not data

    def drain_output(self) -> None:
        """Receive the output that has arrived."""
        was_open = self.output.open
        self.output.drain(self._streams)
        if was_open and not self.output.open:
            self._selector.unregister(self._streams.output)

    def close(self) -> None:
        """Receive the output that has arrived, and then nothing more."""
        self.output.drain(self._streams)
        self._selector.close()

    @property
    def _frame_end(self) -> int | None:
        """Where the next frame ends, if it has arrived completely."""
        length = frame_length(self._received[self._taken : self._taken + START])
        end = self._taken + (length or 0)
        return None if length is None or end > len(self._received) else end

    def _watch_requests(self, watch: bool) -> None:
        if watch and not self._is_writing:
            self._selector.register(self._streams.requests, selectors.EVENT_WRITE)
        elif self._is_writing and not watch:
            self._selector.unregister(self._streams.requests)
        self._is_writing = watch

    def _write(self) -> None:
        try:
            written = self._streams.write(list(islice(self._unsent, FRAMES_AT_ONCE)))
        except BlockingIOError:
            return
        except ConnectionError:
            self._unsent.clear()  # the worker has ended; its last replies are still to be read
            return
        while written:
            view = self._unsent.popleft()
            if written < len(view):
                self._unsent.appendleft(view[written:])
            written -= min(written, len(view))
