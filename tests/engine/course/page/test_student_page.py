"""A student's page: one message a cause, what to mend first on top, and nothing that its readers may not see."""

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.authoring.visibility import Visibility
from autograder.cli.main import main
from autograder.course.feedback.as_markdown import as_markdown
from autograder.course.feedback.as_text import as_lines
from autograder.course.gradebook.actions import COMMENT, NAME, OVERRIDE, act
from autograder.course.gradebook.people import student_called
from autograder.course.page.class_page import class_page
from autograder.course.page.source_code import code_in
from autograder.course.page.student_page import as_html, student_page
from autograder.course.policy.course_file import Policy
from autograder.render.for_readers import RELEASED, STAFF, STUDENT, About, shown_report
from autograder.render.theme import MARKS
from autograder.results.identity import Identity
from autograder.results.report import CheckResult, ExerciseResult
from autograder.submissions.submission import Submission, python_files
from tests.engine.course.page.classes import HOSTILE, code_of, make_class, report_of
from tests.support.project import MATERIAL
from tests.support.submissions import references

SECRET = "what only a hidden check found"


def text_of(page):
    body = re.sub(r"<(style|script).*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def with_hidden(visibility):
    """A report in which one check, of this visibility, has found a mistake of its own."""
    report = report_of("ada", {}, Identity())
    hidden = CheckResult(
        "deep", f"title: {SECRET}", visibility, "failed", 0, 5, SECRET, False, f"name: {SECRET}", f"hint: {SECRET}", "k"
    )
    public = CheckResult("m", "by hand", Visibility.VISIBLE, "passed", 2, 2)
    return replace(report, exercises=(ExerciseResult("mean", "means", "1.1", (public, hidden)),))


def one_hidden_point():
    report = with_hidden(Visibility.AFTER_DUE_DATE)
    (exercise,) = report.exercises
    shown, hidden = exercise.checks
    return replace(report, exercises=(replace(exercise, checks=(shown, replace(hidden, max_score=1))),))


SEEN = {
    (Visibility.AFTER_DUE_DATE, "student"): False,
    (Visibility.AFTER_PUBLISHED, "student"): False,
    (Visibility.HIDDEN, "student"): False,
    (Visibility.AFTER_DUE_DATE, "released"): True,
    (Visibility.AFTER_PUBLISHED, "released"): True,
    (Visibility.HIDDEN, "released"): False,
    (Visibility.HIDDEN, "staff"): True,
}


@pytest.mark.parametrize(("visibility", "readers"), SEEN)
def test_what_is_hidden_stays_hidden_until_it_may_show(visibility, readers):
    who = {"student": STUDENT, "released": RELEASED, "staff": STAFF}[readers]
    page = student_page(with_hidden(visibility), who, Submission("ada", python_files({"means": b"def mean(X): pass"})))
    seen = SEEN[visibility, readers]
    assert (SECRET in page) == seen
    assert ("Mend this first" in page) == seen
    assert ("def mean" in page) == seen, "code beside it would tell that something is wrong"
    assert ("1 hidden check for 5 more points" in page) != seen
    assert "2 of 7 points" in page if seen else "2 of 2 points" in page


@pytest.mark.parametrize("visibility", [Visibility.AFTER_DUE_DATE, Visibility.AFTER_PUBLISHED, Visibility.HIDDEN])
@pytest.mark.parametrize("public", ["passed", "failed"])
def test_whatever_a_hidden_check_found_students_read_the_same(visibility, public):
    report = with_hidden(visibility)
    (exercise,) = report.exercises
    shown, hidden = exercise.checks
    shown = replace(shown, status=public, message="" if public == "passed" else "Wrong.", misconception="m", hint="h")
    outcomes = [
        replace(hidden, status="passed", score=5, message="", misconception=None, hint=None, kind=""),
        replace(hidden, status="passed", score=5, follow_through=True),
        replace(hidden, misconception="m", hint="h", kind="k", numbers=(("dW[0]", 7.0),)),
        *(replace(hidden, status=status) for status in MARKS),
    ]
    submission = Submission("ada", python_files({"means": b"def mean(X): pass"}))
    read = set()
    for outcome in outcomes:
        known = replace(report, exercises=(replace(exercise, checks=(shown, outcome)),))
        page = shown_report(known, STUDENT, code_in(submission))
        read.add((as_html(page), as_markdown(page), tuple(as_lines(page))))
    (forms,) = read
    assert SECRET not in str(forms)


def test_one_message_a_cause_and_what_to_mend_first_on_top():
    wrong = {"relu_backward": "mask-forgotten", "train": "batch-dropped"}
    files = python_files({"layers": code_of({"relu_backward": "return dA"})})
    page = student_page(report_of("ada", wrong, Identity(), missing=0), STAFF, Submission("ada", files))
    text = text_of(page)
    assert text.index("Mend this first: relu_backward") < text.index("1.3 relu_backward") < text.index("1.1 sigmoid")
    assert "4 of 6 exercises right." in text
    section = text_of(page[page.index('id="exercise-relu_backward"') : page.index('id="exercise-train"')])
    assert section.count("Which units were off") == 1
    assert "“by hand of relu_backward”; “of several shapes of relu_backward” (hidden)" in section
    assert "def relu_backward(*given): # relu_backward return dA" in section
    assert "def train" not in section
    assert 'id="exercise-two_layer_backward"' not in page, "its points are kept, and its marks say so"


def test_all_right_and_nothing_to_grade_are_said():
    assert "All is right that is shown here." in text_of(student_page(report_of("ada", {}, Identity()), STUDENT))
    assert "All is right." in text_of(student_page(report_of("ada", {}, Identity()), STAFF))
    untouched = text_of(student_page(report_of("ada", {}, Identity(), missing=6), STUDENT))
    assert "No exercise was attempted yet." in untouched
    assert "1 hidden check for 1 more point, shown" in text_of(student_page(one_hidden_point(), STUDENT))
    nothing = report_of("ada", {}, Identity(), graded=False, messages=("There is no file with code.",))
    assert "There was nothing to grade There is no file with code." in text_of(student_page(nothing, STUDENT))


def test_whatever_a_student_wrote_is_text():
    report = report_of(
        HOSTILE, {"train": "batch-dropped"}, Identity(), messages=(HOSTILE,), printed=f"{HOSTILE}\x1b[2J"
    )
    code = python_files({"layers": code_of({"train": f"'{HOSTILE}'"})})
    about = About(remarks=[HOSTILE], on_exercises={"train": [HOSTILE]})
    page = student_page(report, STAFF, Submission(HOSTILE, code), about)
    assert page.count("&lt;script&gt;alert(1)") == 7
    assert "<script" not in page
    assert "<img" not in page
    assert "\x1b" not in page


@pytest.mark.parametrize("name", ["all", "first", "all_exercises", "exercise", "said"])
def test_no_exercise_has_the_name_of_a_part_of_the_page(name):
    report = report_of("ada", {"train": "batch-dropped"}, Identity())
    named = tuple(replace(each, name=name) if each.name == "train" else each for each in report.exercises)
    page = student_page(replace(report, exercises=named), STAFF)
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)


