"""A class of each platform's form is graded into a gradebook: everybody is there, with the grade that is the truth."""

import json

import pytest
from click.testing import CliRunner

from autograder.assignment.loading import load_assignment
from autograder.cli.main import main
from tests.support.class_forms import FORMS
from tests.support.classes import again, class_of
from tests.support.packing import write, zipped
from tests.support.project import MATERIAL

pytestmark = pytest.mark.slow

TINY = MATERIAL / "tiny"
STUDENTS = 30


def grade(path, gradebook, code=0):
    words = ["grade", path, "--gradebook", gradebook, "--assignment", TINY, "--seed", 5, "--trust-submissions"]
    done = CliRunner().invoke(main, list(map(str, words)))
    assert done.exit_code == code, done.output
    return done.output


def standings(path):
    done = CliRunner().invoke(main, ["gradebook", "show", str(path), "--json"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.output.splitlines()]


def key_of(form, person):
    return {"gradescope": person.email, "nbgrader": f"s{person.id}"}.get(form, person.id)


def check(form, hand_ins, found):
    by_key = {each["student"]["email"] if form == "gradescope" else each["student"]["id"]: each for each in found}
    assert len(by_key) == len(found) == sum(len(each.people) for each in hand_ins)
    for each in hand_ins:
        for person in each.people:
            standing = by_key[key_of(form, person)]
            lost = {one["name"] for one in standing["exercises"] if one["points"] < one["max_points"]}
            assert lost == each.truth.lost, (form, person, each.truth)


@pytest.mark.parametrize("form", FORMS)
def test_grades_are_the_truth_and_stay_so_when_some_hand_in_again(tmp_path, form):
    hand_ins = class_of(STUDENTS, load_assignment(TINY))
    gradebook = tmp_path / "course.db"
    path = write(tmp_path / "first", FORMS[form](hand_ins))
    grade(path, gradebook)
    check(form, hand_ins, standings(gradebook))

    later = list(again(hand_ins, 0.4, load_assignment(TINY)))
    handed_in = {one.people: 1 + (one.number != other.number) for one, other in zip(hand_ins, later, strict=True)}
    zip_of_all = tmp_path / "second.zip"
    zip_of_all.write_bytes(zipped(FORMS[form](later)))
    said = grade(zip_of_all, gradebook)
    assert "graded before" in said
    known_order = [each for each in later if handed_in[each.people] == 1 or form in {"canvas", "plain"}]
    check_some(form, known_order, standings(gradebook), handed_in)


def check_some(form, hand_ins, found, attempts):
    """Where platforms say no times, the later download has the last attempts; elsewhere the times decide."""
    by_key = {each["student"]["email"] if form == "gradescope" else each["student"]["id"]: each for each in found}
    people = {key_of(form, person): each for each in hand_ins for person in each.people}
    check(form, hand_ins, [by_key[key] for key in people])
    assert [by_key[key]["attempts"] for key in people] == [attempts[each.people] for each in people.values()]
