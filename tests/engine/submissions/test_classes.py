"""A class is never misread in silence: what each platform hands out, as a folder and as its zip."""

import pytest

from autograder.results.identity import Person
from autograder.submissions.layout import AmbiguousLayout
from tests.support.packing import notebook, write, zipped
from tests.support.reading import read_batch

MODULES = ["forward", "layers"]
CODE = b"def f(): pass\n"
OTHER = b"def g(): pass\n"
BOOK = notebook("def f(): pass")


@pytest.fixture(params=["folder", "zip"])
def read(request, tmp_path):
    """Read the same files as a folder and as a zip."""

    def read(files, name="hw4", **options):
        if request.param == "zip":
            path = write(tmp_path, {f"{name}.zip": zipped(files)}) / f"{name}.zip"
        else:
            path = write(tmp_path / name, files)
        return read_batch([path], MODULES, **options)

    return read


def found(batch):
    return {each.name: sorted(source.file for source in each.sources.values()) for each in batch.submissions}


def identities(batch):
    return {ref.name: ref.identity for ref in batch.batch}


MOODLE = "Ada Example_1000001_assignsubmission_file_"
MOODLE_CASES = {
    "a folder each": {
        f"{MOODLE}/layers.py": CODE,
        "Bo Sample_1000002_assignsubmission_file_/deep/layers.py": CODE,
    },
    "folders without the last underscore": {
        "Ada Example_1000001_assignsubmission_file/layers.py": CODE,
        "Bo Sample_1000002_assignsubmission_file/layers.py": CODE,
    },
    "flat": {
        f"{MOODLE}layers.py": CODE,
        "Bo Sample_1000002_assignsubmission_file_layers.py": CODE,
    },
    "with online text": {
        f"{MOODLE}/layers.py": CODE,
        "Ada Example_1000001_assignsubmission_onlinetext_/onlinetext.html": b"<p>done</p>",
        "Bo Sample_1000002_assignsubmission_file_/layers.py": CODE,
        "Bo Sample_1000002_assignsubmission_onlinetext_/onlinetext.html": b"<p>done</p>",
    },
    "flat with online text": {
        f"{MOODLE}layers.py": CODE,
        "Ada Example_1000001_assignsubmission_onlinetext_onlinetext.html": b"<p>done</p>",
        "Bo Sample_1000002_assignsubmission_file_layers.py": CODE,
    },
    "feedback beside": {
        f"{MOODLE}/layers.py": CODE,
        "Ada Example_1000001_assignfeedback_file_/layers.py": OTHER,
        "Bo Sample_1000002_assignsubmission_file_/layers.py": CODE,
    },
    "a script beside": {
        f"{MOODLE}/layers.py": CODE,
        "Bo Sample_1000002_assignsubmission_file_/layers.py": CODE,
        "grade.py": OTHER,
    },
}


@pytest.mark.parametrize("case", MOODLE_CASES)
def test_moodle(read, case):
    batch = read(MOODLE_CASES[case])
    assert found(batch) == {"Ada Example (1000001)": ["layers.py"], "Bo Sample (1000002)": ["layers.py"]} or found(
        batch
    ) == {"Ada Example (1000001)": ["layers.py"], "Bo Sample (1000002)": ["deep/layers.py"]}
    assert batch.notes[0] == "Moodle download: 2 submissions."
    assert all(each.sources["layers"].cells == (CODE,) for each in batch.submissions)
    beside = {"feedback beside": ["Ada Example_1000001_assignfeedback_file_"], "a script beside": ["grade.py"]}
    assert batch.left_over == beside.get(case, [])


def test_of_moodles_online_text_alone_there_is_nothing_to_grade(read):
    batch = read(
        {
            f"{MOODLE}/layers.py": CODE,
            "Bo Sample_1000002_assignsubmission_onlinetext_/onlinetext.html": b"<p>done</p>",
        }
    )
    assert found(batch) == {"Ada Example (1000001)": ["layers.py"], "Bo Sample (1000002)": []}
    assert "Handed in: onlinetext.html" in batch.submissions[1].messages[0]


def test_moodles_groups_and_names_alike_stay_apart(read):
    batch = read(
        {
            "Group A-Ada Example_1_assignsubmission_file_/layers.py": CODE,
            "Group A-Bo Sample_2_assignsubmission_file_/layers.py": CODE,
            "Wei Wang_3_assignsubmission_file_/layers.py": CODE,
            "Wei Wang_4_assignsubmission_file_/layers.py": OTHER,
        }
    )
    assert len(batch.submissions) == 4
    assert batch.submissions[3].sources["layers"].cells == (OTHER,)


