"""A class, or one student: what is one of them is not read as the other in silence."""

import pytest

from autograder.submissions.layout import AmbiguousLayout
from tests.engine.submissions.classes.class_files import BOOK, CANVAS, CODE, EXPORT, MODULES, OTHER, found
from tests.engine.submissions.classes.test_planted_classes import INSIDE
from tests.support.packing import notebook, write, zipped
from tests.support.reading import read_batch


@pytest.mark.parametrize("noise", [".git", ".ipynb_checkpoints", ".vscode", "__MACOSX", "__pycache__"])
def test_a_students_folder_may_begin_with_a_dot_and_a_programs_is_none(read, noise):
    batch = read(
        {"Lee/layers.py": CODE, ".Jo_Sample/layers.py": CODE, f"{noise}/layers.py": OTHER, "._Lee/x.py": b"\0"}
    )
    assert found(batch) == {"Lee": ["layers.py"], ".Jo_Sample": ["layers.py"]}


def test_a_hidden_folder_without_code_is_nobodys(read):
    assert set(found(read({"ada/layers.py": CODE, "bo/layers.py": CODE, ".obsidian/app.json": b"{}"}))) == {"ada", "bo"}


def test_a_hidden_folder_in_one_students_is_nobodys(read):
    assert found(read({"layers.py": CODE, ".old/layers.py": OTHER}, "ada")) == {"ada": ["layers.py"]}
    assert found(read({"work.ipynb": BOOK, ".git/x.py": OTHER}, "bo")) == {"bo": ["work.ipynb"]}


def test_what_has_one_name_is_one_persons(read):
    batch = read({"ada.py": CODE, "ada.ipynb": BOOK, "bo/layers.py": CODE, "bo.zip": zipped({"forward.py": CODE})})
    assert {name: len(files) for name, files in found(batch).items()} == {"ada": 1, "bo": 2}


@pytest.mark.parametrize(
    "names",
    [
        ["ada_layers.py", "ada_forward.py", "bo_layers.py"],
        ["layers_ada.py", "forward_ada.py", "layers_bo.py"],
        ["ada-layers.py", "ada-forward.py", "bo-layers.py", "bo-forward.py"],
        ["Ada Example layers.py", "Ada Example forward.py", "Bo layers.py"],
        ["ada.layers.ipynb", "ada.forward.ipynb", "bo.layers.ipynb"],
    ],
)
def test_several_files_of_one_person_in_a_flat_class_are_not_several_rows(read, names):
    files = {name: BOOK if name.endswith("ipynb") else CODE for name in names}
    with pytest.raises(AmbiguousLayout, match=r"several files of one person.*--names.*--as folders"):
        read(files)
    assert len(read(files, "again", chosen="folders").submissions) == len(names)


def test_one_file_of_each_person_by_its_module_is_a_class(read):
    assert set(found(read({"ada_layers.py": CODE, "bo_layers.py": CODE}))) == {"ada_layers", "bo_layers"}


@pytest.mark.parametrize(
    "files",
    [
        {"layers (1).py": CODE, "Copy of forward.py": OTHER},
        {"hw4_layers.py": CODE, "hw4_forward.py": OTHER},
        {"work.ipynb": notebook("import helpers"), "helpers.py": OTHER},
        {"work.ipynb": notebook("from helpers import g"), "helpers.py": OTHER, "data.csv": b""},
        {"main.py": b"import numpy, mine\n", "mine.py": b"from more import h\n", "more.py": OTHER},
        {"work.ipynb": notebook("from utils.masks import g"), "utils/masks.py": OTHER},
        {"backprop/__init__.py": b"", "backprop/layers.py": CODE},
        {"work.ipynb": BOOK, "exercises/layers.py": CODE},
        {"work.ipynb": notebook("%run -i './helpers.py'"), "helpers.py": OTHER},
        {"hw4_part1.ipynb": notebook("def f(): pass"), "hw4_part2.ipynb": notebook("def g(): pass")},
        {"v1/layers.py": CODE, "v2/layers.py": OTHER, "v10/layers.py": CODE},
        {"setup.py": b"x = 1", "net/__init__.py": b"", "net/layers.py": CODE, "tests/test_net.py": OTHER},
        {"2026-11-01/layers.py": CODE, "2026-11-20/layers.py": OTHER},
        {"1/layers.py": CODE, "2/layers.py": CODE, "10/layers.py": OTHER},
    ],
    ids=[
        *("copies", "prefixed", "helper", "from helper", "chain", "package beside", "package", "bundle"),
        *("run", "parts", "versions", "project", "days", "numbers"),
    ],
)
def test_files_that_belong_together_are_one_students(read, files):
    (one,) = read(files, "ada").submissions
    assert one.name == "ada"
    assert len(one.sources) >= 1


