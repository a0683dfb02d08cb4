"""Realistic classes, with the truth known: who is right, who has which misconception, who crashes, attacks or is late.

    class_of(2000, load_assignment(ROOT), seed=1)

The same number, assignment and seed give the same class. `tests/support/class_forms.py` writes it as platforms do.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone

from autograder.assignment.model import Assignment
from autograder.audit.submissions import accepted_alternatives, references, with_misconception
from autograder.results.identity import Person
from autograder.submissions.submission import Submission

DUE = datetime(2026, 3, 9, 23, 59, 0, tzinfo=timezone.utc)
FIRST = ("Ada", "Zoë", "José", "Nuria", "Björn", "Anne-Marie", "李", "محمد", "Seán", "Mary Jane", "Łukasz", "Ngọc")
LAST = ("Lovelace", "Müller", "O'Brien", "van der Berg", "Smith", "雷", "García", "Nguyễn", "Kowalski", "D'Angelo-Ruiz")
KINDS = {"right": 20, "accepted": 15, "misconceived": 45, "crashing": 8, "hostile": 4, "untouched": 4, "broken": 4}
MOST_MISCONCEPTIONS = 4
GROUPS, LATE = 0.08, 0.12  # the shares of the class
HOSTILE = (
    "    import os\n    os._exit(0)\n",
    "    while True:\n        pass\n",
    "    return [open('/etc/passwd').read()] * 3\n",
    "    raise SystemExit('full marks')\n",
    "    import sys\n    sys.stdout.write('{\"score\": 100}')\n",
)


@dataclass(frozen=True)
class Truth:
    """What must come out.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    lost : frozenset of str
        The exercises in which points are lost; in all others none is.
    zero : frozenset of str
        Those of them that have no points at all.
    misconceptions : dict of str
        The misconception in each exercise.
    """

    kind: str
    lost: frozenset[str] = frozenset()
    zero: frozenset[str] = frozenset()
    misconceptions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HandIn:
    """What somebody handed in.

    Attributes
    ----------
    people : tuple of Person
        Who; several are a group.
    number : int
        The platform's number for it.
    files : dict of bytes
        The files, by name.
    submitted : datetime
        When.
    truth : Truth
        What must come out.
    """

    people: tuple[Person, ...]
    number: int
    files: Mapping[str, bytes]
    submitted: datetime
    truth: Truth

    @property
    def late(self) -> bool:
        return self.submitted > DUE


def class_of(students: int, assignment: Assignment, seed: int = 1) -> list[HandIn]:
    """A class of at least so many students; one more if the last are a group."""
    rng = random.Random(seed)
    makers = _makers(assignment)
    kinds = [kind for kind, weight in KINDS.items() if kind in makers for _ in range(weight)]
    hand_ins: list[HandIn] = []
    people = 0
    while people < students:
        members = 1 if rng.random() > GROUPS else rng.choice((2, 3))
        files, truth = makers[rng.choice(kinds)](rng)
        number = 100_000 + len(hand_ins)
        names = tuple(_person(rng, people + place) for place in range(members))
        hand_ins.append(HandIn(names, number, files, _time(rng), truth))
        people += members
    return hand_ins


def _person(rng: random.Random, number: int) -> Person:
    """Names are shared by several, numbers begin with zeros."""
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    return Person(id=f"{2_000_000 + number}", name=name, email=f"s{number:05}@example.edu", sid=f"{number:08}")


def _time(rng: random.Random) -> datetime:
    if rng.random() < LATE:
        return DUE + timedelta(minutes=rng.randint(1, 4 * 24 * 60))
    return DUE - timedelta(minutes=rng.randint(0, 10 * 24 * 60))


Maker = Callable[[random.Random], "tuple[Mapping[str, bytes], Truth]"]


def _makers(assignment: Assignment) -> dict[str, Maker]:
    right = _as_files(references(assignment.folder))
    everything = frozenset(assignment.exercise_names)
    accepted = list(accepted_alternatives(assignment))
    stubs = {path.name: path.read_bytes() for path in sorted((assignment.folder / "exercises").glob("*.py"))}
    makers: dict[str, Maker] = {
        "right": lambda rng: (_signed(right, rng), Truth("right")),
        "crashing": lambda rng: _with_body("    raise ValueError('not yet')\n", "crashing", assignment, rng),
        "hostile": lambda rng: _with_body(rng.choice(HOSTILE), "hostile", assignment, rng),
        "untouched": lambda rng: (stubs, Truth("untouched", everything, everything)),
        "broken": lambda rng: (_signed(_broken(right), rng), Truth("broken", everything, everything)),
    }
    if accepted:
        makers["accepted"] = lambda rng: (_files_of(rng.choice(accepted)[2]), Truth("accepted"))
    if assignment.misconceptions:
        makers["misconceived"] = functools.partial(_misconceived, assignment)
    return makers


def _misconceived(assignment: Assignment, rng: random.Random) -> tuple[Mapping[str, bytes], Truth]:
    """Some exercises wrong in ways that are known, each by a form of its misconception."""
    by_exercise: dict[str, list] = {}
    for each in assignment.misconceptions:
        by_exercise.setdefault(each.exercise, []).append(each)
    wrong = rng.sample(sorted(by_exercise), rng.randint(1, min(MOST_MISCONCEPTIONS, len(by_exercise))))
    chosen = [rng.choice(by_exercise[exercise]) for exercise in wrong]
    files = dict(_as_files(references(assignment.folder)))
    for each in chosen:
        plain = _as_files(references(assignment.folder))
        changed = _files_of(with_misconception(assignment, each, rng.choice(each.forms)))
        for name, content in changed.items():  # what one misconception adds at the end, behind what others added
            files[name] = files.get(name, b"") + content[len(plain.get(name, b"")) :]
    truth = Truth("misconceived", frozenset(wrong), misconceptions={each.exercise: each.name for each in chosen})
    return _signed(files, rng), truth


def _with_body(body: str, kind: str, assignment: Assignment, rng: random.Random) -> tuple[Mapping[str, bytes], Truth]:
    exercise = rng.choice(assignment.exercises)
    files = dict(_as_files(references(assignment.folder)))
    files[f"{exercise.module}.py"] += f"\n\ndef {exercise.name}(*arguments, **named):\n{body}".encode()
    one = frozenset({exercise.name})
    return _signed(files, rng), Truth(kind, one, one)


def _broken(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """No file is Python any more: what an editor leaves behind when a merge went wrong."""
    return {name: b"<<<<<<< HEAD\n" + content.replace(b"def ", b"deff ") for name, content in files.items()}


def _signed(files: Mapping[str, bytes], rng: random.Random) -> Mapping[str, bytes]:
    """A remark that tells two equal submissions apart, as two students' never are the same bytes."""
    first, *others = files
    return {first: files[first] + f"\n# {rng.randrange(10**9)}\n".encode(), **{name: files[name] for name in others}}


def _as_files(modules: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {f"{name}.py": content for name, content in modules.items()}


def _files_of(submission: Submission) -> Mapping[str, bytes]:
    return {f"{name}.py": b"".join(source.cells) for name, source in submission.sources.items()}


def again(hand_ins: Sequence[HandIn], share: float, assignment: Assignment, seed: int = 2) -> Iterator[HandIn]:
    """The same class, of which a share has handed in once more, something else."""
    rng = random.Random(seed)
    makers = _makers(assignment)
    for each in hand_ins:
        if rng.random() < share:
            files, truth = makers[rng.choice(sorted(makers))](rng)
            yield replace(each, number=each.number + 500_000, files=files, truth=truth, submitted=_time(rng))
        else:
            yield each
