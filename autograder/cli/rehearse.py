"""``autograder rehearse``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.platforms.gradescope.rehearsal.bubblewrap import PrivateMount, RootFolder
from autograder.platforms.gradescope.rehearsal.docker import BASE_IMAGE, Docker, engine_answers
from autograder.platforms.gradescope.rehearsal.environment import Environment, EnvironmentUnavailable
from autograder.platforms.gradescope.rehearsal.filesystem import BadPackage
from autograder.platforms.gradescope.rehearsal.page import write_page
from autograder.platforms.gradescope.rehearsal.run import run_rehearsal
from autograder.platforms.gradescope.rehearsal.terminal_page import show_rehearsal
from autograder.render.console import terminal

a_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("package", type=a_file, metavar="ZIP")
@click.argument("submission", type=click.Path(exists=True, path_type=Path))
@click.option("--html", "html_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the pages here.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Run in a copy of this Debian or Ubuntu system, setup.sh included. Needs root and bubblewrap.",
)
@click.option("--docker/--no-docker", default=None, help="Whether to run in Docker. Default: if it is available.")
@click.option("--image", help="Docker's base image. Default: Gradescope's, with Ubuntu 22.04.")
@click.option(
    "--minutes", type=click.FloatRange(0, 40, min_open=True), default=10, show_default=True, help="The time limit."
)
@click.option("--metadata", type=a_file, help="The submission_metadata.json. Default: a first submission, in time.")
def rehearse(
    package: Path,
    submission: Path,
    html_path: Path | None,
    root: Path | None,
    docker: bool | None,
    image: str | None,
    minutes: float,
    metadata: Path | None,
) -> None:
    """Run a Gradescope zip as Gradescope does, and show what the student will see.

    SUBMISSION is a file, a folder or a zip. It runs in a Docker container if Docker is available; with --root, in a
    copy of a Debian or Ubuntu system; otherwise on this machine, with a private /autograder and without setup.sh. The
    exit code is 0 if there are results, 1 if Gradescope would have shown a failure, and 2 for wrong usage.

    \b
    autograder rehearse dist/backprop-gradescope.zip alice/
    autograder rehearse dist/backprop-gradescope.zip alice/ --html page.html
    """
    if root and docker:
        raise click.UsageError("Choose one of --root and --docker.")
    if html_path and not html_path.parent.is_dir():
        raise click.UsageError(f"The page cannot be written to {html_path}: the folder {html_path.parent} is missing.")
    console = terminal()
    try:
        with console.status("Choosing an environment") as status:
            environment = _environment(root, docker, image)
            done = run_rehearsal(
                package, submission, environment, minutes=minutes, metadata=metadata, say=status.update
            )
    except EnvironmentUnavailable as error:
        raise click.UsageError(str(error)) from error
    except BadPackage as error:
        raise click.ClickException(str(error)) from error
    if html_path:  # before the terminal, which may be a pipe that is closed early
        try:
            write_page(done, html_path)
        except OSError as error:
            raise click.UsageError(f"The page cannot be written to {html_path}: {error.strerror}.") from error
    show_rehearsal(console, done)
    if done.failure:
        raise click.exceptions.Exit(1)


def _environment(root: Path | None, docker: bool | None, image: str | None) -> Environment:
    if root:
        return RootFolder(root)
    if docker or (docker is None and engine_answers()):
        return Docker(image or BASE_IMAGE)
    return PrivateMount()