@pytest.fixture
def course(tmp_path):
    path = tmp_path / "course.db"
    with make_class(path, 4) as gradebook:
        hostile = student_called(gradebook, "666").row
        act(gradebook, OVERRIDE, people=[hostile], exercise="train", points=1, reason="copied")
        act(gradebook, COMMENT, people=[hostile], content="Come and see me.")
        (group,) = set(re.findall(r"linear_backward-\w{8}", class_page(gradebook, Policy(), draw=False)))
        act(gradebook, NAME, target=group, content="Where does the 2 come from?")
    return path


def test_a_report_is_shown_again_with_what_was_decided(course):
    shown = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["show", str(course), "666"])
    assert shown.exit_code == 0, shown.output
    text = " ".join(shown.output.split())
    for said in (
        "mask-forgotten",
        "Hint: Where does the 2 come from?",
        "train: Set to 1 points by",
        "Come and see me.",
    ):
        assert said in text
    assert re.search(r"What counts: [\d.]+ of 30 points", text)
    assert "There is no file with code." in CliRunner().invoke(main, ["show", str(course), "667"]).output
    assert CliRunner().invoke(main, ["show", str(course), "nobody"]).exit_code == 1


def test_the_class_links_to_a_page_for_each_student(course, tmp_path):
    done = CliRunner().invoke(main, ["report", str(course), "--html", str(tmp_path / "class.html")])
    assert "4 pages of students" in done.output
    links = set(re.findall(r'href="(class-students/[^"]+)"', (tmp_path / "class.html").read_text()))
    assert links == {f"class-students/{each.name}" for each in (tmp_path / "class-students").iterdir()}
    (page,) = [each.read_text() for each in (tmp_path / "class-students").iterdir() if each.name.startswith("script")]
    for said in ("Where does the 2 come from?", "Set to 1 points by", "Come and see me."):
        assert said in page
    assert '<a href="../class.html">The whole class</a>' in page
    around = re.findall(r'<a href="([^"]+)" rel="(prev|next)">', page)
    assert [kind for _, kind in around] == ["prev"], "it is the last"
    assert (tmp_path / "class-students" / around[0][0]).is_file()
    events = text_of(page[page.index("What has happened to this grade") :])
    assert events.index("of 30 points") < events.index("train is set to 1 points copied") < events.index("a comment")
    CliRunner().invoke(main, ["report", str(course), "--html", str(tmp_path / "p.html"), "--pseudonyms"])
    assert not (tmp_path / "p-students").exists()
    assert "-students/" not in (tmp_path / "p.html").read_text()


@pytest.mark.slow
def test_grade_writes_the_page_of_one_student(tmp_path):
    alice = tmp_path / "alice"
    alice.mkdir()
    for name, content in {
        **references(MATERIAL / "tiny"),
        "means": b"def mean(X):\n    return X.sum(axis=1)\n",
    }.items():
        (alice / f"{name}.py").write_bytes(content)
    words = ["grade", str(alice), "--assignment", str(MATERIAL / "tiny"), "--trust-submissions", "--seed", "7"]
    done = CliRunner().invoke(main, [*words, "--html", str(tmp_path / "alice.html")])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "alice.html").read_text()
    assert "Mend this first" in page
    assert "return X.sum(axis=1)" in page
    assert "shown after the due date" in page
    refused = CliRunner().invoke(main, [*words, str(alice / "means.py"), "--html", str(tmp_path / "b.html")])
    assert "--html is the page of one student" in refused.output
