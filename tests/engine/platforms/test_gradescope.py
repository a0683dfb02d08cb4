"""Grading as Gradescope has it done: metadata in, ``results.json`` out, whatever lies between."""

import json
import os
import subprocess
import sys
import time
import venv
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from autograder.authoring.visibility import Visibility
from autograder.grading.grader import Grader
from autograder.platforms.gradescope.entry_point import grade_submission
from autograder.platforms.gradescope.gradescope_zip import SCRIPTS, gradescope_files
from autograder.platforms.gradescope.metadata import Metadata, Previous, read_metadata, time_of
from autograder.platforms.gradescope.previous import FAILED, UNFINISHED, cooling_down, handed_back
from autograder.platforms.gradescope.results import MOST_BYTES, results_of, write_results
from autograder.platforms.settings import GradingSettings
from autograder.render.markdown import block, escaped, summary
from autograder.results.report import Protection
from autograder.sandbox.guest.isolation import landlock
from autograder.submissions.read import read_submission
from autograder.text.sanitize import sanitize
from tests.support.project import DEADLINES, MATERIAL, ROOT, SAMPLES, SEED

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 and not landlock.version(),
    reason="no grade is given here: nothing keeps the answers from being read",
)
FORMAT = json.loads((ROOT / "autograder" / "platforms" / "gradescope" / "results.schema.json").read_text())
GRADESCOPES = jsonschema.Draft202012Validator(FORMAT)
OURS = jsonschema.Draft202012Validator({"$ref": "#/$defs/ours", "$defs": FORMAT["$defs"]})
SETTINGS = GradingSettings(seed=SEED, minutes=10, cool_down=0, leaderboard=True, grader="1.0+0123456789ab")
MEANS = "def mean(X): return X.sum(axis=0) / len(X)\ndef centred(X): return X - mean(X)\n"
SPREAD = "from means import mean, centred\ndef variance(X): return mean(centred(X) ** 2)\n"
METADATA = {
    "id": 123456,
    "created_at": "2026-03-09T14:05:00.123456-04:00",
    "submission_method": "upload",
    "assignment": {"due_date": "2026-03-20T23:59:00.000000-04:00", "group_submission": True, "total_points": "15.0"},
    "users": [
        {"email": "ada@example.edu", "id": 1, "name": "Ada Lovelace"},
        {"email": "alan@example.edu", "id": 2, "name": "Alan Turing"},
    ],
    "previous_submissions": [],
}


