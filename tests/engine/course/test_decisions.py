"""What a person decides counts, survives regrades, holds for all of a group, and can be undone."""

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.hand_ins import receive
from autograder.course.gradebook.recording import record
from autograder.course.gradebook.standing import standings
from autograder.course.policy.course_file import policy_beside
from autograder.grading.grader_spec import GraderSpec
from autograder.results.identity import Identity, Person
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, SEED
from tests.support.submissions import references

RIGHT = references(MATERIAL / "tiny")
WRONG_MEAN = b"""
def mean(X):
    return X.sum(axis=1) / len(X)

def centred(X):
    return X - X.mean(axis=0)
"""
WRONG = {**RIGHT, "means": WRONG_MEAN}
ALICE = Person(id="alice", name="Ada Alice", email="alice@example.edu")
GROUP = (Person(id="bo", name="Bo"), Person(id="cem", name="Cem"))


@pytest.fixture(scope="module")
def graded():
    """Alice is right; the group of Bo and Cem has the mean wrong."""
    submissions = [
        Submission("alice", python_files(RIGHT), (), Identity(people=(ALICE,), submitted_at="2026-03-09 12:00:00 UTC")),
        Submission("group 7", python_files(WRONG), (), Identity(people=GROUP, submitted_at="2026-03-11 09:00:00 UTC")),
    ]
    with GraderSpec(MATERIAL / "tiny", SEED, timeouts=DEADLINES).build() as grader:
        return [(each, grader.grade(each)) for each in submissions]


@pytest.fixture
def path(tmp_path, graded):
    with open_gradebook(tmp_path / "course.db", create=True) as gradebook:
        begin(gradebook, "tiny", SEED, 0)
        for submission, report in graded:
            record(gradebook, report, submission)
    return tmp_path / "course.db"


@pytest.fixture
def run(path):
    def run(*words, code=0):
        done = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["gradebook", words[0], str(path), *words[1:]])
        assert done.exit_code == code, done.output
        return " ".join(done.output.split())

    return run


def scores(path):
    with open_gradebook(path) as gradebook:
        return {each.student.id: each.score for each in standings(gradebook, policy_beside(path))}


def uid(said):
    return re.search(r"gradebook undo (\w+)", said)[1]


def test_an_override_holds_for_all_of_a_group_and_survives_a_regrade(path, run, graded):
    assert scores(path) == {"alice": 15, "bo": 10, "cem": 10}
    said = run("override", "bo", "mean", "4.5", "--reason", "a typing error")
    assert "Bo (bo) and Cem (cem): mean 0 → 4.5, the score is now 14.5." in said
    again, report = graded[1]
    with open_gradebook(path) as gradebook:
        record(gradebook, report, again, "regraded")
    assert scores(path) == {"alice": 15, "bo": 14.5, "cem": 14.5}
    assert "Undone: mean is set to 4.5 points" in run("undo", uid(said))
    assert scores(path) == {"alice": 15, "bo": 10, "cem": 10}
    assert "has been undone already" in run("undo", uid(said), code=1)
    assert "There is nothing to undo." in run("undo", code=1)


def test_the_whole_score_can_be_set_and_nothing_else_changes_it(path, run):
    run("override", "alice", "total", "12", "--reason", "oral exam")
    run("give", "mean/by_hand", "--yes")
    assert scores(path) == {"alice": 12, "bo": 12, "cem": 12}


def test_an_exercise_may_be_called_total(path, run, graded):
    again, report = graded[0]
    exercises = tuple(replace(each, name="total") if each.name == "mean" else each for each in report.exercises)
    with open_gradebook(path) as gradebook:
        record(gradebook, replace(report, exercises=exercises), again)
    assert "total 5 → 4, the score is now 14." in run("override", "alice", "total", "4", "--reason", "x")
    assert "whole-score 14 → 9, the score is now 9." in run("override", "alice", "whole-score", "9", "--reason", "x")


