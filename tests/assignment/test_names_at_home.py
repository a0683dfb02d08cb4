"""At home a mistake has the name that `grade` gives it at the public checks, and no right answer has one."""

from collections import Counter
from types import SimpleNamespace

import pytest

from autograder.assignment.loading import load_assignment, load_folder
from autograder.assignment.model import ACCEPTED
from autograder.audit.submissions import BETWEEN
from autograder.diagnosis.candidates import Candidates
from autograder.diagnosis.diagnose import diagnose
from autograder.diagnosis.evidence import Evidence
from autograder.judging.check_run import judge_case, judge_check
from autograder.judging.expected import PUBLIC_SEED, ExpectedCase, instantiate
from autograder.judging.trusted_call import call_trusted
from autograder.platforms.student_zip import student_files

ENOUGH = 0.95  # of the mistakes that `grade` names at the public checks
LARGEST = 200_000  # bytes


@pytest.fixture(scope="module")
def bundle(assignment, tmp_path_factory):
    """The files that a student has, without the engine: that of this process is the same."""
    folder = tmp_path_factory.mktemp("bundle")
    for name, content in student_files(assignment).items():
        if name.startswith("exercises/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def desks(assignment, bundle):
    """Where a mistake is named: by an instructor, and by a student whose other functions are right."""

    def desk(assignment, functions):
        public = assignment.public_view()
        checks = {
            each.name: [instantiate(check, PUBLIC_SEED, {}, functions) for check in each.checks]
            for each in public.exercises
        }
        return SimpleNamespace(checks=checks, candidates=Candidates(public))

    at_home = load_assignment(bundle)
    assert not at_home.references
    return SimpleNamespace(grade=desk(assignment, assignment.references), check=desk(at_home, assignment.references))


def told(desk, exercise, function):
    """The diagnosis of a function from its answers to the public checks; None if nothing is wrong with it, too."""
    runs = tuple(
        judge_check(check, [judge_case(each, call_trusted(function, each)) for each in check.cases])
        for check in desk.checks[exercise]
    )
    if all(run.verdict.passed for run in runs):
        return None

    def ask(cases):
        return [call_trusted(function, ExpectedCase(case, None, None)) for case in cases]

    return diagnose(Evidence(exercise, runs, ask), desk.candidates.of(exercise))


@pytest.mark.slow
def test_mistakes_have_the_same_name_at_home(assignment, desks):
    """Every form of every misconception: same name, same words."""
    named, other = Counter(), []
    for wrong in assignment.misconceptions:
        for place, form in enumerate(wrong.forms):
            theirs = told(desks.grade, wrong.exercise, form)
            ours = told(desks.check, wrong.exercise, form)
            named[theirs is not None, ours == theirs] += 1
            if ours != theirs:
                names = [each and each.name for each in (theirs, ours)]
                other.append(
                    f"{wrong.exercise}: form {place} of {wrong.name} is told as {names[0]}, and here as {names[1]}"
                )
    print(f"{named=}", *other, sep="\n")
    assert [line for line in other if "told as None" in line] == []
    assert named[True, True] >= ENOUGH * (named[True, True] + named[True, False]), "\n".join(other)


@pytest.mark.slow
def test_no_right_answer_has_a_name_at_home(assignment, desks):
    tried = 0
    for loaded in load_folder(assignment.folder / ACCEPTED).values():
        for name, function in vars(loaded).items():
            exercise, between, _ = name.partition(BETWEEN)
            if between and exercise in assignment.exercise_names:
                tried += 1
                assert told(desks.check, exercise, function) is None, name
    assert tried > len(assignment.exercises)


@pytest.mark.slow
def test_what_is_known_of_mistakes_is_small(bundle):
    assert (bundle / "exercises" / "known_mistakes.json").stat().st_size < LARGEST
