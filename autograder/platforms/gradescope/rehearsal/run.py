"""Rehearses a zip: sets it up and runs it in an environment, and reads the results."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from autograder.immutable import immutable
from autograder.platforms.gradescope.rehearsal.environment import CommandResult, Environment
from autograder.platforms.gradescope.rehearsal.filesystem import prepare_folder
from autograder.platforms.gradescope.rehearsal.shown_results import Results, ResultsRejected, ShownOutput, read_results

FAILED = "The autograder failed to execute correctly."
TIMED_OUT = "Your submission timed out. It took longer than {seconds:g} seconds to run."


@immutable
class Rehearsal:
    """The result of running a zip on a submission.

    Attributes
    ----------
    package, submission : str
        The file names of the zip and the submission.
    environment : str
        The name of the environment.
    remarks : tuple of str
        Flaws of the zip, and how the environment differs from Gradescope's machine.
    set_up, run : CommandResult or None
        The results of both scripts; None if a script was not run.
    failure : str or None
        Why Gradescope would have shown a failure; None if it would not.
    results : Results
        The results as the student gets them; after a failure, those that Gradescope shows instead.
    """

    package: str
    submission: str
    environment: str
    remarks: tuple[str, ...]
    set_up: CommandResult | None
    run: CommandResult | None
    failure: str | None
    results: Results


def run_rehearsal(
    package: Path,
    submission: Path,
    environment: Environment,
    *,
    minutes: float,
    metadata: Path | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> Rehearsal:
    """Run a zip on a submission as Gradescope does, and read the results.

    Parameters
    ----------
    package : Path
        The zip.
    submission : Path
        A file, a folder, or a zip.
    environment : Environment
        Where to run it.
    minutes : float
        Gradescope's time limit.
    metadata : Path, optional
        The ``submission_metadata.json``; by default that of a first submission.
    say : callable, optional
        Called with the name of each step before it starts.

    Raises
    ------
    BadPackage
        If Gradescope could not use the zip, or would not accept the submission.
    EnvironmentUnavailable
        If this machine does not allow the environment.
    """
    with tempfile.TemporaryDirectory(prefix="rehearsal-", ignore_cleanup_errors=True) as folder:
        machine = prepare_folder(Path(folder), package, submission, metadata)
        say("Setting up")
        set_up, run = environment.set_up(machine), None
        if set_up is None or set_up.exit_code == 0:
            say("Running")
            run = environment.run(machine, minutes * 60)
        failure, results = _outcome(set_up, run, minutes * 60, machine.results / "results.json")
    return Rehearsal(
        package.name,
        submission.resolve().name,
        environment.name,
        (*machine.notes, *environment.remarks),
        set_up,
        run,
        failure,
        results,
    )


def _outcome(
    set_up: CommandResult | None, run: CommandResult | None, limit: float, path: Path
) -> tuple[str | None, Results]:
    """The reason for a failure, or None; and the results."""
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
    except ResultsRejected as error:
        return f"{error} (run_autograder ended with exit code {run.exit_code}.)", _instead(FAILED)


def _instead(message: str) -> Results:
    """The results that Gradescope shows where there are none."""
    return Results(score=0.0, output=ShownOutput(message, "text"), tests=())
