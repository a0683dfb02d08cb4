"""What to say when there is no answer to judge: it raised, it ended, it is not there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from autograder.judging.verdict import Verdict
from autograder.sandbox.protocol import Ended
from autograder.submissions.submission import Source
from autograder.text.sanitize import strip_addresses
from autograder.untrusted import items, mapping, text

# Characters; the worker cuts as well, but what it sends may be forged.
LONGEST_MESSAGE = 1000
LONGEST_LINE = 200
LARGEST_LINE_NUMBER = 10**6


def raised(error: Any, exercise: str, file: str, exercises: Collection[str]) -> Verdict:
    """The verdict on a call that raised.

    Parameters
    ----------
    error : dict
        As the worker describes it; from the student's process, so of any form.
    exercise, file : str
        The function that was called, and the file that it is in.
    exercises : collection of str
        All exercises, to tell a stub that was left as it was.
    """
    kind, message, where = parts(error)
    function = where[-1][2] if where else ""
    if kind == "NotImplementedError" and function == exercise:
        text = f"Not attempted yet: {exercise} in {file} still raises NotImplementedError."
        return Verdict("missing", text, text)
    if kind == "NotImplementedError" and function in exercises:
        text = f"{exercise} calls {function}, which is not attempted yet."
        return Verdict("error", text, text)
    return Verdict("error", f"{exercise} raised {kind}{message}.{place(where)}", f"{exercise} raised an exception.")


def not_run(error: Any, source: Source, cell: int, modules: Collection[str]) -> str:
    """What to say of a file or a cell that raised when it was run; the fault may lie in a file that it imports."""
    kind, message, where = parts(error)
    what = file_or_cell(source, cell)
    if absent := next((name for name in modules if message == f": No module named '{name}'"), None):
        return f"{source.file} imports {absent}, and {absent}.py was not handed in.{place(where)}"
    origin = where[-1][0] if where else source.file
    through = "" if origin.startswith(source.file) else f"{what} cannot be imported, because of {origin}: "
    subject = origin if through else what
    if kind in {"SyntaxError", "IndentationError", "TabError"}:
        return f"{through}{subject} is not valid Python{message}.{place(where)}"
    return f"{through}{subject} raised {kind}{message} when it {ran(source)}.{place(where)}"


def file_or_cell(source: Source, cell: int) -> str:
    """What is run at one time: a Python file, or one cell of a notebook."""
    return source.file if source.file.endswith(".py") else f"{source.file}, code cell {cell + 1},"


def ran(source: Source) -> str:
    """How that was run."""
    return "was imported" if source.file.endswith(".py") else "was run"


def ended(end: Ended, exercise: str) -> Verdict:
    """The verdict on a call that the worker did not survive."""
    sealed = "did not finish in time" if end.status == "timeout" else "ended its process instead of answering"
    return Verdict(end.status, f"{exercise} {end.how}.{advice(end)}", f"{exercise} {sealed}.{advice(end)}")


def advice(end: Ended) -> str:
    """Where to look for what ended, as one sentence more; none where it may be anywhere."""
    return " Is there a loop that does not end?" if end.status == "timeout" else ""


def place(where: list[list[Any]]) -> str:
    """The line of the student's own file that an exception came from."""
    if not where:
        return ""
    file, line, function, text = where[-1]
    inside = "" if function == "<module>" else f", in {function}"
    return f"\n  {file}, line {line}{inside}" + (f": {text}" if text else "")


def parts(error: Any) -> tuple[str, str, list[list[Any]]]:
    """Type, message (with a leading colon, if any) and places; whatever is not of that form is left out."""
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
