"""The zip that is released, on whole submissions; on a clean Debian too."""

import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from autograder.platforms.gradescope.rehearsal.bubblewrap import PrivateMount, RootFolder
from autograder.platforms.gradescope.rehearsal.docker import BUILT_IMAGE, Docker, engine_answers
from autograder.platforms.gradescope.rehearsal.page import page
from autograder.platforms.gradescope.rehearsal.run import run_rehearsal
from autograder.platforms.gradescope.rehearsal.view import AFTER, BEFORE, view
from tests.engine.platforms.gradescope.rehearsal.machine import Outline, as_root, in_a_room, points, score
from tests.support.project import ROOT, SAMPLES

pytestmark = pytest.mark.slow  # each rehearses a whole zip


@in_a_room
@pytest.mark.parametrize("name", ["perfect", "typical"])
def test_the_samples_get_their_points(released, name):
    done = run_rehearsal(released, SAMPLES / name, PrivateMount(), minutes=10)
    expected = points(SAMPLES / name)
    assert done.failure is None
    assert score(done.results) == (expected, None, 100)
    before, after = view(done.results, BEFORE), view(done.results, AFTER)
    assert {test.visibility for test in before.tests} == {"visible"}
    assert after.not_shown == 0
    assert after.score == expected
    panels = Outline(page(done)).panels
    hidden = {test.name.text for test in after.tests} - {test.name.text for test in before.tests}
    assert len(hidden) > 10
    assert not [name for name in hidden if name in panels["before"]]
    assert "Protections set" in panels["staff"]


ATTACK = """
import os, signal, subprocess, sys, threading

def attempt(action):
    try:
        return action()
    except BaseException as error:
        return type(error).__name__

FORGED = '{"score": 100, "tests": [{"name": "forged", "score": 100, "max_score": 100}]}'

def write(path):
    with open(path, "w") as file:
        file.write(FORGED)

def leave_behind():
    if os.fork() == 0:
        os.setsid()
        while True:
            attempt(lambda: write("/autograder/results/results.json"))

for place in ("results/results.json", "results/forged.json", "source/settings.json", "run_autograder"):
    print(place, attempt(lambda: write("/autograder/" + place)))
print("solutions", attempt(lambda: os.listdir("/autograder/source/solutions")))
print("settings", attempt(lambda: open("/autograder/source/settings.json").read()))
print("metadata", attempt(lambda: open("/autograder/submission_metadata.json").read()))
print("left behind", attempt(leave_behind))
print("shell", attempt(lambda: subprocess.run(["sh", "-c", "sleep 60 &"])))
print("parent", attempt(lambda: os.kill(os.getppid(), signal.SIGKILL)))
print("all", attempt(lambda: os.kill(-1, signal.SIGTERM)))
print(FORGED)
attempt(lambda: os.write(4, FORGED.encode()))
"""


NOBODY = 65534


