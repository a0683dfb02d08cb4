"""A class in the forms in which platforms hand it out: as files by name, for `write` or `zipped`."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from autograder.results.identity import Person
from tests.support.classes import DUE, HandIn

Files = dict[str, bytes]
WORKSHEET = [
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
]


def gradescope(hand_ins: Iterable[HandIn]) -> Files:
    """A folder for each submission, and the list of who they are."""
    files: Files = {}
    lines = ["---"]
    for each in hand_ins:
        folder = f"submission_{each.number}"
        files |= {f"{folder}/{name}": content for name, content in each.files.items()}
        lines += [f"{folder}:", "  :submitters:"]
        for person in each.people:
            lines += [f'  - :name: "{person.name}"', f"    :email: {person.email}", f"    :sid: '{person.sid}'"]
        lines += [f"  :created_at: {each.submitted:%Y-%m-%d %H:%M:%S}.000000000 Z", "  :score: 0.0"]
    return files | {"submission_metadata.yml": "\n".join([*lines, ""]).encode()}


def canvas(hand_ins: Iterable[HandIn]) -> Files:
    """One flat folder; late ones are marked."""
    files: Files = {}
    upload = 9_000_000
    for each, person in _one_by_one(hand_ins):
        late = "_LATE" if each.late else ""
        for name, content in each.files.items():
            upload += 1
            files[f"{_plain(person.name)}{person.id[-5:]}{late}_{person.id}_{upload}_{name}"] = content
    return files


def moodle(hand_ins: Iterable[HandIn]) -> Files:
    """A folder for each participant, and the worksheet beside them."""
    files: Files = {}
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(WORKSHEET)
    for each, person in _one_by_one(hand_ins):
        folder = f"{person.name}_{person.id}_assignsubmission_file_"
        files |= {f"{folder}/{name}": content for name, content in each.files.items()}
        late = f" - {(each.submitted - DUE).days + 1} days late" if each.late else ""
        status = f"Submitted for grading{late}"
        time = f"{each.submitted:%A, %d %B %Y, %I:%M %p}"
        rows.writerow(
            [f"Participant {person.id}", person.name, person.email, status, "", "100.00", "Yes", time, "-", ""]
        )
    return files | {"Grades-backprop.csv": table.getvalue().encode("utf-8-sig")}


def nbgrader(hand_ins: Iterable[HandIn]) -> Files:
    """``submitted/<student>/<assignment>/``, with a time stamp."""
    files: Files = {}
    for each, person in _one_by_one(hand_ins):
        folder = f"submitted/s{person.id}/backprop"
        files |= {f"{folder}/{name}": content for name, content in each.files.items()}
        files[f"{folder}/timestamp.txt"] = f"{each.submitted:%Y-%m-%d %H:%M:%S.%f} UTC".encode()
    return files


def plain(hand_ins: Iterable[HandIn]) -> Files:
    """A folder for each student, by their number."""
    return {
        f"{person.id}/{name}": content for each, person in _one_by_one(hand_ins) for name, content in each.files.items()
    }


FORMS: Mapping[str, Callable[[Iterable[HandIn]], Files]] = {
    "gradescope": gradescope,
    "canvas": canvas,
    "moodle": moodle,
    "nbgrader": nbgrader,
    "plain": plain,
}


def _one_by_one(hand_ins: Iterable[HandIn]) -> Iterator[tuple[HandIn, Person]]:
    """These forms know no groups: each member has the same files."""
    for each in hand_ins:
        for person in each.people:
            yield each, person


def _plain(name: str) -> str:
    """A name as Canvas writes it: last and first in lower case, without anything between."""
    letters = unicodedata.normalize("NFC", "".join(reversed(name.split(" "))))
    return re.sub(r"[\W_]", "", letters).lower()
