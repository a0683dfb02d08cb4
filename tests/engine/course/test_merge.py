"""Parts of a class that were graded apart make the gradebook of one machine; what asked otherwise is refused."""

import contextlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.course.gradebook.actions import COMMENT, act
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.merge import merge
from autograder.course.gradebook.misconceptions import misconceptions_of
from autograder.course.gradebook.recording import record
from autograder.grading.grader_spec import GraderSpec
from autograder.results.identity import Identity, Person
from autograder.results.provenance import Engine
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, SEED
from tests.support.submissions import references

RIGHT = references(MATERIAL / "tiny")


@pytest.fixture(scope="module")
def graded():
    found = []
    with GraderSpec(MATERIAL / "tiny", SEED, timeouts=DEADLINES).build() as grader:
        for number in range(6):
            files = RIGHT if number % 2 else {"means": f"def mean(X):\n    return {number}\n".encode()}
            identity = Identity(people=(Person(id=f"student {number}", email=f"{number}@example.edu"),))
            submission = Submission(f"student {number}", python_files(files), (), identity)
            found.append((submission, grader.grade(submission)))
    return found


def gradebook_of(path, graded, assignment="tiny", seed=SEED):
    with open_gradebook(path, create=True) as gradebook:
        begin(gradebook, assignment, seed, 0)
        for submission, report in graded:
            record(gradebook, report, submission)
    return path


def view(path):
    done = CliRunner().invoke(main, ["gradebook", "show", str(path), "--json"])
    assert done.exit_code == 0
    return done.output


def test_parts_make_the_gradebook_of_one_machine_in_any_order_and_any_number_of_times(tmp_path, graded):
    one = gradebook_of(tmp_path / "one.db", graded)
    parts = [str(gradebook_of(tmp_path / f"part-{place}.db", graded[place::3])) for place in range(3)]
    before = [Path(part).read_bytes() for part in parts]
    done = CliRunner().invoke(main, ["gradebook", "merge", str(tmp_path / "all.db"), *reversed(parts), *parts])
    assert done.exit_code == 0, done.output
    assert f"part-2.db: 2 gradings added to {tmp_path / 'all.db'}." in done.output
    assert "part-2.db: 0 gradings" in done.output
    assert view(tmp_path / "all.db") == view(one)
    assert len([json.loads(line) for line in view(one).splitlines()]) == 6
    assert [Path(part).read_bytes() for part in parts] == before


def test_what_was_there_before_is_copied_so_that_a_merge_can_be_undone(tmp_path, graded):
    whole = gradebook_of(tmp_path / "all.db", graded[:2])
    before = view(whole)
    part = gradebook_of(tmp_path / "part.db", graded[2:])
    done = CliRunner().invoke(main, ["gradebook", "merge", str(whole), str(part)])
    copy = tmp_path / "all.db.before-merge"
    assert f"To undo it, put {copy} back in its place" in done.output
    assert view(whole) != before
    assert view(copy.replace(whole)) == before


def test_decisions_and_what_is_known_of_people_come_along(tmp_path, graded):
    part, whole = gradebook_of(tmp_path / "part.db", graded[:1]), gradebook_of(tmp_path / "all.db", graded[1:])
    with open_gradebook(part) as gradebook:
        act(gradebook, COMMENT, people=[1], content="Well done.")
    with open_gradebook(part) as source, open_gradebook(whole) as target:
        assert merge(target, source).actions == 1
        assert merge(target, source).actions == 0
    first = json.loads(view(whole).splitlines()[0])
    assert first["student"]["email"] == "0@example.edu"
    assert [each["text"] for each in first["comments"]] == ["Well done."]


def other_engine(graded):
    return [(each, replace(report, engine=Engine("9.9", "0" * 12))) for each, report in graded]


def other_check(graded):
    return [(each, _with_fingerprint(report)) for each, report in graded]


def _with_fingerprint(report):
    first, *others = report.exercises
    check, *rest = first.checks
    return replace(report, exercises=(replace(first, checks=(replace(check, fingerprint="0" * 12), *rest)), *others))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"assignment": "other"}, "was graded with the assignment other, and"),
        ({"seed": SEED + 1}, f"was graded with --seed {SEED + 1}, and"),
        ({"graded": other_engine}, "was graded by the engine 9.9 (000000000000), and"),
        ({"graded": other_check}, "was graded with other versions of mean/by_hand than"),
        ({"graded": lambda graded: []}, ""),
    ],
)
def test_what_asked_otherwise_is_refused_and_nothing_of_it_is_merged(tmp_path, graded, change, said):
    whole = gradebook_of(tmp_path / "all.db", graded[:3])
    made = change.pop("graded", lambda graded: graded)
    part = gradebook_of(tmp_path / "part.db", made(graded[3:]), **change)
    before = whole.read_bytes()
    with open_gradebook(part) as source, open_gradebook(whole) as target:
        if not said:
            assert merge(target, source).gradings == 0
            return
        with pytest.raises(GradebookError) as refused:
            merge(target, source)
    assert said in str(refused.value)
    assert "Nothing was merged of it." in str(refused.value)
    assert whole.read_bytes() == before


def test_parts_with_other_misconceptions_are_refused_and_what_is_known_of_them_comes_along(tmp_path, graded):
    known = {"mean": "0" * 12}
    paths = [tmp_path / f"{name}.db" for name in ("all", "same", "other")]
    for path, these, misconceptions in zip(
        paths, (graded[:2], graded[2:4], graded[4:]), (known, known, {}), strict=True
    ):
        with open_gradebook(path, create=True) as gradebook:
            begin(gradebook, "tiny", SEED, 0)
            for submission, report in these:
                record(gradebook, report, submission, misconceptions=misconceptions or {"mean": "1" * 12})
    with contextlib.ExitStack() as opened:
        whole, same, other = (opened.enter_context(open_gradebook(path)) for path in paths)
        merge(whole, same)
        rows = [row for (row,) in whole.rows("SELECT id FROM hand_ins")]
        assert [misconceptions_of(whole, row) for row in rows] == [known] * 4
        with pytest.raises(GradebookError, match="was graded with other misconceptions of mean than"):
            merge(whole, other)


def test_a_shard_is_graded_by_the_command_and_needs_a_common_seed(tmp_path):
    for name in ("alice", "bo", "cem"):
        shutil.copytree(MATERIAL / "tiny" / "solutions", tmp_path / "class" / name, ignore=lambda *_: {"checks"})
    words = ["grade", str(tmp_path / "class"), "--assignment", str(MATERIAL / "tiny"), "--trust-submissions"]
    shard = ["--gradebook", str(tmp_path / "part.db"), "--shard", "2/3"]
    refused = CliRunner().invoke(main, [*words, *shard])
    assert refused.exit_code == 2
    assert "--shard needs --seed, the same for all parts" in " ".join(refused.output.split())
    done = CliRunner().invoke(main, [*words, *shard, "--seed", "5"])
    assert done.exit_code == 0, done.output
    assert [json.loads(line)["student"]["id"] for line in view(tmp_path / "part.db").splitlines()] == ["bo"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--dask", "tcp://127.0.0.1:1"], "--dask needs --gradebook"),
        (["--shard", "1/2"], "--shard needs --gradebook"),
        (["--gradebook", "x.db", "--shard", "3/2", "--seed", "1"], "3/2 is no part: the third of sixteen is 3/16."),
        (["--gradebook", "x.db", "--json", "x.json"], "--json and --gradebook are two places."),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_graded(tmp_path, words, said):
    done = CliRunner().invoke(main, ["grade", str(tmp_path), *words])
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())
