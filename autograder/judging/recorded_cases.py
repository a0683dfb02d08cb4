"""``recorded_cases.json``: public cases that are computed from answers to other exercises, for use without references.

A gradient that is measured needs a forward pass, and a student's copy has none that is known to be right. The inputs of
public checks are fixed, so these cases are computed when the copy is made.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.assignment.model import Assignment, AssignmentError
from autograder.assignment.recorded_file import read_recorded, recorded_file
from autograder.authoring import Case, Check
from autograder.authoring.expectation import Exactly
from autograder.judging.expected import PUBLIC_SEED, CheckInstance, ExpectedCase, instantiate_all
from autograder.sandbox.guest.wire import BadMessage, pack, unpack

FILE = "recorded_cases.json"  # in exercises/
NOT_HERE = (
    f"This check cannot be run: exercises/{FILE} is missing, or belongs to other checks. Download the exercises again, "
    "and put your files into the new folder."
)


def recorded_cases(assignment: Assignment) -> bytes:
    """The file for an assignment: the same for the same assignment, byte for byte.

    Raises
    ------
    AssignmentError
        If a check expects more than numbers, which is nothing that can be recorded, or cannot be drawn.
    """
    computed = assignment.filter_checks(lambda check: check.is_public and bool(check.needs))
    cases = {_key(check): _to_texts(drawn) for check, drawn in instantiate_all(computed, PUBLIC_SEED).items()}
    return recorded_file(assignment.folder, cases=cases)


class RecordedCases:
    """The recorded cases of an assignment; the file is read when it is needed.

    Parameters
    ----------
    folder : Path
        The folder of the assignment.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, check: Check) -> list[Case] | None:
        """The cases of a check; None if they are not recorded."""
        try:
            return [_from_text(text) for text in self._content["cases"][_key(check)]]
        except (LookupError, TypeError, ValueError, BadMessage):
            return None

    @cached_property
    def _content(self) -> Mapping[str, Any]:
        return read_recorded(self._folder, FILE)


def _key(check: Check) -> str:
    return f"{check.exercise}/{check.name}"


def _to_texts(drawn: CheckInstance) -> list[str]:
    texts = [text for each in drawn.cases if (text := _to_text(each))]
    if drawn.across or len(texts) < len(drawn.cases) or not drawn.check.is_fixed:
        raise AssignmentError(
            f"The check {drawn.check.name} of {drawn.check.exercise} is public and computed from answers to other "
            "exercises, so students get its cases ready-made: they are the same for all, and can only have .gives(...) "
            "and .within(...)."
        )
    return texts


def _to_text(each: ExpectedCase) -> str | None:
    """A case as text; None if it expects more than numbers."""
    if each.case.properties or not isinstance(each.expectation, Exactly):
        return None
    return base64.b64encode(pack([each.case.arguments, each.expectation.value, each.case.rtol])).decode()


def _from_text(text: str) -> Case:
    arguments, expected, rtol = unpack(base64.b64decode(text, validate=True))
    case = Case().with_arguments(arguments)
    case = case.gives(**expected) if isinstance(expected, dict) else case.gives(expected)
    return case if rtol is None else case.within(rtol=rtol)
