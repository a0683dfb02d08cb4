"""Classes without a grader: reports of students who made known mistakes, in a gradebook."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from autograder.authoring.drawing import Drawing, Edge, Entry, Node
from autograder.authoring.visibility import Visibility
from autograder.course.gradebook.database import Gradebook, open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.recording import record
from autograder.results.identity import Identity, Person
from autograder.results.provenance import Engine
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.submissions.submission import Submission, python_files
from tests.support.project import SEED

WRONG = "The values are wrong."
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
# Of each exercise: its points, and what is wrong with it, by the weight of how often: name, hint and code.
MISTAKES = {
    "sigmoid": (3, {}),
    "linear_forward": (
        4,
        {"bias-forgotten": (6, "What does your layer answer for an input of zeros?", "return X @ W")},
    ),
    "relu_backward": (
        4,
        {
            "mask-forgotten": (16, "Which units were off on the way forward?", "return dA"),
            "mask-by-upstream": (9, "Your mask looks at the gradient from above.", "return dA * (dA > 0)"),
            "": (5, "", "return dA * (Z >= 0.5)"),
        },
    ),
    "linear_backward": (
        6,
        {
            "mean-over-batch": (11, "How often should the loss be averaged?", "return dZ @ W.T, X.T @ dZ / len(X)"),
            "": (8, "", "return dZ @ W.T, X.T @ dZ * 2"),
        },
    ),
    "two_layer_backward": (8, {"hidden-gradient-kept": (7, "What does the chain rule ask of dA1?", "return dZ2")}),
    "train": (5, {"batch-dropped": (4, "Are all rows seen, whatever the batch size?", "for i in range(n // k): ...")}),
}


def code_of(wrong: dict[str, str]) -> bytes:
    """A file with all functions, some of them wrong."""
    lines = ["import numpy as np", ""]
    for name in MISTAKES:
        lines += [f"def {name}(*given):", f"    # {name}", f"    {wrong.get(name, 'return right(*given)')}", ""]
    return "\n".join(lines).encode()


def report_of(
    name: str, wrong: dict[str, str], identity: Identity, *, missing: int = 0, sha256: str = "", **given: object
) -> Report:
    """The report on a student.

    Parameters
    ----------
    name : str
        The submission's name.
    wrong : dict of str
        The mistake in each wrong exercise; empty: one without a name.
    identity : Identity
        Whose it is.
    missing : int
        How many exercises at the end are not attempted.
    sha256 : str
        The hash of its content.
    **given
        More of the report.
    """
    names = list(MISTAKES)
    exercises = tuple(
        _exercise(place, each, wrong, missing=place >= len(names) - missing) for place, each in enumerate(names)
    )
    values = {
        "assignment": "backprop",
        "version": "v1",
        "name": name,
        "sha256": sha256 or name,
        "graded": True,
        "isolation": (),
        "messages": (),
        "printed": "",
        "exercises": exercises,
        "identity": identity,
        "engine": Engine("1.0", "engine"),
        "seed": SEED,
    }
    return Report(**{**values, **given})  # type: ignore[arg-type]


def _exercise(place: int, name: str, wrong: dict[str, str], *, missing: bool) -> ExerciseResult:
    most, known = MISTAKES[name]
    follows = name == "two_layer_backward" and "relu_backward" in wrong and name not in wrong
    checks = []
    for number, (check, public) in enumerate((("by_hand", True), ("left_alone", True), ("of_several_shapes", False))):
        visibility = Visibility.VISIBLE if public else Visibility.AFTER_DUE_DATE
        title = f"{check.replace('_', ' ')} of {name}"
        if missing:
            found = CheckResult(check, title, visibility, "missing", 0, most / 3, f"Not attempted yet: {name}.")
        elif name in wrong and number != 1:
            mistake = wrong[name]
            _, hint, code = known[mistake]
            found = CheckResult(
                check, title, visibility, "failed", 0, most / 3,
                f"{WRONG} They differ in 2 of 6 numbers.\n{name}(np.ones(2))\n  yours   expected" if public else WRONG,
                False, mistake or None, hint or None, WRONG, "f", (f"{code}{number}",),
            )  # fmt: skip
        else:
            message = "Right, given a correct relu_backward: no further points lost." if follows else ""
            found = CheckResult(check, title, visibility, "passed", most / 3, most / 3, message, follows)
        checks.append(found)
    return ExerciseResult(name, "layers", f"{1 + place // 3}.{1 + place % 3}", tuple(checks))


def students(count: int, seed: int = 1) -> Iterator[tuple[Report, Submission]]:
    """Students of all kinds: good ones and others, late ones, groups, hostile ones."""
    choose = random.Random(seed)
    for place in range(count):
        ability = choose.betavariate(4, 1.7)
        wrong, code = {}, {}
        for name, (_, known) in MISTAKES.items():
            if known and choose.random() > ability:
                weights = [weight for weight, _, _ in known.values()]
                (mistake,) = choose.choices(list(known), weights)
                wrong[name], code[name] = mistake, known[mistake][2]
        who = Person(
            id=f"{1000 + place:06}", name=choose.choice(FIRST) + " " + choose.choice(LAST),
            email=f"s{place}@example.edu", section=choose.choice("AB"),
        )  # fmt: skip
        handed_in = datetime(2026, 3, 9, 20) + timedelta(hours=choose.gauss(-30, 16))
        identity = Identity("canvas", str(place), (who,), f"{handed_in:%Y-%m-%d %H:%M:%S} UTC", "1")
        name = f"student{place}"
        missing = choose.choice((0, 0, 0, 0, 1, 2)) if ability < 0.5 else 0
        yield (
            report_of(name, wrong, identity, missing=missing),
            Submission(name, python_files({"layers": code_of(code)}), (), identity),
        )


FIRST = (
    "Ada",
    "Bo",
    "Cem",
    "Dana",
    "Emmy",
    "Finn",
    "Grace",
    "Hedy",
    "Ivo",
    "Jana",
    "Kurt",
    "Lise",
    "Maja",
    "Noor",
    "Olga",
)
LAST = (
    "Adler",
    "Braun",
    "Curie",
    "Dietz",
    "Euler",
    "Frei",
    "Gauss",
    "Hopper",
    "Ito",
    "Jung",
    "Klein",
    "Lima",
    "Meitner",
)


def make_class(path: Path, count: int) -> Gradebook:
    """An open gradebook of so many students, the last of whom is hostile, and one more whom nobody could grade."""
    gradebook = open_gradebook(path, create=True)
    begin(gradebook, "backprop", SEED, 0)
    for report, submission in students(count - 1):
        record(gradebook, report, submission)
    identity = Identity("canvas", "999", (Person(id="666", name=HOSTILE, email="x@example.edu"),))
    hostile = {"relu_backward": "mask-forgotten", "linear_backward": ""}
    code = dict.fromkeys(hostile, f"return '{HOSTILE}'")
    source = python_files({"layers": code_of(code)})
    said = {"messages": (f"{HOSTILE}.py: {HOSTILE}",), "printed": HOSTILE}
    record(gradebook, report_of(HOSTILE, hostile, identity, **said), Submission(HOSTILE, source, (), identity))
    record(
        gradebook,
        report_of("lost", {}, Identity("canvas", "998", (Person(id="667", name="Zoe Lost"),)), graded=False,
                  messages=("There is no file with code.",)),
    )  # fmt: skip
    return gradebook


def _entry(check, index, right):
    return Entry("net", check, "dW", index, right)


NET = Drawing(
    "The worked example",
    (
        Node("x", (0, 1), "x = -1"),
        Node("on", (1, 0), numbers={"z": _entry("forward", (0,), 0.5)}),
        Node("off", (1, 2), numbers={"z": _entry("forward", (1,), -1.0)}),
    ),
    (
        Edge("x", "on", "w = 2", {"dL/dw": _entry("backward", (0,), -2.0)}),
        Edge("x", "off", "w = -1", {"dL/dw": _entry("backward", (1,), 0.0)}),
    ),
)


def drawn_report(forward, backward, numbers=()):
    """A report of one exercise with these statuses, and the numbers of the second check."""
    checks = (
        CheckResult("forward", "Forward", Visibility.VISIBLE, forward, 0, 1),
        CheckResult("backward", "Backward", Visibility.VISIBLE, backward, 0, 1, message=WRONG, numbers=numbers),
    )
    report = report_of("ada", {}, Identity())
    return replace(report, exercises=(ExerciseResult("net", "nets", "1.1", checks),), drawings=(NET,))


WRONG_NUMBERS = (("dW[0]", -4.0), ("dW[1]", 0.0))
