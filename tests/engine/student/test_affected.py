"""What a change touches, and what is asked again."""

import pytest

from autograder.grading.time_budget import TimeBudget, Timeouts
from autograder.student.affected import affected_by
from autograder.student.local_checks import LocalChecker
from autograder.submissions.read import read_submission
from autograder.submissions.submission import Source, Submission, python_files
from tests.support.project import ROOT, SAMPLES
from tests.support.submissions import references


def handed_in(**changed):
    return Submission("someone", python_files({**references(ROOT), **changed}))


@pytest.fixture(scope="module")
def public(assignment):
    return assignment.public_view()


def exercises(assignment, *modules):
    return {each.name for each in assignment.exercises if each.module in modules}


def test_a_change_touches_its_module_and_those_that_use_it(public):
    before = handed_in()
    changed = {name: f"{text.decode()}\n# more\n".encode() for name, text in references(ROOT).items()}
    assert affected_by(public, before, handed_in()) == set()
    assert affected_by(public, before, handed_in(training=changed["training"])) == exercises(public, "training")
    later = affected_by(public, before, handed_in(layers=changed["layers"]))
    assert later >= exercises(public, "layers", "two_layer", "deep", "training")
    assert not later & exercises(public, "forward", "neuron")


def test_a_change_elsewhere_may_touch_everything(public):
    everything = set(public.exercise_names)
    before = handed_in()
    with_notebook = Submission("someone", {**before.sources, "work": Source("work.ipynb", (b"x = 1",))})
    assert affected_by(public, before, with_notebook) == everything
    assert (
        affected_by(public, before, handed_in(neuron=references(ROOT)["neuron"] + b"\nKIND = 'float32'\n"))
        == everything
    )


def test_a_file_that_is_no_python_touches_what_imports_it(public):
    later = affected_by(public, handed_in(), handed_in(layers=b"def f(:\n"))
    assert later >= exercises(public, "layers", "two_layer")


def test_a_part_asks_for_some_and_knows_of_all(public):
    part = public.asking_only({"relu_backward"})
    assert [each.name for each in part.exercises] == list(public.exercise_names)
    assert [each.name for each in part.exercises if each.checks] == ["relu_backward"]


@pytest.mark.parametrize(
    "name",
    ["typical", "untouched"]
    + [
        pytest.param(each, marks=pytest.mark.slow)
        for each in ("perfect", "crash", "syntax_error", "one_file", "notebook")
    ],
)
def test_a_part_gets_the_verdicts_that_the_whole_gets(public, zygote, name):
    submission = read_submission(SAMPLES / name, public.module_names)
    practice = LocalChecker(public, zygote)
    whole = {each.name: each for each in practice.check(submission, list(public.exercise_names)).exercises}
    for names in (["relu_backward"], ["two_layer_backward", "sigmoid"], ["squared_loss_backward"], ["train"]):
        part = practice.check(submission, names)
        assert {each.name for each in part.exercises} == set(names)
        for each in part.exercises:
            assert each == whole[each.name]


def test_checking_again_asks_what_was_touched_and_keeps_the_rest(public, zygote):
    practice = LocalChecker(public, zygote)
    names = list(public.exercise_names)
    right = practice.check_again(None, handed_in(), names)
    assert right.rerun == set(names)
    assert right.report.score == public.points
    wrong = practice.check_again(right, handed_in(forward=b"raise SystemExit\n"), names)
    assert wrong.rerun == affected_by(public, handed_in(), handed_in(forward=b"x")) < set(names)
    assert [each.name for each in wrong.report.exercises] == names
    assert {each.name for each in wrong.report.exercises if not each.passed} <= wrong.rerun
    assert practice.check_again(wrong, handed_in(), names).report.score == public.points
    assert practice.check_again(wrong, wrong.submission, names).rerun == set()


def test_modules_that_nothing_is_asked_of_are_not_run(public, zygote):
    """An endless loop in one file costs no time while another is worked on."""
    stuck = handed_in(training=b"while True: pass\n")
    (report,) = LocalChecker(public, zygote).check(stuck, ["sigmoid"]).exercises
    assert report.passed
    assert LocalChecker(public, zygote).check(stuck, ["sigmoid"]).messages == ()


def test_once_a_call_has_hung_the_others_are_hurried():
    clock = TimeBudget(Timeouts(call=5.0, reduced_call=1.0))
    assert clock.for_call() == 5.0
    clock.record_timeout("relu_forward")
    assert clock.for_call() == 1.0
    patient = TimeBudget(Timeouts(call=5.0))
    patient.record_timeout("relu_forward")
    assert patient.for_call() == 5.0
