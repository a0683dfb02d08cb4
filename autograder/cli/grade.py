"""``autograder grade``."""

from __future__ import annotations

import re
import secrets
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

import click
from rich.console import Console

from autograder.batch import runner
from autograder.batch.grading_process import Ref
from autograder.batch.json_lines import CannotWrite, JsonFile
from autograder.cli.grade_page import html_option, readers_option, write_page
from autograder.cli.isolation import require_closed_solutions, require_isolation_of, trust_option
from autograder.cli.listing import as_option, list_class, names_option, roster_option
from autograder.cli.options import assignment_at, assignment_option, plain_errors, started_ahead
from autograder.grading.grader import Grader
from autograder.grading.grader_spec import GraderSpec
from autograder.render.console import terminal
from autograder.render.terminal import show_report
from autograder.results.report import Report
from autograder.sandbox.host.own_memory import limit_own_memory
from autograder.sandbox.host.zygote import MOST_JOBS, Zygote
from autograder.submissions.listing import Reading
from autograder.submissions.ref import SubmissionRef
from autograder.text.sanitize import sanitize

LONGEST_PATH = 200  # characters
WORTH_PROCESSES = 8  # submissions


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option("--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the report here.")
@click.option(
    "--jobs", type=click.IntRange(1, MOST_JOBS), help="Submissions graded at a time. Default: one for each processor."
)
@click.option("--seed", type=click.IntRange(0), help="The seed of the hidden inputs. Default: a random one.")
@click.option(
    "--gradebook",
    "gradebook_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write each result into this gradebook as it is finished; made if it is not there.",
)
@click.option(
    "--resume/--no-resume",
    default=True,
    help="With --gradebook: skip what is graded and unchanged (default), or ask everything again.",
)
@click.option(
    "--shard", metavar="I/N", help="With --gradebook: only the I-th of N parts of the class, for gradebook merge."
)
@click.option("--dask", metavar="ADDRESS", help="With --gradebook: grade on the workers of this scheduler of Dask's.")
@html_option
@readers_option
@trust_option
@click.option("--require-isolation", is_flag=True, help="Grade nothing unless all protections hold.")
@as_option
@names_option
@roster_option
@assignment_option
@plain_errors
def grade(
    paths: Sequence[Path],
    json_path: Path | None,
    jobs: int | None,
    seed: int | None,
    gradebook_path: Path | None,
    resume: bool,
    shard: str | None,
    dask: str | None,
    page_path: Path | None,
    readers: str,
    require_isolation: bool,
    trust_submissions: bool,
    chosen: str | None,
    pattern: str | None,
    roster_path: Path | None,
    assignment_folder: Path | None,
) -> None:
    """Grade submissions with public and hidden checks.

    PATH is a file, a notebook, a folder with one student's files, a folder of many submissions, a download from
    Gradescope, Canvas, Moodle, Blackboard, Brightspace, Sakai, Submitty, Otter or nbgrader, or a zip of any of these.
    Several PATHs are one submission each. An ambiguous PATH is not graded until --as or --names says what it is. The
    exit code is 0 if all were graded, whatever the score, 1 if something could not be graded, and 2 for wrong usage.

    \b
    autograder grade alice/                       one student
    autograder grade submissions/ --json all.json a class: one JSON object in each line
    autograder grade alice/ --seed 7              the same hidden inputs again
    autograder grade alice/ --html alice.html     what the student should mend, as a page
    autograder grade export.zip --gradebook course.db
                                                  a course: stopped at any point, the same command goes on

    A gradebook keeps its seed, every report and its history; `autograder gradebook --help` says what can be done
    with it.
    """
    part = _part(shard, gradebook_path, seed)
    if dask and not gradebook_path:
        raise click.UsageError("--dask needs --gradebook: results are written there as they come.")
    if json_path and gradebook_path:
        raise click.UsageError("--json and --gradebook are two places. The gradebook keeps all that the JSON has.")
    with _report_file(json_path) as file, Zygote(server=started_ahead()) as zygote:
        zygote.warm_up()
        console = terminal()
        assignment = assignment_at(assignment_folder)
        if not assignment.references:
            raise click.ClickException("This assignment has no solutions/: only its public checks can run. Use check.")
        if require_isolation:
            require_isolation_of(zygote)
        if not trust_submissions:
            require_closed_solutions(zygote, assignment)
        modules = assignment.module_names
        batch = list_class(paths, Reading(modules, assignment.name, chosen or ""), pattern, roster_path, console)
        if not batch.refs:
            raise click.ClickException(f"There is nobody in {_named(paths)}: no submission was found, nothing graded.")
        if page_path and (gradebook_path or len(batch.refs) > 1):
            raise click.UsageError("--html is the page of one student. `autograder report` makes those of a class.")
        limit_own_memory()
        refs = batch.refs[part]
        jobs = min(jobs or runner.default_jobs(), max(len(refs), 1))
        side_by_side = jobs > 1 and len(refs) >= WORTH_PROCESSES

        def grader_of(spec: GraderSpec) -> Grader | GraderSpec:
            # By the time that further processes have started, this one has graded a few submissions.
            return spec if side_by_side else spec.grader(assignment, zygote)

        if gradebook_path:
            from autograder.cli.grade_into_gradebook import Destination, grade_into, on_cluster

            def iterate(spec: GraderSpec, submissions: Iterable[Ref]) -> Generator[tuple[int, Report], None, None]:
                if dask:
                    return on_cluster(dask, trust=trust_submissions)(spec, submissions)
                return runner.iterate(grader_of(spec), submissions, jobs)

            to = Destination(gradebook_path, seed, secrets.randbits(32), resume, batch.absent)
            graded = grade_into(to, assignment, refs, iterate, console)
        else:
            seed = secrets.randbits(32) if seed is None else seed
            spec = GraderSpec(assignment.folder, seed, recorded=bool(json_path))
            graded, report = _grade_into_file(grader_of(spec), refs, jobs, console, file)
            if page_path:
                write_page(page_path, readers, report, refs[0], modules)
            if graded:
                console.print(f"Hidden inputs: --seed {seed} draws them again.", style="dim", highlight=False)
    if not graded:
        raise click.exceptions.Exit(1)