@pytest.mark.parametrize(
    "files",
    [
        {"ada.py": b"import bo\ndef f(): pass\n", "bo.py": CODE},
        {"ada.py": b"import bo, cy\n", "bo.py": CODE, "cy.py": CODE},
        {"ada.ipynb": notebook("import bo\ndef f(): pass"), "bo.ipynb": BOOK},
        {"ada.py": b"import bo\ndef f(): pass\n", "bo/layers.py": CODE},
        {"ada.py": b"import numpy\n", "bo.py": OTHER},
    ],
    ids=["import", "imports of all", "notebook", "folder", "no import"],
)
def test_an_import_does_not_take_another_students_file(read, files):
    assert len(read(files).submissions) == len(files)


def test_the_notebook_and_helper_of_a_class_stay_a_class_of_folders(read):
    files = {f"{who}/work.ipynb": notebook("import helpers") for who in ("ada", "bo")}
    files |= {f"{who}/helpers.py": OTHER for who in ("ada", "bo")}
    assert set(found(read(files))) == {"ada", "bo"}


def test_what_comes_with_the_exercises_is_said_where_it_may_be_a_student(read):
    batch = read({"ada/layers.py": CODE, "bo/layers.py": CODE, "notes/layers.py": CODE, ".cy.py": CODE})
    assert set(found(batch)) == {"ada", "bo"}
    assert set(batch.left_over) == {"notes", ".cy.py"}


def test_several_students_with_folders_of_their_own_are_several_submissions(tmp_path):
    write(tmp_path, {f"{who}/{part}/layers.py": CODE for who in ("ada", "bo") for part in ("src", "old")})
    batch = read_batch([tmp_path / "ada", tmp_path / "bo"], MODULES)
    assert [(each.name, each.gradable) for each in batch.submissions] == [("ada", True), ("bo", True)]


def test_a_path_that_is_named_twice_is_one_submission(tmp_path):
    write(tmp_path, {"ada/layers.py": CODE, "bo/layers.py": CODE})
    paths = [tmp_path / "ada", tmp_path / "bo", tmp_path / "bo" / ".." / "ada"]
    assert [each.name for each in read_batch(paths, MODULES).submissions] == ["ada", "bo"]


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_the_one_thing_in_a_folder_is_a_class_or_a_students(tmp_path, packed):
    files = INSIDE["people"]
    write(tmp_path, {"alice.zip": zipped(files)} if packed else {f"alice/{name}": what for name, what in files.items()})
    with pytest.raises(AmbiguousLayout) as caught:
        read_batch([tmp_path], MODULES)
    inner = tmp_path / ("alice.zip" if packed else "alice")
    assert f"autograder grade {inner}" in str(caught.value)
    assert found(read_batch([inner], MODULES)) == {"bob": ["layers.py"], "carol": ["layers.py"]}
    assert set(found(read_batch([tmp_path], MODULES, chosen="folders"))) == {"alice"}


