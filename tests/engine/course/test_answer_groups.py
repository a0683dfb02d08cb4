"""Equal wrong answers without a name are one group, whoever gave them."""

from dataclasses import replace

from autograder.authoring.visibility import Visibility
from autograder.course.answer_groups import group_of, with_hints
from autograder.results.report import CheckResult, ExerciseResult, Report


def check(name="one_row", answers=("a1", "a2"), visibility=Visibility.VISIBLE, **given):
    message = "The values are wrong."
    return CheckResult(
        name, name, visibility, "failed", 0, 1, message, **{"kind": message, "answers": answers, **given}
    )


def exercise(*checks):
    return ExerciseResult("mean", "means", "1.1", checks)


def report(*checks):
    return Report("tiny", "v", "ada", "00", True, (), (), "", (exercise(*checks),))


HIDDEN = Visibility.AFTER_DUE_DATE
KNOWN = {"misconception": "wrong-axis", "hint": "Along which axis?"}


def test_equal_answers_to_public_checks_are_one_group():
    group = group_of(exercise(check(), check("hidden", ("b1",), HIDDEN)))
    assert group == group_of(exercise(check("hidden", ("another",), HIDDEN), check()))
    assert group.startswith("mean-")
    assert group != group_of(exercise(check(answers=("a1", "a3"))))
    assert group != group_of(exercise(check("two_rows")))


def test_what_has_a_name_or_was_found_by_hidden_checks_alone_is_in_none():
    assert group_of(exercise(check(**KNOWN))) == ""
    assert group_of(exercise(check("hidden", ("b1",), HIDDEN))) == ""
    assert group_of(exercise(replace(check(), status="error"))) == ""
    assert group_of(exercise(check(), check("two_rows", ("c",), **KNOWN))) == "", "one known cause explains both"


def test_a_hint_for_a_group_reaches_all_its_checks_and_no_others():
    group = group_of(exercise(check()))
    whole = report(check(), check("hidden", ("b1",), HIDDEN))
    assert {each.hint for each in with_hints(whole, {group: "Which axis?"}).checks} == {"Which axis?"}
    assert with_hints(whole, {"mean-00000000": "no"}) == whole
    named = report(check(**KNOWN))
    assert with_hints(named, {group: "Which axis?"}) == named