def _grade_into_file(
    grading: Grader | GraderSpec, refs: Sequence[SubmissionRef], jobs: int, console: Console, file: JsonFile
) -> tuple[bool, Report]:
    try:
        return _grade_all(grading, refs, jobs, console, file)
    except CannotWrite as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt as error:
        raise click.ClickException(f"Interrupted. {file.kept or 'No report was written.'}") from error


def _part(shard: str | None, gradebook: Path | None, seed: int | None) -> slice:
    """Which submissions of the class are graded here."""
    if shard is None:
        return slice(None)
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", shard)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise click.BadParameter(f"{shard} is no part: the third of sixteen is 3/16.", param_hint="--shard")
    if gradebook is None:
        raise click.UsageError("--shard needs --gradebook: a file for each part, which gradebook merge makes one of.")
    if seed is None and not gradebook.exists():
        raise click.UsageError(
            "--shard needs --seed, the same for all parts: else each would draw other questions. For example, "
            f"--seed {secrets.randbits(32)}"
        )
    return slice(int(match[1]) - 1, None, int(match[2]))


def _report_file(path: Path | None) -> JsonFile:
    try:
        return JsonFile(path)
    except CannotWrite as error:
        raise click.UsageError(str(error)) from error


def _named(paths: Sequence[Path]) -> str:
    return " and ".join(sanitize(str(path), LONGEST_PATH) for path in paths)


def _grade_all(
    grading: Grader | GraderSpec,
    refs: Sequence[SubmissionRef],
    jobs: int,
    console: Console,
    file: JsonFile,
) -> tuple[bool, Report]:
    """Read, grade, write and show all submissions; return whether all could be graded, and the last one's report.

    The file is written before anything is shown: the terminal may be a pipe that is closed early.
    """
    results = runner.iterate(grading, refs, jobs)
    if len(refs) > 1:
        from autograder.cli.grade_class import grade_class  # one student does not wait for what a class needs

        return grade_class(results, len(refs), console, file)
    ((_, report),) = results
    try:
        file.add(0, report)
        file.finish()
    finally:
        show_report(console, report)
    return report.graded, report
