"""Grade the submission in the folder that the command line names with Otter."""

import os
import sys
from pathlib import Path

# Python itself was told to look nowhere but among its packages (-I): this alone is added, where the engine lies.
sys.path.insert(0, str(Path(__file__).resolve().parent))
# Otter looks for its kernel in the environment that this Python belongs to.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"

from otter.run.run_autograder import main

main(sys.argv[1])
