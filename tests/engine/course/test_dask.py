"""A class is graded on a real cluster: a scheduler and workers that are processes, some of which are killed."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading

import pytest

pytest.importorskip("distributed", reason="Dask's distributed is not installed (the extra dask)")

from autograder.batch.dask_cluster import ClusterError, Settings, graded_by_cluster
from autograder.batch.grading_process import AlreadyRead
from autograder.batch.processes import graded_by_processes
from autograder.grading.grader_spec import GraderSpec
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, ROOT, SEED
from tests.support.submissions import references

pytestmark = pytest.mark.slow  # a cluster is started for each

SPEC = GraderSpec(MATERIAL / "tiny", SEED, timeouts=DEADLINES)
STUDENTS = 200


class Cluster:
    """A scheduler and workers on this machine."""

    def __init__(self, folder, engine=ROOT):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._folder = folder
        self._environment = {**os.environ, "PYTHONPATH": str(engine)}
        self.processes = []
        self.start()

    def start(self):
        place = ["--port", str(self.port), "--host", "127.0.0.1"]
        self.scheduler = self._program("scheduler", *place, "--no-dashboard")
        self.workers = [self.worker() for _ in range(2)]

    def worker(self):
        return self._program("worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny")

    def _program(self, name, *words):
        with open(self._folder / "log", "ab") as log:
            started = subprocess.Popen(
                [sys.executable, "-m", "dask", name, *words],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        self.processes.append(started)
        return started

    def kill(self):
        for each in self.processes:
            each.kill()
            each.wait()
        self.processes.clear()

    @property
    def log(self):
        return (self._folder / "log").read_bytes()


@pytest.fixture
def cluster(tmp_path):
    running = Cluster(tmp_path)
    try:
        yield running
    finally:
        running.kill()


@pytest.fixture(scope="module")
def a_class():
    files = references(MATERIAL / "tiny")
    wrong = {"means": b"def mean(X):\n    return X.sum(axis=1)\n"}
    return [
        AlreadyRead(Submission(f"s{n}", python_files({k: v + b"\n# %d" % n for k, v in (files, wrong)[n % 2].items()})))
        for n in range(STUDENTS)
    ]


@pytest.fixture(scope="module")
def expected(a_class):
    return dict(graded_by_processes(SPEC, a_class, 2))


def settings(cluster, **more):
    return Settings(cluster.address, answers_in=60, **more)


def test_reports_are_those_of_one_machine_and_no_secret_is_told(cluster, a_class, expected):
    assert dict(graded_by_cluster(SPEC, a_class, settings(cluster))) == expected
    for secret in (str(SEED).encode(), b"many_rows_centred", b"def centred"):
        assert secret not in cluster.log


def test_a_worker_that_is_killed_costs_nothing(cluster, a_class, expected):
    found = {}
    for place, report in graded_by_cluster(SPEC, a_class, settings(cluster)):
        found[place] = report
        if len(found) == 30:
            cluster.workers[0].kill()
    assert found == expected


def test_a_scheduler_that_is_killed_and_started_again_costs_nothing(cluster, a_class, expected):
    found = []
    for place, report in graded_by_cluster(SPEC, a_class, settings(cluster)):
        found.append((place, report))
        if len(found) == 30:
            cluster.kill()
            cluster.start()
    assert len(found) == STUDENTS
    assert dict(found) == expected


def test_a_scheduler_that_does_not_come_back_is_told(cluster, a_class):
    results = graded_by_cluster(SPEC, a_class, Settings(cluster.address, answers_in=30, comes_back_in=1))
    assert next(results)
    cluster.kill()
    with pytest.raises(ClusterError, match="is lost, and has not come back with workers within 1 seconds"):
        list(results)


def test_another_version_on_a_worker_is_refused_with_both(tmp_path, a_class):
    other = tmp_path / "other"
    shutil.copytree(ROOT / "autograder", other / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    with open(other / "autograder" / "judging" / "compare.py", "a") as file:
        file.write("\nTOLERANCE_OF_MY_OWN = 1.0\n")
    running = Cluster(tmp_path, other)
    try:
        with pytest.raises(ClusterError) as refused:
            list(graded_by_cluster(SPEC, a_class, settings(running)))
    finally:
        running.kill()
    assert str(refused.value).count("autograder 0.") == 2
    assert "Install the same there." in str(refused.value)


def test_a_scheduler_that_accepts_and_stays_silent_is_given_up(a_class):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        threading.Thread(target=lambda: _accept(silent), daemon=True).start()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ClusterError, match="No scheduler of Dask's with a worker answers at"):
            list(graded_by_cluster(SPEC, a_class, Settings(address, answers_in=2)))


def _accept(silent):
    with contextlib.suppress(OSError):
        while True:
            connections.append(silent.accept())


connections = []
