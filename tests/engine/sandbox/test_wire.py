"""The wire carries every honest value as it is, and nothing else gets through it."""

import contextlib
import json
import struct
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.guest.wire import (
    LARGEST_FRAME,
    MOST_IN_LISTS,
    BadMessage,
    Opaque,
    as_received,
    frame_length,
    pack,
    unpack,
)

numbers = st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers(-(2**63), 2**63) | st.text(max_size=20)
arrays = hnp.arrays(
    st.sampled_from(["?", "i1", "i4", "i8", "u2", "f2", "f4", "f8", "c16", ">f8"]),
    hnp.array_shapes(min_dims=0, max_side=4),
)
values = st.recursive(
    numbers | arrays,
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
) | st.lists(st.floats(allow_nan=False) | st.integers(0, 9), min_size=14, max_size=20)


def equal(a, b):
    if isinstance(a, np.ndarray):
        return (
            a.shape == b.shape and a.dtype.newbyteorder("=") == b.dtype and a.astype(b.dtype).tobytes() == b.tobytes()
        )
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(equal, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


@given(values)
def test_values_cross_unchanged(value):
    assert equal(value, unpack(pack(value)))


@pytest.mark.parametrize("several", [list, tuple])
@pytest.mark.parametrize("kind", [float, np.float64])
def test_as_many_numbers_cross_in_lists_as_in_an_array(kind, several):
    answer = several(several(map(kind, range(40))) for _ in range(4000 if kind is float else 40))
    crossed = unpack(pack(answer))
    assert equal(crossed, as_received(answer))
    mixed = several([1, *answer[0]])
    assert equal(as_received(mixed), unpack(pack(mixed)))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_a_bad_message(data):
    for frame in (data, struct.pack("<II", len(data) + 4, max(0, len(data) - 3)) + data):
        with contextlib.suppress(BadMessage):
            unpack(frame)


@given(values, st.data())
def test_a_damaged_frame_is_a_value_or_a_bad_message(value, data):
    frame = bytearray(pack(value))
    place = data.draw(st.integers(0, len(frame) - 1))
    frame[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(BadMessage):
        unpack(frame)


def frame(header: object, raw: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<II", len(text) + len(raw) + 4, len(text)) + text + raw


@pytest.mark.parametrize(
    "hostile",
    [
        frame(["a", "f8", [2**40]]),
        frame(["a", "f8", [-1]]),
        frame(["a", "f8", [2, 3]], b"\0" * 47),
        frame(["a", "O", [1]], b"\0" * 8),
        frame(["a", "f8", [1] * 40], b"\0" * 8),
        frame(["a", "f8", [True]], b"\0" * 8),
        frame(1.5, b"bytes of no array"),
        frame(["unknown", 1]),
        frame([]),
        frame({"json": "object"}),
        frame(b"[" * 50_000 + b"]" * 50_000),
        frame(b'["l",' * 40 + b"1" + b"]" * 40),
        frame(b"9" * 10_000),
        frame(b"\xff\xfe"),
        frame(["g", "1e9", []]),
        frame(["f", -1]),
        frame(["f", True], b"\0" * 8),
        frame(["n", 2], b"\0" * 15),
        frame(["l", *[["f", MOST_IN_LISTS // 2]] * 3], b"\0" * (12 * MOST_IN_LISTS)),
        struct.pack("<II", 2**32 - 1, 5) + b"[1]",
        struct.pack("<II", 3, 2**31) + b"[1]",
        b"\0\0",
    ],
    ids=lambda data: repr(data[:24]),
)
def test_hostile_frames_are_refused(hostile):
    with pytest.raises(BadMessage):
        unpack(hostile)


def test_a_length_beyond_the_bound_is_refused_before_anything_is_read():
    with pytest.raises(BadMessage):
        frame_length(struct.pack("<II", LARGEST_FRAME + 1, 10))


@pytest.mark.slow
def test_a_header_that_would_grow_when_it_is_read_is_refused():
    with pytest.raises(BadMessage):
        pack([[]] * (1 << 20))
    with pytest.raises(BadMessage):
        frame_length(struct.pack("<II", 20 << 20, 10 << 20))


def test_a_large_array_is_refused_before_it_is_copied():
    with pytest.raises(BadMessage):
        pack(np.broadcast_to(0.0, (LARGEST_FRAME,)))


class LyingArray(np.ndarray):
    def __array_function__(self, *_):
        raise RuntimeError

    def __array_ufunc__(self, *_, **__):
        raise RuntimeError


class Explosive:
    def __array__(self, *_, **__):
        raise SystemError


@pytest.mark.parametrize("value", [{1, 2}, iter([]), np.array([None]), Explosive(), object(), 2**70, lambda: 0])
def test_what_is_no_number_arrives_as_opaque(value):
    assert isinstance(unpack(pack(value)), Opaque)


def test_an_object_array_of_numbers_arrives_as_numbers():
    arrived = unpack(pack(np.array([1, 2.5, Fraction(1, 4)], dtype=object)))
    assert arrived.dtype == float
    assert arrived.tolist() == [1, 2.5, 0.25]


def test_a_subclass_of_ndarray_arrives_as_its_numbers():
    arrived = unpack(pack(np.arange(3.0).view(LyingArray)))
    assert type(arrived) is np.ndarray
    assert arrived.tolist() == [0, 1, 2]


def test_a_generator_draws_and_spawns_on_the_other_side_as_here():
    here, there = np.random.default_rng(7), unpack(pack(np.random.default_rng(7)))
    assert here.normal() == there.normal()
    children = [each.bit_generator.seed_seq.spawn(1)[0] for each in (here, there)]
    assert np.random.default_rng(children[0]).normal() == np.random.default_rng(children[1]).normal()


def test_a_generator_that_has_drawn_does_not_cross():
    used = np.random.default_rng(7)
    used.normal()
    with pytest.raises(TypeError, match="fresh"):
        pack(used)


def test_arrays_arrive_writable():
    array = unpack(pack(np.zeros(3)))
    array += 1
    assert array.tolist() == [1, 1, 1]
