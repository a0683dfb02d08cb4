"""``python -m autograder`` is the command ``autograder``."""

import sys

if sys.version_info < (3, 10):  # noqa: UP036  # students may have any version
    version = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"Python 3.10 or newer is needed, and this is {version}: {sys.executable}")

try:
    from autograder.cli.main import main
except ModuleNotFoundError as error:
    if str(error.name).startswith("autograder"):
        raise
    sys.exit(
        f"{error.name} is not installed for this Python ({sys.executable}). If you made an environment, activate it; "
        "then: pip install -r requirements.txt"
    )

main(prog_name="python -m autograder")
