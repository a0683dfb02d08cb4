"""A drawing has the numbers that are right and those that were answered, and none of a hidden check."""

from dataclasses import replace

import pytest

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import AssignmentError
from autograder.authoring import Edge, Node, drawing, entry
from autograder.course.gradebook.stored_report import outline_of, restored, stored
from autograder.grading.grader import Grader
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, SEED

SPREAD = "from means import mean, centred\ndef variance(X): return mean(centred(X) ** 2)\n"
CENTRED = "def centred(X): return X - mean(X)\n"


def drawing_of(*entries):
    @drawing
    def two_means():
        """Two means"""
        yield Node("X", (0, 0), "X")
        yield Node("mean", (1, 0), numbers={str(-place): each for place, each in enumerate(entries)})
        yield Edge("X", "mean")

    return two_means


FIRST, SECOND = entry("mean", "by_hand", "", 0), entry("mean", "by_hand", "", 1)
VARIANCE = entry("variance", "by_hand", "", 1)


@pytest.fixture
def grade(tiny, zygote):
    def grade(means, *, drawings=(drawing_of(FIRST, SECOND, VARIANCE),), assignment=tiny):
        sources = python_files({"means": f"{means}\n{CENTRED}".encode(), "spread": SPREAD.encode()})
        running = Grader(replace(assignment, drawings=drawings), zygote, seed=SEED, deadlines=DEADLINES)
        return running.grade(Submission("someone", sources))

    return grade


def numbers_of(report, exercise="mean"):
    return dict(report.exercise(exercise).checks[0].numbers)


def test_what_is_right_is_in_the_drawing_and_right_answers_are_not_kept_again(grade):
    report = grade("def mean(X): return X.mean(axis=0)")
    assert [each.right for each in report.drawings[0].entries] == [2.0, 4.0, 4.0]
    assert not any(check.numbers for check in report.checks)


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        ("X.sum(axis=0)", [4.0, 8.0]),
        ("X.sum(axis=0)[:, None]", [4.0, 8.0]),  # of another shape, and as many
        ("X.sum(axis=0).tolist()", [4.0, 8.0]),
        ("X.sum()", [None, None]),
        ("X.sum(axis=0) * float('nan')", [None, None]),
        ("X.sum(axis=0) * 1j", [None, None]),
        ("[[1.0], [2.0, 3.0]]", [None, None]),
        ("(1, 2, 'three')", [None, None]),
        ("'nothing'", [None, None]),
        ("1 / 0", [None, None]),
        ("__import__('os')._exit(0)", [None, None]),
    ],
)
def test_whatever_came_back_costs_nothing_and_is_a_number_or_none(grade, answer, numbers):
    report = grade(f"def mean(X): return {answer}")
    assert list(numbers_of(report).values()) == numbers
    assert report.drawings


def test_an_answer_that_is_wrong_for_an_earlier_one_is_shown_as_it_came(grade):
    report = grade("def mean(X): return X.sum(axis=0)")
    check = report.exercise("variance").checks[0]
    assert check.follow_through
    assert dict(check.numbers) == {"[1]": 40.0}


def test_drawings_and_numbers_are_kept_without_loss(grade):
    report = grade("def mean(X): return X.sum(axis=0)")
    hand_in = report.name, report.sha256, report.identity
    again = restored(stored(report), outline_of(report), report.assignment, hand_in)
    assert again == report
    assert again.drawings[0].entries == report.drawings[0].entries, "in this order"


def test_a_part_without_the_checks_of_a_drawing_has_no_drawing(grade, tiny):
    part = tiny.asking_only({"mean"})
    assert grade("def mean(X): return X", assignment=part).drawings == ()


def test_a_students_copy_is_checked_without_drawings_of_what_it_cannot_know(grade, tiny):
    needs_the_reference = drawing_of(entry("centred", "columns_without_a_mean", "", 0, 0))
    copy = replace(tiny.public_view(), functions={})
    own = grade("def mean(X): return X", assignment=copy, drawings=(needs_the_reference,))
    assert own.drawings == ()
    assert grade("def mean(X): return X", drawings=(needs_the_reference,)).drawings[0].entries[0].right == -1.0


@pytest.mark.parametrize("wrong", [entry("mean", "by_hand", "", 2), entry("mean", "by_hand", "dX", 0)])
def test_a_number_that_no_answer_has_is_the_authors_mistake(grade, wrong):
    with pytest.raises(AssignmentError, match=r"A drawing shows .* of the check by_hand of mean"):
        grade("def mean(X): return X", drawings=(drawing_of(wrong),))


def test_a_declaration_needs_a_title_and_edges_between_its_nodes():
    with pytest.raises(ValueError, match="needs a docstring"):
        drawing(lambda: [Node("a", (0, 0))])

    def stray():
        """A title"""
        yield Edge("a", "b")

    with pytest.raises(ValueError, match="an edge of a, which is no node of it"):
        drawing(stray)


@pytest.mark.parametrize("name", ["hidden_means", "no_such_check"])
def test_only_public_checks_are_drawn(tmp_path, name):
    import shutil

    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny/solutions/checks/means.py").write_text(
        "from autograder.authoring import Case, check\n"
        '@check("mean", points=1)\ndef hidden_means():\n    """Hidden"""\n    yield Case(X=[[1.0]])\n'
    )
    with (tmp_path / "tiny/exercises/checks/means.py").open("a") as file:
        file.write(
            "\nfrom autograder.authoring import Node, drawing, entry\n@drawing\ndef drawn():\n"
            f'    """Drawn"""\n    yield Node("a", (0, 0), numbers={{"m": entry("mean", "{name}", "", 0)}})\n'
        )
    with pytest.raises(AssignmentError, match=f"A drawing shows the answer to {name} of mean, which is no public"):
        load_assignment(tmp_path / "tiny")
