"""Grade the submission in the folder that the command line names with Otter."""

import json
import os
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp

# Python itself was told to look nowhere but among its packages (-I): this alone is added, where the engine lies.
sys.path.insert(0, str(Path(__file__).resolve().parent))
# Otter looks for its kernel in the environment that this Python belongs to.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"

from otter.run.run_autograder import main

root = Path(sys.argv[1])
handed_in = root / "submission"
aside = Path(mkdtemp(dir=root))
if json.loads((root / "source" / "otter_config.json").read_text(encoding="utf-8"))["plugins"]:
    # The plugin grades what was handed in. Otter would stop at a notebook that it cannot read, or at several files.
    for path in list(handed_in.iterdir()):
        shutil.move(path, aside)
    notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (handed_in / "submission.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    os.environ["AUTOGRADER_HANDED_IN"] = str(aside)
else:
    # Otter puts its tests and a file beside what was handed in, and stops if anything else has their names.
    for path, is_meant in ((handed_in / "tests", Path.is_dir), (handed_in / "__init__.py", Path.is_file)):
        if path.is_symlink() or (path.exists() and not is_meant(path)):
            path.rename(aside / path.name)

main(str(root))