@in_a_room
@as_root
def test_an_ordinary_user_may_rehearse(released):
    """With a Python of the system's, since ours may lie where nobody else may go."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copy(released, folder / "grader.zip")
        shutil.copytree(SAMPLES / "perfect", folder / "alice")
        packages = sysconfig.get_path("purelib")
        for python in (sys.executable, "/usr/bin/python3"):
            venv = folder / f"venv-{Path(python).name}"
            subprocess.run([python, "-m", "venv", "--without-pip", venv], check=True)
            (site,) = venv.glob("lib/python*/site-packages")
            (site / "ours.pth").write_text(f"{packages}\n{ROOT}\n")
            words = [venv / "bin" / "python", "-B", "-c", "import autograder.cli.main, numpy"]
            if not as_nobody(words).returncode:
                break
        else:
            pytest.skip("no Python here that another user may run, with the packages of this one")
        words = [venv / "bin" / "python", "-B", "-m", "autograder", "rehearse", "--no-docker"]
        done = as_nobody([*words, "grader.zip", "alice"], cwd=folder)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "After the due date: 100/100" in said
    assert "It ran as an ordinary user; Gradescope starts it as root." in said


def as_nobody(words, **options):
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": [], "env": {}}
    # By way of a shell, for which what may not be run is an exit code.
    return subprocess.run(["/bin/sh", "-c", '"$@"', "sh", *words], capture_output=True, text=True, **user, **options)


@in_a_room
@as_root
def test_a_hostile_submission_gets_nothing_but_its_own_points(released, tmp_path):
    """Its honest answers keep their points, or lose them by its own doing; it gains none and stops nobody."""
    attack(released, tmp_path, PrivateMount())


def attack(released, tmp_path, room):
    folder = tmp_path / "mallory"
    shutil.copytree(SAMPLES / "typical", folder)
    (folder / "layers.py").write_text(ATTACK + (folder / "layers.py").read_text())
    done = run_rehearsal(released, folder, room, minutes=2)
    assert done.failure is None
    assert 0 <= done.results.score <= points(SAMPLES / "typical")
    assert "forged" not in {test.name.text for test in done.results.tests}
    assert done.results.max_score == 100
    said = done.results.output.text
    for attempt in ("results/results.json", "source/settings.json", "solutions", "settings", "metadata"):
        assert f"{attempt} PermissionError" in said, said
    # What it prints is shown as text, and nowhere else.
    assert "forged" not in "".join(test.output.text for test in done.results.tests)


BROKEN = {
    "a syntax error": {"layers.py": b"def linear_backward(:\n"},
    "nothing": {},
    "a PDF": {"homework.pdf": b"%PDF-1.7\n\0\0"},
    "a PDF in disguise": {"layers.py": b"%PDF-1.7\n\0\0"},
}


@in_a_room
@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_submission_gets_no_points_and_an_answer(released, tmp_path, what):
    folder = tmp_path / "bob"
    folder.mkdir()
    for name, content in BROKEN[what].items():
        (folder / name).write_bytes(content)
    done = run_rehearsal(released, folder, PrivateMount(), minutes=2)
    assert done.failure is None
    assert score(done.results) == (0, None, 100)
    assert "Traceback" not in done.results.output.text
    assert done.run.exit_code == 0


@pytest.fixture(scope="module")
def debian(tmp_path_factory):
    """A minimal Debian, as debootstrap makes it."""
    root = tmp_path_factory.mktemp("debian") / "root"
    packages = "--include=python3,ca-certificates"
    done = subprocess.run(
        ["debootstrap", "--variant=minbase", packages, "bookworm", root], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:]
    yield root
    shutil.rmtree(root)


clean_machine = [
    pytest.mark.slow,
    as_root,
    in_a_room,
    pytest.mark.skipif(not shutil.which("debootstrap"), reason="debootstrap is not installed"),
]


def with_marks(marks):
    def apply(function):
        for mark in marks:
            function = mark(function)
        return function

    return apply


@with_marks(clean_machine)
def test_on_a_clean_debian_setup_installs_and_the_samples_get_their_points(released, debian, tmp_path):
    packages = (debian / "var" / "lib" / "dpkg" / "status").read_bytes()
    for name in ("perfect", "typical"):
        done = run_rehearsal(released, SAMPLES / name, RootFolder(debian), minutes=10)
        assert done.failure is None, done.set_up.output.decode()
        assert done.set_up.exit_code == 0
        assert score(done.results) == (points(SAMPLES / name), None, 100)
        assert "Debian GNU/Linux 12" in done.environment
    assert (debian / "var" / "lib" / "dpkg" / "status").read_bytes() == packages, "it worked on a copy"
    assert not (debian / "autograder").exists()
    attack(released, tmp_path, RootFolder(debian))


@with_marks(clean_machine)
def test_setup_and_run_share_autograder_and_the_system_and_nothing_else(debian, zip_of, submission, monkeypatch):
    monkeypatch.setenv("PIP_SECRET", "token")
    setup = """
        id -u; pwd; env; sleep 60 &
        touch /autograder/kept /opt/kept /tmp/lost"""
    run = """#!/bin/sh
        ls -d kept /opt/kept /tmp/lost; env; echo '{"score": 3}' > results/results.json"""
    done = run_rehearsal(zip_of(run, setup), submission, RootFolder(debian), minutes=1)
    assert (done.failure, done.results.score) == (None, 3)
    printed = [step.output.decode().splitlines() for step in (done.set_up, done.run)]
    assert {"0", "/", "PIP_SECRET=token"} <= set(printed[0])
    assert {"kept", "/opt/kept"} <= set(printed[1])
    assert not {"/tmp/lost", "PIP_SECRET=token"} & set(printed[1])
    failed = run_rehearsal(
        zip_of(run, "apt-get install --yes no-such-package"), submission, RootFolder(debian), minutes=1
    )
    assert "setup.sh ended with exit code 100" in failed.failure


@with_marks(clean_machine)
@pytest.mark.skipif(not engine_answers(), reason="no Docker engine answers here")
def test_a_docker_container_is_a_room_as_well(debian, zip_of, submission):
    image = "rehearsal-test-debian"
    with subprocess.Popen(["tar", "--create", "--directory", debian, "."], stdout=subprocess.PIPE) as tar:
        subprocess.run(["docker", "import", "-", image], stdin=tar.stdout, check=True, capture_output=True)
    try:
        package = zip_of(
            "#!/bin/sh\npwd; id -u; cat made submission/answer.py; echo '{\"score\": 3}' > results/results.json\n",
            "echo from setup > /autograder/made\n",
        )
        done = run_rehearsal(package, submission, Docker(image), minutes=1)
        assert (done.failure, done.results.score) == (None, 3)
        assert done.run.output.split() == b"/autograder 0 from setup answer = 42".split()
        slow = run_rehearsal(zip_of("#!/bin/sh\nsleep 60\n"), submission, Docker(image), minutes=0.05)
        assert "longer than 3 seconds" in slow.failure
        containers = subprocess.run(
            ["docker", "ps", "--all", "--quiet", "--filter", "name=rehearsal-"], capture_output=True
        )
        assert containers.stdout == b""
    finally:
        subprocess.run(["docker", "rmi", "--force", image, BUILT_IMAGE], capture_output=True)
