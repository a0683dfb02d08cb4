"""The encoding of values that are sent between processes: JSON and raw bytes, never pickle.

A frame is ``u32 total | u32 header | header: JSON | raw: bytes of all arrays, concatenated``. In the header a
value is itself if it is None, a bool, a float, a string or a small int; everything else is a list with a tag:
``["l", ...]`` list, ``["f", length]`` long list of floats, ``["n", length]`` of NumPy's floats, ``["t", ...]`` tuple,
``["ft", length]`` and ``["nt", length]`` long ones, ``["d", [key, value], ...]`` dict, ``["a", dtype, shape]`` array,
``["c", real, imag]`` complex, ``["g", entropy, spawn_key]`` fresh generator, ``["o", kind]`` what cannot cross.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Sequence
from numbers import Real
from typing import Any

import numpy as np

from autograder.immutable import immutable

LARGEST_FRAME = 64 << 20  # bytes; the largest honest answer has 1.3 MB
LARGEST_HEADER = 2 << 20  # bytes; JSON grows forty-fold when it is read: three bytes of it make a dict
DEEPEST = 20  # nested lists; an honest answer has two or three
LARGEST_INT = 2**64
LONG = 16  # floats in a list or tuple, from which on they are sent as raw bytes
MOST_IN_LISTS = 1 << 20  # of those in one frame: each takes eight bytes of it, and up to 120 where it is read
MOST_GENERATORS = 100  # in one frame: each takes ten bytes of it, and a kilobyte where it is read
DTYPES = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
KNOWN_KINDS = frozenset(
    """
    builtin_function_or_method bytes dict ellipsis filter frozenset function generator int map method module ndarray
    object range set slice str type zip
    """.split()  # noqa: SIM905  # names read best as one text
)

_LENGTHS = struct.Struct("<II")
START = _LENGTHS.size  # bytes of a frame from which its length is known
_HEADER = json.JSONEncoder(separators=(",", ":"), check_circular=False)  # it only writes trees built here
_READ = json.JSONDecoder()
_LITTLE_ENDIAN = {code: np.dtype(code).newbyteorder("<") for code in DTYPES}
_CODES = {dtype: code for code, dtype in _LITTLE_ENDIAN.items()}
_PLAIN = (bool, str, int, float)
_FLOATS = {float: "f", np.float64: "n"}


class BadMessage(Exception):
    """These bytes are no frame, or this value is too large for one."""


@immutable
class Opaque:
    """Represents a value that cannot be sent by the name of its type, as the student's process states it."""

    kind: str

    @property
    def known(self) -> bool:
        """Whether the name is a built-in type of Python, and no text of the student's choice."""
        return self.kind in KNOWN_KINDS


def pack(value: Any) -> bytes:
    """A frame that holds `value`.

    Raises
    ------
    BadMessage
        If the frame would be larger than `LARGEST_FRAME`.
    """
    tree, raw = encoded(value)
    header = _HEADER.encode(tree).encode()
    total = len(header) + sum(map(len, raw)) + 4
    if total > LARGEST_FRAME or len(header) > LARGEST_HEADER:
        raise BadMessage(f"a message of {total} bytes is larger than {LARGEST_FRAME}")
    return b"".join([_LENGTHS.pack(total, len(header)), header, *raw])


def encoded(value: Any) -> tuple[Any, list[bytes]]:
    """What a frame that holds `value` is made of: the tree in its header, and the bytes of its arrays.

    Raises
    ------
    BadMessage
        If an array is larger than `LARGEST_FRAME`.
    """
    raw: list[bytes] = []
    try:
        return _encode(value, raw, LARGEST_FRAME, DEEPEST), raw
    except RecursionError:
        raise BadMessage("nested too deeply") from None


def frame_length(start: bytes | bytearray | memoryview) -> int | None:
    """The length of the frame that starts with these bytes; None while they are too few to tell.

    Raises
    ------
    BadMessage
        If it claims to be longer than `LARGEST_FRAME`, or shorter than its own lengths.
    """
    if len(start) < START:
        return None
    total, header = _LENGTHS.unpack_from(start)
    if header > LARGEST_HEADER or not 4 + header <= total <= LARGEST_FRAME:
        raise BadMessage("impossible lengths")
    return int(total) + 4


