"""Small hand-made zips, and the zip that is released."""

import zipfile

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.platforms.gradescope.rehearsal.filesystem import prepare_folder
from tests.engine.platforms.gradescope.rehearsal.machine import entry


@pytest.fixture
def zip_of(tmp_path):
    """A zip of files given as texts, both scripts executable; by default they write good results."""

    def build(run="#!/bin/sh\necho '{\"score\": 1}' > results/results.json\n", setup="#!/bin/bash\n", **files):
        path = tmp_path / "grader.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in {"run_autograder": run, "setup.sh": setup, **files}.items():
                if text is not None:
                    archive.writestr(entry(name, 0o755), text)
        return path

    return build


@pytest.fixture
def submission(tmp_path):
    folder = tmp_path / "alice"
    folder.mkdir()
    (folder / "answer.py").write_text("answer = 42\n")
    return folder


@pytest.fixture
def laid_out(tmp_path, submission):
    """A zip laid out as Gradescope's machine is."""

    def build(package, handed_in=submission):
        folder = tmp_path / "machine"
        folder.mkdir()
        return prepare_folder(folder, package, handed_in, None)

    return build


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    done = CliRunner().invoke(main, ["release", "gradescope", "--output", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    (path,) = folder.glob("*.zip")
    return path
