"""Reading an answer as the arrays that were asked for: type, number of results, dtype, shape, finiteness.

The answer comes from a student's process and may be anything that the wire carries. NumPy sees it only after every
one of these questions is settled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.judging.verdict import Verdict, same_for_all
from autograder.sandbox.guest.wire import Opaque
from autograder.text.phrasing import place, plural, shape_in_words

WHOLE = "the answer"
MOST_AXES_TOLD = 3  # of a hidden check: a number that the student's program may choose freely could carry an input out
OPAQUE = {
    "int": "an integer too large for any array",
    "ndarray": "an array of other things",
    "object": "an object",
    "ellipsis": "an ellipsis (...)",
}


class StructureMismatch(Exception):
    """The answer is not of the form that was asked for; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """The arrays of an expected value, each with the name that a student knows it by."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, key)
    elif isinstance(value, list | tuple) and any(isinstance(item, np.ndarray | list | tuple) for item in value):
        for number, item in enumerate(value):
            yield from leaves(item, f"{name or 'result'}[{number}]")
    else:
        yield name or WHOLE, np.asarray(value)


def coerce_like(answer: Any, like: Any, name: str = "") -> Any:
    """The answer in the structure of `like`.

    Returns
    -------
    array, list or dict
        Of the types and names of `like`; the arrays keep the answer's own dtypes.

    Raises
    ------
    StructureMismatch
        If it is not finite numbers in that structure and those shapes.
    """
    if isinstance(like, dict):
        parts = _several(answer, like, name)
        return {key: coerce_like(part, item, key) for (key, item), part in zip(like.items(), parts, strict=True)}
    if isinstance(like, list | tuple) and any(isinstance(item, np.ndarray | list | tuple) for item in like):
        numbered = {f"{name or 'result'}[{number}]": item for number, item in enumerate(like)}
        return list(coerce_like(answer, numbered, name).values())
    return _array(answer, np.asarray(like), name or WHOLE)


def unusual_form(answer: Any, like: Any) -> str:
    """What to say of a right answer in a form that its callers may stumble over; an empty text for the usual form."""
    if isinstance(like, dict):
        like = list(like.values())
    if isinstance(like, list | tuple) and any(isinstance(item, np.ndarray | list | tuple) for item in like):
        return next(filter(None, map(unusual_form, answer, like)), "")
    if isinstance(answer, list | tuple):
        return "Right. It came back as a list of numbers; what calls this function will expect an array."
    if np.ndim(like) == 0 and np.ndim(answer) > 0:
        return "Right. It came back as an array of size 1; what calls this function will expect a plain number."
    return ""


def _several(answer: Any, like: Mapping[str, Any], name: str) -> list[Any]:
    """The parts of an answer that consists of several."""
    subject = name or WHOLE
    wanted = plural(len(like), "array") if name else f"{plural(len(like), 'result')} ({', '.join(like)})"
    if answer is None:
        raise StructureMismatch(_nothing(subject))
    if isinstance(answer, np.ndarray) and _is_stack(answer, like.values()):
        return list(answer)
    if not isinstance(answer, list | tuple):
        what = "one array" if isinstance(answer, np.ndarray) else _kind(answer)
        raise StructureMismatch(
            Verdict(
                "invalid",
                f"{_capital(subject)} is {_kind(answer)}; asked for: {wanted}.",
                f"{_capital(subject)} is {what}; asked for: {wanted}.",
            )
        )
    if len(answer) != len(like):
        how = "fewer parts" if len(answer) < len(like) else "more parts"
        were = "was" if len(like) == 1 else "were"
        raise StructureMismatch(
            Verdict(
                "invalid",
                f"{_capital(subject)} has {plural(len(answer), 'part')}; asked for: {wanted}.",
                f"{_capital(subject)} has {how} than the {wanted} that {were} asked for.",
            )
        )
    return list(answer)


def _is_stack(answer: np.ndarray, like: Collection[Any]) -> bool:
    """Whether an array is the arrays asked for, one upon the other: it unpacks like a tuple of them."""
    return (
        answer.ndim > 0
        and len(answer) == len(like)
        and all(isinstance(item, np.ndarray) and item.shape == answer.shape[1:] for item in like)
    )


def _array(answer: Any, like: np.ndarray, name: str) -> np.ndarray:
    """One array of real, finite numbers in the shape of `like`."""
    array = _numbers(answer, name)
    if like.ndim == 0 and array.size == 1:
        array = array.reshape(())
    if array.shape != like.shape:
        raise StructureMismatch(_wrong_shape(array, like, name))
    if not np.isfinite(array).all():
        raise StructureMismatch(_not_finite(array, name))
    return array


def _numbers(answer: Any, name: str) -> np.ndarray:
    """Anything that NumPy reads as real numbers."""
    if answer is None:
        raise StructureMismatch(_nothing(name))
    try:
        array = answer if isinstance(answer, np.ndarray) else np.asarray(_plain(answer))
    except (TypeError, OverflowError):
        array = np.asarray(None)
    except ValueError:
        what = "a list whose rows do not form an array: compare their lengths"
        raise StructureMismatch(same_for_all("invalid", f"{_capital(name)} is {what}.")) from None
    if array.dtype.kind == "c":
        raise StructureMismatch(same_for_all("invalid", f"{_capital(name)} is complex; real numbers are asked for."))
    if array.dtype.kind not in "biuf":
        raise StructureMismatch(
            same_for_all("invalid", f"{_capital(name)} is {_kind(answer)}, not an array of numbers.")
        )
    return array


def _plain(answer: Any) -> Any:
    """Numbers in nested lists; anything else raises a TypeError."""
    if isinstance(answer, list | tuple):
        return [_plain(item) for item in answer]
    if isinstance(answer, bool | int | float | complex | np.ndarray | np.generic):
        return answer
    raise TypeError(type(answer).__name__)


def _nothing(name: str) -> Verdict:
    if name == WHOLE:
        return same_for_all("invalid", "Your function returned nothing (None). Is the `return` missing?")
    return same_for_all("invalid", f"{_capital(name)} is None. Was it never computed?")


def _wrong_shape(array: np.ndarray, like: np.ndarray, name: str) -> Verdict:
    asked = shape_in_words(like.shape)
    return Verdict(
        "failed",
        f"{_capital(name)} has the shape {shape_in_words(array.shape)}; asked for: {asked}.",
        f"{_capital(name)} has {_how_shapes_differ(array.shape, like.shape)}.",
    )


def _how_shapes_differ(shape: tuple[int, ...], asked: tuple[int, ...]) -> str:
    if len(shape) != len(asked):
        right = plural(len(asked), "axis", "axes") if asked else "a single number"
        has = plural(len(shape), "axis", "axes") if len(shape) <= MOST_AXES_TOLD else f"more than {MOST_AXES_TOLD} axes"
        return f"{has} where {right} would be right"
    if shape == asked[::-1]:
        return "its axes the wrong way round"
    return "the wrong shape"


def _not_finite(array: np.ndarray, name: str) -> Verdict:
    what, why, bad = "not a number (NaN)", "0/0, inf - inf, or the root of a negative number", np.isnan(array)
    if not bad.any():
        what, why, bad = "infinite", "an overflow or a division by 0", np.isinf(array)
    first = tuple(int(i) for i in np.argwhere(bad)[0])
    extent = "" if array.size == 1 else f" in {bad.sum()} of its {array.size} numbers, first{place(first)}"
    told, sealed = (f"{_capital(name)} is {what}{where}: {why} leads there." for where in (extent, ""))
    return Verdict("failed", told, sealed)


def _kind(answer: Any) -> str:
    if isinstance(answer, Opaque):
        return OPAQUE.get(answer.kind, f"a {answer.kind}") if answer.known else "an object of an unknown type"
    if isinstance(answer, np.ndarray):
        return f"one array of shape {shape_in_words(answer.shape)}"
    names = {bool: "a bool", int: "one number", float: "one number", complex: "a complex number", str: "a text"}
    names |= {list: "a list", tuple: "a tuple", dict: "a dictionary"}
    return names.get(type(answer), "an object of an unknown type")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text == WHOLE else text
