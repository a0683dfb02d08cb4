"""The people in the gradebook: the same person in every download, found by any unique identifier."""

from __future__ import annotations

import difflib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.immutable import immutable
from autograder.results.identity import Identity, Person
from autograder.text.phrasing import listed

COLUMNS = "id, key, platform_id, name, email, sid, section"
MOST_GUESSES = 3


@immutable
class Student:
    """A person in the gradebook.

    Attributes
    ----------
    row : int
        The row in this file; it differs in other files.
    key : str
        The key, which is the same in every file.
    id, name, email, sid, section : str
        As the platform or the roster writes them; empty if unknown.
    """

    row: int
    key: str
    id: str
    name: str
    email: str
    sid: str
    section: str

    @property
    def words(self) -> tuple[str, ...]:
        """The names by which a person may be called."""
        return tuple(filter(None, (self.id, self.sid, self.email, self.name)))

    @property
    def shown(self) -> str:
        """The person's name in messages."""
        first = self.name or self.id or self.email or self.sid
        number = self.sid or self.id or self.email
        return first if not number or number == first else f"{first} ({number})"


def authors_of(identity: Identity, name: str) -> tuple[Person, ...]:
    """The authors of a submission; if the platform names nobody, a person with the submission's name."""
    return identity.people or (Person(name=name),)


def identifiers(person: Person, platform: str) -> list[str]:
    """The identifiers of a person, the most certain first. A name only counts if there is nothing else."""
    found = [
        f"id {platform} {person.id}" if person.id else "",
        f"email {person.email.casefold()}" if person.email else "",
        f"sid {person.sid.casefold()}" if person.sid else "",
    ]
    return [each for each in found if each] or [f"name {platform} {person.name}"]


def key_of(person: Person, platform: str) -> str:
    """A person's key, the same in every file as long as the platform's identifiers stay the same."""
    return identifiers(person, platform)[0]


def enter(connection: sqlite3.Connection, person: Person, platform: str) -> int:
    """The row of a person, who is entered if new; new details are added.

    Parameters
    ----------
    connection : sqlite3.Connection
        The connection, in a transaction.
    person : Person
        The person, according to the platform or the roster.
    platform : str
        The platform.
    """
    known_by = identifiers(person, platform)
    row = row_of(connection, person, platform)
    values = (person.id, person.name, person.email, person.sid, person.section)
    if row is None:
        key = known_by[0]
        row = connection.execute(
            "INSERT INTO people (key, platform_id, name, email, sid, section) VALUES (?, ?, ?, ?, ?, ?)", (key, *values)
        ).lastrowid
    else:
        connection.execute(
            "UPDATE people SET platform_id = coalesce(nullif(?, ''), platform_id), "
            "name = coalesce(nullif(?, ''), name), email = coalesce(nullif(?, ''), email), "
            "sid = coalesce(nullif(?, ''), sid), section = coalesce(nullif(?, ''), section) WHERE id = ?",
            (*values, row),
        )
    for identifier in known_by:
        connection.execute("INSERT OR IGNORE INTO identifiers VALUES (?, ?)", (identifier, row))
    assert row is not None
    return row


def row_of(connection: sqlite3.Connection, person: Person, platform: str) -> int | None:
    """The row of a person; None if they are new.

    Parameters
    ----------
    connection : sqlite3.Connection
        The connection.
    person : Person
        The person.
    platform : str
        The platform that names them; empty if none does.
    """
    for identifier in identifiers(person, platform):
        for (row,) in connection.execute("SELECT person FROM identifiers WHERE identifier = ?", (identifier,)):
            return int(row)
    return None


def students(gradebook: Gradebook) -> list[Student]:
    """All students, in the order of their keys."""
    return [Student(*row) for row in gradebook.rows(f"SELECT {COLUMNS} FROM people ORDER BY key")]  # noqa: S608


def all_identifiers(gradebook: Gradebook) -> dict[int, tuple[str, ...]]:
    """All identifiers of everybody, on every platform, by row."""
    found: dict[int, list[str]] = defaultdict(list)
    for identifier, person in gradebook.rows("SELECT identifier, person FROM identifiers ORDER BY identifier"):
        found[person].append(identifier)
    return {person: tuple(each) for person, each in found.items()}


def student_called(gradebook: Gradebook, word: str) -> Student:
    """The student who is called by this word: a number, an email, a name, or what they handed in is called.

    Raises
    ------
    GradebookError
        If nobody is, or several are.
    """
    return one_called(students(gradebook), word, _by_hand_in(gradebook, word))


def one_called(known: Sequence[Student], word: str, also: Iterable[int] = ()) -> Student:
    """The one of these students whom this word identifies.

    Parameters
    ----------
    known : sequence of Student
        The students.
    word : str
        The word.
    also : iterable of int
        The rows of further students whom the word identifies.

    Raises
    ------
    GradebookError
        If nobody is called so, or several are.
    """
    plain = word.strip().casefold()
    meant = [each for each in known if plain in {other.casefold() for other in each.words}]
    meant = meant or [each for each in known if each.row in set(also)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise GradebookError(
            f"{word} may be {listed((each.shown for each in meant), 5)}. Say the number or the email of one."
        )
    words: dict[str, list[Student]] = defaultdict(list)
    for each in known:
        for other in each.words:
            words[other.casefold()].append(each)
    close = [
        *difflib.get_close_matches(plain, words, n=MOST_GUESSES),
        *(other for other in words if plain and plain in other),
    ]
    guesses = list(dict.fromkeys(each.shown for other in close for each in words[other]))[:MOST_GUESSES]
    guess = f" Did you mean {' or '.join(guesses)}?" if guesses else ""
    raise GradebookError(f"There is no student {word} in the gradebook.{guess}")


def _by_hand_in(gradebook: Gradebook, name: str) -> list[int]:
    query = "SELECT person FROM authors JOIN hand_ins ON hand_ins.id = hand_in WHERE name = ?"
    return [row for (row,) in gradebook.rows(query, (name,))]
