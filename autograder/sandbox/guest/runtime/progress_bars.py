"""Progress bars that show nothing: each yields what it was given and counts as the real one does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Any


class ProgressBar:
    """tqdm's, without the bar."""

    def __init__(
        self,
        iterable: Iterable[Any] | None = None,
        desc: str | None = None,
        total: float | None = None,
        leave: bool | None = True,
        *_: Any,
        initial: float = 0,
        disable: bool | None = False,
        **named: Any,
    ) -> None:
        self.__dict__.update(named)
        self.iterable, self.leave, self.disable = iterable, leave, disable
        self.desc = desc or ""
        self.total: Any = len(iterable) if total is None and isinstance(iterable, Sized) else total
        self.n: Any = initial
        self.postfix: Any = None

    def __iter__(self) -> Iterator[Any]:
        for item in () if self.iterable is None else self.iterable:
            yield item
            self.n += 1

    def __reversed__(self) -> Iterator[Any]:
        return reversed(self.iterable)  # type: ignore[call-overload, no-any-return]

    def __contains__(self, item: Any) -> bool:
        return self.iterable is not None and item in self.iterable

    def __len__(self) -> int:
        return int(self.total) if self.iterable is None else len(self.iterable)  # type: ignore[arg-type]

    def __bool__(self) -> bool:
        return self.total is None or self.total > 0

    def __getitem__(self, place: Any) -> Any:
        return self.iterable[place]  # type: ignore[index]

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def update(self, n: float | None = 1) -> bool:
        self.n += n or 0
        return True

    def reset(self, total: float | None = None) -> None:
        self.n, self.total = 0, self.total if total is None else total

    def set_description(self, desc: str | None = None, refresh: bool = True) -> None:
        self.desc = f"{desc}: " if desc else ""

    def set_description_str(self, desc: str | None = None, refresh: bool = True) -> None:
        self.desc = desc or ""

    def set_postfix(self, *ordered: Any, **named: Any) -> None:
        values = {**(dict(ordered[0]) if ordered and ordered[0] else {}), **named}
        self.postfix = ", ".join(f"{name}={value}" for name, value in values.items())

    def set_postfix_str(self, s: str = "", refresh: bool = True) -> None:
        self.postfix = str(s)

    @property
    def format_dict(self) -> dict[str, Any]:
        return {"n": self.n, "total": self.total, "elapsed": 0.0, "rate": None, "prefix": self.desc, "unit": "it"}

    @classmethod
    def write(cls, s: Any, file: Any = None, end: str = "\n", nolock: bool = False) -> None:
        print(s, file=file, end=end)

    @classmethod
    def pandas(cls, *_: Any, **__: Any) -> None:
        pass

    @classmethod
    def wrapattr(cls, stream: Any, *_: Any, **__: Any) -> Any:
        return stream

    @staticmethod
    def format_interval(seconds: float) -> str:
        minutes, rest = divmod(int(seconds), 60)
        return f"{minutes:02d}:{rest:02d}"

    @staticmethod
    def format_sizeof(number: float, suffix: str = "", divisor: float = 1000) -> str:
        return f"{number}{suffix}"


def _nothing(*_: Any, **__: Any) -> None:
    pass


for _name in ("clear", "close", "display", "get_lock", "moveto", "refresh", "set_lock", "unpause"):
    setattr(ProgressBar, _name, _nothing)


def _counted(*numbers: Any, **named: Any) -> ProgressBar:
    return ProgressBar(range(*numbers), **named)


def _itself(iterable: Any = (), *_: Any, **__: Any) -> Any:
    return iterable


def _enumerated(iterable: Iterable[Any], start: int = 0, *_: Any, **__: Any) -> Any:
    return enumerate(iterable, start)


def _zipped(*iterables: Any, **_: Any) -> Any:
    return zip(*iterables, strict=False)


def _mapped(function: Callable[..., Any], *iterables: Any, **_: Any) -> Any:
    return map(function, *iterables)


def _mapped_at_once(function: Callable[..., Any], *iterables: Any, **_: Any) -> list[Any]:
    return list(map(function, *iterables))


NAMES: dict[str, Any] = {
    **dict.fromkeys(("tqdm", "tqdm_notebook", "tqdm_gui", "alive_it"), ProgressBar),
    **dict.fromkeys(("trange", "tnrange"), _counted),
    "track": _itself,  # Rich's
    "tenumerate": _enumerated,
    "tzip": _zipped,
    "tmap": _mapped,
    "thread_map": _mapped_at_once,
    "process_map": _mapped_at_once,
}
