"""What is hidden stays hidden until it is released, and nothing that a student wrote is more than text."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from autograder.authoring.visibility import Visibility
from autograder.course.feedback.as_markdown import as_markdown
from autograder.course.feedback.as_text import as_lines
from autograder.course.feedback.release import proposed, release
from autograder.course.feedback.student_view import student_view
from autograder.course.gradebook.actions import COMMENT, GIVE, OVERRIDE, VOID, act, undo
from autograder.course.gradebook.standing import standings
from autograder.course.page.student_page import as_html
from autograder.course.policy.course_file import Policy
from autograder.render.network import Network, PlacedEdge, PlacedNode, Quantity
from autograder.render.shown import ShownCause, ShownExercise, ShownReport
from autograder.submissions.submission import Submission, python_files
from tests.support.gradebooks import HIDDEN, gradebook_of, person, row_of

DUE = datetime(2026, 3, 9, 23, 59, tzinfo=timezone.utc)
BEFORE, AFTER = DUE - timedelta(hours=1), DUE + timedelta(days=1)
POLICY = Policy(due=DUE, extensions={"12": timedelta(3)})
SECRET, PUBLIC = HIDDEN.split(".", 1)[0], "The answer is the sum"


@pytest.fixture
def class_of_two(tmp_path):
    """Makes a gradebook of 11 and of 12, who has an extension; both have the same report."""
    opened = []

    def make(visibility):
        graded = [replace(person(number=each, score=5.0), hidden=visibility) for each in ("11", "12")]
        opened.append(gradebook_of(tmp_path / f"{visibility}.db", graded))
        return opened[-1]

    yield make
    for each in opened:
        each.__exit__()


def pages(gradebook, now, policy=POLICY):
    """What each student reads, in all forms."""
    found = {}
    for grade in standings(gradebook, policy):
        page = student_view(grade, "backprop", now)
        found[grade.student.id] = [as_markdown(page), as_html(page), "\n".join(as_lines(page))]
    return found


def says(texts, words):
    """Whether all forms say it, or none."""
    plain = ["".join(text.replace("\\", "").split("\n#")) for text in texts]
    (answer,) = {words in text for text in plain}
    return answer


@pytest.mark.parametrize(
    ("visibility", "before", "after", "released"),
    [
        (Visibility.VISIBLE, True, True, True),
        (Visibility.AFTER_DUE_DATE, False, True, True),
        (Visibility.AFTER_PUBLISHED, False, False, True),
        (Visibility.HIDDEN, False, False, False),
    ],
)
def test_when_a_check_is_told(class_of_two, visibility, before, after, released):
    gradebook = class_of_two(visibility)
    assert says(pages(gradebook, BEFORE)["11"], SECRET) is before
    assert says(pages(gradebook, AFTER)["11"], SECRET) is after
    assert says(pages(gradebook, AFTER)["12"], SECRET) is before  # the extension is not over
    assert says(pages(gradebook, AFTER, Policy())["11"], SECRET) is before  # no due date is known
    assert all(says(texts, PUBLIC) for texts in pages(gradebook, BEFORE).values())
    assert not says(pages(gradebook, AFTER)["11"], "5 of 100 points")
    release(gradebook, proposed(standings(gradebook, POLICY), [row_of(gradebook, "11")]).news)
    assert says(pages(gradebook, BEFORE)["11"], SECRET) is released
    assert says(pages(gradebook, BEFORE)["11"], "5 of 100 points")
    assert says(pages(gradebook, BEFORE)["12"], SECRET) is before
    assert not says(pages(gradebook, BEFORE)["12"], "5 of 100 points")


def test_a_release_is_undone_and_a_new_score_is_not_told_before_it_is_released(class_of_two):
    gradebook = class_of_two(Visibility.AFTER_PUBLISHED)
    action = release(gradebook, proposed(standings(gradebook, POLICY)).news, "the exam is over")
    assert action.people == {row_of(gradebook, "11"): 5.0, row_of(gradebook, "12"): 5.0}
    assert proposed(standings(gradebook, POLICY)).news == []
    act(gradebook, OVERRIDE, people=[row_of(gradebook, "11")], points=60.0, reason="oral exam")
    news = proposed(standings(gradebook, POLICY)).news
    assert [(each.student.id, each.released, each.score) for each in news] == [("11", 5.0, 60.0)]
    assert not says(pages(gradebook, BEFORE)["11"], "60 of 100")
    undo(gradebook, action.uid, "")
    assert not says(pages(gradebook, BEFORE)["12"], SECRET)


def test_overrides_comments_penalties_and_decisions_on_checks_are_told_with_the_score(class_of_two):
    gradebook = class_of_two(Visibility.VISIBLE)
    both = [row_of(gradebook, each) for each in ("11", "12")]
    act(gradebook, OVERRIDE, people=both[:1], exercise="mean", points=50.0, reason="a typing error")
    act(gradebook, COMMENT, people=both[:1], content="Come and see me.")
    act(gradebook, COMMENT, people=both[:1], exercise="mean", content="Nearly.")
    words = ("a typing error", "Come and see me.", "Nearly.", "Set to 50 points by ")
    assert not any(says(pages(gradebook, BEFORE)["11"], each) for each in words)
    release(gradebook, proposed(standings(gradebook, POLICY)).news)
    assert all(says(pages(gradebook, BEFORE)["11"], each) for each in words)
    assert not any(says(pages(gradebook, BEFORE)["12"], each) for each in words)
    act(gradebook, VOID, exercise="mean", target="many")
    assert says(pages(gradebook, BEFORE)["12"], "This check does not count")
    act(gradebook, GIVE, exercise="mean", target="many")
    assert says(pages(gradebook, BEFORE)["12"], "Everybody has the points of this check.")


# Texts.

EVIL = "</pre><script>alert(1)</script>\n```\n# heading\n![x](http://x)\n<img src=x onerror=y>\n    \u202e\x1b[2J\ud800"
TEXTS = st.text(st.sampled_from("a<>&\"'`*_#[]()!\\|~\n\r\t \u202e-=+1.") | st.characters(), min_size=1, max_size=40)
ALLOWED = {"h1", "h2", "h3", "p", "strong", "em", "pre", "code"}


def page_with(text):
    cause = ShownCause("wrong", "✗", text, text, text, text, text, text)
    marks = (("✗", "wrong", text), ("✓", "right", text))
    exercise = ShownExercise("mean", "means", "1", "1 of 2 points", marks, False, (cause,), (text,), (text,), text)
    number = (Quantity(text, text, text, "wrong"),)
    nodes, edges = (PlacedNode(text, number, True, 0, 0, 9),), (PlacedEdge(text, number, True, (0, 0), (9, 9), text),)
    drawn = Network(text, 9, 9, nodes, edges, ((text, *number),), has_dead=True)
    return ShownReport(
        "backprop", text, "5 points.", (text,), (text,), text, (exercise,), ("one more",), (text,), (drawn,)
    )


class Tags(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, tuple(name for name, _ in attributes)))
        if tag not in {"meta", "br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def tags(html):
    parser = Tags()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser.seen


@given(TEXTS)
@example(EVIL)
def test_no_text_is_more_than_text_in_html(text):
    assert tags(as_html(page_with(text))) == tags(as_html(page_with("a")))


@given(TEXTS)
@example(EVIL)
def test_no_text_is_more_than_text_in_markdown(text):
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(as_markdown(page_with(text)))
    seen = tags(html)
    assert {tag for tag, _ in seen} <= ALLOWED
    assert [tag for tag, _ in seen if tag.startswith("h")] == ["h1", *["h2"] * 4]
    assert not any(attributes for _, attributes in seen)


def test_a_page_loads_nothing_and_runs_nothing():
    html = as_html(page_with(EVIL))
    assert "default-src &#39;none&#39;" in html
    assert not any(tag in {"script", "link", "img", "iframe"} for tag, _ in tags(html))


def test_what_to_mend_first_is_on_top_and_their_own_function_beside_what_is_wrong(class_of_two):
    gradebook = class_of_two(Visibility.AFTER_DUE_DATE)
    (grade, _) = standings(gradebook, POLICY)
    submission = Submission("11", python_files({"means": b"def mean(X): <b>"}))
    html = as_html(student_view(grade, "backprop", BEFORE, submission=submission))
    order = ["Mend this first", "By what is the sum divided?", "the mean of two rows", "def mean(X): &lt;b&gt;"]
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert SECRET not in html
    right = replace(page_with("x"), exercises=(ShownExercise("mean", "means", marks=(("✓", "right", "x"),)),))
    assert "Mend this first" not in as_html(right)
