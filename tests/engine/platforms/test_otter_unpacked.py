"""Where the engine is not installed, Otter imports the plugin from the zip, and the plugin what Otter has unpacked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.support.project import ROOT

OTTER = ROOT / "autograder" / "platforms" / "otter"
HERE = "class Plugin: pass\n"  # in the place of what needs Otter


def test_what_is_imported_from_a_zip_goes_on_in_the_unpacked_folder(tmp_path):
    package = tmp_path / "source" / "autograder" / "platforms" / "otter"
    package.mkdir(parents=True)
    for folder in (package, *package.parents[:2]):
        (folder / "__init__.py").touch()
    for name in ("plugin.py", "unpacked.py"):
        shutil.copy(OTTER / name, package)
    (package / "isolated_grading.py").write_text(HERE)
    archive = shutil.make_archive(str(tmp_path / "otter"), "zip", tmp_path / "source")
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "autograder.py").write_text("print('a hand-in of this name')\n")
    script = (
        "import sys, importlib as i; sys.path.pop(0); module = i.import_module('autograder.platforms.otter.plugin'); "
        "print(sys.modules[module.Plugin.__module__].__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],  # without the folder that -c puts first, as Otter's command is without it
        cwd=tmp_path / "submission",
        env={**os.environ, "PYTHONPATH": archive},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == f"{package / 'isolated_grading.py'}\n", done.stderr
