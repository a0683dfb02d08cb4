"""Voiding a check and giving its points: a preview, and the decision with --yes."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.gradebook_commands.options import how_to_undo, in_words, show_changes
from autograder.course.gradebook.actions import GIVE, VOID, Action, act, actions
from autograder.course.gradebook.checks import check_called, known_checks
from autograder.course.gradebook.comparison import changes
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.history import in_words as said
from autograder.course.gradebook.standing import standings
from autograder.course.gradebook.who_and_when import me, now
from autograder.course.policy.course_file import policy_beside
from autograder.render.console import terminal

MOST_SHOWN = 20  # students


def decide(path: Path, kind: str, word: str, reason: str, *, yes: bool) -> None:
    """Show the effect of a decision on a check, and carry it out if `yes`.

    Parameters
    ----------
    path : Path
        The gradebook.
    kind : str
        ``void`` or ``give``.
    word : str
        The name of the check.
    reason : str
        The reason for the decision.
    yes : bool
        Whether to carry it out.

    Raises
    ------
    GradebookError
        If the check is unknown, or this has been decided already.
    """
    with in_words(), open_gradebook(path) as gradebook:
        exercise, check = check_called(known_checks(gradebook), word)
        decided = actions(gradebook)
        last = [each for each in decided if each.kind in {VOID, GIVE} and each.check == (exercise, check)][-1:]
        if last and last[0].kind == kind:
            raise GradebookError(f"This has been decided already: {said(last[0])}. {how_to_undo(last[0].uid, path)}")
        proposed = Action("", now(), me(), kind, reason, exercise, check)
        policy = policy_beside(path)
        found = list(changes(standings(gradebook, policy), standings(gradebook, policy, [*decided, proposed])))
        show_changes(terminal(), found, MOST_SHOWN)
        if not yes:
            click.echo(f"Nothing was changed. With --yes, {said(proposed)}.")
            return
        action = act(gradebook, kind, reason=reason, exercise=exercise, target=check)
    click.echo(f"Done: {said(action)}. {how_to_undo(action.uid, path)}")


yes_option = click.option("--yes", is_flag=True, help="Carry it out; without this, the effect is only shown.")
