"""Any other platform: the instructor's regular expression tells whose each file is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from autograder.results.identity import Identity, Person, PlatformFile
from autograder.submissions.files import File, Folder
from autograder.submissions.layout import AmbiguousLayout, HandIn, Layout, Level, Piece, look_into, newest_of
from autograder.text.sanitize import one_line

KNOWN = ("student_id", "file_id", "first_name", "last_name", "timestamp", "attempt")
DEEPEST = 6  # folders
MOST_ENTRIES = 1_000_000
LONGEST = 1000  # characters of a path that is matched

Found = tuple[dict[str, str], tuple[str, ...], "File | Folder"]


def compiled(pattern: str) -> re.Pattern[str]:
    """The compiled expression.

    Raises
    ------
    AmbiguousLayout
        If it is not a regular expression, or has no group for the student.
    """
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise AmbiguousLayout(f"--names {pattern} is not a regular expression: {error}.") from error
    unknown = sorted(set(expression.groupindex) - set(KNOWN))
    if "student_id" not in expression.groupindex or unknown:
        named = f" It names {', '.join(unknown)}." if unknown else ""
        raise AmbiguousLayout(
            "--names needs a group (?P<student_id>…), and may have file_id, first_name, last_name, timestamp and "
            f"attempt.{named}"
        )
    return expression


def layout(level: Level, expression: re.Pattern[str]) -> Layout:
    """Read a folder by an expression that must match the whole path of a file relative to it.

    If a folder matches, all of its contents are the student's. Of several attempts the newest counts: the one with the
    highest number or the last timestamp.

    Raises
    ------
    AmbiguousLayout
        If nothing matches.
    """
    students: dict[str, dict[tuple[int, str, str], list[Found]]] = defaultdict(lambda: defaultdict(list))
    left_over = []
    for path, entry in _walk(level):
        match = expression.fullmatch("/".join(path)[:LONGEST])
        if match is None:
            left_over.append(path[0])
            continue
        groups = {name: value or "" for name, value in match.groupdict().items()}
        students[groups["student_id"]][_order(groups)].append((groups, path, entry))
    if not students:
        raise AmbiguousLayout(
            f"--names {expression.pattern} matches no file in {one_line(level.name)}. It must match the whole path "
            f"there, such as {one_line('/'.join(next(iter(_walk(level)), (('…',), None))[0]))}."
        )
    taken = {path[0] for tries in students.values() for files in tries.values() for _, path, _ in files}
    rest = level.left_over(taken, "the expression does not match it")
    return Layout("Matched by --names", [_hand_in(who, tries) for who, tries in students.items()], rest)


def _walk(level: Level) -> Iterator[tuple[tuple[str, ...], File | Folder]]:
    """Files and folders with their paths; each folder comes before its contents."""
    stack: list[tuple[tuple[str, ...], File | Folder]] = [((entry.name,), entry) for entry in reversed(level.entries)]
    for _ in range(MOST_ENTRIES):
        if not stack:
            return
        path, entry = stack.pop()
        yield path, entry
        if isinstance(entry, Folder) and len(path) < DEEPEST and not (entry.link and len(path) > 1):
            stack += [((*path, each.name), each) for each in reversed(look_into(entry))]


def _order(groups: dict[str, str]) -> tuple[int, str, str]:
    attempt = groups.get("attempt", "")
    return int(attempt) if attempt.isdecimal() else 0, attempt, groups.get("timestamp", "")


def _hand_in(who: str, attempts: dict[tuple[int, str, str], list[Found]]) -> HandIn:
    newest = attempts[max(attempts)]
    groups = newest[0][0]
    pieces = tuple(
        Piece(path, "" if isinstance(entry, Folder) else _own_name(found.get("file_id", ""), entry))
        for found, path, entry in newest
    )
    name = " ".join(filter(None, (groups.get("first_name"), groups.get("last_name"))))
    identity = Identity(
        people=(Person(id=one_line(who), name=one_line(name)),),
        submitted_at=one_line(groups.get("timestamp", "")),
        attempt=one_line(groups.get("attempt", "")),
        files=tuple(
            PlatformFile(one_line("/".join(path)), one_line(found["file_id"]))
            for found, path, _ in newest
            if "file_id" in found
        ),
    )
    shown = one_line(f"{name} ({who})" if name else who)
    return HandIn(shown, pieces, identity, newest_of("The assignment", len(attempts) - 1))


def _own_name(file_id: str, entry: File | Folder) -> str:
    assert isinstance(entry, File)
    own = file_id.rpartition("/")[2]
    return own if own.lower().endswith(entry.suffix) and own else f"{own or entry.stem}{entry.suffix}"
