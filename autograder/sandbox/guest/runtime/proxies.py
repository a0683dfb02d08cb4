"""Functions that the grader may answer in the student's place.

Files may bind a function under any name as they are run, so each function that may ever be answered is proxied from
the start. While files are run, a proxy asks the grader; while a function is called, the request says who is answered.
Otherwise a proxy calls the student's own function.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import FunctionType
from typing import Any, Protocol

import numpy as np

from autograder.sandbox.guest.instrumentation.bytecodes import uncounted
from autograder.sandbox.guest.messages import OwnFunction, ProxyAnswer, ProxyCall

OWN = "__own__"  # where a proxy keeps the student's function


class ProxyRefused(RuntimeError):
    """The grader could not answer a proxy's question, or there is nothing that a proxy stands for."""


class Ask(Protocol):
    """Asks the grader."""

    def __call__(self, call: ProxyCall, /) -> ProxyAnswer | OwnFunction | None: ...


class Proxies:
    """The proxies of a worker.

    Parameters
    ----------
    names : dict of sequence of str
        The functions that are proxied, by module.
    ask : callable
        Asks the grader.

    Attributes
    ----------
    answered : collection of str or None
        The functions that the grader answers; None while files are run: then it is asked.
    """

    def __init__(self, names: Mapping[str, Sequence[str]], ask: Ask) -> None:
        self._names = names
        self._ask = ask
        self.answered: Collection[str] | None = None

    def __contains__(self, key: str) -> bool:
        """Whether functions of a module are proxied."""
        return key in self._names

    def put(self, key: str, namespace: dict[str, Any]) -> None:
        """Put proxies in the place of a module's functions, or where they are missing."""
        for name in self._names.get(key, ()):
            function = namespace.get(name)
            if not _is_proxy(function):
                namespace[name] = self._proxy(name, function)

    def _proxy(self, name: str, own: Callable[..., Any] | None) -> Callable[..., Any]:
        def answered_by_the_grader(*arguments: Any, **named: Any) -> Any:
            if self.answered is None or name in self.answered:
                call = ProxyCall(name, list(map(_crossing, arguments)), {k: _crossing(v) for k, v in named.items()})
                with uncounted():
                    answer = self._ask(call)
                if isinstance(answer, ProxyAnswer):
                    return answer.value
                if answer is None:
                    raise ProxyRefused(f"{name} cannot be answered for these arguments")
            if own is None:
                raise ProxyRefused(f"there is no {name}")
            return own(*arguments, **named)

        answered_by_the_grader.__name__ = name
        setattr(answered_by_the_grader, OWN, own)
        return answered_by_the_grader


def own_function(function: Callable[..., Any]) -> Callable[..., Any]:
    """The student's function that a proxy stands for; any other function itself.

    Raises
    ------
    ProxyRefused
        If the student has none.
    """
    own: Callable[..., Any] | None = vars(function)[OWN] if _is_proxy(function) else function
    if own is None:
        raise ProxyRefused("there is no such function")
    return own


def _is_proxy(value: Any) -> bool:
    return type(value) is FunctionType and OWN in vars(value)


def _crossing(argument: Any) -> Any:
    """The argument; for a generator another one, drawn from it: one that has drawn already cannot cross."""
    if isinstance(argument, np.random.Generator):
        return np.random.default_rng(int(argument.integers(2**62)))
    return argument
