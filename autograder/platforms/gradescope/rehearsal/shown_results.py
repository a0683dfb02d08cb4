"""``results.json``, read as Gradescope reads it: what it rejects is rejected here, what it mends is mended."""

from __future__ import annotations

import json
import math
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")
FORMATS = ("text", "html", "simple_format", "md", "ansi")
LONGEST_OUTPUT = 100_000  # characters; Gradescope cuts the middle out of longer ones
LARGEST_FILE = 64 << 20
CUT = " […] "
NO_TEXT = re.compile("[\0\ud800-\udfff]")  # NUL, and halves of characters


class Rejected(Exception):
    """Results that Gradescope cannot use; the message tells staff why."""


@dataclass(frozen=True)
class ShownOutput:
    """A text, and how Gradescope shows it."""

    text: str
    format: str


@dataclass(frozen=True)
class Test:
    """One row of the page.

    Attributes
    ----------
    number : str
        As given, or else the test's place.
    passed : bool or None
        None where the test has neither a status nor points.
    visibility : str
        Its own, or else that of all results.
    """

    number: str
    name: ShownOutput
    score: float | None
    max_score: float | None
    passed: bool | None
    output: ShownOutput
    tags: tuple[str, ...]
    visibility: str


@dataclass(frozen=True)
class Results:
    """What ``run_autograder`` has written.

    Attributes
    ----------
    score : float
        As given, or else the sum of the tests'.
    visibility : str
        That of tests which have none of their own.
    remarks : tuple of str
        What Gradescope changes in silence.
    """

    score: float
    output: ShownOutput
    tests: tuple[Test, ...]
    visibility: str = "visible"
    stdout_visibility: str = "hidden"
    leaderboard: tuple[tuple[str, str], ...] = ()
    extra_data: Any = None
    remarks: tuple[str, ...] = ()

    @property
    def max_score(self) -> float:
        return sum(test.max_score or 0 for test in self.tests)


def read_results(path: Path) -> Results:
    """Read a ``results.json``.

    Raises
    ------
    Rejected
        If it is not there, is no JSON, or is not of the form that Gradescope's documentation asks for.
    """
    try:
        text = _text(path).replace("\0", "\ufffd")
        given = json.loads(text, parse_constant=_not_a_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise Rejected(f"results.json is not valid JSON: {error}.") from error
    return _Reader().results(given)


class _Reader:
    """Reads one file, and gathers remarks on the way."""

    def __init__(self) -> None:
        self._remarks: list[str] = []

    def results(self, given: Any) -> Results:
        whole = _object(given, "results.json")
        visibility = _one_of(VISIBILITIES, whole.get("visibility"), "visible", "visibility")
        output_format = _one_of(FORMATS, whole.get("test_output_format"), "text", "test_output_format")
        name_format = _one_of(FORMATS, whole.get("test_name_format"), "text", "test_name_format")
        tests = tuple(
            self._test(each, place, visibility, output_format, name_format)
            for place, each in enumerate(_list(whole.get("tests"), "tests"), 1)
        )
        score = _number(whole.get("score"), "score")
        if score is None and all(test.score is None for test in tests):
            raise Rejected("results.json has no score, and neither has any of its tests.")
        return Results(
            score=sum(test.score or 0 for test in tests) if score is None else score,
            output=self._output(whole, "simple_format", "results.json"),
            tests=tests,
            visibility=visibility,
            stdout_visibility=_one_of(VISIBILITIES, whole.get("stdout_visibility"), "hidden", "stdout_visibility"),
            leaderboard=tuple(map(_column, _list(whole.get("leaderboard"), "leaderboard"))),
            extra_data=whole.get("extra_data"),
            remarks=tuple(self._remarks),
        )

    def _test(self, given: Any, place: int, visibility: str, output_format: str, name_format: str) -> Test:
        where = f"test {place}"
        test = _object(given, where)
        score, most = _number(test.get("score"), where), _number(test.get("max_score"), where)
        status = test.get("status")
        if status not in (None, "passed", "failed"):
            raise Rejected(f"{where} has the status {status!r}; Gradescope knows passed and failed.")
        full = None if score is None or most is None else score >= most
        name = _string(test.get("name"), f"the name of {where}")
        return Test(
            number=_string(test.get("number"), f"the number of {where}") or str(place),
            name=ShownOutput(name, _one_of(FORMATS, test.get("name_format"), name_format, f"name_format of {where}")),
            score=score,
            max_score=most,
            passed=full if status is None else status == "passed",
            output=self._output(test, output_format, where),
            tags=tuple(_string(tag, f"a tag of {where}") for tag in _list(test.get("tags"), f"tags of {where}")),
            visibility=_one_of(VISIBILITIES, test.get("visibility"), visibility, f"visibility of {where}"),
        )

    def _output(self, given: dict[str, Any], usual: str, where: str) -> ShownOutput:
        text = _string(given.get("output"), f"the output of {where}")
        if len(text) > LONGEST_OUTPUT:
            self._remarks.append(f"Gradescope cuts the output of {where}, {len(text)} characters, in the middle.")
        return ShownOutput(cut(text), _one_of(FORMATS, given.get("output_format"), usual, f"output_format of {where}"))


def cut(text: str) -> str:
    """`text`, the middle of a long one left out."""
    half = (LONGEST_OUTPUT - len(CUT)) // 2
    return text if len(text) <= LONGEST_OUTPUT else text[:half] + CUT + text[-half:]


def _text(path: Path) -> str:
    """The file's text. What a submission may have put in its place (a link, a pipe) is not read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError as error:
        raise Rejected("run_autograder wrote no results/results.json.") from error
    except OSError as error:
        raise Rejected(f"results.json cannot be read: {error.strerror}.") from error
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST_FILE:
            raise Rejected(f"results.json is no ordinary file, or larger than {LARGEST_FILE >> 20} MB.")
        return file.read(LARGEST_FILE).decode("utf-8", "replace")


def _finite(word: str) -> float:
    return value if math.isfinite(value := float(word)) else _not_a_number(word)


def _not_a_number(word: str) -> float:
    raise Rejected(f"results.json holds {word}, which is no number: Gradescope reads it, and fails when it stores it.")


def _object(given: Any, where: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Rejected(f"{where} is no JSON object.")
    return given


def _list(given: Any, where: str) -> list[Any]:
    if not isinstance(given, list | None):
        raise Rejected(f"{where}: that is no list.")
    return given or []


def _string(given: Any, where: str) -> str:
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = str(given)  # a number may stand where a name is meant
    if not isinstance(given, str | None):
        raise Rejected(f"{where} is no text.")
    return NO_TEXT.sub("\ufffd", given or "")


def _number(given: Any, where: str) -> float | None:
    if given is None:
        return None
    try:
        if not isinstance(given, bool) and isinstance(given, int | float):
            return float(given)
    except OverflowError:
        pass
    raise Rejected(f"{where} has points that are no number: {str(given)[:80]}.")


def _one_of(known: tuple[str, ...], given: Any, usual: str, where: str) -> str:
    if given is None:
        return usual
    if given not in known:
        raise Rejected(f"{where} is {given!r}; Gradescope knows {', '.join(known)}.")
    return str(given)


def _column(given: Any) -> tuple[str, str]:
    column = _object(given, "an entry of the leaderboard")
    return _string(column.get("name"), "a name on the leaderboard"), str(column.get("value"))