def unpack(frame: bytes | bytearray | memoryview) -> Any:
    """The value in a frame, with new, writable arrays.

    Raises
    ------
    BadMessage
        For whatever is wrong with the bytes.
    """
    try:
        length = frame_length(frame)
        if length != len(frame):
            raise BadMessage("a frame of another length than it says")
        start = START + _LENGTHS.unpack_from(frame)[1]
        header = str(frame[START:start], "utf-8")
        tree, end = _READ.raw_decode(header)
        if end != len(header):
            raise BadMessage("more than one value")
        raw = _Raw(memoryview(frame)[start:])
        value = _decode(tree, raw, DEEPEST)
        raw.must_be_empty()
    except BadMessage:
        raise
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, MemoryError) as error:
        raise BadMessage(type(error).__name__) from None
    return value


def as_received(value: Any) -> Any:
    """A copy of the value as the other side would receive it, made without encoding it.

    Raises
    ------
    BadMessage
        If an array, or something that is neither number, text nor array, is too large to be sent.
    """
    kind = type(value)
    if kind is np.ndarray and value.dtype in _CODES and value.dtype.isnative and value.nbytes < LARGEST_FRAME:
        return value.copy()
    if kind is list or kind is tuple:
        return kind(map(as_received, value))
    if value is None or kind is float or kind is bool or kind is str or (kind is int and abs(value) < LARGEST_INT):
        return value
    return unpack(pack(value))


def _encode(value: Any, raw: list[bytes], room: int, depth: int) -> Any:
    kind = type(value)
    if kind is np.ndarray and depth:  # before all others: it is what most values are
        return _encode_array(value, raw, room)
    if value is None or kind is str or kind is bool or kind is float:
        return value  # JSON as Python writes it: NaN and Infinity included, every digit kept
    if kind is int:
        return value if -LARGEST_INT < value < LARGEST_INT else ["o", "int"]
    if depth == 0:
        return ["o", kind.__name__[:80]]
    if kind in (list, tuple) and len(value) >= LONG and (tag := _tag_of_floats(value)):
        raw.append(np.array(value, "<f8").tobytes())
        return [tag if kind is list else f"{tag}t", len(value)]
    if isinstance(value, list | tuple):
        return ["l" if isinstance(value, list) else "t", *[_encode(item, raw, room, depth - 1) for item in value]]
    if isinstance(value, dict):
        return ["d", *[[_encode(k, raw, room, depth - 1), _encode(v, raw, room, depth - 1)] for k, v in value.items()]]
    if isinstance(value, Opaque):
        return ["o", value.kind]
    if isinstance(value, complex):
        return ["c", value.real, value.imag]
    if isinstance(value, np.random.Generator):
        return _encode_generator(value)
    return _encode_array(value, raw, room)


def _tag_of_floats(value: Sequence[Any]) -> str | None:
    """The tag of a list that holds nothing but floats of one kind; None for any other."""
    kind = type(value[0])
    return _FLOATS[kind] if kind in _FLOATS and set(map(type, value)) == {kind} else None


def _encode_array(value: Any, raw: list[bytes], room: int) -> Any:
    """Encode anything that NumPy converts to an array of numbers; the rest is opaque."""
    array = value
    code = _CODES.get(value.dtype) if type(value) is np.ndarray else None
    if code is None:
        array = _little_endian(value)
        if array is None:
            return ["o", type(value).__name__[:80]]
        code = _CODES[array.dtype]
    if array.nbytes > room:
        raise BadMessage(f"an array of {array.nbytes} bytes is larger than {room}")
    raw.append(array.tobytes())
    return ["a", code, list(array.shape)]


def _little_endian(value: Any) -> np.ndarray | None:
    """A value as an array of one of the `DTYPES`; None if NumPy cannot convert it to one."""
    try:
        array = np.asarray(value)
    except Exception:  # an object may raise anything when NumPy reads it
        return None
    if array.dtype == object and all(isinstance(item, Real) for item in array.flat):
        array = array.astype(np.float64)
    if array.dtype == np.longdouble and array.dtype.itemsize > 8:
        array = array.astype(np.float64)
    if array.dtype.kind not in "biufc":
        return None
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return array if array.dtype in _CODES else None


