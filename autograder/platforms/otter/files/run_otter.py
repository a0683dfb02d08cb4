"""Grade the submission in the folder that the command line names with Otter."""

import os
import sys
from pathlib import Path

from otter.run.run_autograder import main

# Otter looks for its kernel in the environment that this Python belongs to.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
main(sys.argv[1])
