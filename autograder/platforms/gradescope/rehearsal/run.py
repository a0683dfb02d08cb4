"""A rehearsal: a zip set up and run in a room, and what came of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.platforms.gradescope.rehearsal.environment import CommandResult, Environment
from autograder.platforms.gradescope.rehearsal.filesystem import prepare
from autograder.platforms.gradescope.rehearsal.shown_results import Rejected, Results, ShownOutput, read_results

FAILED = "The autograder failed to execute correctly."
TIMED_OUT = "Your submission timed out. It took longer than {seconds:g} seconds to run."


@dataclass(frozen=True)
class Rehearsal:
    """What came of running a zip on a submission.

    Attributes
    ----------
    package, submission : str
        The names of what was rehearsed.
    room : str
        Where, for people.
    remarks : tuple of str
        What staff should know: how the room differs from Gradescope's machine, what is wrong with the zip.
    set_up, run : CommandResult or None
        None where it was not done.
    failure : str or None
        Why Gradescope would have shown a failure.
    results : Results
        As the student gets them; of a failure, what Gradescope puts in their place.
    """

    package: str
    submission: str
    room: str
    remarks: tuple[str, ...]
    set_up: CommandResult | None
    run: CommandResult | None
    failure: str | None
    results: Results


def rehearse(
    package: Path,
    submission: Path,
    room: Environment,
    *,
    minutes: float,
    metadata: Path | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> Rehearsal:
    """Run `package` on `submission` in `room` as Gradescope does, and read what it wrote.

    Parameters
    ----------
    minutes : float
        Gradescope's limit.
    say : callable, optional
        Is told what is done now.

    Raises
    ------
    BadPackage
        If Gradescope could not use the zip, or would not take the submission.
    NoRoom
        If the room cannot be had on this machine.
    """
    with tempfile.TemporaryDirectory(prefix="rehearsal-", ignore_cleanup_errors=True) as folder:
        machine = prepare(Path(folder), package, submission, metadata)
        say("Setting up")
        set_up, run = room.set_up(machine), None
        if set_up is None or set_up.exit_code == 0:
            say("Running")
            run = room.run(machine, minutes * 60)
        failure, results = _outcome(set_up, run, minutes * 60, machine.results / "results.json")
    return Rehearsal(
        package.name,
        submission.resolve().name,
        room.name,
        (*machine.notes, *room.remarks),
        set_up,
        run,
        failure,
        results,
    )


def _outcome(
    set_up: CommandResult | None, run: CommandResult | None, limit: float, path: Path
) -> tuple[str | None, Results]:
    """Why it failed, if it did; and the results."""
    if run is None:
        how = (
            "did not end" if set_up is None or set_up.exit_code is None else f"ended with exit code {set_up.exit_code}"
        )
        return f"setup.sh {how}: Gradescope has no image to grade with.", _instead(FAILED)
    if run.exit_code is None and run.seconds >= limit:
        return f"run_autograder took longer than {limit:g} seconds.", _instead(TIMED_OUT.format(seconds=limit))
    if run.exit_code is None:
        return "run_autograder printed without end, and was stopped.", _instead(FAILED)
    try:
        return None, read_results(path)
    except Rejected as error:
        return f"{error} (run_autograder ended with exit code {run.exit_code}.)", _instead(FAILED)


def _instead(message: str) -> Results:
    """What Gradescope shows where there are no results."""
    return Results(score=0.0, output=ShownOutput(message, "text"), tests=())