@pytest.mark.parametrize(
    "header",
    [
        "Identifier,Full name,Email address,Status,Grade,Maximum grade",
        "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung",
    ],
)
def test_moodles_worksheet_says_who_a_participant_is(read, header):
    rows = "Participant 1000001,Ada Example,ada@example.edu,Submitted for grading - 2 days late,-,100"
    batch = read(
        {
            "Participant_1000001_assignsubmission_file_/layers.py": CODE,
            "Participant_1000002_assignsubmission_file_/layers.py": CODE,
            "Grades-hw4.csv": f"\ufeff{header}\r\n{rows}\r\n".encode(),
        }
    )
    ada, bo = (identities(batch)[name] for name in identities(batch))
    assert ada.people == (Person(id="1000001", name="Ada Example", email="ada@example.edu"),)
    assert (ada.platform, ada.late, bo.late) == ("moodle", True, None)
    assert batch.left_over == []


BLACKBOARD = "HW_4_ada01_attempt_2026-11-27-12-00-00"
ABOUT = b"Name: Ada Example (ada01)\r\nAssignment: HW 4\r\nDate Submitted: today\r\n"


def test_blackboard(read):
    batch = read(
        {
            f"{BLACKBOARD}_layers.py": CODE,
            f"{BLACKBOARD}_forward.py": CODE,
            f"{BLACKBOARD}.txt": ABOUT,
            "HW_4_bo_02_attempt_2026-11-27-12-05-00_work.ipynb": BOOK,
        }
    )
    assert found(batch) == {"Ada Example (ada01)": ["forward.py", "layers.py"], "bo_02": ["work.ipynb"]}
    ada = identities(batch)["Ada Example (ada01)"]
    assert (ada.platform, ada.submitted_at) == ("blackboard", "2026-11-27-12-00-00")
    assert ada.people == (Person(id="ada01", name="Ada Example"),)
    assert batch.notes == ("Blackboard download: 2 submissions.",)


@pytest.mark.parametrize("later", ["2026-11-27-12-00-01", "2026-12-01-00-00-00", "2027-01-01-00-00-00"])
def test_of_blackboards_attempts_the_newest_counts(read, later):
    batch = read(
        {
            f"{BLACKBOARD}_layers.py": OTHER,
            f"HW_4_ada01_attempt_{later}_layers.py": CODE,
            "HW_4_bo02_attempt_2026-11-27-12-05-00_layers.py": CODE,
        }
    )
    ada, _bo = batch.submissions
    assert ada.sources["layers"].cells == (CODE,)
    assert "The newest was graded." in ada.messages[0]
    assert identities(batch)["ada01"].attempt == "2"


def test_blackboards_text_alone_is_nothing_to_grade(read):
    batch = read({f"{BLACKBOARD}.txt": ABOUT, "HW_4_bo02_attempt_2026-11-27-12-05-00_layers.py": CODE, "x.py": OTHER})
    assert found(batch) == {"Ada Example (ada01)": [], "bo02": ["layers.py"]}
    assert batch.left_over == ["x.py"]


def test_a_name_in_blackboards_text_that_is_not_the_files_is_not_believed(read):
    batch = read(
        {
            f"{BLACKBOARD}_layers.py": CODE,
            f"{BLACKBOARD}.txt": b"Name: Bo Sample (bo02)\n",
            "HW_4_bo02_attempt_2026-11-27-12-05-00_layers.py": CODE,
        }
    )
    assert set(found(batch)) == {"ada01", "bo02"}


def test_brightspace(read):
    batch = read(
        {
            "123-456 - Ada Example - Nov 27, 2026 1205 PM/layers.py": CODE,
            "124-456 - Jean-Luc O'Neil - 27 November, 2026 1:05 PM/hw/layers.py": CODE,
            "index.html": b"<html>",
        }
    )
    assert set(found(batch)) == {"Ada Example (123)", "Jean-Luc O'Neil (124)"}
    ada = identities(batch)["Ada Example (123)"]
    assert (ada.platform, ada.submitted_at, ada.people[0].id) == ("brightspace", "Nov 27, 2026 1205 PM", "123")
    assert batch.notes == ("Brightspace download: 2 submissions.",)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Nov 27, 2026 1159 AM", "Nov 27, 2026 1205 PM"),
        ("Nov 27, 2026 1205 AM", "Nov 27, 2026 1100 AM"),
        ("Nov 27, 2026 905 AM", "Nov 27, 2026 1100 AM"),
        ("Dec 31, 2026 1100 PM", "Jan 1, 2027 100 AM"),
        ("Apr 9, 2026 100 AM", "Apr 10, 2026 100 AM"),
        ("27 November, 2026 11:05 AM", "28 November, 2026 1:05 AM"),
    ],
)
def test_of_brightspaces_hand_ins_the_newest_counts(read, older, newer):
    batch = read(
        {
            f"123-456 - Ada Example - {older}/layers.py": OTHER,
            f"123-456 - Ada Example - {newer}/layers.py": CODE,
            "124-456 - Bo Sample - Nov 27, 2026 1200 PM/layers.py": CODE,
        }
    )
    assert [each.sources["layers"].cells for each in batch.submissions] == [(CODE,)] * 2


