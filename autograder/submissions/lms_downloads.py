"""The forms in which course systems hand out a class's submissions, a rule for each. None: it is not of this form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from autograder.submissions.files import File, Folder, Unreadable
from autograder.submissions.gradescope_roster import METADATA, submitters
from autograder.submissions.layout import AmbiguousLayout, HandIn, Layout, could_be_handed_in, is_module, look_into
from autograder.text.phrasing import plural

LARGEST_METADATA = 256 << 20  # bytes
SUBMITTED = "submitted"
GRADESCOPE_FOLDER = re.compile(r"submission_\d+")
# Who, whether late, Canvas's number for them, its number for the file, and the file as they named it; or what was
# typed in instead of a file.
CANVAS_UPLOAD = r"_(?:(?P<upload>\d+)_(?P<file>.+)|(?:text|link)\.html)"
CANVAS_NAMED = re.compile(r"(?P<who>.+?_)(?P<late>LATE_)?(?P<id>\d+)" + CANVAS_UPLOAD)
CANVAS_ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<who>anon_)(?P<id>[^\W_]+)" + CANVAS_UPLOAD)
CANVAS_AGAIN = re.compile(r"-\d+$")  # what Canvas adds to the name of a file that is handed in again


def gradescope(folder: Folder) -> Layout | None:
    """``submission_123/`` for each, and a list of who they are; without the list, only if there is nothing else."""
    roster = next((file for file in folder.files if file.name == METADATA), None)
    names, notes = _submitters(roster) if roster else ({}, ())
    submissions = [entry for entry in folder.entries if could_be_handed_in(entry) or entry.name in names]
    if not roster and not (submissions and all(GRADESCOPE_FOLDER.fullmatch(entry.name) for entry in submissions)):
        return None
    here = {entry.name for entry in submissions}
    submissions += [_not_in_the_export(name) for name in names if name not in here]
    named = [(f"{names[each.name]} ({each.name})" if names.get(each.name) else each.name, each) for each in submissions]
    return Layout("Gradescope export", [HandIn(name, each) for name, each in named], notes)


def _submitters(roster: File) -> tuple[dict[str, str], tuple[str, ...]]:
    names = {}
    try:
        for name, people in submitters(roster.content(LARGEST_METADATA)):
            names[name] = people
    except Unreadable as problem:
        return names, (str(problem),)
    return names, ()


def _not_in_the_export(name: str) -> Folder:
    def listing() -> list[File | Folder]:
        raise Unreadable(f"{METADATA} lists {name}, and there is no such folder in the export.")

    return Folder(name, listing)


def nbgrader(folder: Folder, modules: Collection[str], assignment: str) -> Layout | None:
    """``submitted/<student>/<assignment>/``, given as it is or with the course's folder around it."""
    submitted = folder if folder.name == SUBMITTED else folder.folder(SUBMITTED)
    if submitted is None or any(is_module(file, modules) for file in (*folder.files, *submitted.files)):
        return None
    students = list(submitted.folders)
    handed_in = [each for student in students for each in look_into(student) if isinstance(each, Folder)]
    if not handed_in:
        return None
    name = _the_one(handed_in, modules, assignment)
    parts = [HandIn(student.name, each) for student in students for each in _of_assignment(student, name)]
    without = len(students) - len(parts)
    notes = (f"{plural(without, 'student')} handed in nothing for {name}.",) if without else ()
    return Layout(f"nbgrader, {name}", parts, notes)


def _of_assignment(student: Folder, name: str) -> list[Folder]:
    try:
        return [folder for folder in student.folders if folder.name == name]
    except Unreadable:
        return [student]  # it will say why when it is read


def _the_one(handed_in: Sequence[Folder], modules: Collection[str], assignment: str) -> str:
    """Which of nbgrader's assignments is this one: the only one, the one of its name, the one that has its files."""
    names = sorted({folder.name for folder in handed_in})
    named = [name for name in names if _plain(name) == _plain(assignment)]
    ours = {folder.name for folder in handed_in if any(is_module(entry, modules) for entry in look_into(folder))}
    for candidates in (names, named, sorted(ours)):
        if len(candidates) == 1:
            return candidates[0]
    raise AmbiguousLayout(
        f"{SUBMITTED}/ holds several assignments: {', '.join(names)}. Name the folders of one of them: "
        f"autograder grade {SUBMITTED}/*/{names[0]}"
    )


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def canvas(folder: Folder, modules: Collection[str]) -> Layout | None:
    """One flat folder, in which a file's name starts with whose it is."""
    files = [
        (CANVAS_ANONYMOUS.fullmatch(file.name) or CANVAS_NAMED.fullmatch(file.name), file) for file in folder.files
    ]
    known = [(match, file) for match, file in files if match]
    if not known or any(folder.folders) or any(not match and could_be_handed_in(file) for match, file in files):
        return None
    students: dict[str, list[tuple[re.Match[str], File]]] = defaultdict(list)
    for match, file in known:
        students[match["who"] + match["id"]].append((match, file))
    return Layout("Canvas download", [_canvas_part(name, files, modules) for name, files in students.items()])


def _canvas_part(name: str, files: list[tuple[re.Match[str], File]], modules: Collection[str]) -> HandIn:
    """A student's files with the names that they gave them; of several with one name, the newest."""
    messages = ["Canvas marks it as late."] if any(match["late"] for match, _ in files) else []
    newest: dict[str, File] = {}
    for match, file in sorted(files, key=lambda each: int(each[0]["upload"] or 0)):
        own = _as_handed_in(match["file"] or file.name, modules)
        if own in newest:
            messages.append(f"{own} was handed in several times. The newest was graded.")
        newest[own] = replace(file, name=own)
    return HandIn(name, Folder(name, newest.values), tuple(dict.fromkeys(messages)))


def _as_handed_in(name: str, modules: Collection[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    first = CANVAS_AGAIN.sub("", stem)
    return f"{first}{dot}{suffix}" if first in modules else name
