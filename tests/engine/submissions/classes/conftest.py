"""The same files, as a folder and as a zip."""

import pytest

from tests.engine.submissions.classes.class_files import MODULES
from tests.support.packing import write, zipped
from tests.support.reading import read_batch


@pytest.fixture(params=["folder", "zip"])
def read(request, tmp_path):
    """Read the same files as a folder and as a zip."""

    def read(files, name="hw4", **options):
        if request.param == "zip":
            path = write(tmp_path, {f"{name}.zip": zipped(files)}) / f"{name}.zip"
        else:
            path = write(tmp_path / name, files)
        return read_batch([path], MODULES, **options)

    return read