def test_brightspaces_flat_files_and_times_that_cannot_be_told(read):
    flat = {
        "123-456 - Ada Example - Nov 27, 2026 1205 PM - layers.py": CODE,
        "123-456 - Ada Example - Nov 27, 2026 1205 PM - forward.py": CODE,
        "124-456 - Bo Sample - Nov 27, 2026 1205 PM - layers.py": CODE,
    }
    assert found(read(flat)) == {"Ada Example (123)": ["forward.py", "layers.py"], "Bo Sample (124)": ["layers.py"]}
    with pytest.raises(AmbiguousLayout, match=r"the newest cannot be told"):
        read(
            {
                "123-456 - Ada Example - Brumaire 7, 2026 1/layers.py": CODE,
                "123-456 - Ada Example - Frimaire 7, 2026 1/layers.py": CODE,
            },
            "odd",
        )


SAKAI = {
    "Example, Ada(ada01)/Submission attachment(s)/layers.py": CODE,
    "Example, Ada(ada01)/Feedback Attachment(s)/layers.py": OTHER,
    "Example, Ada(ada01)/timestamp.txt": b"20261127120000000",
    "Example, Ada(ada01)/comments.txt": b"",
    "Sample, Bo(bo02)/Submission attachment(s)/hw/layers.py": CODE,
    "Sample, Bo(bo02)/layers.py": OTHER,
    "Cy, Di(di03)/Submission attachment(s)/": b"",
    "grades.csv": b'"HW 4","Points"\n\n"Display ID","ID","Last Name","First Name","grade","Submission date",'
    b'"Late submission"\n"900","bo02","Sample","Bo","","Nov 27, 2026 12:00 PM","Late"\n',
}


@pytest.mark.parametrize("around", ["", "HW 4/"])
@pytest.mark.parametrize("grades", [True, False])
def test_sakai_and_the_teachers_files_are_never_graded(read, around, grades):
    batch = read({around + name: content for name, content in SAKAI.items() if grades or name != "grades.csv"})
    assert found(batch) == {
        "Cy, Di (di03)": [],
        "Example, Ada (ada01)": ["layers.py"],
        "Sample, Bo (bo02)": ["layers.py"],
    }
    assert not any(OTHER in source.cells for each in batch.submissions for source in each.sources.values())
    assert batch.left_over == ["Example, Ada(ada01)/Feedback Attachment(s)", "Sample, Bo(bo02)/layers.py"]
    who = identities(batch)
    assert who["Example, Ada (ada01)"].submitted_at == "20261127120000000"
    bo = who["Sample, Bo (bo02)"]
    assert (bo.people[0].sid, bo.late, bo.submitted_at) == (
        ("900", True, "Nov 27, 2026 12:00 PM") if grades else ("", None, "")
    )


def test_submitty(read):
    batch = read(
        {
            "ada/1/layers.py": OTHER,
            "ada/2/layers.py": OTHER,
            "ada/10/layers.py": CODE,
            "bo/1/layers.py": CODE,
            "bo/user_assignment_settings.json": b"{}",
        }
    )
    assert found(batch) == {"ada": ["layers.py"], "bo": ["layers.py"]}
    assert batch.submissions[0].sources["layers"].cells == (CODE,)
    assert batch.submissions[0].messages == ("The assignment was handed in several times. The newest was graded.",)
    assert (identities(batch)["ada"].platform, identities(batch)["ada"].attempt) == ("submitty", "10")


def test_numbered_folders_in_one_students_make_no_submitty(read):
    assert found(read({"ada/1/layers.py": OTHER, "ada/2/layers.py": CODE, "bo/layers.py": CODE})) == {
        "ada": ["layers.py"],
        "bo": ["layers.py"],
    }


TIMES = ["2026_11_27T12_00_00_123456", "2026_11_27T13_00_00_000001", "2026_12_01T00_00_00_5"]


