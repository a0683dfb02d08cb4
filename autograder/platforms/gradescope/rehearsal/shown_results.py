"""Reads ``results.json`` as Gradescope does: rejects what Gradescope rejects, and fills in what it fills in."""

from __future__ import annotations

import json
import math
import os
import re
import stat
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator

from autograder.immutable import immutable

SCHEMA = Path(__file__).parents[1] / "results.schema.json"
KINDS = {"object": "JSON object", "array": "list", "string": "text", "number": "number"}
LONGEST_OUTPUT = 100_000  # characters; Gradescope cuts the middle out of longer ones
LARGEST_FILE = 64 << 20
CUT = " […] "
NO_TEXT = re.compile("[\0\ud800-\udfff]")  # NUL and lone surrogates


class ResultsRejected(Exception):
    """Results that Gradescope would reject; the message tells staff why."""


@immutable
class ShownOutput:
    """A text, and how Gradescope shows it."""

    text: str
    format: str


@immutable
class Test:
    """One row of the page.

    Attributes
    ----------
    number : str
        The given number, else the test's place.
    passed : bool or None
        None if the test has neither a status nor points.
    visibility : str
        The test's own visibility, else that of the results.
    """

    number: str
    name: ShownOutput
    score: float | None
    max_score: float | None
    passed: bool | None
    output: ShownOutput
    tags: tuple[str, ...]
    visibility: str


@immutable
class Results:
    """The results that ``run_autograder`` wrote.

    Attributes
    ----------
    score : float
        The given score, else the sum of the tests' scores.
    visibility : str
        The visibility of tests without their own.
    remarks : tuple of str
        What Gradescope changes silently, for staff.
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
    ResultsRejected
        If it is missing, is not JSON, or does not match the format in Gradescope's documentation.
    """
    try:
        text = _text(path).replace("\0", "\ufffd")
        given = json.loads(text, parse_constant=_not_a_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise ResultsRejected(f"results.json is not valid JSON: {error}.") from error
    if problems := sorted(_schema().iter_errors(given), key=lambda problem: problem.validator == "anyOf"):
        raise ResultsRejected(_message(problems[0]))
    return _mended(given)


def _mended(whole: dict[str, Any]) -> Results:
    """Valid results, with Gradescope's defaults for missing fields."""
    remarks: list[str] = []
    tests = tuple(_test(each, place, whole, remarks) for place, each in enumerate(whole.get("tests") or (), 1))
    score = whole.get("score")
    return Results(
        score=sum(test.score or 0 for test in tests) if score is None else float(score),
        output=_output(whole, "simple_format", "results.json", remarks),
        tests=tests,
        visibility=whole.get("visibility") or "visible",
        stdout_visibility=whole.get("stdout_visibility") or "hidden",
        leaderboard=tuple(
            (_string(each.get("name")), str(each.get("value"))) for each in whole.get("leaderboard") or ()
        ),
        extra_data=whole.get("extra_data"),
        remarks=tuple(remarks),
    )


def _test(test: dict[str, Any], place: int, whole: dict[str, Any], remarks: list[str]) -> Test:
    score, most = (None if (points := test.get(key)) is None else float(points) for key in ("score", "max_score"))
    status = test.get("status")
    full = None if score is None or most is None else score >= most
    name_format = test.get("name_format") or whole.get("test_name_format") or "text"
    return Test(
        number=_string(test.get("number")) or str(place),
        name=ShownOutput(_string(test.get("name")), name_format),
        score=score,
        max_score=most,
        passed=full if status is None else status == "passed",
        output=_output(test, whole.get("test_output_format") or "text", f"test {place}", remarks),
        tags=tuple(map(_string, test.get("tags") or ())),
        visibility=test.get("visibility") or whole.get("visibility") or "visible",
    )


def _output(given: dict[str, Any], usual: str, where: str, remarks: list[str]) -> ShownOutput:
    text = _string(given.get("output"))
    if len(text) > LONGEST_OUTPUT:
        remarks.append(f"Gradescope cuts the output of {where}, {len(text)} characters, in the middle.")
    return ShownOutput(cut(text), given.get("output_format") or usual)


def _string(given: Any) -> str:
    """A string, or a number as one, without characters that Gradescope cannot store."""
    return NO_TEXT.sub("\ufffd", "" if given is None else str(given))


def cut(text: str) -> str:
    """`text` without its middle if it is too long."""
    half = (LONGEST_OUTPUT - len(CUT)) // 2
    return text if len(text) <= LONGEST_OUTPUT else text[:half] + CUT + text[-half:]


def _text(path: Path) -> str:
    """The content of an ordinary file. A link or a pipe, which a submission could put in its place, is not read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError as error:
        raise ResultsRejected("run_autograder wrote no results/results.json.") from error
    except OSError as error:
        raise ResultsRejected(f"results.json cannot be read: {error.strerror}.") from error
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST_FILE:
            raise ResultsRejected(f"results.json is no ordinary file, or larger than {LARGEST_FILE >> 20} MB.")
        return file.read(LARGEST_FILE).decode("utf-8", "replace")


def _finite(word: str) -> float:
    return value if math.isfinite(value := float(word)) else _not_a_number(word)


def _not_a_number(word: str) -> float:
    raise ResultsRejected(
        f"results.json holds {word}, which is no number: Gradescope reads it, and fails when it stores it."
    )


@cache
def _schema() -> Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _message(problem: ValidationError) -> str:
    """The message about a problem: ``status of test 3 is 'error'; Gradescope knows passed, failed.``"""
    if problem.validator == "anyOf":
        return "results.json has no score, and neither has any of its tests."
    where, shown = _place(list(problem.absolute_path)), repr(problem.instance)[:80]
    if problem.validator == "enum":
        return f"{where} is {shown}; Gradescope knows {', '.join(filter(None, problem.validator_value))}."
    types = problem.validator_value if isinstance(problem.validator_value, list) else [problem.validator_value]
    return f"{where} is no {KINDS.get(types[0], 'number')}: {shown}."


def _place(path: list[str | int]) -> str:
    fields = [part for part in path if isinstance(part, str)]
    if fields[:1] != ["tests"] or len(path) == 1:
        return fields[0] if fields else "results.json"
    test = f"test {int(path[1]) + 1}"
    return f"{fields[1]} of {test}" if len(fields) > 1 else test
