"""Lists the submissions at the paths that an instructor names; each is read when its turn comes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.immutable import immutable
from autograder.results.identity import Person
from autograder.submissions.detect import ONE, are_classes, as_chosen, at_level, recognise
from autograder.submissions.downloads import by_pattern, folders
from autograder.submissions.files import Folder, Unreadable
from autograder.submissions.layout import CLASS, AmbiguousLayout, Layout, LeftOver, Level, person_called
from autograder.submissions.local_files import on_disk
from autograder.submissions.read import absolute, name_of
from autograder.submissions.ref import SubmissionRef, as_folder, folder_at, is_zip
from autograder.text.phrasing import plural
from autograder.text.sanitize import one_line


@immutable
class Batch:
    """The submissions at some paths.

    Attributes
    ----------
    refs : sequence of SubmissionRef
        The submissions, with unique names.
    notes : tuple of str
        What they were recognised as, and other notes for the instructor.
    left_over : tuple of LeftOver
        Files and folders beside them that are not graded.
    is_class : bool
        Whether there may be several.
    absent : sequence of Person
        Students on the roster, if there is one, who handed in nothing.
    """

    refs: Sequence[SubmissionRef]
    notes: tuple[str, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    is_class: bool = False
    absent: Sequence[Person] = ()

    def __iter__(self) -> Iterator[SubmissionRef]:
        return iter(self.refs)

    def __len__(self) -> int:
        return len(self.refs)


@immutable
class Reading:
    """The options for reading the paths.

    Attributes
    ----------
    modules : collection of str
        The names of the assignment's modules.
    assignment : str
        The assignment's own name, for downloads that hold several.
    chosen : str
        One of `autograder.submissions.detect.CHOICES`; empty to detect the layout.
    names : re.Pattern or None
        A pattern of paths whose groups tell whose a file is.
    """

    modules: Collection[str]
    assignment: str = ""
    chosen: str = ""
    names: re.Pattern[str] | None = None


def list_submissions(paths: Iterable[Path], reading: Reading) -> Batch:
    """List the submissions at `paths`. Unreadable ones are listed, too.

    A single path may be a class. Several paths are one submission each, unless all of them look like classes.

    Parameters
    ----------
    paths : iterable of Path
        Each a file, a folder with one submission, a folder of many, a platform's download, or a zip of any of these.
    reading : Reading
        The options.

    Raises
    ------
    AmbiguousLayout
        If the paths can be read in several ways.
    """
    paths = list({absolute(path): path for path in paths}.values())
    if len(paths) == 1 or reading.chosen or reading.names:
        batches = [_list(path, reading, alone=len(paths) == 1) for path in paths]
    else:
        batches = _side_by_side(paths, reading)
    refs = [ref for batch in batches for ref in batch]
    notes = tuple(note for batch in batches for note in batch.notes)
    left_over = tuple(each for batch in batches for each in batch.left_over)
    is_class = len(batches) > 1 or any(batch.is_class for batch in batches)
    return Batch(_with_names_of_their_own(refs), notes, left_over, is_class)


def _list(path: Path, reading: Reading, *, alone: bool) -> Batch:
    """List one path: one submission, or a class."""
    name = one_line(name_of(path))
    try:
        found = folder_at(absolute(path))
        if not isinstance(found, Folder):
            return _one(path)
        layout = _layout(Level(found, reading.modules, reading.assignment), path, reading)
    except Unreadable as problem:
        return _one(path, str(problem))
    own_name = len(layout.hand_ins) == 1 and not layout.is_download and not (alone and path.is_dir())
    refs = [
        SubmissionRef(each.name, absolute(path), layout.base, each.pieces, each.identity, each.messages)
        for each in layout.hand_ins
    ]
    if own_name:
        refs = [replace(ref, name=name, identity=person_called(name)) for ref in refs]
    kind = (f"{layout.kind}: {plural(len(refs), 'submission')}.",) if layout.kind and not own_name else ()
    is_class = bool(layout.kind) and not own_name
    return Batch(refs, (*kind, *layout.notes), tuple(layout.left_over) if is_class else (), is_class)


def _layout(level: Level, path: Path, reading: Reading) -> Layout:
    if reading.names is not None:
        return by_pattern.layout(level, reading.names)
    if reading.chosen:
        return as_chosen(level, reading.chosen, path)
    return recognise(level, path, is_zip=is_zip(path))


def _side_by_side(paths: Sequence[Path], reading: Reading) -> list[Batch]:
    """Each path as one submission. A path that is a platform's download is refused."""
    looks_like = [_looks_like(path, reading) for path in paths]
    side_by_side = Level(Folder("", list), reading.modules, reading.assignment)
    if are_classes([on_disk(path) for path in paths], side_by_side):
        raise AmbiguousLayout(
            f"Each of the {len(paths)} paths looks like a class ({one_line(paths[0].name)}: {looks_like[0]}). Nothing "
            f"was graded. Name one at a time, or say what they are: --as folders, for classes; --as {ONE}, if each is "
            "one student's."
        )
    notes = [f"{len(paths)} paths, each one submission."]
    notes += [
        f"{one_line(path.name)} holds several folders or files, and is graded as one student's. "
        "For a class, name it alone."
        for path, kind in zip(paths, looks_like, strict=True)
        if kind == CLASS
    ]
    return [
        Batch([], tuple(notes)),
        *(_one(path, _not_as_one(path, kind)) for path, kind in zip(paths, looks_like, strict=True)),
    ]


def _not_as_one(path: Path, kind: str) -> str:
    if not kind or kind == CLASS:
        return ""
    return (
        f"{one_line(path.name)} looks like a class ({kind}) and was not graded as one student's. For a class, name it "
        f"alone; for one student's work: --as {ONE}."
    )


def _looks_like(path: Path, reading: Reading) -> str:
    """The kind of class that a path may be; empty for one submission."""
    if not (path.is_dir() or is_zip(path)):
        return ""
    try:
        found = as_folder(on_disk(path))  # within the bounds of one student's zip
        level = Level(found, reading.modules, reading.assignment) if isinstance(found, Folder) else None
        layout = (at_level(level) or folders.layout(level)) if level else None
    except (Unreadable, AmbiguousLayout):
        return ""
    return layout.kind if layout and len(layout.hand_ins) > 1 else ""


def _one(path: Path, problem: str = "") -> Batch:
    name = one_line(name_of(path))
    return Batch([SubmissionRef(name, absolute(path), identity=person_called(name), problem=problem)])


def _with_names_of_their_own(refs: Iterable[SubmissionRef]) -> list[SubmissionRef]:
    used: set[str] = set()
    named = []
    for ref in refs:
        name, number = ref.name, 2
        while name in used:
            name, number = f"{ref.name} ({number})", number + 1
        used.add(name)
        named.append(replace(ref, name=name))
    return named
