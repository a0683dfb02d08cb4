"""Where the command starts: with the process that runs submissions, so that both import what they need side by side."""

from __future__ import annotations

import sys

from autograder.cli.words import HELP, RUNS_SUBMISSIONS
from autograder.sandbox.host.launch import ahead


def run(program: str | None = None) -> None:
    """Run the command that the command line names.

    Parameters
    ----------
    program : str, optional
        What the command is called in messages; by default, as it was typed.
    """
    words = sys.argv[1:]
    server = ahead() if words and words[0] in RUNS_SUBMISSIONS and not set(HELP).intersection(words) else None
    try:
        from autograder.cli.main import main

        main(prog_name=program, obj=server)
    except ModuleNotFoundError as error:  # commands are imported when they are called
        if str(error.name).startswith("autograder"):
            raise
        sys.exit(
            f"{error.name} is not installed for this Python ({sys.executable}). If you made an environment, "
            "activate it; then: pip install -r requirements.txt"
        )
    except KeyboardInterrupt:  # before click is there to say so
        sys.exit("Aborted!")
    finally:
        if server:
            server.stop()
