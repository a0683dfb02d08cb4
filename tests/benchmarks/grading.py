"""What grading costs, as ratios within one run: to importing NumPy, to an earlier build, to the bare calls, to Otter.

``make benchmark``, or ``python -m tests.benchmarks.grading --help``; docs/speed.md explains the table.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import click
import numpy as np

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import Assignment
from autograder.judging.expected import CheckInstance, call_on_copies, instantiate_all
from autograder.sandbox.host.zygote import Zygote
from autograder.student.local_checks import LocalChecker
from autograder.submissions.read import read_submission
from tests.benchmarks.measure import Series, command, in_turns
from tests.benchmarks.unprotected import grading, workers
from tests.support.class_forms import plain
from tests.support.classes import class_of
from tests.support.packing import write
from tests.support.project import ROOT, SAMPLES

EARLIER = "ccf86b8"  # a build to compare with
JOBS = 2
WORKERS = 100
AUTOGRADER = (sys.executable, "-m", "autograder")
Actions = dict[str, tuple[int, Callable[[], object]]]
Row = dict[str, str | float | None]


@click.command()
@click.option("--rounds", default=5, show_default=True, help="How often each thing is measured.")
@click.option("--size", default=24, show_default=True, help="The number of submissions in a batch.")
@click.option("--earlier", default=EARLIER, show_default=True, help="The revision to compare with; none if empty.")
@click.option("--otter", is_flag=True, help="Run Otter as well, two at a time: half a minute a round.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write all times here.")
def main(rounds: int, size: int, earlier: str, otter: bool, json_path: Path | None) -> None:
    """Measure what grading costs, and print a table of medians and ratios."""
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="autograder-benchmark-") as folder, contextlib.ExitStack() as stack:
        scratch = Path(folder)
        before = stack.enter_context(_checked_out(earlier, scratch / "earlier")) if earlier else None
        series = in_turns(_actions(scratch, size, before, stack, otter=otter), rounds)
    rows = list(_rows(series))
    print(f"{rounds} rounds, {os.cpu_count()} processors, load {load_before:.1f} to {os.getloadavg()[0]:.1f}")
    print(f"{'':58}{'median':>10}{'spread':>8}{'CPU':>10}{'ratio':>8}  target")
    for row in rows:
        print(_line(row))
    if json_path:
        times = {name: [vars(each) for each in found.times] for name, found in series.items()}
        json_path.write_text(json.dumps({"size": size, "rows": rows, "times": times}, indent=1), encoding="utf-8")


def _actions(scratch: Path, size: int, before: Path | None, stack: contextlib.ExitStack, *, otter: bool) -> Actions:
    """What is measured, by name: the number of submissions, and the action."""
    assignment = load_assignment(ROOT)
    classes = {name: _class(scratch, name, size) for name in ("perfect", "typical")}
    copies, student = _class(scratch, "perfect", size, alike=True), _student(scratch)
    actions: Actions = {
        "import numpy": (1, command([sys.executable, "-c", "import numpy"], ROOT)),
        "grade": (1, _grade(ROOT, SAMPLES / "perfect")),
        "check": (1, command([*AUTOGRADER, "check"], student)),
        "pytest": (1, command([sys.executable, "-m", "pytest", "-q"], student)),
        "a change": (1, _changes(load_assignment(student), stack.enter_context(Zygote()))),
        "protected workers": (WORKERS, workers(WORKERS, protected=True)),
        "unprotected workers": (WORKERS, workers(WORKERS, protected=False)),
        "protected": (size, grading(assignment, SAMPLES / "perfect", size, protected=True)),
        "unprotected": (size, grading(assignment, SAMPLES / "perfect", size, protected=False)),
        "copies": (size, _grade(ROOT, copies, JOBS)),
        "bare calls": (1, partial(_call_all, assignment, instantiate_all(assignment, 1))),
    }
    builds = {"": ROOT} | ({" earlier": before} if before else {})
    for build, folder in builds.items():
        for kind, path in classes.items():
            for jobs in (1, JOBS) if folder == ROOT else (JOBS,):
                actions[f"{kind} {jobs}{build}"] = (size, _grade(folder, path, jobs))
        if build:
            actions[f"grade{build}"] = (1, _grade(folder, SAMPLES / "perfect"))
    if otter:
        generated = write(scratch / "generated", plain(class_of(size, assignment)))
        actions["generated"] = (len(list(generated.iterdir())), _grade(ROOT, generated, JOBS))
        actions["otter"] = (JOBS, _otter(scratch))
    return actions


def _grade(build: Path, path: Path, jobs: int = 1) -> Callable[[], object]:
    return command([*AUTOGRADER, "grade", path, "--seed", "1", "--jobs", str(jobs)], build)


def _class(scratch: Path, sample: str, size: int, *, alike: bool = False) -> Path:
    """A folder of copies of a sample; unless all are alike, each has a remark of its own, and so inputs of its own."""
    folder = scratch / (f"{sample}, all alike" if alike else sample)
    for number in range(size):
        copy = shutil.copytree(SAMPLES / sample, folder / f"student{number:03}")
        for file in () if alike else copy.glob("*.py"):
            file.write_text(f"{file.read_text(encoding='utf-8')}\n# {number}\n", encoding="utf-8")
    return folder


def _student(scratch: Path) -> Path:
    """What a student has, with all answers right."""
    command([*AUTOGRADER, "release", "student", "--output", scratch], ROOT)()
    (archive,) = scratch.glob("*-student.zip")
    shutil.unpack_archive(archive, scratch / "student")
    shutil.copytree(SAMPLES / "perfect", scratch / "student" / "exercises", dirs_exist_ok=True)
    return scratch / "student"


def _changes(assignment: Assignment, zygote: Zygote) -> Callable[[], object]:
    """From a saved change of one function to the verdict on all that it affects, as `check --watch` does."""
    checker = LocalChecker(assignment, zygote)
    submission = read_submission(SAMPLES / "perfect", assignment.module_names)
    known = checker.check_again(None, submission, assignment.exercise_names)
    changed = read_submission(SAMPLES / "typical", assignment.module_names).sources["layers"]
    other = type(submission)(submission.name, {**submission.sources, "layers": changed})
    return lambda: checker.check_again(known, other, assignment.exercise_names)


def _call_all(assignment: Assignment, instances: Mapping[object, CheckInstance]) -> None:
    """The floor: the same calls of right answers, in this process, without isolation or judgement."""
    with np.errstate(all="ignore"):
        for instance in instances.values():
            for case in instance.cases:
                call_on_copies(assignment.references[instance.check.exercise], case.arguments)


def _otter(scratch: Path) -> Callable[[], object]:
    """Otter's own grading of the sample notebook, in its own kernel and two at a time."""
    command([*AUTOGRADER, "release", "otter", "--output", scratch / "otter"], ROOT)()
    (archive,) = (scratch / "otter").glob("*-otter-plain.zip")
    (notebook,) = (SAMPLES / "notebook").glob("*.ipynb")
    program = Path(sys.executable).with_name("otter")

    def run() -> None:
        folders = [scratch / f"otter{number}" for number in range(JOBS)]
        for folder in folders:
            folder.mkdir(exist_ok=True)
        words = [program, "run", "-a", archive, notebook, "--no-logo"]
        running = [subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL) for folder in folders]
        failed = [process.pid for process in running if process.wait()]
        if failed:
            raise RuntimeError("otter run failed")

    return run


