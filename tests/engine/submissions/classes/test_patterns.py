"""A pattern or a platform that the instructor names decides."""

import pytest

from autograder.results.identity import Person
from autograder.submissions.layout import AmbiguousLayout
from tests.engine.submissions.classes.class_files import CODE, OTHER, found, identities
from tests.engine.submissions.classes.test_platforms import MOODLE


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        (r"(?P<student_id>\w+?)_(?P<file_id>.+)", ["ada_layers.py", "ada_forward.py", "bo_layers.py"]),
        (r"(?P<student_id>\w+?)-(?P<file_id>\w+)\.py", ["ada-layers.py", "ada-forward.py", "bo-layers.py"]),
        (r"(?P<student_id>\w+)/(?P<file_id>.+)", ["ada/layers.py", "ada/forward.py", "bo/layers.py"]),
        (r"(?P<student_id>\w+)", ["ada/layers.py", "ada/forward.py", "bo/layers.py"]),
        (r".*/(?P<file_id>\w+)\.(?P<student_id>\w+)\.py", ["x/layers.ada.py", "x/forward.ada.py", "y/layers.bo.py"]),
    ],
)
def test_a_pattern_says_whose_a_file_is(read, pattern, files):
    batch = read(dict.fromkeys(files, CODE), names=pattern)
    assert found(batch) == {"ada": ["forward.py", "layers.py"], "bo": ["layers.py"]}


def test_a_pattern_may_say_more(read):
    pattern = (
        r"(?P<last_name>\w+), (?P<first_name>\w+) #(?P<student_id>\d+) try(?P<attempt>\d+) at (?P<timestamp>[\d:]+) "
        r"(?P<file_id>.+)"
    )
    batch = read(
        {
            "Example, Ada #007 try2 at 12:00 layers.py": OTHER,
            "Example, Ada #007 try10 at 11:00 layers.py": CODE,
            "Sample, Bo #008 try1 at 12:00 layers.py": CODE,
            "notes.py": OTHER,
        },
        names=pattern,
    )
    assert found(batch) == {"Ada Example (007)": ["layers.py"], "Bo Sample (008)": ["layers.py"]}
    ada = identities(batch)["Ada Example (007)"]
    assert (ada.people, ada.attempt, ada.submitted_at) == ((Person(id="007", name="Ada Example"),), "10", "11:00")
    assert batch.submissions[0].sources["layers"].cells == (CODE,)
    assert batch.left_over == ["notes.py"]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "is not a regular expression"),
        (r"(\w+)_.*", r"needs a group \(\?P<student_id>"),
        (r"(?P<student_id>\w+)_(?P<who>.*)", "It names who"),
        (r"(?P<student_id>\d+)\.txt", "matches no file in hw4"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_said(read, pattern, said):
    with pytest.raises(AmbiguousLayout, match=said):
        read({"ada_layers.py": CODE}, names=pattern)


@pytest.mark.parametrize("chosen", ["canvas", "moodle", "blackboard", "brightspace", "sakai", "gradescope", "nbgrader"])
def test_what_is_not_of_the_form_that_was_said_is_not_graded(read, chosen):
    with pytest.raises(AmbiguousLayout, match=f"does not have the form of a download from {chosen}"):
        read({"ada/layers.py": CODE, "bo/layers.py": CODE}, chosen=chosen)


@pytest.mark.parametrize("chosen", ["gradescope", "canvas", "moodle", "submitty"])
def test_a_class_of_one_is_what_it_is_said_to_be(read, chosen):
    files = {
        "gradescope": {"submission_1/layers.py": CODE},
        "canvas": {"ada_1_2_layers.py": CODE},
        "moodle": {f"{MOODLE}/layers.py": CODE},
        "submitty": {"ada/1/layers.py": CODE},
    }[chosen]
    batch = read({f"around/{name}": content for name, content in files.items()}, chosen=chosen)
    assert [(each.gradable, each.identity.platform) for each in batch.submissions] == [(True, chosen)]
