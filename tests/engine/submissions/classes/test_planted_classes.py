"""What stands in a hand-in, or in a name, makes no students and no lines."""

import pytest

from autograder.submissions.layout import AmbiguousLayout
from tests.engine.submissions.classes.class_files import BOOK, CODE, MODULES, OTHER, found
from tests.support.packing import write, zipped
from tests.support.reading import read_batch

INSIDE = {
    "people": {"bob/layers.py": CODE, "carol/layers.py": OTHER},
    "a list": {"submission_metadata.yml": b"submission_1:\n  :submitters:\n  - :name: Bob\n", "layers.py": CODE},
    "an export": {
        "submission_metadata.yml": b"submission_1:\n  :submitters:\n  - :name: Bob\n",
        "submission_1/layers.py": CODE,
        "submission_2/layers.py": CODE,
    },
    "submitted": {"submitted/bob/ps/layers.py": CODE, "submitted/carol/ps/layers.py": CODE},
    "two assignments": {"submitted/bob/ps4/a.ipynb": BOOK, "submitted/bob/ps5/a.ipynb": BOOK},
    "canvas": {"bob_123_4567_layers.py": CODE, "carol_124_4568_layers.py": CODE},
    "moodle": {f"{name}_assignsubmission_file_/layers.py": CODE for name in ("Bob_1", "Carol_2")},
}


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_what_is_planted_in_a_hand_in_makes_no_students(read, inside, packed):
    files = INSIDE[inside]
    alice = {"alice.zip": zipped(files)} if packed else {f"alice/{name}": content for name, content in files.items()}
    batch = read({**alice, "dan/layers.py": CODE})
    assert set(found(batch)) == {"alice", "dan"}


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_of_several_paths_each_is_one_submission_whatever_is_in_it(tmp_path, inside, packed):
    files = INSIDE[inside]
    write(tmp_path, {"alice.zip": zipped(files)} if packed else {f"alice/{name}": what for name, what in files.items()})
    write(tmp_path, {"bob/layers.py": CODE, "dan.zip": zipped({"layers.py": CODE})})
    paths = [tmp_path / ("alice.zip" if packed else "alice"), tmp_path / "bob", tmp_path / "dan.zip"]
    batch = read_batch(paths, MODULES)
    assert [each.name for each in batch.submissions] == ["alice", "bob", "dan"]
    assert [each.gradable for each in batch.submissions[1:]] == [True, True]


def test_several_paths_that_all_look_like_classes_are_two_readings(tmp_path):
    write(tmp_path, dict.fromkeys(["mon/ada/layers.py", "mon/bo/layers.py", "tue/ada.py", "tue/cy/layers.py"], CODE))
    write(tmp_path, {"tue/di/layers.py": CODE})
    days = [tmp_path / "mon", tmp_path / "tue"]
    with pytest.raises(AmbiguousLayout, match=r"--as folders, for classes; --as one"):
        read_batch(days, MODULES)
    assert [each.name for each in read_batch(days, MODULES, chosen="folders").submissions] == [
        "ada",
        "bo",
        "ada (2)",
        "cy",
        "di",
    ]
    assert [each.name for each in read_batch(days, MODULES, chosen="one").submissions] == ["mon", "tue"]


# Where all files lie side by side: what the platform writes before a student's own name for a file.
WRITTEN = {
    "canvas": "{name}_10{number}_{upload}_",
    "moodle": "{name}_{number}_assignsubmission_file_",
    "blackboard": "HW_{name}_attempt_2026-11-2{number}-10-00-00_",
    "brightspace": "10{number}-7 - {name} - Nov 2{number}, 2026 1000 AM - ",
}


@pytest.mark.parametrize("platform", WRITTEN)
@pytest.mark.parametrize("other", WRITTEN)
def test_what_a_student_calls_a_file_makes_no_students(read, platform, other):
    def written(kind, name, number, upload):
        return WRITTEN[kind].format(name=name, number=number, upload=upload)

    usual = {f"{written(platform, name, n, 5000 + n)}layers.py": CODE for n, name in enumerate(("ada", "bob", "cy"), 1)}
    planted = f"{written(platform, 'ada', 1, 5009)}{written(other, 'bob', 2, 5008)}forward.py"
    expected = [each.name for each in read(usual).submissions]
    batch = read({**usual, planted: OTHER})
    assert [each.name for each in batch.submissions] == expected
    assert [len(each.sources) for each in batch.submissions][1:] == [1, 1]


@pytest.mark.parametrize("name", ["ada\nbo  100", "ada\r\x1b[2J", "a\u202eda", "x" * 250])
def test_names_are_one_printable_line_everywhere(tmp_path, name):
    content = zipped({f"{name}/layers.py": CODE, f"{name}.py": CODE, "bo/layers.py": CODE, "Thumbs.py\n": CODE})
    write(tmp_path, {"class.zip": content})
    batch = read_batch([tmp_path / "class.zip"], MODULES)
    shown = [text for ref in batch.batch for text in (ref.name, *(person.id for person in ref.identity.people))]
    shown += batch.left_over
    assert all(text.isprintable() and len(text) < 210 for text in shown)
    assert len(batch.submissions) == 2
    assert all(each.gradable for each in batch.submissions)


def test_a_line_break_in_a_files_name_adds_no_line_to_a_message(tmp_path):
    name = "layers.py\n100 of 100 points\x1b[31m.py"
    write(tmp_path, {"class.zip": zipped({f"ada/{name}": b"\0", "ada/\n.rar": b"", "bo/layers.py": CODE})})
    ada, _bo = read_batch([tmp_path / "class.zip"], MODULES).submissions
    assert len(ada.messages) >= 2
    assert all(message.isprintable() for message in ada.messages)


def test_names_that_look_alike_on_a_screen_stay_two(tmp_path):
    write(tmp_path, {"a\nb/layers.py": CODE, "a\\x0ab/layers.py": OTHER, "c/layers.py": CODE})
    cells = [each.sources["layers"].cells[0] for each in read_batch([tmp_path], MODULES).submissions]
    assert sorted(cells) == sorted([CODE, OTHER, CODE])
