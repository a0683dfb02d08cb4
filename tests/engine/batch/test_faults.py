"""What becomes of a batch when the grader itself is hit: killed, out of disk, with nowhere to write."""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.batch.json_lines import CannotWrite, JsonFile
from autograder.grading.grader import Grader
from autograder.results.as_json import as_json
from autograder.sandbox.host.zygote import Zygote
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, ROOT, SEED
from tests.support.submissions import references

TINY = MATERIAL / "tiny"
LINUX = sys.platform == "linux"
STUDENTS = 24
WORKER_KILLS, ZYGOTE_KILLS, GRADER_KILLS = 80, 80, 40
EARLIER = '{"earlier": true}\n'


@pytest.fixture
def some_reports(grade_tiny):
    return [grade_tiny(means=f"# {place}") for place in range(3)]


@pytest.fixture
def a_class(tmp_path) -> Path:
    """A folder of right submissions."""
    for place in range(STUDENTS):
        folder = tmp_path / "class" / f"student_{place:02}"
        folder.mkdir(parents=True)
        for name, text in references(TINY).items():
            (folder / f"{name}.py").write_bytes(text)
    return tmp_path / "class"


def command(folder: Path, report: Path, *more: str) -> list[str]:
    words = ["-m", "autograder", "grade", str(folder), "--assignment", str(TINY), "--json", str(report), *more]
    return [sys.executable, *words]


def run(words: list[str]) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again and again whether this holds; fail if it does not within a minute."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def lines(path: Path) -> list[dict]:
    text = path.read_text()
    assert text == "" or text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


# The file.


def test_reports_stand_in_order_however_they_came(tmp_path, some_reports):
    path = tmp_path / "all.json"
    path.write_text(EARLIER)
    with JsonFile(path) as file:
        for place in (2, 0, 1):
            file.add(place, some_reports[place])
            assert path.read_text() == EARLIER
            assert len(lines(tmp_path / "all.json.partial")) == {2: 1, 0: 2, 1: 3}[place]
        file.finish()
    assert lines(path) == [as_json(report, staff=True) for report in some_reports]
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    os.umask(mask := os.umask(0o077))
    return mask


def test_what_is_given_up_leaves_what_was_graded(tmp_path, some_reports):
    path = tmp_path / "all.json"
    with contextlib.suppress(KeyboardInterrupt), JsonFile(path) as file:
        file.add(1, some_reports[1])
        raise KeyboardInterrupt
    assert not path.exists()
    assert lines(tmp_path / "all.json.partial") == [as_json(some_reports[1], staff=True)]
    with contextlib.suppress(KeyboardInterrupt), JsonFile(path):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_link_planted_where_the_partial_file_goes_is_not_followed(tmp_path, some_reports):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "all.json.partial").symlink_to(victim)
    with JsonFile(tmp_path / "all.json") as file:
        file.add(0, some_reports[0])
        file.finish()
    assert victim.read_text() == "mine"


def test_a_full_device_is_told(some_reports):
    with JsonFile(Path("/dev/full")) as file:
        file.add(0, some_reports[0])
        with pytest.raises(CannotWrite, match="cannot be written to /dev/full: No space left on device"):
            file.finish()


@pytest.mark.parametrize("path", ["/proc/report.json", "/nowhere/report.json"])
def test_a_path_that_cannot_be_written_is_told_before_anything_is_graded(path, a_class):
    done = run(command(a_class, Path(path)))
    assert done.returncode == 2
    assert f"The report cannot be written to {path}: No such file or directory." in " ".join(done.stderr.split())
    assert done.stdout == ""


@contextlib.contextmanager
def _small_disk(folder: Path):
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0 or not LINUX, reason="only root may mount a small disk")
def test_when_the_disk_is_full_what_was_graded_is_whole(tmp_path, a_class):
    disk = tmp_path / "disk"
    with _small_disk(disk):
        report = disk / "all.json"
        report.write_text(EARLIER)
        (disk / "full").write_bytes(bytes(40 << 10))
        done = run(command(a_class, report))
        _check_given_up(done, report, "No space left on device")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("prlimit"), reason="needs prlimit")
def test_when_the_file_may_not_grow_what_was_graded_is_whole(tmp_path, a_class):
    report = tmp_path / "all.json"
    report.write_text(EARLIER)
    done = run(["prlimit", "--fsize=20000", *command(a_class, report)])
    _check_given_up(done, report, "File too large")


def _check_given_up(done: subprocess.CompletedProcess, report: Path, reason: str) -> None:
    said = " ".join(done.stderr.split()).replace(" ", "")
    assert done.returncode == 1, done.stderr
    partial = report.with_name("all.json.partial")
    assert (
        f"The report cannot be written to {report}: {reason}. Finished reports are in {partial}.".replace(" ", "")
        in said
    )
    assert "Traceback" not in done.stderr
    assert report.read_text() == EARLIER
    assert 0 < len(lines(partial)) < STUDENTS
    assert {each["score"] for each in lines(partial)} == {15}
    assert {each.name for each in report.parent.iterdir()} <= {"all.json", "all.json.partial", "full", "class"}


