"""``autograder show``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from autograder.cli.gradebook_commands.options import command, in_words
from autograder.course.feedback.release import last_release
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.people import student_called
from autograder.course.gradebook.standing import Standing, standings
from autograder.course.page.decisions import on_exercise, on_the_whole
from autograder.course.policy.course_file import policy_beside
from autograder.render.console import terminal
from autograder.render.terminal import show_report
from autograder.render.theme import CAREFUL
from autograder.text.phrasing import number
from autograder.text.sanitize import sanitize


@command("show")
@click.argument("who")
@click.option("--told", is_flag=True, help="The report as it was when the student was last told a score.")
def show(path: Path, who: str, told: bool) -> None:
    """Show a student's report again, as `grade` showed it, and what was decided since.

    WHO is a student's number, email or name, or the name of their submission.

    \b
    autograder show course.db alice
    autograder show course.db alice@example.edu

    It is the report of the attempt that counts. With --told, it is the one that counted when the student was last told
    a score (`feedback release`), with the decisions of that time. Nothing is graded, and nothing is changed.
    """
    console = terminal()
    with in_words(), open_gradebook(path) as gradebook:
        student = student_called(gradebook, who)
        release = last_release(gradebook, student) if told else None
        at = release.done_at if release else ""
        (standing,) = standings(gradebook, policy_beside(path), only=student, at=at)
        report = standing.report()
        if report is None:
            why = standing.failure or "They have handed in nothing."
            raise click.ClickException(f"There is no report on {student.shown}. {why}")
        show_report(console, report)
        _show_decisions(console, standing)
    if release:
        console.print(
            f"Told on {release.done_at[:10]} by {release.by}: {number(release.people[student.row] or 0)} points.",
            highlight=False,
            markup=False,
        )


def _show_decisions(console: Console, standing: Standing) -> None:
    of_exercises = (f"{each.name}: {said}" for each in standing.exercises for said in on_exercise(each))
    for sentence in (*on_the_whole(standing), *of_exercises, *standing.notes):
        console.print(Text(sanitize(sentence), style=CAREFUL))
    if standing.score is not None and standing.score != standing.raw:
        most = f" of {number(standing.max_score)}" if standing.max_score is not None else ""
        console.print(f"What counts: {number(standing.score)}{most} points.", highlight=False)
