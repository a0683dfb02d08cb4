"""A machine laid out as Gradescope's."""

import json
from pathlib import Path

import pytest

from tests.engine.platforms.gradescope.machine import METADATA, set_settings
from tests.support.project import MATERIAL


@pytest.fixture
def machine(tmp_path):
    """``/autograder`` in a folder of its own, with the tiny assignment."""

    def lay_out(metadata: object = METADATA, *, assignment: Path = MATERIAL / "tiny", **modules: str) -> Path:
        source = tmp_path / "source"
        source.mkdir()
        for part in ("exercises", "solutions"):
            (source / part).symlink_to(assignment / part)
        set_settings(tmp_path)
        (tmp_path / "submission").mkdir()
        (tmp_path / "results").mkdir()
        for name, text in modules.items():
            (tmp_path / "submission" / f"{name}.py").write_text(text)
        (tmp_path / "submission_metadata.json").write_text(json.dumps(metadata))
        return tmp_path

    return lay_out
