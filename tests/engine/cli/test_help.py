"""What ``--help`` shows, and what holds for every command."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from autograder.cli.main import COMMANDS, main
from tests.support.project import ROOT


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["release", "gradescope"]])
def test_help_keeps_its_examples_one_a_line(command):
    shown = CliRunner().invoke(main, [*command, "--help"])
    assert shown.exit_code == 0
    assert "\\b" not in shown.output
    assert "\b" not in shown.output


@pytest.mark.skipif(sys.platform != "linux" or os.cpu_count() == 1, reason="counts threads, where there may be several")
def test_a_command_calculates_in_one_thread():
    """More would take processors from the workers."""
    code = (
        "import os; from autograder.cli.main import main\n"
        "main(['check', '--help'], standalone_mode=False)\n"
        "import numpy; print('threads:', len(os.listdir('/proc/self/task')))"
    )
    free = {name: value for name, value in os.environ.items() if not name.endswith("_THREADS")}
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=free, capture_output=True, text=True, check=True)
    assert said.stdout.endswith("threads: 1\n")
