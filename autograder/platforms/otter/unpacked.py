"""The engine's files as Otter has unpacked them: a package inside a zip has no files, and workers need some."""

from __future__ import annotations

import sys
from pathlib import Path

SOURCE = Path("../source")  # from the submission's folder, in which Otter imports plugins


def use_unpacked_files(module_file: str, keep: str) -> None:
    """Let what is imported from now on come from Otter's folder, if this was imported from a zip.

    ``otter run`` imports the plugin by its name and puts nothing of the zip on the path: where the engine is not
    installed, the zip itself stands in ``PYTHONPATH``.

    Parameters
    ----------
    module_file : str
        The file of the module that asks.
    keep : str
        That module's name: it is about to be looked up.
    """
    if Path(module_file).is_file():
        return
    package = __name__.partition(".")[0]
    for name in [each for each in sys.modules if each.partition(".")[0] == package and each != keep]:
        del sys.modules[name]
    sys.path.insert(0, str(SOURCE.resolve(strict=True)))
