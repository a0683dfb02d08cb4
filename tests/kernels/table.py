"""The table of `docs/security.md`: what was seen on each kernel that was booted."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.kernels.guest import SAMPLES, TESTS, kinds
from tests.kernels.machine import Answer, answers
from tests.support.project import ROOT

PAGE = ROOT / "docs/security.md"
HEAD = (
    "| kernel | Landlock | date | as root: points, what is missing | as an ordinary user | attacks | other tests |\n"
    "| --- | --- | --- | --- | --- | --- | --- |\n"
)
USERS = "root", "ordinary user"


def write(work: Path) -> None:
    """Replace the table's rows by those of all kernels whose answers lie in `work`."""
    text = PAGE.read_text()
    before, found, after = text.partition(HEAD)
    assert found, f"{PAGE} has no such table"
    below = after.splitlines(keepends=True)
    rest = "".join(itertools.dropwhile(lambda line: line.startswith("|"), below))
    kernels = [answers(samples.parent) for samples in work.glob(f"*/{SAMPLES}.json")]
    rows = sorted(row(stages) + "\n" for stages in kernels if stages[SAMPLES]["said"])
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
    name = ", ".join(filter(None, (kernel["kernel"], kernel["machine"], kernel["added"])))
    cells = [name, str(kernel["landlock"]), samples["date"]]
    for user in USERS:
        cells.append(_graded([each for each in graded if each["user"] == user]))
    attacks = {kind: stages[kind] for kind in kinds() if kind in stages}
    of_kinds = f"; of these kinds: {', '.join(attacks)}" if 0 < len(attacks) < len(kinds()) else ""
    cells += [_tests(attacks) + of_kinds, _tests({TESTS: stages[TESTS]} if TESTS in stages else {})]
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


def _tests(stages: Mapping[str, Answer]) -> str:
    """How many passed, at once or with more time, were skipped and failed; and what failed, and was not finished."""
    if not stages:
        return "not run"
    counts: Counter[str] = Counter()
    failed = []
    for answer in stages.values():
        last = answer["said"][-1:]
        failed += [name for said in last for name in said["failed"]]
        for said in answer["said"]:
            again = " with more time" if said.get("again") else ""
            for number, outcome in re.findall(r"(\d+) (passed|skipped)", said["outcome"]):
                counts[outcome + again] += int(number)
    unfinished = [stage for stage, answer in stages.items() if not answer["whole"]]
    cell = ", ".join(f"{number} {outcome}" for outcome, number in counts.most_common())
    for name, each in {"failed": failed, "not finished": unfinished}.items():
        cell += f"; {name}: {', '.join(sorted(each))}" if each else ""
    return cell
