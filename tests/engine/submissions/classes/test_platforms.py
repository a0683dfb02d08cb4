"""What each platform hands out is read as a class, as a folder and as its zip."""

import pytest

from autograder.results.identity import Person
from autograder.submissions.layout import AmbiguousLayout
from tests.engine.submissions.classes.class_files import BOOK, CODE, OTHER, found, identities
from tests.support.packing import notebook, zipped

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


TEAMS = """Identifier,Full name,Email address,Status,Group,Grade,Maximum grade,Last modified (submission)
Participant 7,Ada Example,ada@example.edu,Submitted for grading,Team: 1,-,100,"Monday, 9 March 2026, 1:16 PM"
Participant 8,Bo Sample,bo@example.edu,Submitted for grading,Team: 2,-,100,-
Participant 12,Cem Test,cem@example.edu,Submitted for grading,Team: 1,-,100,"Monday, 9 March 2026, 1:16 PM"
Participant 13,Dora Lone,dora@example.edu,Submitted for grading,Default group,-,100,-
"""


def test_moodles_teams_are_their_members_and_a_teams_number_is_no_participants(read):
    batch = read(
        {
            "Team 1_8_assignsubmission_file/layers.py": CODE,
            "Team 2_7_assignsubmission_file/layers.py": OTHER,
            "Default group_assignsubmission_file/layers.py": CODE,
            "Grades-hw4.csv": TEAMS.encode("utf-8-sig"),
        }
    )
    people = {name: [each.id for each in identity.people] for name, identity in identities(batch).items()}
    assert people == {"Default group": ["13"], "Team 1": ["7", "12"], "Team 2": ["8"]}
    assert identities(batch)["Team 1"].submitted_at == "Monday, 9 March 2026, 1:16 PM"


def test_what_a_student_calls_a_file_makes_it_nobody_elses(read):
    batch = read(
        {
            "Ada Example_1_assignsubmission_file_x_2_assignsubmission_file_layers.py": CODE,
            "Bo Sample_2_assignsubmission_file_layers.py": OTHER,
        }
    )
    assert [each.name for each in batch.submissions] == ["Ada Example (1)", "Bo Sample (2)"]
    assert batch.submissions[1].sources["layers"].cells == (OTHER,)


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
    with pytest.raises(AmbiguousLayout, match=r"it is not clear which is the newest"):
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
