"""The messages between the grader and a worker, and their form on the wire.

The grader sends `Setup` once, then `LoadCell` and `CallFunction`; a worker sends `Greeting` once, then one reply to
each request. While a function runs, it may send a `ProxyCall`, which the grader answers with a `ProxyAnswer`, or with
`OwnFunction`.

What the grader reads comes from a student's process, so `reply_to` and `proxy_call_in` accept anything. Fields of type
Any are not checked here: code that reads them must check them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import Any, TypeGuard

import numpy as np

from autograder.immutable import immutable

EMPTY = (bool, bytes, tuple, list, type(None))  # types of fields that are omitted if they are empty
HIGHEST_COUNT = 10**9  # a forged number must be one that can be computed with


@immutable
class Greeting:
    """A worker has started, with these layers applied, each with its outcome."""

    layers: Sequence[tuple[str, str]] = ()


@immutable
class Setup:
    """A submission.

    Attributes
    ----------
    files : dict of (str, sequence of bytes)
        By module: the file's name as the student knows it, and its cells; a Python file is one cell.
    proxied : dict of list of str
        Functions, by module, that the grader may answer in the student's place.
    broken : dict of collection of (int, int)
        Statements that ended a worker when they were run: by module, the cell, and the statement's place in it, or
        -1 for all of the cell.
    folders : dict of str
        By module: the package that the file was in, such as ``net.utils``.
    first_lines : dict of sequence of int
        For Python files that are notebooks in another form: the lines on which their cells begin.
    demonstrates : bool
        Whether to run statements on which no other depends.
    """

    files: Mapping[str, tuple[str, Sequence[bytes]]] = field(default_factory=dict)
    proxied: Mapping[str, Sequence[str]] = field(default_factory=dict)
    broken: Mapping[str, Collection[tuple[int, int]]] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    first_lines: Mapping[str, Sequence[int]] = field(default_factory=dict)
    demonstrates: bool = True


@immutable
class LoadCell:
    """Run a cell; a Python file has one."""

    module: str
    cell: int


@immutable
class CallFunction:
    """Call a function of a module that is loaded; `answered` are the proxied functions that the grader answers."""

    module: str
    function: str
    arguments: Sequence[Any]
    count_cost: bool = False
    observe: bool = False
    answered: Sequence[str] = ()


Request = LoadCell | CallFunction


@immutable
class Running:
    """A statement is about to run: where it is, and the names that it binds. Sent ahead of the reply."""

    module: str
    cell: int
    place: int
    line: int
    names: Sequence[str] = ()


@immutable
class Loaded:
    """A cell has run: the functions in its module, the statements that failed, and the lines that were left out.

    `stubs` are the functions that have not been written; `passed_over` lists stubs that follow their own answer.
    """

    functions: Sequence[str] = ()
    errors: Sequence[Any] = ()
    left_out: Sequence[str] = ()
    stubs: Sequence[str] = ()
    passed_over: Sequence[Any] = ()


@immutable
class Returned:
    """A function has returned.

    Attributes
    ----------
    answer : value
        What it returned.
    after : sequence of bytes or None
        If requested: the content of each argument after the call.
    earlier : bytes
        If requested: the content of the previous call's answer after this call.
    shared : sequence of int
        If requested: places of the arguments that share memory with the answer.
    cost : (int, int or None) or None
        If requested: the number of bytecodes executed, and of multiplications in products of arrays, or None if these
        could not be counted.
    """

    answer: Any
    after: Sequence[bytes] | None = None
    earlier: bytes = b""
    shared: Sequence[int] = ()
    cost: tuple[int, int | None] | None = None


@immutable
class Raised:
    """The function raised. The error has the form of `tracebacks.describe_error`, unless it is forged."""

    error: Any


Reply = Loaded | Returned | Raised


@immutable
class ProxyCall:
    """A proxied function was called."""

    function: Any
    arguments: Any
    named: Any


@immutable
class ProxyAnswer:
    """What a proxied function returns."""

    value: Any


@immutable
class OwnFunction:
    """A proxied function is not answered: the student's own is to be called."""