def test_whom_only_the_platform_calls_late_is_named_until_somebody_decides(path, run, graded):
    path.with_name("course.toml").write_text("due = 2026-03-10\npercent_a_day = 10\n")
    again, report = graded[0]
    late = Identity("canvas", people=(ALICE,), late=True)
    with open_gradebook(path) as gradebook:
        record(gradebook, replace(report, identity=late), replace(again, identity=late))
        receive(gradebook, late, again.name, again.sha256)
    named = "No penalty was taken of 1 student whom the platform marks as late without saying by how much: Ada Alice"
    assert named in run("show")
    run("override", "alice", "total", "9", "--reason", "came a day late")
    assert named not in run("show")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("override", "alise", "mean", "1", "--reason", "x"),
            "There is no student alise in the gradebook.",
        ),
        (("override", "alice", "maen", "1", "--reason", "x"), "There is no exercise maen. Did you mean mean?"),
        (("override", "alice", "mean", "6", "--reason", "x"), "mean has 0 to 5 points, not 6."),
        (("override", "alice", "total", "99", "--reason", "x"), "total has 0 to 15 points, not 99."),
        (("comment", "alice", " "), "The comment is empty. Nothing was written."),
        (("void", "by_hand"), "by_hand is the name of 2 checks: mean/by_hand and variance/by_hand. Say which."),
        (("void", "mean"), "mean is an exercise. Its checks are mean/by_hand and mean/many_rows."),
        (("give", "many_row"), "There is no check many_row. Did you mean"),
        (("undo", "123"), "There is no action 123."),
    ],
)
def test_what_cannot_be_meant_changes_nothing_and_says_what_could_be(path, run, words, said):
    before = path.read_bytes()
    assert said in run(*words, code=1)
    assert path.read_bytes() == before


def test_a_comment_is_all_of_a_groups(path, run):
    run("comment", "bo", "mean", "The idea is right.")
    run("comment", "cem", "Come and see me.")
    with open_gradebook(path) as gradebook:
        found = {each.student.id: each for each in standings(gradebook, policy_beside(path))}
    for who in ("bo", "cem"):
        assert [each.content for each in found[who].comments] == ["Come and see me."]
        assert [each.content for each in found[who].exercises[0].comments] == ["The idea is right."]
    assert found["alice"].comments == ()


def test_giving_a_check_shows_who_gains_what_before_it_is_done(path, run):
    preview = run("give", "mean/many_rows")
    assert "Bo (bo) 10 13" in preview
    assert "2 students gain points, 0 lose some. Nothing was changed. With --yes, the points of" in preview
    assert scores(path) == {"alice": 15, "bo": 10, "cem": 10}
    said = run("give", "mean/many_rows", "--yes", "--reason", "the check was wrong")
    assert scores(path) == {"alice": 15, "bo": 13, "cem": 13}
    assert "has been decided already" in run("give", "mean/many_rows", code=1)
    run("undo", uid(said))
    assert scores(path) == {"alice": 15, "bo": 10, "cem": 10}


def test_a_voided_check_was_as_good_as_never_asked(path, run):
    assert "Bo (bo) 10 12.5" in run("void", "mean/many_rows", "--yes")
    assert scores(path) == {"alice": 15, "bo": 12.5, "cem": 12.5}
    run("give", "mean/many_rows", "--yes")  # the later decision holds
    assert scores(path) == {"alice": 15, "bo": 13, "cem": 13}


def test_history_and_changes_say_who_when_and_why(path, run):
    said = uid(run("override", "bo", "mean", "5", "--reason", "I was wrong"))
    history = run("history", "cem")
    assert "group 7: 10 of 15 points graded" in history
    assert f"mean is set to 5 points I was wrong {said}" in history
    run("undo", said, "--reason", "I was right")
    assert "undone: mean is set to 5 points I was right" in run("history", "bo")
    assert "mean is set" not in run("history", "alice")
    changed = run("changes", "--since", "1 hour")
    assert "Bo (bo) – 10 group 7 was graded" in changed
    assert "Nobody's points change." in run("changes", "--since", "2999-01-01")
    assert "is not a time. Write 2026-03-09" in run("changes", "--since", "soon", code=2)


def test_a_person_is_found_by_any_word_that_is_theirs(path, run):
    for word in ("alice", "Ada Alice", "ALICE@example.edu"):
        assert "alice: 15 of 15 points" in run("history", word)


def test_due_dates_leave_the_raw_score_beside_what_counts(path, run):
    course = path.with_name("course.toml")
    done = CliRunner().invoke(main, ["course", "init", "--output", str(course)])
    assert done.exit_code == 0
    assert scores(path) == {"alice": 15, "bo": 10, "cem": 10}  # as it is written, it says nothing
    text = course.read_text().replace("# due = 2026-03-09T23:59:00", "due = 2026-03-09T23:59:00")
    course.write_text(text.replace("percent_a_day = 0", "percent_a_day = 10"))
    assert scores(path) == {"alice": 15, "bo": 8, "cem": 8}  # 33 hours late: two days
    assert "Bo (bo) 10 -2 8 15" in run("show")
    course.write_text(course.read_text() + '\n"bo" = 1\n')
    assert scores(path) == {"alice": 15, "bo": 9, "cem": 8}
    course.write_text(course.read_text() + '\n"nobody" = 1\n')
    assert "There is no student nobody in the gradebook." in run("show", code=1)
    assert CliRunner().invoke(main, ["course", "init", "--output", str(course)]).exit_code == 1