def _encode_generator(generator: np.random.Generator) -> Any:
    """A generator is sent as its seed, so that it spawns and draws on the other side as it would here."""
    seed = generator.bit_generator.seed_seq
    if not isinstance(seed, np.random.SeedSequence):
        raise TypeError("a generator without a seed cannot cross: hand in np.random.default_rng(seed)")
    fresh = np.random.default_rng(seed)
    if generator.bit_generator.state != fresh.bit_generator.state:
        raise TypeError("a generator that has drawn already cannot cross: hand in a fresh np.random.default_rng(seed)")
    return ["g", str(seed.entropy), list(seed.spawn_key)]


class _Raw:
    """The bytes of the arrays, taken in order; and how many generators, and numbers in lists, may still be made."""

    def __init__(self, view: memoryview) -> None:
        self._view = view
        self._at = 0
        self._generators = MOST_GENERATORS
        self._in_lists = MOST_IN_LISTS

    def take_floats(self, count: int) -> np.ndarray:
        if type(count) is not int or not 0 <= count <= self._in_lists:
            raise BadMessage("too many numbers in lists")
        self._in_lists -= count
        return np.frombuffer(self.take(8 * count), "<f8")

    def take_generator(self) -> None:
        if self._generators == 0:
            raise BadMessage("too many generators")
        self._generators -= 1

    def take(self, size: int) -> memoryview:
        if size > len(self._view) - self._at:
            raise BadMessage("an array without its bytes")
        self._at += size
        return self._view[self._at - size : self._at]

    def must_be_empty(self) -> None:
        if self._at != len(self._view):
            raise BadMessage("bytes that belong to no array")


def _decode(tree: Any, raw: _Raw, depth: int) -> Any:
    if type(tree) is not list:
        if type(tree) is dict:
            raise BadMessage("a value without a tag")
        return tree
    if depth < 0 or not tree:
        raise BadMessage("a value without a tag")
    reader = _READERS.get(tree[0])
    if reader is None:
        raise BadMessage("an unknown tag")
    return reader(tree, raw, depth)


def _read_array(tree: Any, raw: _Raw, depth: int) -> np.ndarray:
    _, code, shape = tree
    dtype = _LITTLE_ENDIAN.get(code)
    if dtype is None or type(shape) is not list or len(shape) > 32:
        raise BadMessage("an impossible array")
    size = dtype.itemsize
    for length in shape:
        if type(length) is not int or not 0 <= length < 2**31:
            raise BadMessage("an impossible array")
        size *= length
    array: np.ndarray = np.ndarray(shape, dtype, bytearray(raw.take(size)))
    return array if dtype.isnative else array.astype(dtype.newbyteorder("="))


def _read_list(tree: Any, raw: _Raw, depth: int) -> list[Any]:
    return [_decode(item, raw, depth - 1) for item in tree[1:]]


def _read_tuple(tree: Any, raw: _Raw, depth: int) -> tuple[Any, ...]:
    return tuple(_read_list(tree, raw, depth))


def _read_dict(tree: Any, raw: _Raw, depth: int) -> dict[Any, Any]:
    return {_key(key, raw, depth): _decode(item, raw, depth - 1) for key, item in tree[1:]}


def _read_floats(tree: Any, raw: _Raw, depth: int) -> list[Any] | tuple[Any, ...]:
    tag, count = tree
    numbers = raw.take_floats(count)
    items = numbers.tolist() if tag[0] == "f" else [np.array(number) for number in numbers]
    return tuple(items) if tag[1:] else items


def _read_complex(tree: Any, raw: _Raw, depth: int) -> complex:
    _, real, imag = tree
    return complex(real, imag)


def _read_generator(tree: Any, raw: _Raw, depth: int) -> np.random.Generator:
    _, entropy, spawn_key = tree
    raw.take_generator()
    return np.random.default_rng(np.random.SeedSequence(int(entropy), spawn_key=tuple(map(int, spawn_key))))


def _read_opaque(tree: Any, raw: _Raw, depth: int) -> Opaque:
    _, kind = tree
    return Opaque(str(kind))


_READERS: dict[str, Callable[[Any, _Raw, int], Any]] = {
    "a": _read_array,
    "l": _read_list,
    "t": _read_tuple,
    "d": _read_dict,
    **dict.fromkeys(("f", "n", "ft", "nt"), _read_floats),
    "c": _read_complex,
    "g": _read_generator,
    "o": _read_opaque,
}


def _key(key: Any, raw: _Raw, depth: int) -> Any:
    if type(key) is str:  # as almost all are
        return key
    value = _decode(key, raw, depth - 1)
    return value if value is None or isinstance(value, _PLAIN) else str(value)
