"""A class is graded on a real cluster: a scheduler and workers that are processes, some of which are killed."""

import contextlib
import socket
import threading

import pytest

pytest.importorskip("distributed", reason="Dask's distributed is not installed (the extra dask)")

from autograder.batch.dask_cluster import graded_by_cluster
from autograder.batch.dask_connection import Settings
from autograder.batch.dask_worker import ClusterError
from autograder.batch.grading_process import AlreadyRead
from autograder.batch.processes import graded_by_processes
from autograder.grading.grader_spec import GraderSpec
from autograder.submissions.submission import Submission, python_files
from tests.support.cluster import Cluster, another_version
from tests.support.project import DEADLINES, MATERIAL, SEED
from tests.support.submissions import references

pytestmark = pytest.mark.slow  # a cluster is started for each

SPEC = GraderSpec(MATERIAL / "tiny", SEED, timeouts=DEADLINES)
STUDENTS = 200


@pytest.fixture
def cluster(tmp_path):
    with Cluster(tmp_path) as running:
        yield running


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


def test_a_scheduler_that_is_killed_and_started_again_costs_nothing(cluster, a_class, expected, capfd):
    found = []
    for place, report in graded_by_cluster(SPEC, a_class, settings(cluster)):
        found.append((place, report))
        if len(found) == 30:
            cluster.kill()
            cluster.start()
    assert len(found) == STUDENTS
    assert dict(found) == expected
    assert "Traceback" not in capfd.readouterr().err


def test_a_scheduler_that_does_not_come_back_is_told(cluster, a_class):
    results = graded_by_cluster(SPEC, a_class, Settings(cluster.address, answers_in=30, comes_back_in=1))
    assert next(results)
    cluster.kill()
    with pytest.raises(ClusterError, match="was lost, and was not back with workers within 1 seconds"):
        list(results)


def test_another_version_on_a_worker_is_refused_with_both(tmp_path, a_class):
    with Cluster(tmp_path, another_version(tmp_path / "other")) as running, pytest.raises(ClusterError) as refused:
        list(graded_by_cluster(SPEC, a_class, settings(running)))
    assert str(refused.value).count("autograder 0.") == 2
    assert "Install the same there." in str(refused.value)


def test_a_scheduler_that_accepts_and_stays_silent_is_given_up(a_class):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        threading.Thread(target=lambda: _accept(silent), daemon=True).start()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ClusterError, match="No Dask scheduler with a worker answered at"):
            list(graded_by_cluster(SPEC, a_class, Settings(address, answers_in=2)))


def _accept(silent):
    with contextlib.suppress(OSError):
        while True:
            connections.append(silent.accept())


connections = []
