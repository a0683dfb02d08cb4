"""Functions that Otter's kernel has not defined and `grade` finds: behind a syntax error, or in another tool's form.

The kernel runs a file as one cell, and nothing of a cell that is no Python as a whole.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from autograder.sandbox.guest.runtime.admission import Admission
from autograder.sandbox.guest.runtime.loader import SubmittedModules
from autograder.sandbox.guest.runtime.proxies import Proxies
from autograder.sandbox.guest.runtime.stubs import is_stub
from autograder.sandbox.guest.runtime.submitted_files import SubmittedFile
from autograder.submissions.read import read_submission


def functions_in_files(folder: Path, modules: Collection[str]) -> dict[str, Callable[..., Any]]:
    """The functions in the files of a folder, run one statement after another; what is still a stub is none.

    Parameters
    ----------
    folder : Path
        The submission's.
    modules : collection of str
        The names of the assignment's modules.
    """
    sources = read_submission(folder, modules).sources
    files = {
        name: SubmittedFile(source.file, source.cells, source.folder, source.first_lines)
        for name, source in sources.items()
    }
    nobody = Proxies({}, lambda call: None)
    loaded = SubmittedModules(files, nobody, Admission({}, demonstrates=False, announce=lambda _: None))
    loaded.install()
    found: dict[str, Callable[..., Any]] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for name, file in files.items():
            for place in range(len(file.cells)):
                loaded.run_cell(name, place)
            written = {key: each for key, each in loaded.functions(name).items() if not is_stub(each)}
            found = written | found
    return found
