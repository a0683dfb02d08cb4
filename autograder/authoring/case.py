"""A case: one call of a student's function, and what is expected of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.authoring.expectation import AnyOf, Between, ByReference, Exactly, Expectation, Shaped, zeros


@dataclass(frozen=True)
class Cost:
    """What a call cost. Measured beside the student's code.

    Attributes
    ----------
    steps : int
        The bytecodes that were executed: what loops cost.
    multiplications : int or None
        Those done in products of arrays: what calls into NumPy cost, however many numbers one call takes. None where
        they could not be counted.
    """

    steps: int
    multiplications: int | None


@dataclass(frozen=True)
class Answer:
    """What came back from one call.

    Attributes
    ----------
    value : array, list or dict
        In the structure that was expected, as float64 or bool arrays.
    changed, idle : tuple of str
        Where the case has properties: the arguments that were not the same after the call, and the generators that
        nothing was drawn from. Compared by the grader.
    cost : Cost or None
        What the call cost, where the case counts that. Measured beside the student's code, and so forgeable.
    single_precision : bool
        Whether the function computes in float32 somewhere.
    shared : tuple of str
        Where the case has properties: the arguments that the answer lies in. Measured there, too.
    overwrote : bool
        Where the case has properties: whether the call changed the answer of the call before it. Compared by the
        grader.
    """

    value: Any
    changed: tuple[str, ...] = ()
    cost: Cost | None = None
    single_precision: bool = False
    shared: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    overwrote: bool = False


@dataclass(frozen=True)
class Observed:
    """What was seen of an answer that is wrong, where hidden checks must not say all of it.

    Attributes
    ----------
    message, redacted : str
        With a number that was measured, and without: the student's program may choose it, to carry a hidden input out.
    """

    message: str
    redacted: str


Property = Callable[[Answer], "str | Observed | None"]
"""None where it holds; else a sentence on what was seen. Hidden checks show it too: no input in it, no answer."""


class PlainList(list[Any]):
    """A list of numbers that reaches the function as a list, where any other would be an array."""


@dataclass(frozen=True)
class AcrossCases:
    """What must hold across all answers of a check, in the order of its cases."""

    holds: Callable[[Sequence[Answer]], str | None]


@dataclass(frozen=True, init=False)
class Case:
    """One call: ``Case(dA=..., Z=...)``, arguments in the order of the function's parameters.

    A list of numbers stands for an array. Without more, the reference says what is expected.
    """

    arguments: dict[str, Any]
    expectation: Expectation
    properties: tuple[Property, ...]
    rtol: float | None
    counts_cost: bool
    enlarged: Callable[[], Case] | None
    may_raise: bool

    def __init__(self, **arguments: Any) -> None:
        fields = {
            "arguments": {name: _as_value(value) for name, value in arguments.items()},
            "expectation": ByReference(),
            "properties": (),
            "rtol": None,
            "counts_cost": False,
            "enlarged": None,
            "may_raise": False,
        }
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def gives(self, value: Any = None, **named: Any) -> Case:
        """Expect this value; several results by their names, in their order."""
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
        """Expect finite numbers of these shapes: one tuple, a list of them, or names with them."""
        return self._with(expectation=Shaped(zeros(named if named else shape)))

    def satisfies(self, *properties: Property) -> Case:
        """Besides, each property holds for the answer."""
        return self._with(properties=self.properties + properties)

    def within(self, *, rtol: float) -> Case:
        """Accept this difference, relative to the largest number of each result."""
        return self._with(rtol=rtol)

    def counting_cost(self) -> Case:
        """Count on the way what the call costs; the function is called twice for that."""
        return self._with(counts_cost=True)

    def enlarged_by(self, larger: Callable[[], Case]) -> Case:
        """If this is answered slowly, ask for something larger; see `authoring.at_size`."""
        return self._with(enlarged=larger)

    def that_may_raise(self) -> Case:
        """As something larger, accept any exception: there may be no memory for what a right answer takes."""
        return self._with(may_raise=True)

    def with_arguments(self, arguments: Mapping[str, Any]) -> Case:
        """The same question about other arguments."""
        return self._with(arguments=dict(arguments))

    @property
    def is_observed(self) -> bool:
        """Whether the contents of the arguments and of the answer before are sent back after the call."""
        return bool(self.properties)

    def _with(self, **changes: Any) -> Case:
        copy = object.__new__(Case)
        for name in self.__dataclass_fields__:
            object.__setattr__(copy, name, changes.get(name, getattr(self, name)))
        return copy


def _as_value(value: Any) -> Any:
    """A list of numbers becomes an array; a list of arrays stays a list."""
    if isinstance(value, PlainList):
        return list(value)
    if isinstance(value, list) and not any(isinstance(item, np.ndarray) for item in value):
        value = np.array(value)
    if value is ... or (isinstance(value, np.ndarray) and value.dtype == object and ... in list(value.flat)):
        raise ValueError("`...` stands where a value is to be written")
    return value
