"""Matches the rows of an instructor's file with the students in the gradebook.

Ids and logins decide, in the order in which the platform's importer uses them. A name only counts if exactly one row
and one student have it, and no id contradicts it.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from autograder.course.gradebook.people import Student
from autograder.course.gradebook.standing import Standing
from autograder.immutable import immutable
from autograder.text.phrasing import listed
from autograder.text.sanitize import one_line

# Platforms with their own numbers as ids; on all others, ids are logins.
OWN_NUMBERS = frozenset({"canvas", "moodle", "gradescope", "brightspace"})
MOST_GUESSES = 2


@immutable
class Row:
    """A student's row in a file.

    Attributes
    ----------
    place : int
        Its place among the rows.
    line : int
        Its line, for messages.
    keys : tuple of str
        The keys by which it may be found, the most certain first; see `id_key` and `login_keys`.
    name : str
        The student's name.
    """

    place: int
    line: int
    keys: tuple[str, ...]
    name: str

    @property
    def shown(self) -> str:
        return f"{one_line(self.name) or 'the student'} in line {self.line}"


@immutable
class Matched:
    """The result of matching.

    Attributes
    ----------
    students : dict of Student
        The student of each row, by its place.
    problems : tuple of str
        Rows that match two students, and students who match two rows.
    """

    students: Mapping[int, Student]
    problems: tuple[str, ...]


def id_key(platform: str, number: str) -> tuple[str, ...]:
    """The key of a platform's own number for a person; none if it is empty."""
    return (f"id {platform} {number.strip()}",) if number.strip() else ()


def login_keys(*cells: str) -> tuple[str, ...]:
    """The keys of a university's number, a login or an email address."""
    return tuple(f"login {cell.strip().casefold()}" for cell in cells if cell.strip())


def plain_name(name: str) -> str:
    """A name in a form for comparison: first names first, in lower case."""
    last, comma, first = unicodedata.normalize("NFC", name).partition(",")
    return " ".join((f"{first} {last}" if comma else last).casefold().split())


def words_of(name: str) -> frozenset[str]:
    """The words of a name, in lower case."""
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold()))


def keys_of(identifiers: Iterable[str]) -> set[str]:
    """The keys by which a student's row can be found, from all of the student's identifiers."""
    found: set[str] = set()
    for identifier in identifiers:
        kind, _, rest = identifier.partition(" ")
        platform, _, number = rest.partition(" ")
        if kind == "id":
            found.add(identifier)
        if kind in {"id", "name"}:
            if platform not in OWN_NUMBERS and " " not in number:
                found.update(login_keys(number))
        else:
            found.update(login_keys(rest))
    return found


def match(rows: Sequence[Row], grades: Iterable[Standing]) -> Matched:
    """Find the student of each row, if there is one.

    If a row matches several students, the one with a grade counts, since the other may come from a roster; if several
    have a grade, this is a problem.
    """
    everybody = {each.student.row: each for each in grades}
    keys = {person: keys_of(each.identifiers) for person, each in everybody.items()}
    graded = {person for person, each in everybody.items() if each.score is not None}
    owners: dict[str, set[int]] = defaultdict(set)
    for person, theirs in keys.items():
        for key in theirs:
            owners[key].add(person)
    known = {person: each.student for person, each in everybody.items()}
    found: dict[int, int] = {}
    problems = []
    for row in rows:
        meant = set().union(*(owners.get(key, ()) for key in row.keys))
        meant = meant.intersection(graded) or meant
        if len(meant.intersection(graded)) > 1:
            which = listed(known[person].shown for person in sorted(meant))
            problems.append(f"{row.shown} may be {which}: the numbers in that row are of different students")
        elif meant:
            found[row.place] = min(meant)
    found |= _by_name([row for row in rows if row.place not in found], known, keys, set(found.values()))
    problems += _twice(rows, found, known)
    return Matched({place: known[person] for place, person in found.items()}, tuple(problems))


def _by_name(
    rows: Sequence[Row], known: Mapping[int, Student], keys: Mapping[int, set[str]], taken: set[int]
) -> dict[int, int]:
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        named[plain_name(row.name)].append(row)
    people: dict[str, list[int]] = defaultdict(list)
    for person, student in known.items():
        people[plain_name(student.name)].append(person)
    return {
        same[0].place: people[name][0]
        for name, same in named.items()
        if name and len(same) == len(people[name]) == 1 and people[name][0] not in taken
        if not _contradict(same[0].keys, keys.get(people[name][0], set()))
    }


def _contradict(row: Iterable[str], student: Iterable[str]) -> bool:
    """Whether one platform has different numbers for the two."""
    numbers = [key.rpartition(" ") for key in row if key.startswith("id ")]
    theirs = [key.rpartition(" ") for key in student if key.startswith("id ")]
    return any(mine[0] == other[0] and mine[2] != other[2] for mine in numbers for other in theirs)


def _twice(rows: Sequence[Row], found: Mapping[int, int], known: Mapping[int, Student]) -> list[str]:
    places: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.place in found:
            places[found[row.place]].append(row)
    return [
        f"{known[person].shown} has {len(same)} rows, in lines {listed(row.line for row in same)}"
        for person, same in places.items()
        if len(same) > 1
    ]


def closest(student: Student, rows: Iterable[Row]) -> str:
    """The rows that look most like a student's, in words; empty if none does."""
    words = {word: row for row in rows for word in (*map(_value, row.keys), plain_name(row.name)) if word}
    theirs = filter(None, [plain_name(student.name), *(word.casefold() for word in student.words)])
    near = [word for mine in theirs for word in difflib.get_close_matches(mine, words, n=MOST_GUESSES)]
    return " or ".join(list(dict.fromkeys(words[word].shown for word in near))[:MOST_GUESSES])


def _value(key: str) -> str:
    return key.rpartition(" ")[2]