@pytest.mark.parametrize(
    "files",
    [
        {"mon.zip": zipped(EXPORT), "tue.zip": zipped(EXPORT)},
        {"mon.zip": zipped(CANVAS), **{f"tue/{name}": CODE for name in CANVAS}},
        dict.fromkeys(["mon/ada/layers.py", "mon/bo/layers.py", "tue/cy/layers.py", "tue/di/layers.py"], CODE),
    ],
    ids=["exports", "a zip and a folder", "plain"],
)
def test_a_folder_of_classes_is_not_a_class(read, files):
    with pytest.raises(AmbiguousLayout, match=r"looks like a class.*--as folders"):
        read(files)
    assert set(found(read(files, "again", chosen="folders"))) == {"mon", "tue"}


def test_students_with_folders_of_their_own_are_a_class(read):
    files = {f"{who}/{part}/layers.py": CODE for who in ("ada", "bo") for part in ("src", "old")}
    assert set(found(read(files))) == {"ada", "bo"}


@pytest.mark.parametrize(
    ("names", "twice"),
    [
        (("ada_2026-11-26.py", "ada_2026-11-27.py", "bo_2026-11-27.py"), True),
        (("backprop 20261126.ipynb", "backprop 20261127.ipynb"), True),
        (("2026-11-26 hw.py", "2026-11-27 hw.py"), True),
        (("ada_2026-11-26.py", "bo_2026-11-27.py"), False),
        (("20261126_ada.py", "20261126_bo.py"), False),
    ],
)
def test_files_that_differ_in_their_day_alone_may_be_one_persons(read, names, twice):
    if twice:
        with pytest.raises(AmbiguousLayout, match=r"differ only in their date.*--names.*--as folders"):
            read(dict.fromkeys(names, CODE))
    else:
        assert len(found(read(dict.fromkeys(names, CODE)))) == len(names)


def test_of_files_that_differ_in_their_day_the_newest_counts_by_a_pattern(read):
    files = {"ada_2026-11-26.py": OTHER, "ada_2026-11-27.py": CODE, "bo_2026-11-27.py": CODE}
    assert set(found(read(files, names=r"(?P<student_id>.+?)[-_ ](?P<timestamp>\d{4}.*)\.\w+"))) == {"ada", "bo"}


@pytest.mark.parametrize("around", ["class", "HW4", "my submissions"])
def test_numbered_folders_where_a_class_may_lie_are_two_readings(tmp_path, around):
    write(tmp_path / around, {"1/layers.py": CODE, "2/layers.py": CODE})
    with pytest.raises(AmbiguousLayout, match=r"one student's versions, or a class.*--as one.*--as folders"):
        read_batch([tmp_path / around], MODULES)


@pytest.mark.parametrize(
    "names", [("12345678", "12345679"), ("001", "002"), ("part1.py", "part2.py"), ("v1", "ada"), ("1001", "1002")]
)
def test_numbers_that_are_no_versions_are_people(read, names):
    files = {name if name.endswith(".py") else f"{name}/layers.py": CODE for name in names}
    assert len(found(read(files))) == 2


def test_students_with_versions_are_a_class(read):
    files = {"ada/src/layers.py": CODE, "ada/old/forward.py": CODE, "bo/1/layers.py": CODE, "bo/2/layers.py": CODE}
    assert set(found(read(files))) == {"ada", "bo"}


def test_a_class_that_was_unpacked_beside_its_zip_is_not_one_student(tmp_path):
    plain = {f"{who}/layers.py": CODE for who in ("ada", "bo")}
    write(tmp_path / "a", {"subs.zip": zipped(plain), **{f"subs/{name}": CODE for name in plain}})
    with pytest.raises(AmbiguousLayout, match=r"autograder grade .*/a/subs\)"):
        read_batch([tmp_path / "a"], MODULES)
    write(tmp_path / "b", {"subs.zip": zipped(CANVAS), **{f"subs/{name}": CODE for name in CANVAS}})
    assert set(found(read_batch([tmp_path / "b"], MODULES))) == {"ada_123", "bo_124"}
