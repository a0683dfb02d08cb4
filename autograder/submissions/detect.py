"""Detects the layout of a folder of submissions. Exactly one must fit; otherwise nothing is graded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from autograder.submissions.copies import is_version, may_be_versions
from autograder.submissions.downloads import (
    blackboard,
    brightspace,
    canvas,
    folders,
    gradescope,
    moodle,
    nbgrader,
    otter,
    sakai,
    submitty,
)
from autograder.submissions.files import File, Folder, Unreadable
from autograder.submissions.layout import (
    AmbiguousLayout,
    HandIn,
    Layout,
    Level,
    Piece,
    could_be_handed_in,
    is_module,
    look_into,
    person_called,
)
from autograder.submissions.own_folder import is_one_students
from autograder.submissions.ref import as_folder
from autograder.text.sanitize import one_line

DEEPEST_WRAPPING = 5  # folders around the one that holds the class
PLATFORMS: Mapping[str, Callable[[Level], Layout | None]] = {
    "gradescope": gradescope.layout,
    "canvas": canvas.layout,
    "moodle": moodle.layout,
    "blackboard": blackboard.layout,
    "brightspace": brightspace.layout,
    "sakai": sakai.layout,
    "submitty": submitty.layout,
    "otter": otter.layout,
    "nbgrader": nbgrader.layout,
}
ONE, FOLDERS = "one", "folders"
CHOICES = (*PLATFORMS, FOLDERS, ONE)


def recognise(level: Level, path: Path, *, is_zip: bool) -> Layout:
    """Detect the layout of a folder.

    A class is expected directly in the folder that the instructor named. A single folder in it is only entered if
    nothing else is there and its contents cannot be one student's work.

    Parameters
    ----------
    level : Level
        The contents of the folder.
    path : Path
        Its path.
    is_zip : bool
        Whether it is a zip, which usually contains a single folder.

    Raises
    ------
    AmbiguousLayout
        If it can be read in several ways.
    Unreadable
        If it cannot be opened.
    """
    found = at_level(level)
    if found is not None:
        return found
    lone = _lone(level.folder)
    around = _wrapped(level, lone, path, is_zip) if lone is not None else None
    return around or _plain_class(level)


def _plain_class(level: Level) -> Layout:
    """A folder or a file for each student, unless each of them is a class itself."""
    layout = folders.layout(level)
    entries = [entry for entry in level.entries if could_be_handed_in(entry)]
    if may_be_versions([each.name for each in entries]) and all(isinstance(each, Folder) for each in entries):
        raise AmbiguousLayout(
            f"The numbered folders in {one_line(level.name)} may be one student's versions, or a class. Nothing was "
            f"graded. Say which: --as {ONE} (the newest counts), or --as {FOLDERS}."
        )
    if len(layout.hand_ins) > 1 and are_classes(entries, level):
        raise AmbiguousLayout(
            f"Each of the {len(layout.hand_ins)} folders or files in {one_line(level.name)} looks like a class. "
            "Nothing was graded. Name one of them at a time; or say that each is one student's: --as folders."
        )
    return layout


def are_classes(entries: Sequence[File | Folder], level: Level) -> bool:
    """Whether each entry is a class, and nobody is in two of them.

    Parameters
    ----------
    entries : sequence of File or Folder
        The entries.
    level : Level
        The level that contains them.
    """
    known: set[str] = set()
    for entry in entries:
        people = _people_in(entry, level)
        if not people or people & known:
            return False
        known |= people
    return True


def _people_in(entry: File | Folder, level: Level) -> set[str]:
    """The apparent authors in an entry that is a download, or holds several folders with the same files of code."""
    try:
        inner = as_folder(entry)  # within the bounds of one student's zip
        if not isinstance(inner, Folder):
            return set()
        layout = at_level(Level(inner, level.modules, level.assignment))
    except (Unreadable, AmbiguousLayout):
        return set()
    if layout is not None:
        people = {f"{entry.name}/{each.name}" for each in layout.hand_ins}
        return people if layout.is_download and len(people) > 1 else set()
    parts = [each for each in inner.folders if not is_version(each.name)]
    modules = [{each.name for each in look_into(part) if is_module(each, level.modules)} for part in parts]
    return {part.name for part in parts} if len(parts) > 1 and set.intersection(*modules) else set()


def at_level(level: Level) -> Layout | None:
    """A platform's layout, or one student's; None if it may be a plain class.

    Raises
    ------
    AmbiguousLayout
        If several fit.
    """
    own = is_one_students(level.folder, level.modules)
    readings = {name: found for name, read in PLATFORMS.items() if (found := read(level)) is not None}
    if len(readings) > 1:
        raise _ambiguous(level, [*readings])
    if not readings:
        return as_one(level) if own else None
    ((name, layout),) = readings.items()
    taken = sum(len(hand_in.pieces) for hand_in in layout.hand_ins)
    strangers = [each for each in layout.left_over if each.stranger]
    if strangers and taken <= len(strangers):
        raise _ambiguous(level, [name, ONE if own else FOLDERS])
    if own and len(layout.hand_ins) < 2 and strangers:
        raise _ambiguous(level, [name, ONE])
    return layout


def as_one(level: Level) -> Layout:
    """The whole folder as one student's submission."""
    return Layout("", [HandIn(one_line(level.name), (Piece(()),), person_called(level.name))])


