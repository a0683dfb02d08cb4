"""A course's list of students, joined with the submissions: who did not hand in, and who is not on the list."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.immutable import immutable
from autograder.results.identity import Identity, Person
from autograder.submissions.files import Unreadable
from autograder.submissions.local_files import on_disk
from autograder.submissions.ref import SubmissionRef
from autograder.submissions.tables import LARGEST_TABLE, parse_rows
from autograder.text.sanitize import one_line

COLUMNS = ("id", "name", "email", "section")


class RosterError(Exception):
    """The list cannot be used; the message explains why."""


@immutable
class Joined:
    """Submissions joined with the list.

    Attributes
    ----------
    refs : sequence of SubmissionRef
        The submissions, each with the number, name, email and section from the list.
    without : sequence of Person
        Students on the list who handed in nothing.
    unlisted : sequence of str
        The names of submissions that belong to nobody on the list.
    """

    refs: Sequence[SubmissionRef]
    without: Sequence[Person]
    unlisted: Sequence[str]


def read_roster_file(path: Path) -> list[Person]:
    """The students in a CSV file with a header: ``id``, and optionally ``name``, ``email``, ``section``.

    Raises
    ------
    RosterError
        If it cannot be read, has no such header, or has a duplicate or missing id.
    """
    try:
        found = on_disk(path)
        rows = list(parse_rows(found.content(LARGEST_TABLE))) if hasattr(found, "content") else []
    except Unreadable as problem:
        raise RosterError(f"{path.name} cannot be used as a roster: {problem}") from problem
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if "id" not in header:
        raise RosterError(f"{path.name} needs a first line that names its columns: {', '.join(COLUMNS)}.")
    people: dict[str, Person] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = {name: one_line(cell.strip()) for name, cell in zip(header, row, strict=False)}
        if not any(cells.values()):
            continue
        if not cells["id"] or cells["id"] in people:
            wrong = f"has the id {cells['id']} a second time" if cells["id"] else "has no id"
            raise RosterError(f"{path.name}: line {number} {wrong}. Every student needs a unique id.")
        people[cells["id"]] = Person(**{name: cells.get(name, "") for name in COLUMNS})
    return list(people.values())


def join(refs: Sequence[SubmissionRef], roster: Sequence[Person]) -> Joined:
    """Match submissions with the list: by id, otherwise by email, otherwise by a name that only one person has.

    Raises
    ------
    RosterError
        If one person on the list has two submissions.
    """
    listed = _index(roster)
    people = [person for ref in refs for person in ref.identity.people]
    names = _counted(_plain(person.name or person.id) for person in people)
    owners: dict[str, str] = {}
    joined, unlisted = [], []
    for ref in refs:
        found = [_found(person, listed, names) for person in ref.identity.people]
        if not any(found):
            unlisted.append(ref.name)
        for known in filter(None, found):
            if known.id in owners:
                raise RosterError(
                    f"{known.id} on the roster has two submissions: {owners[known.id]} and {ref.name}. Nothing was "
                    "graded. Remove the one that does not count, or correct the roster."
                )
            owners[known.id] = ref.name
        joined.append(replace(ref, identity=_with(ref.identity, found)))
    without = [person for person in roster if person.id not in owners]
    return Joined(joined, without, unlisted)


def _index(roster: Sequence[Person]) -> Mapping[tuple[str, str], Person]:
    """The students on the list, by each of their unique identifiers."""
    index: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in roster:
        index["id", person.id.casefold()].append(person)
        for key, value in (("email", person.email.casefold()), ("name", _plain(person.name))):
            if value:
                index[key, value].append(person)
    return {key: people[0] for key, people in index.items() if len(people) == 1}


def _found(person: Person, listed: Mapping[tuple[str, str], Person], names: Mapping[str, int]) -> Person | None:
    name = _plain(person.name or person.id)
    keys = [
        *(("id", number.casefold()) for number in (person.sid, person.id) if number),
        *(("email", address.casefold()) for address in (person.email, person.id) if "@" in address),
        *(("name", name),) * bool(name and names[name] == 1),
    ]
    return next((listed[key] for key in keys if key in listed), None)


def _with(identity: Identity, found: Sequence[Person | None]) -> Identity:
    people = [
        replace(
            person,
            sid=known.id,
            name=known.name or person.name,
            email=known.email or person.email,
            section=known.section or person.section,
        )
        if known
        else person
        for person, known in zip(identity.people, found, strict=True)
    ]
    return replace(identity, people=tuple(people))


def _plain(name: str) -> str:
    """A name in a form for comparison: its words in a fixed order, without case, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    words = re.findall(r"[^\W\d_]+", "".join(char for char in letters if not unicodedata.combining(char)))
    return " ".join(sorted(words))


def _counted(names: Iterable[str]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        counts[name] += 1
    return counts
