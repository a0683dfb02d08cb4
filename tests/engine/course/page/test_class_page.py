"""The class's page: what it says is what the gradebook holds, and it says nobody's name where it must not."""

import re

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.course.gradebook.actions import COMMENT, NAME, OVERRIDE, act
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.people import student_called
from autograder.course.gradebook.recording import enter_roster, record
from autograder.course.page.class_page import Names, class_page
from autograder.course.page.pages_of_students import pages
from autograder.course.page.pseudonyms import pseudonym
from autograder.course.policy.course_file import Policy
from autograder.results.identity import Identity, Person
from tests.engine.course.page.classes import HOSTILE, make_class, report_of
from tests.support.project import SEED


@pytest.fixture
def gradebook(tmp_path):
    with open_gradebook(tmp_path / "course.db", create=True) as opened:
        begin(opened, "backprop", SEED, 0)
        yield opened


def add(gradebook, name, wrong, **given):
    identity = Identity("canvas", name, (Person(id=name, name=f"{name.title()} Noether"),), **given)
    record(gradebook, report_of(name, wrong, identity, sha256=f"{name}{wrong}"))


def row(page, word):
    """The text of the first row of a table in which a word stands."""
    found = next(each for each in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if word in each)
    return " ".join(re.sub(r"<[^>]*>", " ", found).split())


def page_of(gradebook, names=Names.OWN):
    return class_page(gradebook, Policy(), names, draw=False)


def test_it_counts_who_made_which_mistake(gradebook):
    for name in ("ada", "bo", "cem"):
        add(gradebook, name, {"relu_backward": "mask-forgotten"})
    add(gradebook, "dana", {"relu_backward": "mask-by-upstream"})
    add(gradebook, "emmy", {})
    page = page_of(gradebook)
    assert row(page, "mask-forgotten").startswith("3 60 % relu_backward mask-forgotten who?")
    assert "Which units were off" in row(page, "mask-forgotten")
    assert page.index("mask-forgotten") < page.index("mask-by-upstream")
    assert row(page, "<code>relu_backward</code></th><td").startswith("1.3 relu_backward 20 %")
    exercises = page[page.index('id="exercises"') : page.index('id="checks"')]
    most_frequent = r'<a href="#(mistake-\d+)">mask-forgotten</a> <span class="quiet">3</span>'
    (mistake,) = re.findall(most_frequent, exercises)
    assert "mask-forgotten" in row(page, f'id="{mistake}"')
    # Of eight points two thirds are kept by four students because an earlier function was replaced.
    assert row(page, "<code>two_layer_backward</code></th><td").startswith("2.2 two_layer_backward 100 % 8.00 of 8 4")


def test_equal_wrong_answers_are_one_group_with_the_command_that_names_it(gradebook):
    for name in ("ada", "bo"):
        add(gradebook, name, {"linear_backward": ""})
    page = page_of(gradebook)
    (group,) = re.findall(r'autograder name (linear_backward-\w{8}) --hint "…"', page)
    assert row(page, f"autograder name {group}").startswith("2 linear_backward who?")
    act(gradebook, NAME, target=group, content="What is the 2 for?")
    assert "Its hint: What is the 2 for?" in row(page_of(gradebook), "Its hint")


def test_who_is_late_overridden_or_not_graded_is_seen(gradebook):
    add(gradebook, "ada", {}, late=True)
    add(gradebook, "bo", {})
    record(gradebook, report_of("lost", {}, Identity(), graded=False, messages=("No file.",)))
    enter_roster(gradebook, [Person(id="7", name="Cem")])
    act(gradebook, OVERRIDE, people=[student_called(gradebook, "bo").row], exercise="train", points=1, reason="oral")
    page = page_of(gradebook)
    students = page[page.index('id="students"') :]
    assert "late" in row(students, "Ada")
    assert "overridden train: Set to 1 points by" in row(students, "Bo Noether")
    assert "not graded" in row(students, "lost")
    assert "nothing handed in" in row(students, "Cem")
    talk = page[page.index('id="talk"') : page.index('id="mistakes"')]
    assert "could not be graded: No file." in row(talk, "lost")
    assert "nothing handed in" in row(talk, "Cem")
    assert "Ada" not in talk


def test_what_changed_since_the_last_page_is_said_on_every_page_of_one_state(gradebook):
    add(gradebook, "ada", {"train": "batch-dropped"})
    add(gradebook, "bo", {})
    assert "This is the first page" in page_of(gradebook)
    add(gradebook, "ada", {})
    for _ in range(2):
        changes = page_of(gradebook).split('id="changes"')[1]
        assert "1 student has gained points, and 0 have lost some" in changes
        assert row(changes, "Ada").startswith("Ada Noether (ada) 26.67 30 +3.333 another attempt counts")


@pytest.mark.parametrize("names", [Names.PSEUDONYMS, Names.NONE])
def test_nothing_tells_who_somebody_is(tmp_path, names):
    with make_class(tmp_path / "course.db", 12) as gradebook:
        act(gradebook, OVERRIDE, people=[1], points=1, reason="Ada Adler came to see me")
        words = {word for student in gradebook.rows("SELECT name, email, platform_id FROM people") for word in student}
        page = page_of(gradebook, names)
    for word in {part for word in words for part in (word, *word.split()) if len(part) > 2} - {HOSTILE, "img"}:
        assert not re.search(rf"\b{re.escape(word)}\b", page), word
    assert "came to see me" not in page
    assert ('id="students"' in page) == (names is Names.PSEUDONYMS)
    assert "bias-forgotten" in page, "what the class understood is still told"


