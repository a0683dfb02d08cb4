"""The functions of a running notebook, called where they are."""

from __future__ import annotations

import linecache
import random
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.grading.error_messages import LONGEST_LINE, LONGEST_MESSAGE
from autograder.sandbox.guest.instrumentation.call import call
from autograder.sandbox.guest.wire import BadMessage, pack
from autograder.submissions.submission import Source, Submission

IN_ITS_CELL = "the notebook's cell"
DEEPEST_TRACE = 6


class Namespace:
    """What a notebook has defined so far, as a worker would answer for it.

    Parameters
    ----------
    names : dict
        The notebook's global names. Functions look each other up in it.
    file : str
        What the student knows the notebook by.
    """

    def __init__(self, names: dict[str, Any], file: str) -> None:
        self._names = names
        self._file = file

    @property
    def submission(self) -> Submission:
        """The notebook as a submission: the cells run so far, as Jupyter remembers them."""
        cells = [cell for cell in self._names.get("In", ()) if isinstance(cell, str)]
        source = Source(self._file, ("\n".join(cells).encode("utf-8", "replace"),))
        return Submission(self._file, {Path(self._file).stem: source})

    def has(self, name: str, value: Any) -> bool:
        """Whether a name still stands for this value."""
        return self._names.get(name) is value

    def replace(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        """Let these functions take the place of the notebook's own, for whoever calls them."""
        self._names.update(functions)

    def reply(self, request: Mapping[str, Any], let_through: tuple[type[BaseException], ...] = ()) -> bytes:
        """What a worker would reply to a request; exceptions that are not `let_through` are told in it."""
        random.seed(0)  # as in a worker: the same functions get the same report
        np.random.seed(0)
        try:
            if request["do"] == "load":
                return pack({"functions": self._functions(), "errors": [], "left_out": []})
            function = self._names[request["function"]]
            return pack(call(function, request["arguments"], count_cost=request["count_cost"]))
        except let_through:
            raise
        except BadMessage as error:
            return pack({"error": {"type": "OverflowError", "message": f"The answer is too large: {error}."}})
        except BaseException as error:  # SystemExit too: it ends the function, not the notebook
            return pack({"error": self.described(error)})

    def described(self, error: BaseException) -> dict[str, Any]:
        """An exception, with the lines of the notebook's own functions that led to it."""
        where = [
            [IN_ITS_CELL, line, frame.f_code.co_name, _text(frame.f_code.co_filename, line)]
            for frame, line in traceback.walk_tb(error.__traceback__)
            if frame.f_globals is self._names
        ]
        return {"type": type(error).__name__, "message": _message(error), "where": where[-DEEPEST_TRACE:]}

    def _functions(self) -> list[str]:
        return sorted(name for name, value in self._names.items() if callable(value))


def _text(filename: str, line: int) -> str:
    return linecache.getline(filename, line).strip()[:LONGEST_LINE]


def _message(error: BaseException) -> str:
    try:
        return str(error)[:LONGEST_MESSAGE]
    except BaseException:  # an exception of the student's own may raise while it is printed
        return ""
