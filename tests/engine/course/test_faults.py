"""Killed or out of disk: nothing is lost, nothing is there twice, and the next run goes on to the same end."""

import contextlib
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.gradebook.actions import actions
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.results.provenance import Engine
from tests.support.courses import content, graded
from tests.support.disk import small_disk
from tests.support.packing import write
from tests.support.project import MATERIAL, ROOT, SEED
from tests.support.submissions import references

TINY = MATERIAL / "tiny"
STUDENTS = 40
LONGEST_REMARK = 1000  # bytes, which no compression makes fewer
KILLS = 200
RECORDS = """
import pickle, sys
from pathlib import Path
from dataclasses import replace
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.recording import record
from autograder.course.gradebook.database import open_gradebook
from autograder.results.identity import Identity, Person
report = pickle.load(sys.stdin.buffer)
with open_gradebook(Path(sys.argv[1]), create=True) as gradebook:
    begin(gradebook, "tiny", 1, 0)
    for number in range(1000):
        name = f"student {number:04}"
        record(gradebook, replace(report, name=name, identity=Identity(people=(Person(id=name),))))
        print(number, flush=True)
"""


@pytest.fixture
def a_class(tmp_path):
    files = references(TINY)
    rng = random.Random(SEED)
    each = {name: text + b"\n# " for name, text in files.items()}
    remarks = [rng.randbytes(LONGEST_REMARK).hex().encode() for _ in range(STUDENTS)]
    return write(
        tmp_path / "class",
        {f"s{n:02}/{name}.py": text + remarks[n] for n in range(STUDENTS) for name, text in each.items()},
    )


def command(folder, path):
    words = ["grade", str(folder), "--assignment", str(TINY), "--gradebook", str(path), "--jobs", "2"]
    return [sys.executable, "-m", "autograder", *words, "--seed", str(SEED), "--trust-submissions"]


def run(words):
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_whatever_was_told_to_be_written_is_there_after_a_kill(tmp_path, grade_tiny):
    path = tmp_path / "course.db"
    report = pickle.dumps(grade_tiny_for_storage(grade_tiny))
    told = -1
    for lines in (1, 20):
        with subprocess.Popen(
            [sys.executable, "-c", RECORDS, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as writing:
            writing.stdin.write(report)
            writing.stdin.close()
            for line in writing.stdout:
                told = max(told, int(line))
                if told > lines:
                    writing.kill()
        with open_gradebook(path) as gradebook:
            names = [name for (name,) in gradebook.rows("SELECT name FROM hand_ins ORDER BY name")]
            assert names == [f"student {number:04}" for number in range(len(names))]
            assert told < len(names) <= told + 2  # one may be written of which nothing was told yet
            assert gradebook.value("SELECT count(*) FROM gradings") == len(names)


def grade_tiny_for_storage(grade_tiny):
    return replace(grade_tiny(means="def mean(X): return X.mean(axis=0)"), engine=Engine("1", "0" * 12), seed=1)


@pytest.mark.slow
def test_after_two_hundred_kills_the_gradebook_is_that_of_an_undisturbed_run(tmp_path, a_class):
    undisturbed = tmp_path / "undisturbed.db"
    start = time.monotonic()
    assert run(command(a_class, undisturbed))[0] == 0
    whole = time.monotonic() - start
    expected = content(undisturbed)
    rng = random.Random(SEED)
    path = tmp_path / "course.db"
    finished = 0
    for _ in range(KILLS):
        with subprocess.Popen(
            command(a_class, path), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as grading:
            with contextlib.suppress(subprocess.TimeoutExpired):
                grading.wait(rng.uniform(0.1, 1.2) * whole)
            grading.send_signal(signal.SIGKILL)
        if graded(path) == STUDENTS:
            assert content(path) == expected
            path.unlink()
            finished += 1
    assert finished > 1  # kills came at all stages, from the first to the last
    assert run(command(a_class, path))[0] == 0
    assert content(path) == expected


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_on_a_full_disk_what_was_graded_is_whole_and_the_next_run_goes_on(tmp_path, a_class):
    undisturbed = tmp_path / "undisturbed.db"
    assert run(command(a_class, undisturbed))[0] == 0
    with small_disk(tmp_path / "disk", "600k"):
        path, ballast = tmp_path / "disk" / "course.db", tmp_path / "disk" / "ballast"
        ballast.write_bytes(bytes(400 << 10))
        code, said = run(command(a_class, path))
        assert code == 1
        assert "course.db cannot be written: the disk is full. What is in it is whole." in said
        assert "the same command continues from there." in said
        before = len(content(path)["gradings"])
        assert 0 < before < STUDENTS
        ballast.unlink()
        code, said = run(command(a_class, path))
        assert (code, f"{before} graded before" in said) == (0, True), said
        assert content(path) == content(undisturbed)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("prlimit"), reason="needs prlimit")
def test_where_the_file_may_not_grow_what_was_graded_is_whole(tmp_path, a_class):
    path = tmp_path / "course.db"
    code, said = run(["prlimit", "--fsize=170000", *command(a_class, path)])
    assert code == 1
    assert "course.db cannot be" in said
    assert 0 < len(content(path)["gradings"]) < STUDENTS
    assert run(command(a_class, path))[0] == 0
    assert len(content(path)["gradings"]) == STUDENTS


@pytest.mark.slow
def test_ctrl_c_says_what_is_kept(tmp_path, a_class):
    path = tmp_path / "course.db"
    with subprocess.Popen(
        command(a_class, path), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as grading:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not graded(path):
            time.sleep(0.01)
        grading.send_signal(signal.SIGINT)
        said = " ".join(grading.communicate(timeout=60)[1].split())
    assert grading.returncode == 1
    assert "Traceback" not in said
    assert "Interrupted." in said
    assert "the same command continues from there." in said


READ_ONLY = """
import sys
from pathlib import Path
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.facts import fact
path = Path(sys.argv[1])
with open_gradebook(path) as gradebook:
    print(fact(gradebook, "assignment"))
try:
    open_gradebook(path, create=True)
except GradebookError as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root may become somebody else")
def test_a_file_that_may_not_be_written_can_be_read_and_says_so():
    with tempfile.TemporaryDirectory() as folder:  # one that others may look into
        os.chmod(folder, 0o755)
        path = Path(folder) / "course.db"
        with open_gradebook(path, create=True) as gradebook:
            begin(gradebook, "tiny", SEED, 0)
        somebody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        code, said = run([*somebody, sys.executable, "-c", READ_ONLY, str(path)])
    assert code == 0
    assert said == f"tiny {path} cannot be written: the file or its folder is read-only for you."


COMMENTS = """
import sys
from pathlib import Path
from autograder.course.gradebook.actions import COMMENT, act
from autograder.course.gradebook.database import open_gradebook
for number in range(25):
    with open_gradebook(Path(sys.argv[1])) as gradebook:
        act(gradebook, COMMENT, content=f"{sys.argv[2]} {number}")
"""


@pytest.mark.slow
def test_two_instructors_at_once_lose_nothing(tmp_path):
    path = tmp_path / "course.db"
    with open_gradebook(path, create=True) as gradebook:
        begin(gradebook, "tiny", SEED, 0)
    both = [subprocess.Popen([sys.executable, "-c", COMMENTS, str(path), who], cwd=ROOT) for who in ("ann", "ben")]
    assert [each.wait(timeout=120) for each in both] == [0, 0]
    with open_gradebook(path) as gradebook:
        said = {each.content for each in actions(gradebook)}
    assert said == {f"{who} {number}" for who in ("ann", "ben") for number in range(25)}
