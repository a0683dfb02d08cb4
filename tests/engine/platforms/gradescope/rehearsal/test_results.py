"""What is read of the results that a run wrote."""

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.platforms.gradescope.rehearsal.shown_results import LONGEST_OUTPUT, ResultsRejected, read_results
from autograder.platforms.gradescope.rehearsal.view import AFTER, BEFORE, SHOWN, view
from tests.engine.platforms.gradescope.rehearsal.machine import results_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not valid JSON"),
        ('{"score": 1', "not valid JSON"),
        ('{"score": NaN}', "NaN, which is no number"),
        ('{"score": 1, "extra_data": [-Infinity]}', "Infinity, which is no number"),
        ('{"score": 1e999}', "1e999, which is no number"),
        ('{"score": 1' + "0" * 400 + "}", "score is no number"),
        ("[" * 100_000, "not valid JSON"),
        ("[1]", "no JSON object"),
        ("null", "no JSON object"),
        ('"fine"', "no JSON object"),
        ("{}", "has no score"),
        ('{"tests": [{"name": "a"}]}', "has no score"),
        ('{"score": "5"}', "score is no number: '5'"),
        ('{"score": true}', "score is no number: True"),
        ('{"score": 1, "tests": {}}', "tests is no list"),
        ('{"score": 1, "tests": [3]}', "test 1 is no JSON object"),
        ('{"score": 1, "visibility": "later"}', "visibility is 'later'; Gradescope knows visible,"),
        ('{"tests": [{"score": 1, "visibility": "public"}]}', "visibility of test 1 is 'public'"),
        ('{"tests": [{"score": 1, "output_format": "markdown"}]}', "output_format of test 1"),
        (
            '{"tests": [{"score": 1, "status": "error"}]}',
            "status of test 1 is 'error'; Gradescope knows passed, failed.",
        ),
        ('{"score": 1, "output": {}}', "output is no text"),
    ],
)
def test_results_that_gradescope_cannot_use_are_rejected(tmp_path, text, said):
    path = tmp_path / "results.json"
    path.write_text(text)
    with pytest.raises(ResultsRejected, match=re.escape(said)):
        read_results(path)


def test_what_is_no_file_is_not_read(tmp_path):
    path = tmp_path / "results.json"
    with pytest.raises(ResultsRejected, match="wrote no results"):
        read_results(path)
    path.symlink_to("/etc/passwd")
    with pytest.raises(ResultsRejected, match="cannot be read"):
        read_results(path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(ResultsRejected, match="no ordinary file"):
        read_results(path)


def test_results_are_read_as_gradescope_reads_them(tmp_path):
    long = "a" * 60_000 + "b" * 60_000
    results = results_of(
        tmp_path,
        output="null \0 and half \ud800",
        visibility="after_due_date",
        test_output_format="md",
        tests=[
            {"score": 1, "max_score": 2, "output": long},
            {"number": "7.1", "score": 2, "max_score": 2, "visibility": "visible", "output_format": "ansi"},
            {"name": "compiles", "status": "failed"},
            {"score": 3},
        ],
    )
    assert results.output.text == "null \ufffd and half \ufffd"
    assert results.output.format == "simple_format"
    first, second, *_ = results.tests
    assert len(first.output.text) <= LONGEST_OUTPUT
    assert first.output.text[0] + first.output.text[-1] == "ab"
    assert [test.number for test in results.tests] == ["1", "7.1", "3", "4"]
    assert [test.passed for test in results.tests] == [False, True, False, None]
    assert [first.visibility, second.visibility] == ["after_due_date", "visible"]
    assert [first.output.format, second.output.format] == ["md", "ansi"]
    assert (results.score, results.max_score) == (6, 4)
    assert results.remarks == ("Gradescope cuts the output of test 1, 120000 characters, in the middle.",)
    assert results_of(tmp_path, score=5, tests=[{"score": 1}]).score == 5
    (tmp_path / "results.json").write_bytes(b'{"score": 1, "output": "a \0 \xff"}')
    assert read_results(tmp_path / "results.json").output.text == "a \ufffd \ufffd"


@given(st.lists(st.sampled_from(["visible", "after_due_date", "after_published", "hidden", None])))
def test_no_view_shows_what_is_hidden_then(tmp_path_factory, visibilities):
    tests = [{"score": 1, **({"visibility": each} if each else {})} for each in visibilities]
    results = results_of(tmp_path_factory.getbasetemp(), score=len(tests), tests=tests)
    for moment in (BEFORE, AFTER):
        shown = view(results, moment)
        assert {test.visibility for test in shown.tests} <= set(SHOWN[moment])
        assert len(shown.tests) + shown.not_shown == len(tests)
        assert (shown.score is None) == (shown.not_shown > 0)