def test_the_order_of_pseudonyms_is_not_that_of_names(tmp_path):
    with make_class(tmp_path / "course.db", 30) as gradebook:
        page = page_of(gradebook, Names.PSEUDONYMS)
    names = re.findall(r'<th scope="row">(\w{10})</th>', page[page.index('id="students"') :])
    assert len(names) == 31
    assert names == sorted(names)


def test_equal_wrong_answers_are_shown_unless_they_name_somebody(gradebook):
    for name in ("ada", "bo"):
        add(gradebook, name, {"linear_backward": ""})
    answer = "They differ in 2 of 6 numbers."
    assert answer in page_of(gradebook)
    add(gradebook, "differ", {"linear_backward": ""})
    assert answer not in page_of(gradebook), "a student is called so"


def test_a_student_links_to_their_mistakes_and_who_kept_points_is_found(gradebook):
    add(gradebook, "ada", {"relu_backward": "mask-forgotten", "linear_backward": ""})
    page = page_of(gradebook)
    links = re.findall(r'<li><a href="#([\w-]+)">', page[page.index('id="students"') :])
    assert len(links) == 2
    for mistake in links:
        assert f'<tr id="{mistake}"' in page
    assert re.findall(r'data-flags="(.*?)"><th scope="row">Ada', page) == ["follow-through"]


def test_who_gained_points_is_linked_to_their_page(gradebook):
    add(gradebook, "ada", {"train": "batch-dropped"})
    page_of(gradebook)
    add(gradebook, "ada", {})
    changes = class_page(gradebook, Policy(), link=lambda each: f"{each.student.id}.html", draw=False)
    assert '<a href="ada.html">Ada Noether (ada)</a></th><td class="n">26.67' in changes


def test_pseudonyms_stay_and_differ_from_course_to_course(gradebook, tmp_path):
    add(gradebook, "ada", {})
    (first,) = set(re.findall(r'<th scope="row">(\w{10})</th>', page_of(gradebook, Names.PSEUDONYMS)))
    add(gradebook, "bo", {})
    assert first in page_of(gradebook, Names.PSEUDONYMS)
    assert first != pseudonym("id canvas ada", "another salt")


def test_whatever_a_student_wrote_is_text(tmp_path):
    with make_class(tmp_path / "course.db", 3) as gradebook:
        page = page_of(gradebook)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("<script>") == 1
    assert "unsafe-inline" not in page


def test_whatever_people_decide_and_name_is_text_and_so_is_what_the_course_is_called(gradebook):
    with gradebook.transaction() as connection:
        connection.execute("UPDATE facts SET value = ? WHERE name = 'assignment'", (HOSTILE,))
    identity = Identity("canvas", "1", (Person(id="1", name=HOSTILE, section=HOSTILE),))
    record(gradebook, report_of(HOSTILE, {"linear_backward": ""}, identity, messages=(HOSTILE,)))
    student = student_called(gradebook, "1").row
    act(gradebook, OVERRIDE, people=[student], exercise="train", points=1, reason=HOSTILE)
    act(gradebook, COMMENT, people=[student], content=HOSTILE)
    (group,) = set(re.findall(r"linear_backward-\w{8}", page_of(gradebook)))
    act(gradebook, NAME, target=group, content=HOSTILE)
    (page_of_student,) = [page for _, page in pages(gradebook, Policy(), HOSTILE)]
    for page, times in ((page_of(gradebook), 8), (page_of_student, 10)):
        assert page.count("&lt;script&gt;alert(1)") >= times
        assert not re.search(r"<script>alert|<img", page)


def test_a_page_without_charts_says_so_and_has_its_tables(gradebook):
    add(gradebook, "ada", {})
    page = page_of(gradebook)
    assert "The charts need one more package: pip install &#39;backprop-autograder[report]&#39;" in page
    assert "<details open><summary>The distribution as a table" in page


def test_a_gradebook_in_which_nothing_was_graded_has_a_page(gradebook):
    record(gradebook, report_of("lost", {}, Identity(), graded=False, messages=("No file.",)))
    page = page_of(gradebook)
    assert "Nothing has been graded yet" in page
    assert not re.search(r'(id|href)="#?(mistakes|groups|exercises|checks)"', page), "there is nothing to say of them"


def test_the_command_writes_the_page_and_says_what_is_wrong(tmp_path):
    make_class(tmp_path / "course.db", 3).__exit__()

    def run(*words):
        return CliRunner().invoke(main, ["report", str(tmp_path / "course.db"), *map(str, words)])

    done = run("--html", tmp_path / "class.html")
    assert done.exit_code == 0, done.output
    assert "is written" in done.output
    assert len((tmp_path / "class.html").read_bytes()) < 300_000
    assert "cannot be written" in run("--html", tmp_path / "no" / "class.html").output
    assert run("--html", tmp_path / "x.html", "--pseudonyms", "--no-students").exit_code == 2
