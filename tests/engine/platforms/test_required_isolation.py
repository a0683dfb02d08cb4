"""Where the answers lie beside the grader, no grade without isolation."""

import pytest

from autograder.platforms.required_isolation import graders_files, require_isolation
from autograder.results.report import Protection
from autograder.sandbox.host.isolation_check import SET, UNAVAILABLE
from autograder.sandbox.protocol import SandboxError

ALL = ("network", "processes", "signals", "memory of others", "reading files")


def protections(*missing):
    return [Protection(name, UNAVAILABLE if name in missing else SET) for name in ALL]


def test_where_all_holds_there_is_a_grade():
    require_isolation(protections())


@pytest.mark.parametrize("missing", ALL)
def test_a_protection_that_is_missing_is_named(missing):
    with pytest.raises(SandboxError, match=f"no protection of: {missing}"):
        require_isolation(protections(missing))


@pytest.mark.parametrize(
    ("mode", "user", "held"), [(0o700, SET, True), (0o755, SET, False), (0o700, UNAVAILABLE, False)]
)
def test_closed_files_stand_for_reading(tmp_path, mode, user, held):
    (tmp_path / "source").mkdir(mode=0o700)
    (tmp_path / "source").chmod(mode)
    closed = graders_files(tmp_path, {"user": user})
    assert closed == Protection("the grader's files", SET if held else UNAVAILABLE)
    if held:
        require_isolation([*protections("reading files"), closed])
    else:
        with pytest.raises(SandboxError, match="reading files"):
            require_isolation([*protections("reading files"), closed])
