"""What can be forged in a submission's own process may be worth few points, or the assignment is at fault."""

from autograder.audit.forgeable import forgeable_defects
from autograder.judging.expected import instantiate_all


def found(assignment, *exercises):
    part = assignment.subset(exercises)
    return list(forgeable_defects(part, instantiate_all(part, 1)))


def test_what_the_grader_compares_itself_is_no_loss(assignment):
    assert found(assignment, "relu_forward", "clip_by_norm") == []


def test_shared_memory_and_costs_are_worth_few_points(assignment):
    (defect,) = found(assignment, "sgd_step", "deep_backward")
    assert "steps_call_after_call of sgd_step" in defect.what
    assert "backward_reuses_what_it_has of deep_backward" in defect.what
    assert "Give these checks at most 0.33 points in all" in defect.fix
