"""A case: one call of a student's function, and what is expected of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from autograder.authoring.expectation import AnyOf, Between, ByReference, Exactly, Expectation, Shaped, zeros
from autograder.immutable import immutable

C = TypeVar("C", covariant=True)


@immutable
class Cost:
    """The cost of a call, as measured in the student's process.

    Attributes
    ----------
    steps : int
        The number of bytecodes executed: the cost of loops.
    multiplications : int or None
        The number of multiplications in products of arrays: the cost of calls into NumPy. None if they could not be
        counted.
    """

    steps: int
    multiplications: int | None


@immutable
class Answer:
    """The answer to one call. The last four fields are only filled in for cases with properties.

    Attributes
    ----------
    value : array, list or dict
        The value in the expected structure, as float64 or bool arrays.
    changed, idle : tuple of str
        The arguments that the call changed, and the generators that it drew nothing from, as the grader has found.
    cost : Cost or None
        The cost of the call, if the case counts it. Measured in the student's process, so it may be forged.
    single_precision : bool
        Whether the function uses float32 anywhere.
    shared : tuple of str
        The arguments that share memory with the answer. Measured in the student's process, so it may be forged.
    overwrote : bool
        Whether the call changed the answer of the previous call, as the grader has found.
    """

    value: Any
    changed: tuple[str, ...] = ()
    cost: Cost | None = None
    single_precision: bool = False
    shared: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    overwrote: bool = False


@immutable
class Observed:
    """An observation on a wrong answer, in two versions.

    Attributes
    ----------
    message, redacted : str
        The observation with a measured number, and without it for hidden checks: a student's program may choose the
        number to reveal a hidden input.
    """

    message: str
    redacted: str


Property = Callable[[Answer], "str | Observed | None"]
"""Returns None if it holds, otherwise a sentence without inputs or answers, since hidden checks show it too."""


class PlainList(list[Any]):
    """A list of numbers that the function receives as a list; any other list becomes an array."""


@immutable
class AcrossCases:
    """A relation that must hold between all answers of a check, in the order of its cases."""

    holds: Callable[[Sequence[Answer]], str | None]


@immutable
class OtherSizes(Generic[C]):
    """The same with other numbers, drawn anew at each call; see `authoring.at_size`.

    Attributes
    ----------
    few, as_many, many : callable
        Draws a case with fewer numbers, with as many as the case itself, and with many more.
    """

    few: Callable[[], C]
    as_many: Callable[[], C]
    many: Callable[[], C]


@dataclass(frozen=True, init=False)
class Case:
    """One call: ``Case(dA=..., Z=...)``, arguments in the order of the function's parameters.

    A list of numbers becomes an array. By default, the expected answer is the reference's.
    """

    arguments: dict[str, Any]
    expectation: Expectation
    properties: tuple[Property, ...]
    rtol: float | None
    counts_cost: bool
    other_sizes: OtherSizes[Case] | None
    may_run_out_of_memory: bool

    def __init__(self, **arguments: Any) -> None:
        vars(self).update(
            arguments={name: _as_value(value) for name, value in arguments.items()},
            expectation=ByReference(),
            properties=(),
            rtol=None,
            counts_cost=False,
            other_sizes=None,
            may_run_out_of_memory=False,
        )

    def gives(self, value: Any = None, **named: Any) -> Case:
        """Expect this value; several results are given by name, in order."""
        return self._with(
            expectation=Exactly({name: _as_value(each) for name, each in named.items()} or _as_value(value))
        )

    def gives_any_of(self, values: Sequence[Any]) -> Case:
        """Expect one of these values."""
        return self._with(expectation=AnyOf(tuple(values)))

    def gives_between(self, low: Any, high: Any) -> Case:
        """Expect a value between two, element by element, whichever of them is the larger."""
        return self._with(expectation=Between(_as_value(low), _as_value(high)))

    def either_side(self, **replaced: tuple[Any, Any]) -> Case:
        """Expect any value between the reference's answers on two versions of an argument.

        ``Case(dA=dA, Z=Z).either_side(Z=(Z - tiny, Z + tiny))`` accepts every slope at a kink.
        """
        return self._with(expectation=ByReference(replaced))

    def shaped(self, shape: Any = None, **named: Any) -> Case:
        """Expect finite numbers with these shapes: one tuple, a list of tuples, or one for each name."""
        return self._with(expectation=Shaped(zeros(named if named else shape)))

    def shaped_without_reference(self, shape: Any) -> Case:
        """Expect the reference's answer; in a student's copy, which has none, finite numbers with these shapes."""
        return self._with(expectation=ByReference(template=zeros(shape)))

    def satisfies(self, *properties: Property) -> Case:
        """Also expect that each property holds for the answer."""
        return self._with(properties=self.properties + properties)

    def within(self, *, rtol: float) -> Case:
        """Accept this difference, relative to the largest number of each result."""
        return self._with(rtol=rtol)

    def counting_cost(self) -> Case:
        """Also count the cost of the call; the function is called twice for that."""
        return self._with(counts_cost=True)

    def in_other_sizes(self, sizes: OtherSizes[Case]) -> Case:
        """If this is not answered rightly at once, ask for other sizes; see `authoring.at_size`."""
        return self._with(other_sizes=sizes)

    def that_may_run_out_of_memory(self) -> Case:
        """With many numbers, accept a MemoryError: there may be no memory for what a right answer takes."""
        return self._with(may_run_out_of_memory=True)

    def with_arguments(self, arguments: Mapping[str, Any]) -> Case:
        """The same case with other arguments."""
        return self._with(arguments=dict(arguments))

    @property
    def is_observed(self) -> bool:
        """Whether the worker also sends the contents of the arguments and of the previous answer after the call."""
        return bool(self.properties)

    def _with(self, **changes: Any) -> Case:
        copy = object.__new__(Case)
        vars(copy).update(vars(self), **changes)
        return copy


def _as_value(value: Any) -> Any:
    """A list of numbers becomes an array; a list of arrays stays a list."""
    if isinstance(value, PlainList):
        return list(value)
    if isinstance(value, list) and not any(isinstance(item, np.ndarray) for item in value):
        value = np.array(value)
    if value is ... or (isinstance(value, np.ndarray) and value.dtype == object and ... in list(value.flat)):
        raise ValueError("`...` must be replaced by a value")
    return value
