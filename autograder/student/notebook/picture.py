"""``picture("softmax_by_temperature")`` in a student's notebook: draws a picture from the notebook's functions."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.assignment.loading import load_folder
from autograder.assignment.model import AssignmentError
from autograder.grading import error_messages as failures
from autograder.student.notebook import context as student
from autograder.student.notebook.display import CellOutput, note
from autograder.student.notebook.exercise_grader import NotebookGrader
from autograder.student.notebook.gallery import Picture, folder_of, pictures
from autograder.student.notebook.namespace import Namespace
from autograder.student.own_function import with_arrays
from autograder.text.phrasing import listed, not_known

DOTS = 192  # per inch; twice the size shown, for screens with a high resolution
SHOWN_AT = 96
WARNING = "#D55E00"
NOT_YET = "This picture cannot be drawn yet:"


class NotDrawn(Exception):
    """A student's function returned nothing that can be drawn; the message tells which and why."""


class DrawnFigure:
    """A picture as the output of a cell. `figure` is matplotlib's figure, for saving or a closer look."""

    def __init__(self, figure: Any, caption: str) -> None:
        self.figure = figure
        self._caption = caption
        content = io.BytesIO()
        figure.savefig(content, format="png", dpi=DOTS)
        self._png = content.getvalue()

    def __repr__(self) -> str:
        return self._caption

    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        width, height = (round(float(inches) * SHOWN_AT) for inches in self.figure.get_size_inches())
        return self._png, {"width": width, "height": height, "alt": self._caption}


def picture(name: str) -> DrawnFigure | CellOutput:
    """Draw a picture from this notebook's functions, or explain what is missing.

    Parameters
    ----------
    name : str
        The name of the picture.
    """
    kernel = student.kernel()
    known = {each.name: each for each in pictures(kernel.assignment)}
    if name not in known:
        return note(not_known("picture", name, list(known)))
    return draw(known[name], kernel, student.names())


def draw(wanted: Picture, kernel: NotebookGrader, names: dict[str, Any]) -> DrawnFigure | CellOutput:
    """Draw a picture from a notebook's functions, or explain why that is not possible.

    Parameters
    ----------
    wanted : Picture
        The picture.
    kernel : NotebookGrader
        The grader, which names the function to mend first.
    names : dict
        The notebook's global names.
    """
    try:
        function = getattr(load_folder(folder_of(kernel.assignment))[wanted.file.stem], wanted.name)
    except AssignmentError as error:
        absent = getattr(error.__cause__, "name", None)
        return note(f"Pictures need the package {absent}: pip install {absent}" if absent else str(error))
    needed = {each: _Needed(each, kernel, names) for each in wanted.needs}
    try:
        with np.errstate(all="ignore"):
            figure = function(**needed)
    except NotDrawn as missing:
        return note(str(missing))
    except Exception:  # what the student's functions returned may be anything, and the picture computes with it
        return note(_unlike_what_is_asked(wanted, kernel, names))
    wrong = [name for name in wanted.needs if not kernel.grade(name, names).passed]
    if not wrong:
        return DrawnFigure(figure, wanted.caption)
    # The picture's own title is only true of right functions.
    instead = f"Not right yet: {listed(wrong)} {'fails' if len(wrong) == 1 else 'fail'} public checks"
    figure.suptitle(instead, x=0.015, ha="left", size=11, weight="bold", color=WARNING)
    return DrawnFigure(figure, instead)


class _Needed:
    """A student's function for use in a picture: gets copies of arrays, and must return numbers that can be drawn."""

    def __init__(self, exercise: str, kernel: NotebookGrader, names: dict[str, Any]) -> None:
        self._exercise = exercise
        self._kernel = kernel
        self._names = names

    def __call__(self, *arguments: Any) -> Any:
        function = self._names.get(self._exercise)
        if not callable(function):
            raise NotDrawn(f"This picture needs {self._exercise}: run its cell first.")
        try:
            answer = function(*map(_copied, arguments))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit too, as in a check
            raise NotDrawn(self._said(error)) from None
        if not all(np.isfinite(part).all() for part in _parts(answer)):
            raise NotDrawn(f"{NOT_YET} {self._exercise} returned numbers that are NaN or infinite.")
        return with_arrays(answer)

    def _said(self, error: BaseException) -> str:
        assignment = self._kernel.assignment
        live = Namespace(self._names, self._kernel.file)
        exercises = set(assignment.exercise_names)
        verdict = failures.raised(live.describe(error), self._exercise, self._kernel.file, exercises)
        if verdict.status == "missing":
            return f"This picture needs {self._exercise}, which is not written yet."
        return f"{NOT_YET} {verdict.message}"


def _copied(argument: Any) -> Any:
    """A copy of an array or a list of arrays, which the function may change; a generator itself."""
    if isinstance(argument, list):
        return list(map(_copied, argument))
    return argument.copy() if isinstance(argument, np.ndarray) else argument


def _parts(answer: Any) -> Iterator[np.ndarray]:
    """The arrays in an answer."""
    if isinstance(answer, tuple | list):
        for part in answer:
            yield from _parts(part)
    else:
        yield np.asarray(answer).astype(float, casting="same_kind")  # refuses strings that look like numbers


def _unlike_what_is_asked(wanted: Picture, kernel: NotebookGrader, names: dict[str, Any]) -> str:
    """A message on the function to mend first: the earliest one used in the picture that fails its checks."""
    for exercise in wanted.needs:
        if not kernel.grade(exercise, names).passed:
            return f"{NOT_YET} {exercise}, which it needs, is not right. Its check tells what is wrong."
    return f"{NOT_YET} something is odd about what these return, though they pass: {', '.join(wanted.needs)}."