@contextlib.contextmanager
def _checked_out(revision: str, folder: Path) -> Iterator[Path | None]:
    """A build of the past in a folder of its own; None where there is no history."""
    added = subprocess.run(["git", "worktree", "add", "--detach", folder, revision], cwd=ROOT, capture_output=True)
    if added.returncode:
        print(f"Without {revision}: {added.stderr.decode().strip()}", file=sys.stderr)
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=ROOT, check=False)


def _rows(series: Mapping[str, Series]) -> Iterator[Row]:
    unit, floor = series["import numpy"], series["bare calls"]
    two, one = series[f"perfect {JOBS}"], series["perfect 1"]
    yield _row("import numpy, in a process of its own", unit)
    yield _row("grade a right submission, from start to exit / import numpy", series["grade"], unit, "<= 3.0")
    yield _row("check a student's folder, from start to exit / import numpy", series["check"], unit, "<= 3.0")
    yield _row("a saved change to its verdict", series["a change"], target="<= 100 ms")
    yield _row("pytest in a student's folder / import numpy", series["pytest"], unit)
    yield _row("the bare calls of a right submission", floor)
    yield _row("one of many right ones, two jobs", two)
    yield _row("one of many right ones, one job: two jobs are faster by", one, two, ">= 1.8")
    yield _row("one of many typical ones, two jobs", series[f"typical {JOBS}"])
    yield _row("one of many identical right ones, two jobs", series["copies"])
    cpu = two.cpu / floor.cpu
    yield {**_row("one of many right ones, CPU time / bare calls", two), "ratio": cpu, "target": "<= 2.0"}
    yield _row("a worker from start to end, protected", series["protected workers"])
    yield _row("the same without protections / with them", series["unprotected workers"], series["protected workers"])
    yield _row("one of many right ones in one process, protected", series["protected"])
    yield _row("the same without protections / with them", series["unprotected"], series["protected"])
    if "grade earlier" in series:
        yield _row("earlier build: grade a right submission / import numpy", series["grade earlier"], unit)
        for kind, target in (("perfect", ">= 8"), ("typical", ">= 12")):
            now, then = series[f"{kind} {JOBS}"], series[f"{kind} {JOBS} earlier"]
            yield _row(f"earlier build: one of many {kind} ones / now", then, now, target)
    if "otter" in series:
        yield _row("one of a generated class, two jobs", series["generated"])
        what = "otter run, two at a time / one of a generated class"
        yield _row(what, series["otter"], series["generated"], ">= 150")


def _row(what: str, found: Series, unit: Series | None = None, target: str = "") -> Row:
    times = {"wall": found.wall, "spread": found.spread, "cpu": found.cpu}
    return {"what": what, **times, "ratio": found.wall / unit.wall if unit else None, "target": target}


def _line(row: Row) -> str:
    wall, spread, cpu = (float(row[name] or 0) for name in ("wall", "spread", "cpu"))
    ratio = " " * 8 if row["ratio"] is None else f"{row['ratio']:8.2f}"
    return f"{row['what']:58}{1000 * wall:7.0f} ms{100 * spread:6.0f} %{1000 * cpu:7.0f} ms{ratio}  {row['target']}"


if __name__ == "__main__":
    main()
