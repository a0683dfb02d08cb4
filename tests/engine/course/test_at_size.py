"""A small class goes through all that `tests/benchmarks/course.py` does to one of 2,000."""

import importlib.util

import pytest

from tests.benchmarks.course import show
from tests.support.class_forms import FORMS
from tests.support.project import MATERIAL

pytestmark = pytest.mark.slow

STUDENTS, KILLS, SHARDS = 30, 3, 3


def test_killed_regraded_merged_or_on_a_cluster_every_form_has_the_same_gradebook(tmp_path, capfd):
    show(tmp_path, MATERIAL / "tiny", STUDENTS, KILLS, SHARDS, list(FORMS))
    said = capfd.readouterr().out
    for form in FORMS:
        assert f"{form}: killed or not: the same gradebook" in said
    assert "asked alone of" in said
    assert f"merged from {SHARDS} shards" in said
    assert ("a worker and the scheduler killed" in said) == bool(importlib.util.find_spec("distributed"))
