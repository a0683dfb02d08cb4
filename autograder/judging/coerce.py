"""Converts an answer to the expected arrays; checks type, number of results, dtype, shape and finiteness.

The answer comes from a student's process and may be anything that the wire carries, so it is checked before NumPy
computes with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.judging.verdict import Verdict, same_for_all
from autograder.sandbox.guest.wire import Opaque
from autograder.text.phrasing import place, plural, shape_in_words

WHOLE = "the answer"
MOST_AXES_REPORTED = 3  # by a hidden check: any larger number, chosen by the student's program, could leak an input
OPAQUE = {
    "int": "an integer too large for any array",
    "ndarray": "an array of other objects",
    "object": "an object",
    "ellipsis": "an ellipsis (...)",
}


class StructureMismatch(Exception):
    """The answer does not have the expected structure; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """The arrays in an expected value, each with its name in messages to students.

    Yields
    ------
    (str, array)
        The name, and the array of any shape.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, key)
    elif isinstance(value, list | tuple) and any(isinstance(item, np.ndarray | list | tuple) for item in value):
        for number, item in enumerate(value):
            yield from leaves(item, f"{name or 'result'}[{number}]")
    else:
        yield name or WHOLE, np.asarray(value)


def coerce_like(answer: Any, like: Any, name: str = "") -> Any:
    """Convert an answer to the structure of an expected value.

    Parameters
    ----------
    answer : any
        What the student's function returned.
    like : array, list or dict
        A value with the expected structure and shapes.
    name : str
        The name of this value in messages; empty for the whole answer.

    Returns
    -------
    array, list or dict
        The answer with the containers, names and shapes of `like`, and its own dtypes.

    Raises
    ------
    StructureMismatch
        If the answer does not consist of finite numbers in that structure and those shapes.
    """
    if isinstance(like, dict):
        parts = _several(answer, like, name)
        return {key: coerce_like(part, item, key) for (key, item), part in zip(like.items(), parts, strict=True)}
    if isinstance(like, list | tuple) and any(isinstance(item, np.ndarray | list | tuple) for item in like):
        numbered = {f"{name or 'result'}[{number}]": item for number, item in enumerate(like)}
        return list(coerce_like(answer, numbered, name).values())
    return _array(answer, np.asarray(like), name or WHOLE)


def unusual_form(answer: Any, like: Any) -> str:
    """A remark on a right answer whose form may trip up its callers, such as a list; empty for the usual form."""
    if isinstance(like, dict):
        like = list(like.values())
    if isinstance(like, list | tuple) and any(isinstance(item, np.ndarray | list | tuple) for item in like):
        return next(filter(None, map(unusual_form, answer, like)), "")
    if isinstance(answer, list | tuple):
        return "Right, but returned as a list of numbers; code that calls this function will expect an array."
    if np.ndim(like) == 0 and np.ndim(answer) > 0:
        return "Right, but returned as an array of size 1; code that calls this function will expect a plain number."
    return ""


def _several(answer: Any, like: Mapping[str, Any], name: str) -> list[Any]:
    """The parts of an answer that should have several."""
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
                f"{_capital(subject)} is {_kind(answer)}; expected {wanted}.",
                f"{_capital(subject)} is {what}; expected {wanted}.",
            )
        )
    if len(answer) != len(like):
        how = "fewer parts" if len(answer) < len(like) else "more parts"
        were = "was" if len(like) == 1 else "were"
        raise StructureMismatch(
            Verdict(
                "invalid",
                f"{_capital(subject)} has {plural(len(answer), 'part')}; expected {wanted}.",
                f"{_capital(subject)} has {how} than the {wanted} that {were} expected.",
            )
        )
    return list(answer)


def _is_stack(answer: np.ndarray, like: Collection[Any]) -> bool:
    """Whether an array is the expected arrays stacked, which unpacks like a tuple of them."""
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
        raise StructureMismatch(_too_many(answer, name) or _wrong_shape(array, like, name))
    if not np.isfinite(array).all():
        raise StructureMismatch(_not_finite(array, name))
    return array


def _numbers(answer: Any, name: str) -> np.ndarray:
    """An answer that NumPy reads as real numbers, as an array."""
    if answer is None:
        raise StructureMismatch(_nothing(name))
    try:
        array = answer if isinstance(answer, np.ndarray) else np.asarray(_plain(answer))
    except (TypeError, OverflowError):
        array = np.asarray(None)
    except ValueError:
        what = "a list whose rows do not form an array: compare their lengths"
        uneven = same_for_all("invalid", f"{_capital(name)} is {what}.")
        raise StructureMismatch(_too_many(answer, name) or uneven) from None
    if array.dtype.kind == "c":
        raise StructureMismatch(same_for_all("invalid", f"{_capital(name)} is complex; real numbers are expected."))
    if array.dtype.kind not in "biuf":
        raise StructureMismatch(
            same_for_all("invalid", f"{_capital(name)} is {_kind(answer)}, not an array of numbers.")
        )
    return array


def _plain(answer: Any) -> Any:
    """The answer if it is numbers in nested lists; anything else raises a TypeError."""
    if isinstance(answer, list | tuple):
        return [_plain(item) for item in answer]
    if isinstance(answer, bool | int | float | complex | np.ndarray | np.generic):
        return answer
    raise TypeError(type(answer).__name__)


def _nothing(name: str) -> Verdict:
    if name == WHOLE:
        return same_for_all("invalid", "Your function returned nothing (None). Is the `return` missing?")
    return same_for_all("invalid", f"{_capital(name)} is None. Was it never computed?")


def _too_many(answer: Any, name: str) -> Verdict | None:
    """The verdict on a tuple where one result is expected; None for anything else."""
    if not isinstance(answer, tuple) or len(answer) < 2:
        return None
    what = "a pair" if len(answer) == 2 else "a tuple"
    lead = f"{_capital(name)} is {what}"
    return Verdict("failed", f"{lead} of {len(answer)} parts; one is expected.", f"{lead}; one result is expected.")


def _wrong_shape(array: np.ndarray, like: np.ndarray, name: str) -> Verdict:
    expected = shape_in_words(like.shape)
    return Verdict(
        "failed",
        f"{_capital(name)} has the shape {shape_in_words(array.shape)}; expected {expected}.",
        f"{_capital(name)} has {_how_shapes_differ(array.shape, like.shape)}.",
    )


def _how_shapes_differ(shape: tuple[int, ...], expected: tuple[int, ...]) -> str:
    if len(shape) != len(expected):
        right = plural(len(expected), "axis", "axes") if expected else "a single number"
        few = len(shape) <= MOST_AXES_REPORTED
        found = plural(len(shape), "axis", "axes") if few else f"more than {MOST_AXES_REPORTED} axes"
        return f"{found} where {right} would be right"
    if shape == expected[::-1]:
        return "its axes the wrong way round"
    return "the wrong shape"


def _not_finite(array: np.ndarray, name: str) -> Verdict:
    what, why, bad = "not a number (NaN)", "0/0, inf - inf, or the root of a negative number", np.isnan(array)
    if not bad.any():
        what, why, bad = "infinite", "an overflow or a division by 0", np.isinf(array)
    first = tuple(int(i) for i in np.argwhere(bad)[0])
    extent = "" if array.size == 1 else f" in {bad.sum()} of its {array.size} numbers, first{place(first)}"
    message, redacted = (f"{_capital(name)} is {what}{where}: {why} leads there." for where in (extent, ""))
    return Verdict("failed", message, redacted)


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