@pytest.mark.parametrize("suffix", ["ipynb", "zip"])
def test_otters_exports(read, suffix):
    content = BOOK if suffix == "ipynb" else zipped({"work.ipynb": BOOK})
    batch = read({f"{who}_{time}.{suffix}": content for who, time in zip(("ada", "bo_b", "c 2"), TIMES, strict=True)})
    assert set(found(batch)) == {"ada", "bo_b", "c 2"}
    assert all(each.gradable for each in batch.submissions)
    assert identities(batch)["ada"].submitted_at == TIMES[0]
    assert batch.notes == ("Otter exports: 3 submissions.",)


def test_otters_exports_of_one_name_are_one_persons_or_many_peoples(read):
    files = {f"backprop_{time}.ipynb": notebook(f"x = {place}") for place, time in enumerate(TIMES)}
    with pytest.raises(AmbiguousLayout, match=r"--as otter .* or --as folders"):
        read(files)
    (one,) = read(files, "again", chosen="otter").submissions
    assert (one.name, [source.cells for source in one.sources.values()]) == ("backprop", [(b"x = 2",)])
    assert len(read(files, "third", chosen="folders").submissions) == 3


@pytest.mark.parametrize(
    "files",
    [
        ["backprop_2026_11_ada.py", "backprop_2026_11_bo.py", "backprop_2026_11_cy.py"],
        ["hw4_2026_1_ada.py", "hw4_2026_2_bo.py", "hw4_2026_3_cy.py"],
        ["ada_20261127_1200_a.py", "bo_20261127_1201_b.py", "cy_20261128_1202_c.py"],
        ["2026-11-27 ada.py", "2026-11-27 bo.py", "2026-11-28 cy.py"],
        ["ada_1_2.py", "bo_1_2.py", "cy_1_2.py"],
        ["ada_1_2_hw.py", "bo_1_3_hw.py", "cy_1_4_hw.py"],
        ["exam1_2024_1_x.ipynb", "exam1_2024_1_y.ipynb", "exam1_2024_1_z.ipynb"],
    ],
)
def test_dates_and_numbers_in_names_make_no_platform(read, files):
    batch = read({name: BOOK if name.endswith("ipynb") else CODE for name in files})
    assert sorted(found(batch)) == sorted(name.rpartition(".")[0] for name in files)
    assert batch.notes == ("Folder of submissions: 3 submissions.",)


@pytest.mark.parametrize("stranger", ["rename.py", "grade.ipynb", "layers.py", "old/layers.py", "handout.zip"])
def test_canvas_with_strangers_beside(read, stranger):
    batch = read(
        {
            "exampleada_12345_67890_layers.py": CODE,
            "exampleada_12345_67891_forward.py": CODE,
            "samplebo_12346_67892_layers.py": CODE,
            stranger: zipped({"layers.py": OTHER}) if stranger.endswith("zip") else OTHER,
        }
    )
    assert found(batch) == {"exampleada_12345": ["forward.py", "layers.py"], "samplebo_12346": ["layers.py"]}
    assert batch.left_over == [stranger.split("/", maxsplit=1)[0]]
    ada = identities(batch)["exampleada_12345"]
    assert (ada.platform, ada.people, ada.late) == ("canvas", (Person(id="12345", name="exampleada"),), False)
    assert [(each.name, each.id) for each in ada.files] == [
        ("exampleada_12345_67890_layers.py", "67890"),
        ("exampleada_12345_67891_forward.py", "67891"),
    ]


def test_as_many_strangers_as_canvass_files_are_two_readings(read):
    files = {"exampleada_12345_67890_layers.py": CODE, "bo.py": CODE}
    with pytest.raises(AmbiguousLayout, match=r"--as canvas or --as folders"):
        read(files)
    assert set(found(read(files, "a", chosen="canvas"))) == {"exampleada_12345"}
    assert set(found(read(files, "b", chosen="folders"))) == {"exampleada_12345_67890_layers", "bo"}
    assert set(found(read({**files, "cy.py": CODE}, "c"))) == {"exampleada_12345_67890_layers", "bo", "cy"}


def test_one_name_before_all_numbers_may_be_the_homeworks(read):
    files = {"hw_12_345_ada.py": CODE, "hw_12_346_bo.py": CODE}
    with pytest.raises(AmbiguousLayout, match=r"--as canvas or --as folders"):
        read(files)
    assert len(read(files, "again", chosen="folders").submissions) == 2


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


# What a class is, is read where the instructor named it


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


EXPORT = {f"submission_{number}/layers.py": CODE for number in (1, 2)}
CANVAS = {"ada_123_4567_layers.py": CODE, "bo_124_4568_layers.py": CODE}


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
        with pytest.raises(AmbiguousLayout, match=r"differ in their day alone.*--names.*--as folders"):
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


# What an instructor says


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
        ("(", "is no regular expression"),
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
    with pytest.raises(AmbiguousLayout, match=f"not of the form in which {chosen}"):
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
