"""What Gradescope tells of a submission may be of any form."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.platforms.gradescope.metadata import Metadata, read_metadata, time_of
from autograder.platforms.gradescope.previous import UNFINISHED, cooling_down, handed_back
from autograder.platforms.gradescope.results import write_results
from tests.engine.platforms.gradescope.machine import FORMAT, MEANS, METADATA, SPREAD, graded, score

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


EARLIER = {
    "submission_time": "2026-03-09T14:00:00.000000-04:00",
    "score": 12.5,
    "autograder_error": False,
    "results": {
        "output": "**7 of 7 points.**",
        "output_format": "md",
        "stdout_visibility": "hidden",
        "tests": [{"name": "a check", "score": 12.5, "visibility": "after_due_date"}],
        "extra_data": {
            "schema_version": 1,
            "grader": "1.0+0123456789ab",
            "id": "123400",
            "created_at": "2026-03-09T14:00:00-04:00",
            "users": [],
            "report": dict.fromkeys(
                FORMAT["$defs"]["ours"]["properties"]["extra_data"]["properties"]["report"]["required"]
            ),
        },
    },
}


def places(value, path=()):
    """Every place in a value, the deepest last."""
    yield path
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(item, (*path, key))


def put(value, path, item):
    if not path:
        return item
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], item)
    return copy


REAL = {**METADATA, "previous_submissions": [EARLIER, EARLIER]}


def survives(content: str, path: Path) -> None:
    path.write_text(content, encoding="utf-8", errors="surrogatepass")
    metadata = read_metadata(path)
    cooling_down(metadata, 30)
    write_results(handed_back(metadata, UNFINISHED), path)

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    json.loads(path.read_bytes(), parse_constant=refuse)


@pytest.fixture(scope="module")
def somewhere(tmp_path_factory):
    return tmp_path_factory.mktemp("metadata") / "file.json"


@given(JSON)
def test_any_json_may_stand_in_the_metadata(somewhere, value):
    survives(json.dumps(value), somewhere)


@given(st.sampled_from(list(places(REAL))), JSON, st.booleans())
@settings(max_examples=200)
def test_any_part_of_the_metadata_may_be_odd(somewhere, place, value, ascii_only):
    survives(json.dumps(put(REAL, place, value), ensure_ascii=ascii_only), somewhere)


@pytest.mark.parametrize("content", ["", "{", "\x00", "[" * 100_000, "1" * 5000, '{"id": 1e999, "users": NaN}', "é"])
def test_metadata_that_are_no_json_tell_nothing(somewhere, content):
    survives(content, somewhere)
    somewhere.write_bytes(b"\xff\xfe{")
    assert read_metadata(somewhere) == Metadata()
    assert read_metadata(somewhere.with_name("nowhere")).name == "submission"


def test_metadata_as_gradescope_writes_them(somewhere):
    somewhere.write_text(json.dumps(REAL))
    metadata = read_metadata(somewhere)
    assert metadata.name == "Ada Lovelace, Alan Turing"
    assert metadata.id == "123456"
    assert metadata.created.isoformat() == "2026-03-09T14:05:00.123456-04:00"
    assert [previous.score for previous in metadata.previous] == [12.5, 12.5]


def test_earlier_submissions_are_put_in_order(somewhere):
    later = {**EARLIER, "submission_time": "2026-03-09T19:00:00Z", "score": "3"}  # an hour after the other one
    unknown = {**EARLIER, "submission_time": "yesterday", "score": None}
    somewhere.write_text(json.dumps({"previous_submissions": [later, unknown, EARLIER]}))
    assert [previous.score for previous in read_metadata(somewhere).previous] == [None, 12.5, 3]


@pytest.mark.parametrize(
    "time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-02-30", "", 5, None, []]
)
def test_times_that_cannot_be_are_not_told(time):
    assert time_of(time) is None


def test_names_are_bounded_and_move_no_cursor(somewhere):
    somewhere.write_text(json.dumps({"users": [{"name": "\u202eeve" + "x" * 999}, {"name": 3}, {}, "x"], "id": 7}))
    assert read_metadata(somewhere).name == "\\x202eeve" + "x" * 76 + " …, 3"
    somewhere.write_text(json.dumps({"id": 7}))
    assert read_metadata(somewhere).name == "submission 7"
    somewhere.write_text(json.dumps({"users": [{"email": "a\nb@example.edu", "id": "007"}, {"id": []}]}))
    (person,) = read_metadata(somewhere).people
    assert (person.id, "\n" in person.email) == ("007", False)


def test_group_members_are_named_in_the_report(machine):
    results = graded(machine(means=MEANS, spread=SPREAD))
    assert results["extra_data"]["users"] == ["Ada Lovelace", "Alan Turing"]
    submission = results["extra_data"]["report"]["submission"]
    assert submission["name"] == "Ada Lovelace, Alan Turing"
    identity = submission["identity"]
    assert (identity["platform"], identity["submission_id"], identity["attempt"]) == ("gradescope", "123456", "1")
    assert [(person["id"], person["email"]) for person in identity["people"]] == [
        ("1", "ada@example.edu"),
        ("2", "alan@example.edu"),
    ]
    assert identity["submitted_at"] == "2026-03-09T14:05:00.123456-04:00"
    assert score(results) == 15