def test_ctrl_c_ends_grading_and_names_what_there_is(tmp_path, a_class):
    partial = tmp_path / "all.json.partial"
    with subprocess.Popen(
        command(a_class, tmp_path / "all.json", "--jobs", "2"),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as grading:
        while grading.poll() is None and not (partial.exists() and partial.stat().st_size):
            time.sleep(0.001)
        os.killpg(grading.pid, signal.SIGINT)
        said = grading.communicate(timeout=60)[1]
    assert grading.returncode == 1
    assert "Traceback" not in said
    assert f"Interrupted. Finished reports are in {partial}.".replace(" ", "") in "".join(said.split())
    assert 0 < len(lines(partial)) < STUDENTS
    assert not (tmp_path / "all.json").exists()


# Kills. The submissions are right: whoever was hit gets all points, or is told that it was not graded.


def children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        found = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
        return [int(each) for part in found for each in part]
    return []


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def grade_until(done: threading.Event, grader: Grader, reports: list) -> None:
    """Grade right submissions, two at a time."""
    submission = Submission("someone", python_files(references(TINY)))

    def go_on() -> None:
        while not done.is_set():
            reports.append(grader.grade(submission))

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(go_on) for _ in range(2)]:
            future.result()


@pytest.mark.slow
@pytest.mark.skipif(not LINUX, reason="finds the processes to kill in /proc")
@pytest.mark.parametrize(("whom", "kills"), [("worker", WORKER_KILLS), ("zygote", ZYGOTE_KILLS)])
def test_a_process_that_is_killed_costs_at_most_the_calls_that_it_hit(whom, kills, tiny):
    chance = random.Random(SEED)
    done = threading.Event()
    with Zygote() as running:
        grader = Grader(tiny, running, seed=SEED, deadlines=DEADLINES)
        right = grader.grade(Submission("someone", python_files(references(TINY))))
        assert right.score == 15

        reports: list = []

        def wait_for(condition) -> None:
            deadline = time.monotonic() + 30
            while not condition() and time.monotonic() < deadline:
                time.sleep(0.001)

        def hit() -> None:
            try:
                for _ in range(kills):
                    time.sleep(chance.uniform(0, 0.1))
                    wait_for(lambda: children(running.pid))
                    victims = [running.pid] if whom == "zygote" else children(running.pid)
                    if victims:
                        kill(chance.choice(victims))
                    so_far = len(reports)
                    wait_for(lambda so_far=so_far: len(reports) >= so_far + 2)  # what was hit has been graded again
            finally:
                done.set()

        hitting = threading.Thread(target=hit)
        hitting.start()
        grade_until(done, grader, reports)
        hitting.join()
        after = grader.grade(Submission("someone", python_files(references(TINY))))
        assert after == right
        assert children(running.pid) == []
    assert len(reports) >= 2 * kills
    for report in (each for each in reports if each != right):
        hurt = {check.status for exercise in report.exercises for check in exercise.checks if not check.passed}
        if whom == "zygote":
            assert not report.graded
            assert report.messages[0].startswith("This submission could not be graded: ")
        else:
            assert report.graded or "before it read anything" in report.messages[0]
            assert hurt <= {"crashed", "error"}
    spoilt = sum(report != right for report in reports)
    print(f"{whom}: {kills} kills, {len(reports)} reports, {spoilt} of them touched")
    assert spoilt <= (kills if whom == "worker" else kills / 10)


def _whole_lines(path: Path) -> int:
    """How many there are; while it is written, the last one may be there in part. -1 where the file is not there."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().count("\n")
    return -1


@pytest.mark.slow
@pytest.mark.skipif(not LINUX, reason="finds the processes to look for in /proc")
def test_a_grader_that_is_killed_leaves_whole_reports_and_no_process(tmp_path, a_class):
    report, states = tmp_path / "all.json", []
    partial = tmp_path / "all.json.partial"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    for kill in range(GRADER_KILLS):
        graded = kill * (STUDENTS - 1) // (GRADER_KILLS - 1)  # so many it has written down when it is hit
        report.write_text(EARLIER)
        process = subprocess.Popen(
            command(a_class, report), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(lambda: _whole_lines(partial) >= graded or process.poll() is not None)
        started_by_it = children(process.pid)
        started_by_it += [each for pid in started_by_it for each in children(pid)]
        process.kill()
        process.wait()
        wait_until(lambda: not any(map(alive, started_by_it)))
        whole = report.read_text() != EARLIER
        assert not whole or [each["score"] for each in lines(report)] == [15] * STUDENTS
        found = lines(partial) if partial.exists() else []
        assert all(each["score"] == 15 for each in found)
        states.append((whole, len(found)))
    print(states)
    assert len(set(states)) > STUDENTS / 6  # it was hit at different points, on a machine that is busy, too
    run(command(a_class, report))
    assert len(lines(report)) == STUDENTS
    assert not partial.exists()
