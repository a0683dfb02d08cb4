"""Canvas: one flat folder, in which the name of each file begins with the student's name."""

from __future__ import annotations

import re
from collections import defaultdict

from autograder.results.identity import Identity, Person, PlatformFile
from autograder.submissions.files import File
from autograder.submissions.layout import AmbiguousLayout, HandIn, Layout, Level, Piece
from autograder.text.sanitize import one_line

# The student, whether late, Canvas's number for the student and for the file, and the student's name for the file; or
# a text that was typed in instead of a file.
UPLOAD = r"_(?:(?P<upload>\d+)_(?P<file>.+)|(?:text|link)\.html)"
NAMED = re.compile(r"(?P<who>.+?_)(?P<late>LATE_)?(?P<id>\d+)" + UPLOAD, re.DOTALL)
ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<who>anon_)(?P<id>[^\W_]+)" + UPLOAD, re.DOTALL)
AGAIN = re.compile(r"-\d+$")  # what Canvas adds to the name of a file that is handed in again
DATE = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?)?")
OTHERS = re.compile(r"assignsubmission|_attempt_\d{4}-\d\d-\d\d|\d{4}_\d\d_\d\dT\d\d_\d\d_\d\d_\d+", re.DOTALL)

Found = tuple["re.Match[str]", File]


def layout(level: Level) -> Layout | None:
    """Read a folder as Canvas writes it.

    Numbers in names are not sufficient: each person must have one number and each number one person, no two files may
    share one, and they may not all be dates.
    """
    named = [(ANONYMOUS.fullmatch(file.name) or NAMED.fullmatch(file.name), file) for file in level.files]
    known = [(match, file) for match, file in named if match and not OTHERS.search(file.name)]
    if not known or not _numbers_identify([match for match, _ in known]):
        return None
    students: dict[str, list[Found]] = defaultdict(list)
    for match, file in known:
        students[match["who"] + match["id"]].append((match, file))
    rest = level.left_over([file.name for _, file in known], "its name does not have Canvas's form")
    if len(rest) > len(known):
        return None
    _check_that_it_is_one(students, level)
    return Layout("Canvas download", [_hand_in(who, files, level) for who, files in students.items()], rest)


def _numbers_identify(matches: list[re.Match[str]]) -> bool:
    uploads = [match["upload"] for match in matches if match["upload"]]
    people = {(match["who"].casefold(), match["id"]) for match in matches if match["who"] != "anon_"}
    return (
        len(uploads) == len(set(uploads))
        and len(people) == len({who for who, _ in people}) == len({number for _, number in people})
        and not all(DATE.fullmatch(match["id"]) for match in matches)
    )


def _check_that_it_is_one(students: dict[str, list[Found]], level: Level) -> None:
    """If all files begin with one name, that may be the homework's, and the students' names follow the numbers."""
    files = [(match["file"] or "", file) for found in students.values() for match, file in found if file.code]
    if len(students) == 1 and len(files) > 1 and not any(_stem(first_name(own)) in level.modules for own, _ in files):
        raise AmbiguousLayout(
            f"{one_line(level.name)} may be a Canvas download with {len(files)} files of one student, or hold one file "
            "of each student. Nothing was graded. Say which: --as canvas or --as folders."
        )


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _hand_in(who: str, files: list[Found], level: Level) -> HandIn:
    """A student's files under the names that the student gave them; of several with one name, the newest."""
    late = any(match["late"] for match, _ in files)
    messages = ["Canvas marks it as late."] if late else []
    newest: dict[str, Piece] = {}
    for match, file in sorted(files, key=lambda each: int(each[0]["upload"] or 0)):
        own = _as_handed_in(match["file"] or file.name, level)
        if own in newest:
            messages.append(f"{one_line(own)} was handed in several times. The newest was graded.")
        newest[own] = Piece((file.name,), own)
    first, _ = files[0]
    person = Person(id=first["id"], name=one_line(first["who"].rstrip("_")))
    numbered = tuple(PlatformFile(one_line(file.name), match["upload"]) for match, file in files if match["upload"])
    identity = Identity("canvas", people=(person,), late=late, files=numbered)
    return HandIn(who, tuple(newest.values()), identity, tuple(dict.fromkeys(messages)))


def _as_handed_in(name: str, level: Level) -> str:
    first = first_name(name)
    return first if _stem(first) in level.modules else name


def first_name(name: str) -> str:
    """The name of a file without the number that Canvas adds to one that is handed in again."""
    stem, dot, suffix = name.rpartition(".")
    return f"{AGAIN.sub('', stem)}{dot}{suffix}" if dot else AGAIN.sub("", name)
