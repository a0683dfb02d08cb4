"""Setting up cannot stay broken: what is in the way is said, nothing half-made is left, and the next try works."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.project import ROOT

PYTHON = """\
#!/bin/sh
case "$*" in
    --version) echo "Python {version}" ;;
    *version_info\\ \\<*) [ {version} != 3.9.18 ] ;;
    *"import ensurepip"*) {ensurepip} ;;
    *-venv*) echo python3.11-venv ;;
    *base_prefix*) echo "Python {version} in /usr" ;;
    *"import pip"*) [ -e .venv/packages ] ;;
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python && touch .venv/packages ;;
    "-m pip"*) {pip} ;;
esac
"""


@pytest.fixture
def project(tmp_path):
    """A copy of what sets up, in a folder whose name has a blank; Python is a program that does as it is told."""
    folder = tmp_path / "a project"
    (folder / "scripts").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "scripts/environment"):
        shutil.copy(ROOT / name, folder / name)
    (tmp_path / "bin").mkdir()
    return folder


def python(project: Path, name: str = "python3", version: str = "3.11.2", ensurepip: str = "true", pip: str = "true"):
    program = project.parent / "bin" / name
    program.write_text(PYTHON.format(version=version, ensurepip=ensurepip, pip=pip))
    program.chmod(0o755)
    return program


def set_up(project: Path, code: int = 0, **variables: str) -> str:
    path = f"{project.parent / 'bin'}:/usr/bin:/bin"
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHON", "MAKEFLAGS"}}
    done = subprocess.run(
        ["make", "environment-to-grade"],
        cwd=project,
        env={**environment, "PATH": path, **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode != 0) == (code != 0), done
    return done.stderr


def test_it_says_that_it_takes_a_while_and_then_there_is_nothing_to_do(project):
    python(project)
    assert "This takes a minute or two" in set_up(project)
    assert not (project / ".venv" / "unfinished").exists()
    assert set_up(project) == ""


def test_what_is_needed_has_changed(project):
    python(project)
    set_up(project)
    later = time.time() + 10
    os.utime(project / "requirements.lock", (later, later))
    assert "Installing into .venv" in set_up(project)


def test_a_python_that_is_too_old(project):
    python(project, version="3.9.18")
    python(project, "python3.12", "3.12.1")
    said = set_up(project, code=2)
    assert "Python 3.10 or newer is needed, and python3 is Python 3.9.18." in said
    assert "make PYTHON=python3.1" in said
    assert not (project / ".venv").exists()


def test_no_python_of_that_name(project):
    assert "There is no python7 here" in set_up(project, code=2, PYTHON="python7")
    assert not (project / ".venv").exists()


def test_a_python_that_cannot_make_environments(project):
    python(project, ensurepip="false")
    said = set_up(project, code=2)
    assert "sudo apt install python3.11-venv" in said
    assert not (project / ".venv").exists()
    python(project)
    set_up(project)


def test_a_first_installation_that_fails_leaves_nothing_behind(project):
    python(project, pip="echo 'no network' >&2; false")
    said = set_up(project, code=2)
    assert "no network" in said
    assert "The packages could not be installed; see pip's message above." in said
    assert not (project / ".venv").exists()


def test_one_that_brings_up_to_date_and_fails_leaves_what_was_there(project):
    python(project, pip="[ ! -e offline ]")
    set_up(project)
    (project / "offline").touch()
    later = time.time() + 10
    os.utime(project / "requirements.lock", (later, later))
    assert "could not be installed" in set_up(project, code=2)
    assert (project / ".venv" / "packages").exists()
    (project / "offline").unlink()
    assert "made again" not in set_up(project)


def test_pip_is_killed(project):
    python(project, pip="kill -9 $$")
    assert "The installation was interrupted" in set_up(project, code=2)
    assert not (project / ".venv").exists()


def test_everything_is_killed(project):
    python(project, pip="kill -9 $(cat .venv/unfinished) $$")
    set_up(project, code=2)
    assert (project / ".venv" / "unfinished").exists()
    python(project)
    assert "was interrupted: it is made again" in set_up(project)
    assert not (project / ".venv" / "unfinished").exists()


@contextlib.contextmanager
def installing(project):
    """A `make` whose pip is at work."""
    python(project, pip="touch pip-is-running; sleep 60")
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHON", "MAKEFLAGS"}}
    environment["PATH"] = f"{project.parent / 'bin'}:/usr/bin:/bin"
    make = ["make", "environment-to-grade"]
    with subprocess.Popen(make, cwd=project, env=environment, start_new_session=True, stderr=subprocess.PIPE) as begun:
        while not (project / "pip-is-running").exists():
            assert begun.poll() is None, begun.stderr.read()
            time.sleep(0.01)
        try:
            yield begun
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(begun.pid, signal.SIGINT)


@pytest.mark.slow
def test_ctrl_c(project):
    with installing(project) as make:
        os.killpg(make.pid, signal.SIGINT)
        assert "Interrupted: .venv is removed" in make.stderr.read().decode()
        assert not (project / ".venv").exists()


def test_two_at_once(project):
    with installing(project):
        worker = (project / ".venv" / "unfinished").read_text().strip()
        assert f"Process {worker} is installing into .venv: wait for it" in set_up(project, code=2)
        assert (project / ".venv").exists()


def test_the_number_of_one_that_was_cut_off_is_another_processs_now(project):
    python(project)
    (project / ".venv").mkdir()
    (project / ".venv" / "unfinished").write_text(f"{os.getpid()}\n")
    assert "was interrupted: it is made again" in set_up(project)


def test_an_environment_whose_python_has_gone(project):
    python(project)
    set_up(project)
    (project / ".venv" / "bin" / "python").unlink()
    assert "The environment in .venv does not work: it is made again." in set_up(project)


def test_another_python_than_the_one_it_was_made_with_is_refused(project):
    python(project)
    other = python(project, "python3.12", "3.12.1")
    set_up(project)
    said = set_up(project, code=2, PYTHON=str(other))
    assert "made with Python 3.11.2 in /usr" in said
    assert "is Python 3.12.1 in /usr" in said
    assert "make clean" in said
    assert set_up(project, PYTHON="python3") == ""


@pytest.mark.slow
def test_a_real_installation_is_killed_half_way_and_the_next_one_works(tmp_path):
    shutil.copytree(
        ROOT, tmp_path / "project", ignore=shutil.ignore_patterns(".*", "__pycache__", "dist"), symlinks=True
    )
    make = ["make", "grade", f"PYTHON={sys.executable}"]
    project = tmp_path / "project"
    environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
    with subprocess.Popen(make, cwd=project, env=environment, start_new_session=True, stderr=subprocess.PIPE) as begun:
        deadline = time.monotonic() + 300
        while not list(project.glob(".venv/lib/python3*/site-packages/numpy")) and time.monotonic() < deadline:
            assert begun.poll() is None, begun.stderr.read()
            time.sleep(0.1)
        os.killpg(begun.pid, signal.SIGKILL)
    assert (project / ".venv" / "unfinished").exists()
    done = subprocess.run(make, cwd=project, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    assert "was interrupted: it is made again" in done.stderr
    assert "total" in done.stdout
