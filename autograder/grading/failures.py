"""What to say when there is no answer to judge: it raised, it ended, it is not there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from autograder.judging.verdict import Verdict
from autograder.report.text import steady
from autograder.sandbox.worker import Ended

# Characters; the worker cuts as well, but what it sends may be forged.
LONGEST_MESSAGE = 1000
LONGEST_LINE = 200


def raised(error: Any, exercise: str, module: str, exercises: Collection[str]) -> Verdict:
    """The verdict on a call that raised.

    Parameters
    ----------
    error : dict
        As the worker describes it; from the student's process, so of any form.
    exercise, module : str
        The function that was called, and the module that it is in.
    exercises : collection of str
        All exercises, to tell a stub that was left as it was.
    """
    kind, message, where = parts(error)
    function = where[-1][2] if where else ""
    if kind == "NotImplementedError" and function == exercise:
        text = f"Not attempted yet: {exercise} in {module}.py still raises NotImplementedError."
        return Verdict("missing", text, text)
    if kind == "NotImplementedError" and function in exercises:
        text = f"{exercise} calls {function}, which is not attempted yet."
        return Verdict("error", text, text)
    return Verdict("error", f"{exercise} raised {kind}{message}.{place(where)}", f"{exercise} raised an exception.")


def not_imported(error: Any, module: str, modules: Collection[str]) -> str:
    """What to say of a file that raised when it was imported; the fault may lie in another that it imports."""
    kind, message, where = parts(error)
    if absent := next((name for name in modules if message == f": No module named '{name}'"), None):
        return f"{module}.py imports {absent}, and {absent}.py was not handed in.{place(where)}"
    source = where[-1][0] if where else module
    through = "" if source == module else f"{module}.py cannot be imported, because of {source}.py: "
    if kind in {"SyntaxError", "IndentationError", "TabError"}:
        return f"{through}{source}.py is not valid Python{message}.{place(where)}"
    return f"{through}{source}.py raised {kind}{message} when it was imported.{place(where)}"


def ended(end: Ended, exercise: str) -> Verdict:
    """The verdict on a call that the worker did not survive."""
    advice = " Is there a loop that does not end?" if end.status == "timeout" else ""
    sealed = "did not finish in time" if end.status == "timeout" else "ended its process instead of answering"
    return Verdict(end.status, f"{exercise} {end.how}.{advice}", f"{exercise} {sealed}.{advice}")


def place(where: list[list[Any]]) -> str:
    """The line of the student's own file that an exception came from."""
    if not where:
        return ""
    module, line, function, text = (str(part)[:LONGEST_LINE] for part in where[-1])
    inside = "" if function == "<module>" else f", in {function}"
    return f"\n  {module}.py, line {line}{inside}: {text}".rstrip(": ")


def parts(error: Any) -> tuple[str, str, list[list[Any]]]:
    """Type, message (with a leading colon, if any) and places; whatever is not of that form is left out."""
    given = error if isinstance(error, dict) else {}
    kind, message, where = given.get("type"), given.get("message"), given.get("where")
    places = [each for each in where if _is_place(each)] if isinstance(where, list) else []
    text = " ".join(steady(message[:LONGEST_MESSAGE]).split()).rstrip(".") if isinstance(message, str) else ""
    name = kind if isinstance(kind, str) and kind.isidentifier() and len(kind) < 80 else "an exception"
    return name, f": {text}" if text else "", places


def _is_place(value: Any) -> bool:
    return isinstance(value, list) and [type(item) for item in value] == [str, int, str, str]
