"""``autograder rehearse``, as an instructor types it."""

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from tests.engine.platforms.gradescope.rehearsal.machine import Outline, in_a_room

pytestmark = pytest.mark.slow  # each rehearses a whole zip


def command(*words, code=0):
    done = CliRunner().invoke(main, ["rehearse", "--no-docker", *map(str, words)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    assert "\033" not in done.output
    return " ".join(done.output.split())


@in_a_room
def test_the_exit_code_says_what_students_would_see(zip_of, submission, tmp_path):
    target = tmp_path / "page.html"
    said = command(zip_of(), submission, "--html", target)
    assert "Before the due date: 1" in said
    assert "What only staff see" in said
    assert Outline(target.read_text()).panels
    assert "would have shown a failure" in command(zip_of("#!/bin/sh\n"), submission, code=1)
    assert "has no setup.sh" in command(zip_of(setup=None), submission, code=1)


@in_a_room
def test_the_terminal_shows_text_and_moves_no_cursor(zip_of, submission):
    evil = "\\u001b[2J\\u202eevil [bold]x[/bold]"
    written = f'{{"score": 1, "output": "{evil}", "tests": [{{"score": 0, "max_score": 1, "output": "{evil}"}}]}}'
    script = f"#!/bin/sh\nprintf '\\033]0;title\\007'\ncat > results/results.json <<'END'\n{written}\nEND\n"
    said = command(zip_of(script), submission)
    assert said.count("\\x1b[2J\\x202eevil [bold]x[/bold]") == 2
    assert "\\x1b]0;title\\x07" in said


def test_wrong_usage_is_2(zip_of, submission, tmp_path):
    assert "does not exist" in command(tmp_path / "no.zip", submission, code=2)
    assert "does not exist" in command(zip_of(), tmp_path / "nobody", code=2)
    assert "--minutes" in command(zip_of(), submission, "--minutes", 0, code=2)
    assert "is missing" in command(zip_of(), submission, "--html", tmp_path / "no" / "page.html", code=2)
    assert "Choose one of" in command(zip_of(), submission, "--root", tmp_path, "--docker", code=2)
