"""``python -m autograder`` is the command ``autograder``."""

import sys

if sys.version_info < (3, 10):  # noqa: UP036  # students may have any version
    version = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"Python 3.10 or newer is needed, and this is {version}: {sys.executable}")

from autograder.cli.start import run  # an older Python cannot read it

run("python -m autograder")
