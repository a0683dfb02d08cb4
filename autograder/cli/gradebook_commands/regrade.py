"""``autograder gradebook regrade``."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import click

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
from autograder.render.console import terminal
from autograder.results.report import Report
from autograder.sandbox.host.own_memory import limit_own_memory
from autograder.sandbox.host.zygote import MOST_JOBS, Zygote

WORTH_PROCESSES = 8  # submissions
MOST_SHOWN = 50  # students


@command("regrade")
@click.argument("who", required=False)
@click.option("--check", "word", help="Run this check (exercise/check) again, even if it has not changed.")
@click.option("--all", "everything", is_flag=True, help="Run all checks again, even if nothing has changed.")
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
    """Grade submissions in the gradebook again; the download is not needed.

    By default, this covers all submissions for which a check, a reference or the engine has changed. A changed check is
    run alone if nothing else depends on it. With WHO (a number, an email or a name), all checks of one student are run
    again. The hidden inputs are the same as before. If a submission cannot be graded, its grade stays; overrides and
    comments stay, too. Gains and losses are shown.

    \b
    autograder gradebook regrade                          after a check was changed
    autograder gradebook regrade alice                    one student
    autograder gradebook regrade --check mean/many_rows   one check, for everybody

    Earlier grades stay in the history. To return to them, restore the check and regrade.
    """
    console = terminal()
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

        again = _again(current, word, reason or "graded again on request", everything=everything or bool(who))
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