def read(path: Path) -> dict:
    """``results.json``, as strictly as JSON itself, and of our own form."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    results = json.loads(path.read_bytes(), parse_constant=refuse)
    GRADESCOPES.validate(results)
    OURS.validate(results)
    assert path.stat().st_size <= MOST_BYTES
    return results


def test_gradescopes_words_for_visibility_are_ours():
    assert FORMAT["$defs"]["visibility"]["enum"] == [*Visibility, None]


@pytest.fixture
def machine(tmp_path):
    """``/autograder`` in a folder of its own, with the tiny assignment."""

    def lay_out(metadata: object = METADATA, *, assignment: Path = MATERIAL / "tiny", **modules: str) -> Path:
        source = tmp_path / "source"
        source.mkdir()
        for part in ("exercises", "solutions"):
            (source / part).symlink_to(assignment / part)
        set_settings(tmp_path)
        (tmp_path / "submission").mkdir()
        (tmp_path / "results").mkdir()
        for name, text in modules.items():
            (tmp_path / "submission" / f"{name}.py").write_text(text)
        (tmp_path / "submission_metadata.json").write_text(json.dumps(metadata))
        return tmp_path

    return lay_out


def set_settings(root: Path, **changes: object) -> None:
    chosen = {"seed": SEED, "minutes": 10, "cool_down": 0, "leaderboard": False, "grader": "1.0+0123456789ab"}
    (root / "source" / "settings.json").write_text(json.dumps({**chosen, **changes}))


def graded(root: Path) -> dict:
    grade_submission(root, time.monotonic())
    return read(root / "results" / "results.json")


def score(results: dict) -> float:
    return sum(test["score"] for test in results["tests"])


# Reports as results ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reports(assignment, zygote):
    """A report on every sample; a machine under load may make an honest call hang, and no test here minds."""
    grader = Grader(assignment, zygote, seed=SEED, deadlines=replace(DEADLINES, call=0.4, module=1.0))
    names = assignment.module_names
    paths = sorted(path for path in SAMPLES.iterdir() if path.is_dir())
    return {path.name: grader.grade(read_submission(path, names)) for path in paths}


def test_every_sample_gives_valid_results(reports, tmp_path):
    assert len(reports) > 4
    for report in reports.values():
        path = tmp_path / "results.json"
        write_results(results_of(report, Metadata(), SETTINGS, seconds=1.5, in_time=True), path)
        results = read(path)
        checks = list(report.checks)
        assert score(results) == report.score
        assert [test["status"] == "passed" for test in results["tests"]] == [check.passed for check in checks]
        assert results["extra_data"]["report"]["score"] == report.score
        assert "seed" not in path.read_text()
        assert str(SEED) not in path.read_text()


def test_a_test_says_what_a_student_needs(reports):
    results = results_of(reports["typical"], Metadata(), SETTINGS, seconds=1.5, in_time=True)
    named = {test["name"]: test for test in results["tests"]}
    wrong = named["linear_backward: Two data points, three inputs, two neurons, by hand"]
    assert wrong["number"] == "3.2"
    assert wrong["tags"] == ["layers"]
    assert (wrong["score"], wrong["max_score"], wrong["status"]) == (0, 1, "failed")
    assert wrong["visibility"] == "visible"
    assert "    dW and db are not what was asked for; dX is right." in wrong["output"]
    assert "      your dW            asked for" in wrong["output"]
    followed = next(test for test in results["tests"] if "given a correct" in test["output"])
    assert followed["status"] == "passed"
    assert followed["output"].startswith("Right, given a correct linear\\_neuron\\_gradient: ")
    hidden = [test for test in results["tests"] if test["visibility"] == "after_due_date"]
    assert len(hidden) > 50
    closed = [test for test in hidden if test["status"] == "failed" and "Not attempted yet" not in test["output"]]
    assert closed
    assert all("A hidden check says" in test["output"] or "The same as in" in test["output"] for test in closed)
    same = [
        test for test in results["tests"] if test["name"].startswith("linear_backward") and test["status"] == "failed"
    ]
    told = [test for test in same if "dX is right" in test["output"]]
    assert [test["visibility"] for test in told] == ["visible"]
    assert "**Hint:**" in told[0]["output"]


def test_nothing_that_shows_at_once_depends_on_a_hidden_verdict(reports):
    def at_once(report):
        results = results_of(report, Metadata(), SETTINGS, seconds=1.5, in_time=True)
        shown = [test for test in results.pop("tests") if test["visibility"] == "visible"]
        del results["extra_data"]  # Gradescope shows it to nobody but the next run
        return {**results, "tests": shown}

    def turned(check):
        if check.visibility == "visible":
            return check
        return replace(check, status="failed" if check.passed else "passed", score=1 - check.score, message="a secret")

    report = reports["typical"]
    other = replace(
        report,
        exercises=tuple(replace(each, checks=tuple(map(turned, each.checks))) for each in report.exercises),
    )
    assert other.score != report.score
    assert at_once(other) == at_once(report)
    assert at_once(report)["leaderboard"][0]["value"] < report.score


def test_the_summary_counts_public_points(reports, assignment):
    checks = list(assignment.checks)
    public = sum(check.points for check in checks if check.visibility == "visible")
    said = summary(reports["perfect"])
    assert said.startswith(f"**{public:g} of {public:g} points for public checks.**")
    assert f"Hidden checks are worth {100 - public:g} more" in said
    open_to_all = replace(reports["perfect"], isolation=(Protection("network", "unavailable"),))
    assert "protected" not in summary(open_to_all)  # staff see that, in the report and the terminal
    assert "forward.py:5: RuntimeWarning" in summary(reports["typical"])
    assert "layers.py is not valid Python" in summary(reports["syntax_error"])


def test_too_much_text_is_cut_and_the_points_stay(reports, tmp_path):
    report = reports["perfect"]
    endless = [replace(check, message="é" * 10**5, hint="`<b>" * 10**4) for check in report.exercises[0].checks]
    exercises = [replace(exercise, checks=tuple(endless)) for exercise in report.exercises]
    report = replace(report, exercises=tuple(exercises), messages=("m" * 10**5,) * 50, printed="p" * 10**5)
    path = tmp_path / "results.json"
    write_results(results_of(report, Metadata(), SETTINGS, seconds=1.5, in_time=True), path)
    results = read(path)
    assert score(results) == report.score
    assert results["output"].startswith("**")


# Text of a student's --------------------------------------------------------------------------------------------

MARKUP = [
    "<b>",
    "&lt;",
    "[x](http://y)",
    "![x](y)",
    "<http://y>",
    "**x**",
    "_x_",
    "`x`",
    "```",
    "~~~",
    "# x",
    "> x",
    "- x",
    "\\",
]
BREAKS = [" ", "    ", "\t", "\n", "\r", "\v", "\f", "\x00", "\x85", "\u2028", "\u2029", "\ud800"]
HOSTILE = st.text() | st.lists(st.sampled_from([*MARKUP, *BREAKS]), max_size=8).map("".join)


@given(HOSTILE)
def test_a_block_shows_any_text_as_it_is(text):
    tokens = MarkdownIt("commonmark", {"html": True}).parse(f"before\n\n{block(text)}\n\nafter")
    kinds = [token.type for token in tokens if not token.type.startswith("paragraph")]
    assert kinds in (["inline", "code_block", "inline"], ["inline", "inline"])
    shown = "".join(token.content for token in tokens if token.type == "code_block")
    assert "".join(shown.split()) == "".join(sanitize(text).split())
    assert not set(block(text)) & set("\r\v\f\x00\x85\u2028\u2029\ud800")


@given(HOSTILE)
def test_a_sentence_is_text_and_nothing_else(text):
    tokens = MarkdownIt("commonmark", {"html": True}).parse(f"Hint: {escaped(text)}")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    parts = tokens[1].children
    assert {part.type for part in parts} <= {"text"}


def test_long_sentences_are_folded_and_tables_are_not():
    table = "  " + "1.5 " * 60
    lines = block(f"{'word ' * 60}\n{table}").splitlines()
    assert all(len(line) <= 104 for line in lines[:-1])
    assert lines[-1] == f"    {table}"


def test_what_a_hostile_submission_says_is_shown_as_text(machine):
    hostile = (
        "import sys\n"
        "sys.stdout.write('<script>alert(1)</script>\\n```\\n# big\\n[a](http://b)\\x00\\u2028x')\n"
        "for _ in range(160): print('y' * 65536)\n"
        "def mean(X): raise ValueError('<img src=x> ``` \\ud800 \\x00 [a](b) ' * 10)\n"
        "def centred(X): return {'<b>': X}\n"
    )
    results = graded(machine(means=hostile, spread=SPREAD))
    said = [results["output"], *(test["output"] for test in results["tests"])]
    assert "<script>" in said[0]
    assert any("<img src=x>" in text for text in said[1:])
    for text in said:
        tokens = MarkdownIt("commonmark", {"html": True}).parse(text)
        inline = [part for token in tokens for part in token.children or ()]
        assert {token.type for token in tokens if token.type != "inline"} <= {
            "paragraph_open",
            "paragraph_close",
            "code_block",
        }
        assert {part.type for part in inline} <= {"text", "strong_open", "strong_close", "em_open", "em_close"}
        assert not any("<" in part.content for part in inline)
    assert len(results["output"]) < 10_000


# Metadata -------------------------------------------------------------------------------------------------------

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


# Cool-down, resubmission, faults of ours ------------------------------------------------------------------------


def earlier(*, minute: int, number: int = 1, error: bool = False, **extra: object) -> Previous:
    time = time_of(f"2026-03-09T14:{minute:02}:00-04:00")
    graded = {"created_at": f"2026-03-09T14:{minute:02}:00-04:00", "id": str(number), **extra}
    return Previous(time, 5.0, error, {"output": "old", "extra_data": graded})


NOW = time_of("2026-03-09T18:30:00Z")  # 14:30 where the course is


@pytest.mark.parametrize(
    ("previous", "until"),
    [
        ([], None),
        ([earlier(minute=20)], "14:35"),
        ([earlier(minute=14)], None),
        ([earlier(minute=15)], None),
        ([earlier(minute=16)], "14:31"),
        ([earlier(minute=5), earlier(minute=20)], "14:35"),
        ([earlier(minute=20), earlier(minute=5)], None),
        # A submission that was not graded handed these results back: what counts is when they were made.
        ([earlier(minute=25, created_at="2026-03-09T14:10:00-04:00")], None),
        ([earlier(minute=25, created_at="2026-03-09T14:20:00-04:00")], "14:35"),
        ([earlier(minute=5), earlier(minute=20, error=True)], None),
        ([earlier(minute=18), earlier(minute=20, error=True)], "14:33"),
        ([replace(earlier(minute=20), results={})], None),
        ([replace(earlier(minute=20), results={"extra_data": 3})], None),
        ([earlier(minute=20, created_at=None)], None),
        ([earlier(minute=20, number=9)], None),  # the same submission, graded once more
        ([earlier(minute=45)], None),  # an older one, graded once more after a newer one
        ([replace(earlier(minute=20), time=None)], "14:35"),
    ],
)
def test_a_cool_down_counts_from_the_last_submission_that_was_graded(previous, until):
    found = cooling_down(Metadata("9", NOW, (), tuple(previous)), 15)
    assert (found and f"{found:%H:%M}") == until
    assert cooling_down(Metadata("9", NOW, (), tuple(previous)), 0) is None
    assert cooling_down(Metadata("9", None, (), tuple(previous)), 15) is None


def again(results: dict, *, created: str, points: float, **changes: object) -> dict:
    """The metadata of a later submission, as Gradescope makes them of an earlier one's results."""
    one = {"submission_time": METADATA["created_at"], "score": points, "autograder_error": False, "results": results}
    return {**METADATA, "id": 2, "created_at": created, "previous_submissions": [{**one, **changes}]}


