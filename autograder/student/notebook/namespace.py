"""The global names of a running notebook, with functions that can be called in place."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.grading.error_messages import LONGEST_LINE
from autograder.sandbox.guest.messages import CallFunction, LoadCell, Loaded, Setup
from autograder.sandbox.guest.runtime.blame import message_of
from autograder.sandbox.guest.runtime.proxies import Proxies
from autograder.sandbox.guest.runtime.stubs import is_stub
from autograder.sandbox.guest.runtime.tracebacks import DEEPEST_TRACE
from autograder.submissions.submission import Source, Submission

IN_ITS_CELL = "the notebook's cell"


class Namespace:
    """What a notebook has defined so far, with a worker's interface.

    Parameters
    ----------
    names : dict
        The notebook's global names, in which its functions look each other up.
    file : str
        The file name of the notebook, for messages.
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
        """Whether a name is still bound to this value."""
        return self._names.get(name) is value

    def replace(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        """Replace functions of the notebook by these."""
        self._names.update(functions)

    def prepare(self, setup: Setup, proxies: Proxies, /) -> None:
        """Put the proxies in place; the cells have been run already."""
        for file in setup.proxied:
            proxies.put(file, self._names)

    def load(self, request: LoadCell, /) -> Loaded:
        functions = sorted(name for name, value in self._names.items() if callable(value))
        return Loaded(functions, stubs=[name for name in functions if is_stub(self._names[name])])

    def function(self, request: CallFunction, /) -> Callable[..., Any]:
        return self._names[request.function]  # type: ignore[no-any-return]  # it was found to be callable

    def mending(self) -> Callable[[BaseException], bool]:
        """Never change a function: a notebook has no stand-ins for packages."""
        return lambda _: False

    def describe(self, error: BaseException, /) -> dict[str, Any]:
        """An exception, with the lines of the notebook's functions in its traceback."""
        where = [
            [IN_ITS_CELL, line, frame.f_code.co_name, _text(frame.f_code.co_filename, line)]
            for frame, line in traceback.walk_tb(error.__traceback__)
            if frame.f_globals is self._names
        ]
        return {"type": type(error).__name__, "message": message_of(error), "where": where[-DEEPEST_TRACE:]}


def _text(filename: str, line: int) -> str:
    return linecache.getline(filename, line).strip()[:LONGEST_LINE]
