"""What ``--help`` shows."""

import pytest
from click.testing import CliRunner

from autograder.cli.main import COMMANDS, main


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["release", "gradescope"]])
def test_help_keeps_its_examples_one_a_line(command):
    shown = CliRunner().invoke(main, [*command, "--help"])
    assert shown.exit_code == 0
    assert "\\b" not in shown.output
    assert "\b" not in shown.output