def test_too_soon_after_the_last_one_its_results_come_back(machine):
    root = machine(means=MEANS.replace("axis=0", "axis=1"), spread=SPREAD)
    first = graded(root)
    assert 0 < score(first) < 15
    set_settings(root, cool_down=30)
    (root / "submission" / "means.py").write_text(MEANS)
    results = first
    for minute in (10, 20):  # twice in a row: the notices do not pile up, and the clock runs from the first
        metadata = again(results, created=f"2026-03-09T14:{minute}:00-04:00", points=score(first))
        (root / "submission_metadata.json").write_text(json.dumps(metadata))
        results = graded(root)
        assert results["tests"] == first["tests"]
        notice, _, rest = results["output"].partition("they follow here.\n\n")
        assert "Submit again at 14:35 on 9 March, or later." in notice
        assert rest == first["output"]
    metadata = again(results, created="2026-03-09T14:36:00-04:00", points=score(first))
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    assert score(graded(root)) == 15


def test_a_fault_of_the_grader_costs_no_points_and_tells_no_secret(machine, caplog):
    root = machine(means=MEANS)
    first = graded(root)
    (root / "source" / "solutions").unlink()
    (root / "source" / "solutions").mkdir()
    (root / "source" / "solutions" / "means.py").write_text("a syntax error with a secret")
    failed = graded(root)
    assert failed["output"] == FAILED
    assert failed["score"] == 0
    assert "secret" not in (root / "results" / "results.json").read_text()
    assert "AssignmentError" in caplog.text
    metadata = again(first, created="2026-03-10T14:05:00-04:00", points=score(first))
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    failed = graded(root)
    assert failed["tests"] == first["tests"]
    assert failed["output"].startswith(f"{FAILED} The results of your last submission that was graded stand;")
    assert failed["output"].endswith(first["output"])
    # Where Gradescope tells no more than the score, it is kept, and shows no sooner than it would have.
    metadata = again(None, created="2026-03-10T14:05:00-04:00", points=11)
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    (kept,) = graded(root)["tests"]
    assert (kept["score"], kept["visibility"]) == (11, "after_due_date")


