"""Feed the wire's decoder with whatever comes to atheris' mind: a value, or BadMessage, within bounds of memory.

``python tests/engine/fuzz/targets/wire.py CORPUS -max_total_time=300``; the options are
libFuzzer's. See the README beside it.
"""

import contextlib
import struct
import sys
import tracemalloc

import atheris

with atheris.instrument_imports(include=["autograder.sandbox.guest.wire", "json"]):
    import json

    from autograder.sandbox.guest import wire

GROWTH = 50  # times the size of the frame, and a megabyte: what reading a frame may take
TAGS = ("l", "t", "d", "a", "c", "g", "o", "?")
LEAVES = (None, True, 0, 1, -1, 2**31, 2**70, 1.5, float("nan"), float("inf"), "", "f8", "O", "1e9", "\ud800", [], {})


def as_it_is(data: bytes) -> bytes:
    return data


def with_fitting_lengths(data: bytes) -> bytes:
    """The first byte says how many of the last are an array's."""
    raw = min(data[0], len(data) - 1) if data else 0
    return _frame(data[1 : len(data) - raw], data[len(data) - raw :])


def of_our_grammar(data: bytes) -> bytes:
    """Each byte chooses what comes next in a tree of tags and leaves."""
    choices = iter(data)
    text = json.dumps(_tree(choices, 25)).encode()
    return _frame(text, bytes(choices))


def _tree(choices, depth: int):
    choice = next(choices, 0)
    if depth == 0 or choice < 100:
        return LEAVES[choice % len(LEAVES)]
    inner = [_tree(choices, depth - 1) for _ in range(choice % 5)]
    return inner if choice >= 250 else [TAGS[choice % len(TAGS)], *inner]


def _frame(header: bytes, raw: bytes) -> bytes:
    return struct.pack("<II", len(header) + len(raw) + 4, len(header)) + header + raw


FORMS = (as_it_is, with_fitting_lengths, of_our_grammar)


def one_input(data: bytes) -> None:
    """Decode what the bytes stand for; the first chooses for what."""
    frame = FORMS[data[0] % len(FORMS)](data[1:]) if data else b""
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    with contextlib.suppress(wire.BadMessage):
        wire.unpack(frame)
    peak = tracemalloc.get_traced_memory()[1] - before
    if peak > (1 << 20) + GROWTH * len(frame):
        raise MemoryError(f"{peak} bytes for a frame of {len(frame)}")


if __name__ == "__main__":
    tracemalloc.start()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
