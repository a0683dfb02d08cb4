"""``autograder gradebook changes``."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import click

from autograder.cli.gradebook_commands.options import command, in_words, show_changes
from autograder.course.gradebook.comparison import changes as compared
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.standing import standings
from autograder.course.policy.course_file import policy_beside
from autograder.render.console import terminal

AGO = re.compile(r"(\d{1,5}) *(minute|hour|day|week)s?(?: ago)?")


class When(click.ParamType):
    """A time: a date, a date with a time (UTC by default), or how long ago it was."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        if match := AGO.fullmatch(text):
            return datetime.now(timezone.utc) - timedelta(**{f"{match[2]}s": int(match[1])})
        try:
            found = datetime.fromisoformat(text.replace("Z", "+00:00"))
        except ValueError:
            self.fail(f"{text} is not a time. Write 2026-03-09, 2026-03-09T14:00, or '3 hours'.", param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


@command("changes")
@click.option("--since", type=When(), required=True, help="A date, a time (UTC), or how long ago: '2 days'.")
def changes(path: Path, since: datetime) -> None:
    """Show who gained or lost points since a time, and why: a check, a decision, another attempt.

    \b
    autograder gradebook changes --since 2026-03-01
    autograder gradebook changes --since '3 hours'

    Due dates are taken from the current course.toml. This changes nothing.
    """
    at = since.astimezone(timezone.utc).isoformat(timespec="microseconds")
    with in_words(), open_gradebook(path) as gradebook:
        policy = policy_beside(path)
        found = list(compared(standings(gradebook, policy, at=at), standings(gradebook, policy)))
    show_changes(terminal(), found, most=None)