def as_chosen(level: Level, chosen: str, path: Path, depth: int = DEEPEST_WRAPPING) -> Layout:
    """Read a folder with the layout that the instructor chose.

    Parameters
    ----------
    level : Level
        The contents of the folder.
    chosen : str
        One of `CHOICES`.
    path : Path
        The path of the folder.
    depth : int
        How many more single folders may be entered.

    Raises
    ------
    AmbiguousLayout
        If it cannot be read in this way.
    """
    if chosen == ONE:
        return as_one(level)
    if chosen == FOLDERS:
        return folders.layout(level, certain=True)
    layout = otter.layout(level, certain=True) if chosen == "otter" else PLATFORMS[chosen](level)
    if layout is not None:
        return layout
    lone = _lone(level.folder)
    inner = as_folder(lone, path / lone.name) if lone is not None and depth else None
    if lone is None or not isinstance(inner, Folder):
        raise AmbiguousLayout(
            f"{one_line(level.name)} does not have the form of a download from {chosen}. Nothing was graded."
        )
    return _below(lone, as_chosen(Level(inner, level.modules, level.assignment), chosen, path / lone.name, depth - 1))


def _lone(folder: Folder) -> File | Folder | None:
    """The only entry in a folder that could contain code, if there is exactly one."""
    parts = [entry for entry in folder.entries if could_be_handed_in(entry)]
    if folder.hidden_folders or len({_called(entry) for entry in parts}) != 1:
        return None
    return next((entry for entry in parts if isinstance(entry, Folder)), parts[0])


def _called(entry: File | Folder) -> str:
    """An entry's name without the extension, so that a zip and its unpacked folder count as one."""
    return entry.name if isinstance(entry, Folder) else entry.stem


def _wrapped(
    level: Level, lone: File | Folder, path: Path, is_zip: bool, depth: int = DEEPEST_WRAPPING
) -> Layout | None:
    """The layout of the only folder or zip in a folder; None if that is one student's.

    Raises
    ------
    AmbiguousLayout
        If it may be either.
    """
    try:
        inner = as_folder(lone, path / lone.name)
        if not isinstance(inner, Folder) or not depth:
            return None
        within = Level(inner, level.modules, level.assignment)
        layout = at_level(within)
        if layout is None and (deeper := _lone(inner)) is not None:
            layout = _wrapped(within, deeper, path / lone.name, is_zip and isinstance(lone, Folder), depth - 1)
        if layout is None:
            layout = folders.layout(within)
    except Unreadable:
        return None
    if len(layout.hand_ins) < 2 and not layout.is_download:
        return None
    if _plainly_a_class(layout, lone) or (is_zip and isinstance(lone, Folder)):
        return _below(lone, layout)
    inside = "/".join((lone.name, *layout.base))
    raise AmbiguousLayout(
        f"{one_line(level.name)} holds nothing but {one_line(inside)}, with {len(layout.hand_ins)} folders or files "
        "in it: a class or one student's work. Nothing was graded. Say which: for a class, name it (autograder grade "
        f"{_nameable(path, (lone.name, *layout.base))}); for one student, --as {FOLDERS}."
    )


def _nameable(path: Path, steps: tuple[str, ...]) -> str:
    """The part of a path that exists on disk and can be named: it ends at a zip."""
    for step in steps:
        path = path / step if path.is_dir() else path
    while not path.exists():
        path = path.parent
    return one_line(str(path))


def _plainly_a_class(layout: Layout, lone: File | Folder) -> bool:
    """Whether a platform's layout is in a folder that the platform, or unpacking, has added."""
    if layout.base:
        return layout.is_download
    if layout.kind.startswith("Gradescope"):
        return isinstance(lone, File) or bool(gradescope.AROUND.fullmatch(lone.name))
    return layout.is_download and not layout.kind.startswith("nbgrader")


def _below(lone: File | Folder, layout: Layout) -> Layout:
    return Layout(layout.kind, layout.hand_ins, layout.left_over, layout.notes, (lone.name, *layout.base))


def _ambiguous(level: Level, names: list[str]) -> AmbiguousLayout:
    says = {ONE: "one student's folder", FOLDERS: "a folder of submissions"}
    readings = " or ".join(says.get(name, f"a download of {name.capitalize()}'s") for name in names)
    options = " or ".join(f"--as {name}" for name in names)
    return AmbiguousLayout(f"{one_line(level.name)} may be {readings}. Nothing was graded. Say which: {options}.")