def to_wire(
    message: Greeting | Setup | Request | Running | Reply | ProxyCall | ProxyAnswer | OwnFunction | None,
) -> dict[str, Any]:
    """A message as the plain value that is sent. None tells a proxy that there is no answer."""
    match message:
        case None:
            return {}
        case Greeting(layers):
            return {"layers": list(layers)}
        case Setup():
            return {
                "sources": {name: [file, *map(_bytes, cells)] for name, (file, cells) in message.files.items()},
                "proxied": {module: list(names) for module, names in message.proxied.items()},
                "broken": {name: [list(place) for place in sorted(places)] for name, places in message.broken.items()},
                "folders": dict(message.folders),
                "first_lines": {name: list(lines) for name, lines in message.first_lines.items()},
                "demonstrates": message.demonstrates,
            }
        case Running():
            return {"running": [message.module, message.cell, message.place, message.line, list(message.names)]}
        case LoadCell(module, cell):
            return {"do": "load", "module": module, "cell": cell}
        case CallFunction():
            return {"do": "call", **_said(message), "arguments": list(message.arguments)}
        case Loaded() | Raised():
            return dict(vars(message))
        case Returned(after=after, cost=cost):
            more = {"answer": message.answer, **_said(message)}
            if after is not None:
                more |= {"after": list(map(_bytes, after)), "earlier": _bytes(message.earlier)}
            return (
                more if cost is None else {**more, "cost": dict(zip(("steps", "multiplications"), cost, strict=True))}
            )
        case ProxyCall(function, arguments, named):
            return {"proxy_call": function, "arguments": arguments, "named": named}
        case ProxyAnswer(value):
            return {"answer": value}
        case OwnFunction():
            return {"own": True}


def _said(message: CallFunction | Returned) -> dict[str, Any]:
    """The fields of a message that are not empty; most are."""
    return {name: value for name, value in vars(message).items() if type(value) not in EMPTY or value}


def _bytes(data: bytes) -> np.ndarray:
    """Bytes as they are sent."""
    return np.frombuffer(data, np.uint8)


# What a worker reads; it comes from the grader.


def setup_in(value: Any) -> Setup:
    """A message from the grader as a submission."""
    files = {name: (file, [cell.tobytes() for cell in cells]) for name, (file, *cells) in value["sources"].items()}
    broken = {name: {(cell, place) for cell, place in places} for name, places in value["broken"].items()}
    return Setup(files, value["proxied"], broken, value["folders"], value["first_lines"], value["demonstrates"])


def request_in(value: Any) -> Request:
    """A message from the grader as a request."""
    fields = {name: each for name, each in value.items() if name != "do"}
    return LoadCell(**fields) if value["do"] == "load" else CallFunction(**fields)


def proxy_answer_in(value: Any) -> ProxyAnswer | OwnFunction | None:
    """The answer to a proxy's call; None if there is none."""
    if value == {"own": True}:
        return OwnFunction()
    return ProxyAnswer(value["answer"]) if isinstance(value, dict) and "answer" in value else None


# What the grader reads; it may be anything.


def layers_in(value: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The layers in a greeting, which is sent before a byte of the submission is read."""
    return tuple((name, status) for name, status in value["layers"])


def proxy_call_in(value: Mapping[Any, Any]) -> ProxyCall | None:
    """A message as the call of a proxy; None if it is a reply."""
    if "proxy_call" not in value:
        return None
    return ProxyCall(value["proxy_call"], value.get("arguments"), value.get("named"))


def running_in(value: Mapping[Any, Any]) -> Running | None:
    """A message as the announcement of a statement; None if it is anything else."""
    match value.get("running"):
        case [str() as module, int() as cell, int() as place, int() as line, list() as names]:
            known = [name for name in names if isinstance(name, str)]
            return Running(module, cell, place, line, known) if max(cell, place, line) < HIGHEST_COUNT else None
    return None


def reply_to(request: Request, value: Mapping[Any, Any]) -> Reply:
    """A message as the reply to this request; one of any other form counts as an error."""
    if isinstance(request, LoadCell):
        if "error" in value:
            return Raised(value["error"])
        functions, left_out, stubs = (_texts(value.get(key)) for key in ("functions", "left_out", "stubs"))
        return Loaded(functions, _list(value.get("errors")), left_out, stubs, _list(value.get("passed_over")))
    if "answer" not in value:
        return Raised(value.get("error"))
    return Returned(
        value["answer"],
        after=_contents(value.get("after"), request),
        earlier=_content(value.get("earlier")),
        shared=_places(value.get("shared"), request),
        cost=_cost(value.get("cost")),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [each for each in _list(value) if isinstance(each, str)]


def _contents(value: Any, request: CallFunction) -> list[bytes] | None:
    """The contents of the arguments after a call; those that are missing are empty."""
    if not request.observe:
        return None
    found = [_content(each) for each in _list(value)[: len(request.arguments)]]
    return found + [b""] * (len(request.arguments) - len(found))


def _content(value: Any) -> bytes:
    return value.tobytes() if isinstance(value, np.ndarray) and value.dtype == np.uint8 else b""


def _places(value: Any, request: CallFunction) -> list[int]:
    known = {each for each in _list(value) if isinstance(each, int)}
    return [place for place in range(len(request.arguments)) if place in known]


def _cost(value: Any) -> tuple[int, int | None] | None:
    if not isinstance(value, dict):
        return None
    steps, multiplications = value.get("steps"), value.get("multiplications")
    if not _is_count(steps) or not (multiplications is None or _is_count(multiplications)):
        return None
    return steps, multiplications


def _is_count(value: Any) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < HIGHEST_COUNT
