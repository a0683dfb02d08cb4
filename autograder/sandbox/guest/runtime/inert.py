"""An object that can replace any other, does nothing, and raises as little as possible."""

from __future__ import annotations

import dis
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

UNPACK, UNPACK_STARRED = dis.opmap["UNPACK_SEQUENCE"], dis.opmap["UNPACK_EX"]


class Inert:
    """Can be called, indexed, entered, unpacked and used in computations, and has every attribute; it does nothing.

    It unpacks into as many values as wanted, and otherwise contains one; as a number it is 0. Keyword arguments of a
    call become attributes of the result, such as a slider's `value`.
    """

    def __init__(self, name: str = "stand-in", **named: Any) -> None:
        self.__dict__.update(named)
        self.__dict__["_name"] = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith(("Error", "Exception", "Warning")):
            return type(name, (Exception,), {})
        found = self.__dict__[name] = Inert(name)
        return found

    def __delattr__(self, name: str) -> None:
        self.__dict__.pop(name, None)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        decorates = len(arguments) == 1 and not named and callable(arguments[0])
        if decorates and not isinstance(arguments[0], Inert):
            return arguments[0]
        return Inert(self._name, **{name: value for name, value in named.items() if name != "name"})

    def __getitem__(self, place: Any) -> Inert:
        return Inert(self._name)

    def __setitem__(self, place: Any, value: Any) -> None:
        pass

    def __delitem__(self, place: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter([Inert(self._name) for _ in range(_unpacked(sys._getframe(1)))])

    def __next__(self) -> Inert:
        return self

    def __len__(self) -> int:
        return 1

    def __contains__(self, value: Any) -> bool:
        return False

    def __reversed__(self) -> Iterator[Any]:
        return iter([self])

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Inert:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    async def __aenter__(self) -> Inert:
        return self

    async def __aexit__(self, *exception: object) -> None:
        pass

    def __await__(self) -> Iterator[Any]:
        return iter(())

    def __float__(self) -> float:
        return 0.0

    def __int__(self) -> int:
        return 0

    def __index__(self) -> int:
        return 0

    def __complex__(self) -> complex:
        return 0j

    def __round__(self, digits: int | None = None) -> float:
        return 0.0 if digits else 0

    def __fspath__(self) -> str:
        return ""

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        return np.zeros((), dtype)

    def __str__(self) -> str:
        return f"<{self._name}>"

    __repr__ = __str__

    def __format__(self, form: str) -> str:
        for value in (str(self), 0.0, 0):
            try:
                return format(value, form)
            except (ValueError, TypeError):
                continue
        return str(self)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        first = next(base for base in bases if isinstance(base, Inert))
        return (Base,) if first is self else ()

    def __instancecheck__(self, value: Any) -> bool:
        return isinstance(type(value), type) and issubclass(type(value), Inert | Base)

    def __subclasscheck__(self, other: type) -> bool:
        return issubclass(other, Inert | Base)


class Base:
    """The base class of a student's own class that is derived from an inert object."""

    def __init__(self, *_: Any, **named: Any) -> None:
        self.__dict__.update(named)

    def __init_subclass__(cls, **_: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(name)


def _unpacked(frame: Any) -> int:
    """How many values this frame is about to take: as many as it unpacks, otherwise one."""
    code, place = frame.f_code.co_code, frame.f_lasti
    if 0 <= place < len(code) - 1:
        if code[place] == UNPACK:
            return int(code[place + 1])
        if code[place] == UNPACK_STARRED:
            return int(code[place + 1])
    return 1


def _does_nothing(self: Inert, *_: Any) -> Inert:
    return self


def _is_less(self: Inert, _: Any) -> bool:
    return False


for _operator in "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift divmod".split():  # noqa: SIM905
    for _prefix in ("", "r", "i"):
        setattr(Inert, f"__{_prefix}{_operator}__", _does_nothing)
for _operator in ("neg", "pos", "abs", "invert"):
    setattr(Inert, f"__{_operator}__", _does_nothing)
for _operator in ("lt", "le", "gt", "ge"):
    setattr(Inert, f"__{_operator}__", _is_less)
