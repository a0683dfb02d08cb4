"""The sample submissions, each against the whole report that lies beside it.

``pytest tests/test_samples.py --rewrite-reports`` writes the reports anew: read the difference before you commit it.
"""

import json

import pytest

from autograder.grading.grader import Grader
from autograder.results.as_json import as_json
from autograder.submissions.read import read_submissions
from tests.support.project import DEADLINES, SAMPLES, SEED

NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
# What changes with every edit of a check, and what depends on the machine, stands in tests of its own.
ELSEWHERE = ("isolation", "schema_version", "assignment")


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_the_one_beside_the_sample(assignment, zygote, name, request):
    (submission,) = read_submissions([SAMPLES / name], [module.name for module in assignment.modules])
    report = as_json(Grader(assignment, zygote, seed=SEED, deadlines=DEADLINES).grade(submission))
    report = {key: value for key, value in report.items() if key not in ELSEWHERE}
    del report["submission"]["sha256"]
    expected = SAMPLES / f"{name}.json"
    if request.config.getoption("--rewrite-reports"):
        expected.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert report == json.loads(expected.read_text(encoding="utf-8"))


def test_the_scores_at_a_glance():
    scores = {name: json.loads((SAMPLES / f"{name}.json").read_text())["score"] for name in NAMES}
    assert scores["perfect"] == 100
    assert scores["untouched"] == 0
    assert 0 < scores["typical"] < 100
