"""Whether grading gets slower, or takes more memory, with the size of a class.

    python -m tests.benchmarks.growth --submissions 10000

Right answers, each with hidden inputs of its own, are graded by two processes. What the first and the last tenth of
them take is compared, and the memory of a grading process at the end of each.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import click

from autograder.assignment.loading import load_assignment
from autograder.batch.grading_process import AlreadyRead
from autograder.batch.runner import iterate
from autograder.grading.grader_spec import GraderSpec
from autograder.submissions.read import read_submission
from tests.support.memory import memory_of_children
from tests.support.project import ROOT, SAMPLES

JOBS = 2


@click.command()
@click.option("--submissions", default=1000, show_default=True, help="How many; four a second or so are graded.")
def main(submissions: int) -> None:
    """Grade so many right answers, and compare the last tenth with the first."""
    tenth = submissions // 10
    times, memory = [time.perf_counter()], []
    for number, (_, report) in enumerate(iterate(GraderSpec(ROOT, 1), _class(submissions), JOBS), 1):
        if not report.graded:
            raise click.ClickException(f"{report.name}: {' '.join(report.messages)}")
        times.append(time.perf_counter())
        if number % tenth == 0:
            memory.append(memory_of_children())
    # The first ones also wait for the processes to start.
    first, last = times[tenth] - times[JOBS], times[-1] - times[-1 - tenth + JOBS]
    print(f"{submissions} submissions in {times[-1] - times[0]:.0f} s")
    print(f"the last {tenth} over the first {tenth}: {last / first:.3f}  target <= 1.05")
    print(
        f"a grading process has {memory[0]:.0f} MB after the first tenth, {memory[-1]:.0f} MB at the end  target < 300"
    )


def _class(submissions: int) -> Iterator[AlreadyRead]:
    """Copies of one sample, each with a remark of its own, so that no two get the same inputs."""
    read = read_submission(SAMPLES / "perfect", load_assignment(ROOT).module_names)
    for number in range(submissions):
        remark = f"\n# {number}\n".encode()
        sources = {
            name: replace(source, cells=(*source.cells[:-1], source.cells[-1] + remark))
            for name, source in read.sources.items()
        }
        yield AlreadyRead(replace(read, name=f"student{number}", sources=sources))


if __name__ == "__main__":
    main()