def test_results_on_the_way_are_those_of_a_grading_that_did_not_finish(machine, monkeypatch):
    root = machine(means=MEANS)
    seen = []
    monkeypatch.setattr(
        "autograder.platforms.gradescope.entry_point.read_settings",
        lambda path: seen.append(read(root / "results" / "results.json")),
    )
    assert graded(root)["output"] == FAILED
    assert [results["output"] for results in seen] == [UNFINISHED]


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


def test_nothing_to_grade_is_said_and_is_no_fault_of_the_grader(machine):
    root = machine(metadata=None)
    (root / "submission" / "report.pdf").write_bytes(b"%PDF")
    results = graded(root)
    assert results["output"].startswith("**There was nothing to grade.**")
    assert score(results) == 0
    assert len(results["tests"]) == 6


def test_time_that_is_used_up_ends_the_grading_and_keeps_the_points(machine):
    hang = "import time\ntime.sleep({})\ndef variance(X): return ((X - X.mean(axis=0)) ** 2).mean(axis=0)\n"
    root = machine(means=MEANS.replace("return X -", "time.sleep(9)\n    return X -"), spread=hang.format(0))
    text = (root / "submission" / "means.py").read_text().replace("def centred(X): ", "def centred(X):\n    ")
    (root / "submission" / "means.py").write_text(f"import time\n{text}")
    set_settings(root, minutes=1 + 6.5 / 60)  # a second and a half of grading, beside the reserve
    results = graded(root)
    assert results["output"].startswith("**Time was up before all checks had been asked.**")
    by_name = {test["name"]: test for test in results["tests"]}
    assert by_name["mean: Two rows, by hand"]["score"] == 2
    late = [test for test in results["tests"] if "its time was used up" in test["output"]]
    assert late
    assert all(test["score"] == 0 for test in late)


