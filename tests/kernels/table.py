"""The table of `docs/security.md`: what was seen on each kernel that was booted."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from tests.kernels.guest import SAMPLES
from tests.kernels.machine import Answer
from tests.support.project import ROOT

PAGE = ROOT / "docs/security.md"
HEAD = (
    "| kernel | Landlock | date | as root: points, and what is not enforced | as an ordinary user | attacks |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
)
USERS = "root", "ordinary user"


def write(kernels: Iterable[Mapping[str, Answer]]) -> None:
    """Replace the table's rows by those of the kernels that have answered."""
    text = PAGE.read_text()
    before, found, after = text.partition(HEAD)
    assert found, f"{PAGE} has no such table"
    below = after.splitlines(keepends=True)
    rest = "".join(itertools.dropwhile(lambda line: line.startswith("|"), below))
    rows = [row(stages) + "\n" for stages in kernels if SAMPLES in stages and stages[SAMPLES]["said"]]
    PAGE.write_text(before + HEAD + "".join(rows) + rest)


def row(stages: Mapping[str, Answer]) -> str:
    """One kernel's row.

    Parameters
    ----------
    stages : mapping
        What it has said, by stages: the samples, and kinds of attacks.
    """
    samples = stages[SAMPLES]
    kernel, *graded = samples["said"]
    cells = [f"{kernel['kernel']}, {kernel['machine']}", str(kernel["landlock"]), samples["date"]]
    for user in USERS:
        cells.append(_graded([each for each in graded if each["user"] == user]))
    cells.append(_attacks({kind: answer for kind, answer in stages.items() if kind != SAMPLES}))
    return f"| {' | '.join(cells)} |"


def _graded(samples: list[Answer]) -> str:
    if not samples:
        return "not run"
    missing = {name for each in samples for name, status in each["isolation"].items() if status == "unavailable"}
    scores = ", ".join(f"{each['submission'].replace('_', ' ')} {_points(each)}" for each in samples)
    refused = "refuses; with `--trust-submissions` " if all(each["refused"] for each in samples) else ""
    return f"{refused}{scores}; unavailable: {', '.join(sorted(missing)) or 'none'}"


def _points(sample: Answer) -> str:
    return "no report" if sample["score"] is None else f"{sample['score']:g}"


def _attacks(kinds: Mapping[str, Answer]) -> str:
    """What pytest said of each kind in its last line."""
    outcomes = []
    for kind, answer in sorted(kinds.items()):
        lines = [line for said in answer["said"] for line in said["outcome"].strip().splitlines()]
        outcomes.append(f"{kind}: {lines[-1].strip('= ') if lines and answer['whole'] else 'not finished'}")
    return "; ".join(outcomes) or "not run"
