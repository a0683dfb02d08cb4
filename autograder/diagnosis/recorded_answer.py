"""A misconception's answer as recorded in a file: enough to recognise it, but not to reconstruct it.

In JSON, an answer is a text: ``.`` for the expected answer, ``!`` for none; otherwise a letter for what is wrong (``v``
the value, ``p`` a property, ``r`` nothing) followed, for each result, by ``=`` for the expected one or a fingerprint.
If there is more to record, the answer is an object, whose field ``is`` is that text.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.diagnosis.answer_fingerprint import NotComparable, fingerprint, matches, taken_apart
from autograder.diagnosis.candidate import CandidateAnswer
from autograder.diagnosis.evidence import off_the_kink, only_where, rtol_of, same, tolerance
from autograder.diagnosis.sample import AT, Sample, Samples, of_one_distribution
from autograder.immutable import immutable
from autograder.judging.answer_structure import by_result
from autograder.judging.check_run import CaseResult
from autograder.judging.coerce import WHOLE
from autograder.judging.expected import ExpectedCase

if TYPE_CHECKING:  # students have no misconceptions, and wait for every import
    from autograder.diagnosis.live_candidates import LiveAnswer

RIGHT, NOTHING = ".", "!"
AS_EXPECTED, LIKE_NO_OTHER = "=", "~"
UNDIVIDED = "*"  # before the fingerprint of an answer that does not consist of the expected results
KINDS = {"r": "", "v": "value", "p": "property"}
LETTERS = {kind: letter for letter, kind in KINDS.items()}
MOMENTS = struct.Struct("<df")
# Relative differences. Answers computed in float32 are recognised too: within a wide tolerance in small arrays, and in
# large ones as long as the cells stay narrow.
SINGLE_PRECISION = 1e-7
COARSE = 1e-5
WIDEST = 2.5e-4
LEVELS = 255  # the resolution of recorded shares: far finer than the distances that count


@immutable
class RecordedValue:
    """A value recorded as fingerprints.

    Attributes
    ----------
    parts : tuple of str
        One for each result. A single one means that all results are as expected or, after ``*``, that the answer does
        not consist of these results.
    salt : bytes
        The salt of the fingerprints.
    off : str
        The fingerprint of the value away from kinks; empty if there are none.
    kept : Sample or list
        The summary of random numbers.
    """

    parts: tuple[str, ...]
    salt: bytes
    off: str = ""
    kept: Samples = None

    def same(self, case: CaseResult, where: np.ndarray | None = None) -> bool:
        if where is not None and self.off:
            return self._is(self.off, only_where(case.value, where))
        if self.parts[0].startswith(UNDIVIDED):
            return self._is(self.parts[0].removeprefix(UNDIVIDED), case.value)
        return self.same_in(case, names_of(case.expected))

    def same_in(self, case: CaseResult, results: Collection[str]) -> bool:
        ours, names = case.results, names_of(case.expected)
        parts = self.parts * len(names) if self.parts == (AS_EXPECTED,) else self.parts
        if ours is None or len(parts) != len(names) or parts[0].startswith(UNDIVIDED):
            return False
        kept = dict(zip(names, parts, strict=True))
        return all(self._same_part(kept[name], case, name, ours[name]) for name in results)

    def of_one_distribution(self, case: CaseResult) -> bool:
        return of_one_distribution(self.kept, case.value)

    def _same_part(self, kept: str, case: CaseResult, name: str, ours: Any) -> bool:
        if kept == AS_EXPECTED:
            return same(ours, (case.expected.results or {})[name], tolerance(case))
        return self._is(kept, ours)

    def _is(self, kept: str, value: Any) -> bool:
        return kept != LIKE_NO_OTHER and matches(kept, value, self.salt)


@immutable
class RecordedAnswer:
    """A misconception's answer to a case, as it was recorded.

    Attributes
    ----------
    wrong : str
        What is wrong with it.
    value : RecordedValue
        The value.
    by_chance : bool
        Whether another generator leads to another answer.
    possible : sequence of RecordedValue
        The answers with other generators; empty if there are too many.
    """

    wrong: str
    value: RecordedValue
    by_chance: bool = False
    possible: Sequence[RecordedValue] = ()


def names_of(expected: ExpectedCase) -> list[str]:
    """The names of the expected results."""
    return list(expected.template) if isinstance(expected.template, dict) else [WHOLE]


def to_json(answer: LiveAnswer, salt: bytes) -> Any:
    """The record of an answer."""
    expected, content = answer.result.expected, answer.value.content
    if answer.wrong == "none":
        return NOTHING
    # If there are too many possible answers, another sample counts as the same one.
    any_sample = answer.by_chance and not answer.possible
    parts = [LIKE_NO_OTHER] if any_sample else _parts(content, expected, salt)
    if not answer.wrong and set(parts) == {AS_EXPECTED}:
        return RIGHT
    text = LETTERS[answer.wrong] + ",".join(parts)
    more: dict[str, Any] = {}
    if (where := off_the_kink(expected)) is not None:
        more["off"] = _fingerprint(only_where(content, where), expected, salt)
    if answer.by_chance:
        more["samples"] = _samples_to_json(answer.value.samples)
        if answer.possible:
            more["possible"] = [",".join(_parts(each.content, expected, salt)) for each in answer.possible]
    return {"is": text, **more} if more else text


def from_json(kept: Any, salt: bytes) -> CandidateAnswer:
    """An answer from its record."""
    text, more = (kept["is"], kept) if isinstance(kept, Mapping) else (kept, {})
    if text == NOTHING:
        return RecordedAnswer("none", RecordedValue((LIKE_NO_OTHER,), salt))
    if text == RIGHT:
        return RecordedAnswer("", RecordedValue((AS_EXPECTED,), salt))
    value = RecordedValue(
        tuple(text[1:].split(",")), salt, more.get("off", ""), _samples_from_json(more.get("samples"))
    )
    possible = [RecordedValue(tuple(each.split(",")), salt) for each in more.get("possible", ())]
    return RecordedAnswer(KINDS[text[0]], value, "samples" in more, possible)


def digest_of(sentence: str, salt: bytes) -> str:
    """A digest by which a sentence is recognised."""
    return base64.b64encode(hashlib.blake2b(sentence.encode(), digest_size=6, key=salt).digest()).decode()


def _parts(content: Any, expected: ExpectedCase, salt: bytes) -> list[str]:
    results, right = by_result(content, expected.template), expected.results or {}
    if results is None:
        return [UNDIVIDED + _fingerprint(content, expected, salt)]
    return [
        AS_EXPECTED
        if name in right and same(part, right[name], rtol_of(expected))
        else _fingerprint(part, expected, salt)
        for name, part in results.items()
    ]


def _fingerprint(value: Any, expected: ExpectedCase, salt: bytes) -> str:
    try:
        _, arrays = taken_apart(value)
        narrow = WIDEST / max([1, *(array.size for array in arrays)])
        return fingerprint(value, max(rtol_of(expected), SINGLE_PRECISION, min(COARSE, narrow)), salt)
    except NotComparable:
        return LIKE_NO_OTHER


def _samples_to_json(kept: Samples) -> Any:
    if not isinstance(kept, Sample):
        return kept if kept is None else [_samples_to_json(each) for each in kept]
    shape = "x".join(map(str, kept.shape))
    if kept.below is None:
        return f"{shape}:{kept.spread:g}"
    content = MOMENTS.pack(kept.spread, kept.tail) + np.round(kept.below * LEVELS).astype(np.uint8).tobytes()
    return f"{shape}:{base64.b64encode(content).decode()}"


def _samples_from_json(kept: Any) -> Samples:
    if not isinstance(kept, str):
        return kept if kept is None else [_samples_from_json(each) for each in kept]
    before, _, text = kept.partition(":")
    shape = tuple(int(each) for each in before.split("x") if each)
    if text in ("0", "1"):
        return Sample(shape, float(text), 0.0, None)
    content = base64.b64decode(text)
    below = np.frombuffer(content, np.uint8, count=AT.size, offset=MOMENTS.size) / LEVELS
    spread, tail = MOMENTS.unpack_from(content)
    return Sample(shape, spread, tail, below)