# The zip at work ------------------------------------------------------------------------------------------------


@pytest.fixture
def unpacked(assignment, tmp_path):
    """The zip's files as Gradescope unpacks them, and a ``venv`` in which NumPy can be imported and nothing else."""
    files = gradescope_files(assignment, seed=None, minutes=10, cool_down=0, leaderboard=False)
    for name, content in files.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in SCRIPTS:
        (tmp_path / "source" / name).chmod(0o755)
    venv.create(tmp_path / "venv", symlinks=True)
    (packages,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    for path in Path(np.__file__).parents[1].glob("numpy*"):
        (packages / path.name).symlink_to(path)
    (tmp_path / "submission").mkdir()
    return tmp_path


def run_autograder(root: Path, *before: str) -> subprocess.CompletedProcess:
    command = [*before, str(root / "source" / "run_autograder"), str(root)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=True)


def test_the_zip_grades_where_only_numpy_can_be_imported(unpacked):
    for path in (SAMPLES / "perfect").glob("*.py"):
        (unpacked / "submission" / path.name).write_bytes(path.read_bytes())
    metadata = unpacked / "submission_metadata.json"
    metadata.write_text(json.dumps(METADATA))
    said = run_autograder(unpacked)
    results = read(unpacked / "results" / "results.json")
    assert score(results) == 100, said.stdout
    assert "Ada Lovelace, Alan Turing: 100 of 100 points in" in said.stdout
    for path in (unpacked / "source", unpacked / "results", metadata):
        assert path.stat().st_mode & 0o077 == 0


def test_the_reference_answers_are_tried_when_the_image_is_built(unpacked):
    entry = "from autograder.platforms.image_check import main"
    code = f"import sys; sys.path.insert(0, sys.argv[1]); {entry}; main()"
    command = [unpacked / "venv" / "bin" / "python", "-I", "-c", code, unpacked / "source"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (said.returncode, said.stdout) == (0, "The reference answers get 100 of 100 points here.\n"), said.stderr
    (unpacked / "source" / "solutions" / "layers.py").write_text("def linear_forward(X, W, b): return X @ W\n")
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode == 1
    assert said.stderr.startswith("The autograder cannot grade on this machine: ")
    assert "layers.py" in said.stderr
    assert "Traceback" not in said.stderr


def test_where_python_cannot_start_something_true_is_said(unpacked):
    (unpacked / "venv" / "bin" / "python").unlink()
    said = run_autograder(unpacked)
    results = read(unpacked / "results" / "results.json")
    assert results["score"] == 0
    assert "tell your instructor" in results["output"]
    assert "The autograder ended with status 127" in said.stdout


def test_what_does_not_end_is_stopped_before_gradescope_stops_it(unpacked):
    script = unpacked / "source" / "run_autograder"
    assert "\nseconds=580\n" in script.read_text()
    script.write_text(script.read_text().replace("seconds=580", "seconds=1"))
    python = unpacked / "venv" / "bin" / "python"
    python.unlink()
    python.write_text("#!/bin/sh\nexec sleep 60\n")
    python.chmod(0o755)
    said = run_autograder(unpacked)
    assert "The autograder ended with status 124" in said.stdout
    assert read(unpacked / "results" / "results.json")["score"] == 0


def test_grading_there_imports_no_more_than_it_needs(unpacked):
    """With everything importable, as on a machine that has more: what is imported is still NumPy and ourselves."""
    (unpacked / "results").mkdir()
    (unpacked / "submission" / "layers.py").write_bytes((SAMPLES / "typical" / "layers.py").read_bytes())
    code = (
        "import sys, time; given = {*sys.modules, *sys.stdlib_module_names}; sys.path.insert(0, sys.argv[2])\n"
        "from autograder.platforms.gradescope.entry_point import grade_submission\n"
        "from pathlib import Path; grade_submission(Path(sys.argv[1]), time.monotonic())\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} - given))"
    )
    command = [sys.executable, "-I", "-c", code, unpacked, unpacked / "source"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    own = {"__mp_main__", "autograder", "numpy", "cython_runtime"}
    strangers = {name for name in said.split() if name not in own and not name.startswith("_")}
    assert strangers == set(), said


@pytest.mark.slow
def test_setup_installs_what_grading_needs(unpacked):
    """For real: pip, from the package index, and the reference answers graded with what it installed."""
    command = [unpacked / "source" / "setup.sh", unpacked]
    said = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "The reference answers get 100 of 100 points here." in said.stdout
    assert (unpacked / "source").stat().st_mode & 0o077 == 0
    (unpacked / "submission" / "layers.py").write_bytes((SAMPLES / "typical" / "layers.py").read_bytes())
    run_autograder(unpacked)
    assert 0 < score(read(unpacked / "results" / "results.json")) < 100
