"""Messages for calls without an answer: the function raised, ended its process, or is missing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from autograder.grading.remedies import remedy
from autograder.judging.verdict import Verdict, same_for_all
from autograder.sandbox.protocol import Ended
from autograder.submissions.submission import Source
from autograder.text.phrasing import listed
from autograder.text.sanitize import strip_addresses
from autograder.untrusted import items, mapping, text

# Characters; the worker cuts as well, but what it sends may be forged.
LONGEST_MESSAGE = 1000
LONGEST_LINE = 200
LARGEST_LINE_NUMBER = 10**6
MOST_PACKAGES = 10
NO_PYTHON = {"SyntaxError", "IndentationError", "TabError"}


def passed_over(told: Any) -> str:
    """The message on a stub that follows its own answer. `told` is from the student's process and may be anything."""
    name, where, line = [*(told if isinstance(told, list) else []), "", "", 0][:3]
    name, where = (strip_addresses(str(each)[:LONGEST_LINE]) for each in (name, where))
    at = f", line {line}" if type(line) is int and 0 < line < LARGEST_LINE_NUMBER else ""
    return f"{name} is defined again as a stub in {where}{at}: the answer above it was graded."


def raised(error: Any, exercise: str, file: str, exercises: Collection[str]) -> Verdict:
    """The verdict on a call that raised.

    Parameters
    ----------
    error : dict
        The worker's description; it comes from the student's process, so it may be anything.
    exercise, file : str
        The function that was called, and the file that it is in.
    exercises : collection of str
        All exercises, to recognise untouched stubs.
    """
    kind, message, where = parts(error)
    function = where[-1][2] if where else ""
    if kind == "NotImplementedError" and function == exercise and mapping(error).get("unfinished") is True:
        text = f"{exercise} still raises NotImplementedError after your code: delete that line."
        return Verdict("error", text + source_line(where), f"{exercise} still raises NotImplementedError.")
    if kind == "NotImplementedError" and function == exercise:
        return not_attempted(exercise, file)
    if kind == "NotImplementedError" and function in exercises:
        text = f"{exercise} calls {function}, which is not attempted yet."
        return Verdict("error", text, text)
    text = f"{exercise} raised {kind}{message}.{_advice_on(error, kind, message, where)}{source_line(where)}"
    return Verdict("error", text, f"{exercise} raised an exception.", out_of_memory=kind == "MemoryError")


def not_attempted(exercise: str, file: str) -> Verdict:
    """The verdict on a function that is still a stub."""
    return same_for_all("missing", f"Not attempted yet: {exercise} in {file} still raises NotImplementedError.")


def not_run(error: Any, source: Source, cell: int, modules: Collection[str]) -> str:
    """The message on a statement that failed when its file or cell was run; the cause may be a file that it imports.

    Parameters
    ----------
    error : dict
        The worker's description; it comes from the student's process, so it may be anything.
    source : Source
        The file.
    cell : int
        The place of the cell in it.
    modules : collection of str
        All modules of the assignment, to recognise one that was not handed in.
    """
    kind, message, where = parts(error)
    what = file_or_cell(source, cell)
    if absent := next((name for name in modules if message == f": No module named '{name}'"), None):
        return f"{source.file} imports {absent}, and {absent}.py was not handed in.{source_line(where)}"
    origin = where[-1][0] if where else source.file
    through = "" if origin.startswith(source.file) else f"{what} cannot be imported, because of {origin}: "
    subject = origin if through else what
    if kind in NO_PYTHON:
        what_to_do = remedy(kind, message, last_line(where))
        return f"{through}{subject} is not valid Python{message}.{what_to_do}{source_line(where)}"
    what_to_do = _advice_on(error, kind, message, where)
    return f"{through}{subject} raised {kind}{message} when it {ran(source)}.{what_to_do}{source_line(where)}"


def _advice_on(error: Any, kind: str, message: str, where: list[list[Any]]) -> str:
    """A sentence on what to do about an exception; empty if that is not known."""
    if kind == "ModuleNotFoundError":
        packages = items(mapping(error).get("packages"))[:MOST_PACKAGES]
        there = [each[:LONGEST_LINE] for each in packages if isinstance(each, str)]
        return f" Available here: {listed(['Python modules', *there])}." if there else ""
    if mapping(error).get("stand_in") is True:
        return " This line draws or shows something, and the packages for that are not installed here: leave it out."
    return remedy(kind, message, last_line(where))


def last_line(where: list[list[Any]]) -> str:
    """The text of the line in the student's files that raised; empty if it is not known."""
    return str(where[-1][3]) if where else ""


def file_or_cell(source: Source, cell: int, line: int = 0) -> str:
    """The name of a Python file, or of one cell of a notebook, with the line if it is known.

    Parameters
    ----------
    source : Source
        The file.
    cell : int
        The place of the cell in it.
    line : int
        The line; 0 if it is not known.
    """
    at = f", line {line}," if line else "," if source.in_cells else ""
    return f"{source.file}, code cell {cell + 1}{at}" if source.in_cells else f"{source.file}{at}"


def ran(source: Source) -> str:
    """The verb for running a source: files are imported, cells are run."""
    return "was run" if source.is_notebook else "was imported"


def ended(end: Ended, exercise: str) -> Verdict:
    """The verdict on a call that the worker did not survive."""
    sealed = "did not finish in time" if end.status == "timeout" else "ended its process instead of answering"
    return Verdict(end.status, f"{exercise} {end.how}.{advice(end)}", f"{exercise} {sealed}.{advice(end)}")


def advice(end: Ended) -> str:
    """A sentence on where to look for the cause; empty if it may be anywhere."""
    return " Is there a loop that does not end?" if end.status == "timeout" else ""


def source_line(where: list[list[Any]]) -> str:
    """The place in the student's files that raised, as a line of its own."""
    if not where:
        return ""
    file, line, function, text = where[-1]
    inside = "" if function == "<module>" else f", in {function}"
    return f"\n  {file}, line {line}{inside}" + (f": {text}" if text else "")


def parts(error: Any) -> tuple[str, str, list[list[Any]]]:
    """The type, the message (after a colon, if there is one) and the places; malformed ones are left out."""
    given = mapping(error)
    kind, message = text(given.get("type")), text(given.get("message"))
    places = [_bounded(each) for each in items(given.get("where")) if _is_place(each)]
    said = " ".join(strip_addresses(message[:LONGEST_MESSAGE]).split()).rstrip(".")
    name = kind if kind.isidentifier() and len(kind) < 80 else "an exception"
    return name, f": {said}" if said else "", places


def _bounded(place: list[Any]) -> list[Any]:
    file, line, function, text = place
    return [file[:LONGEST_LINE], min(line, LARGEST_LINE_NUMBER), function[:LONGEST_LINE], text[:LONGEST_LINE]]


def _is_place(value: Any) -> bool:
    return isinstance(value, list) and [type(item) for item in value] == [str, int, str, str]
