"""Immutable dataclasses that are made quickly, since every command makes a hundred of them before it does anything.

A frozen dataclass compiles up to seven methods, which took half of the time of importing this program. These compile
the constructor alone and share the other methods. That nobody assigns to their fields is held by the type checker, and
not again whenever one is made.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:  # part of `typing` since Python 3.11

    def dataclass_transform(**_: Any) -> Callable[[Any], Any]:
        return lambda decorator: decorator


T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(cls: type[T]) -> type[T]:
    """Make a class a dataclass that is compared, hashed and shown by its fields, unless it says otherwise."""
    for name, method in SHARED.items():
        if name not in vars(cls):
            setattr(cls, name, method)
    return dataclass(eq=False, repr=False)(cls)


@functools.cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(cls) if each.compare)


def _compared(self: Any) -> list[Any]:
    return [getattr(self, name) for name in _names(self.__class__)]


def _equal(self: Any, other: object) -> bool:
    return _compared(self) == _compared(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(tuple(_compared(self)))


def _shown(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({shown})"


SHARED = {"__eq__": _equal, "__hash__": _hash, "__repr__": _shown}
