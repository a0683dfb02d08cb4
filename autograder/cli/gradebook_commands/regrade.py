"""``autograder gradebook regrade``."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console

from autograder.batch import runner
from autograder.batch.grading_process import Ref
from autograder.cli.grade_into_gradebook import current_of, run, say
from autograder.cli.gradebook_commands.options import command, in_words, reason_option, show_changes
from autograder.cli.isolation import require_closed_solutions, trust_option
from autograder.cli.options import assignment_at, assignment_option, plain_errors
from autograder.course.class_grading import Again, ClassGrading, Kept, Outcome
from autograder.course.gradebook.changed import Current
from autograder.course.gradebook.checks import check_called
from autograder.course.gradebook.comparison import changes
from autograder.course.gradebook.database import Gradebook, open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.people import Student, student_called
from autograder.course.gradebook.standing import standings
from autograder.course.gradebook.stored_report import identity_from_text
from autograder.course.gradebook.who_and_when import now
from autograder.course.policy.course_file import policy_beside
from autograder.grading.grader_spec import GraderSpec
from autograder.results.report import Report
from autograder.sandbox.host.own_memory import limit_own_memory
from autograder.sandbox.host.zygote import MOST_JOBS, Zygote

WORTH_PROCESSES = 8  # submissions
MOST_SHOWN = 50  # students


@command("regrade")
@click.argument("who", required=False)
@click.option("--check", "word", help="Ask this check anew (exercise/check), whether it has changed or not.")
@click.option("--all", "everything", is_flag=True, help="Ask everything anew, whether it has changed or not.")
@click.option("--jobs", type=click.IntRange(1, MOST_JOBS), help="Submissions graded at a time.")
@trust_option
@reason_option
@assignment_option
@plain_errors
def regrade(
    path: Path,
    who: str | None,
    word: str | None,
    everything: bool,
    jobs: int | None,
    trust_submissions: bool,
    reason: str,
    assignment_folder: Path | None,
) -> None:
    """Grade again what is in the gradebook; the download is not needed.

    Without a name, everybody of whom something has changed: a check, a reference, the engine. Where nothing else
    depends on it, a changed check is asked alone. With WHO (a number, an email or a name), everything of one student
    is asked anew. The hidden inputs are the same as before. What could not be done leaves the grade in force;
    overrides and comments stay. It says who gained or lost what.

    \b
    autograder gradebook regrade                          after a check was changed
    autograder gradebook regrade alice                    one student
    autograder gradebook regrade --check mean/many_rows   one check, of all

    The earlier grades stay in the history. To go back, put the check back as it was and regrade.
    """
    console = Console()
    with in_words(), open_gradebook(path) as gradebook, Zygote() as zygote:
        student = student_called(gradebook, who) if who else None
        assignment = assignment_at(assignment_folder)
        if not trust_submissions:
            require_closed_solutions(zygote, assignment)
        seed = begin(gradebook, assignment.name, None, 0)
        current = current_of(assignment)
        refs = list(_kept(gradebook, student))
        jobs = min(jobs or runner.default_jobs(), max(len(refs), 1))
        limit_own_memory()

        def graded(spec: GraderSpec, submissions: Iterable[Ref]) -> Generator[tuple[int, Report], None, None]:
            grader = spec if len(refs) >= WORTH_PROCESSES and jobs > 1 else spec.grader(assignment, zygote)
            return runner.iterate(grader, submissions, jobs)

        again = _again(current, word, reason or "asked anew", everything=everything or bool(who))
        before = now()
        spec = GraderSpec(assignment.folder, seed)
        tally = run(ClassGrading(gradebook, current, spec, graded, again), refs, console)
        say(console, tally.in_words())
        policy = policy_beside(path)
        found = changes(standings(gradebook, policy, at=before), standings(gradebook, policy))
        show_changes(console, list(found), MOST_SHOWN)
        say(console, "Earlier grades are in the history. To undo it, put back what was changed, and regrade again.")
    if tally.counts[Outcome.FAILED]:
        raise click.exceptions.Exit(1)


def _again(current: Current, word: str | None, reason: str, *, everything: bool) -> Again | None:
    if word:
        return Again(frozenset({check_called(current.fingerprints, word)}), reason)
    return Again(frozenset(), reason) if everything else None


def _kept(gradebook: Gradebook, student: Student | None) -> Iterator[Ref]:
    """The attempts in the gradebook, of one student or all."""
    query = "SELECT DISTINCT hand_in, name, identity FROM attempts WHERE ?1 IS NULL OR person = ?1 ORDER BY hand_in"
    for row, name, identity in gradebook.rows(query, (student.row if student else None,)):
        yield Kept(gradebook, row, name, identity_from_text(identity))
