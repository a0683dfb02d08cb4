"""Telling the submissions in a folder apart: rules in an order, of which the first that knows the folder is right."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from autograder.submissions.collect import LARGEST_ZIP
from autograder.submissions.files import NOTEBOOK, ZIP, File, Folder, Unreadable
from autograder.submissions.layout import CLASS, HandIn, Layout, could_be_handed_in, is_module, look_into
from autograder.submissions.lms_downloads import canvas, gradescope, nbgrader
from autograder.submissions.zip_files import unzipped

DEEPEST_WRAPPING = 5  # folders around the one that holds the class
COPY = re.compile(r"(-Copy\d+| \(\d+\))+$")  # what Jupyter and browsers add to a name


def recognise(folder: Folder, modules: Collection[str], assignment: str, depth: int = DEEPEST_WRAPPING) -> Layout:
    """Tell a folder's submissions apart.

    Parameters
    ----------
    modules : collection of str
        The names of the assignment's modules.
    assignment : str
        Its own name, for exports that hold several.

    Raises
    ------
    Unclear
        If it holds several assignments, and none of them is plainly this one.
    Unreadable
        If it cannot be looked into.
    """
    return (
        gradescope(folder)
        or nbgrader(folder, modules, assignment)
        or canvas(folder, modules)
        or _single(folder, modules)
        or _wrapped(folder, modules, assignment, depth)
        or _class(folder)
    )


def _single(folder: Folder, modules: Collection[str]) -> Layout | None:
    """One student's own folder: it holds modules, or one file of code, or nothing that could be anybody's."""
    code = [file for file in folder.files if file.code]
    others: list[File | Folder] = [*folder.folders, *(file for file in folder.files if file.archive)]
    bundle = folder.folder("exercises")
    if (
        any(is_module(file, modules) for file in code)
        or (bundle is not None and any(is_module(entry, modules) for entry in look_into(bundle)))
        or (not code and not others)
        or (len(code) == 1 and not any(_may_hold_code(each) for each in others))
        or (not others and _copies(code))
    ):
        return Layout("", [HandIn(folder.name, folder)])
    return None


def _may_hold_code(entry: File | Folder) -> bool:
    return isinstance(entry, File) or any(could_be_handed_in(each) for each in look_into(entry))


def _copies(code: Sequence[File]) -> bool:
    """Whether these are all copies of one notebook."""
    return len({COPY.sub("", file.stem) for file in code}) == 1 and all(file.suffix == NOTEBOOK for file in code)


def _wrapped(folder: Folder, modules: Collection[str], assignment: str, depth: int) -> Layout | None:
    """A class with one more folder, or a zip, around it."""
    parts = [entry for entry in folder.entries if could_be_handed_in(entry)]
    if len(parts) != 1 or depth == 0:
        return None
    try:
        inner = _as_folder(parts[0])
        layout = recognise(inner, modules, assignment, depth - 1) if inner else None
    except Unreadable:
        return None
    return layout if layout and (layout.export or len(layout.parts) > 1) else None


def _as_folder(entry: File | Folder) -> Folder | None:
    if isinstance(entry, Folder):
        return entry
    return unzipped(entry.stem, entry.content(LARGEST_ZIP)) if entry.suffix == ZIP else None


def _class(folder: Folder) -> Layout:
    """A folder or a file for each student."""
    entries = [entry for entry in folder.entries if could_be_handed_in(entry)]
    return Layout(CLASS, [HandIn(entry.stem if isinstance(entry, File) else entry.name, entry) for entry in entries])
