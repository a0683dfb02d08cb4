"""Before a class is graded the command shows what it understood; what may be several things it does not grade."""

import io
import json

import click
import pytest
from click.testing import CliRunner
from rich.console import Console

from autograder.cli.listing import list_class
from autograder.cli.main import main
from autograder.submissions.listing import Reading
from tests.engine.cli.commands import run
from tests.support.packing import write, zipped
from tests.support.project import MATERIAL

MODULES = ["forward", "layers"]
CODE = b"def f(): pass\n"


def shown(*paths, pattern=None, roster=None, chosen=""):
    console = Console(file=io.StringIO(), width=80)
    batch = list_class(paths, Reading(MODULES, chosen=chosen), pattern, roster, console)
    return batch, console.file.getvalue().splitlines()


def test_students_files_and_what_is_left_over_are_shown(tmp_path):
    write(
        tmp_path,
        {
            "Ada_1_assignsubmission_file_/layers.py": CODE,
            "Ada_1_assignsubmission_file_/sub/forward.py": CODE,
            "Bo_2_assignsubmission_onlinetext_/onlinetext.html": b"",
            "Cy_3_assignsubmission_file_/work.zip": zipped({"layers.py": CODE}),
            "rename.py": CODE,
        },
    )
    _, lines = shown(tmp_path)
    assert lines == [
        "Moodle download: 3 submissions.",
        "  Ada (1): layers.py, sub/forward.py",
        "  Bo (2): no code",
        "  Cy (3): work.zip",
        "Left over, not graded:",
        "  rename.py (its name does not begin with a participant's name and number, as Moodle's do)",
    ]


def test_one_student_needs_no_list(tmp_path):
    write(tmp_path, {"ada/layers.py": CODE, "ada/notes/x.py": CODE})
    assert shown(tmp_path / "ada")[1] == []


def test_of_a_large_class_the_first_are_shown(tmp_path):
    write(tmp_path, {f"s{number:03}/f{file}.py": CODE for number in range(30) for file in range(7)})
    batch, lines = shown(tmp_path)
    assert len(batch) == 30
    assert lines[1] == "  s000: f0.py, f1.py, f2.py, f3.py and 3 more"
    assert lines[-1] == "  … and 10 more submissions"
    assert len(lines) == 22


def test_a_hostile_name_stays_in_its_line(tmp_path):
    name = "ada\n  bo: layers.py\x1b[2J"
    write(tmp_path, {"class.zip": zipped({f"{name}/a\nb.py": CODE, "bo/layers.py": CODE})})
    _, lines = shown(tmp_path / "class.zip")
    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)


def test_a_roster_says_who_handed_in_nothing_and_who_is_not_on_it(tmp_path):
    write(tmp_path, {"class/ada/layers.py": CODE, "class/zoe/layers.py": CODE})
    write(tmp_path, {"students.csv": b"id,name,email,section\nada,Ada Example,ada@example.edu,A\nbo,Bo Sample,,B\n"})
    batch, lines = shown(tmp_path / "class", roster=tmp_path / "students.csv")
    assert lines[-4:] == [
        "On the roster, without a submission:",
        "  Bo Sample (bo)",
        "Submissions of nobody on the roster:",
        "  zoe",
    ]
    assert batch.refs[0].identity.people[0].email == "ada@example.edu"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "--as canvas or --as folders"),
        ({"pattern": "("}, "is not a regular expression"),
        ({"pattern": "(?P<student_id>.*)", "chosen": "canvas"}, "Give one of them"),
        ({"chosen": "moodle"}, "does not have the form of a download from moodle"),
    ],
)
def test_what_may_be_several_things_is_wrong_usage(tmp_path, options, said):
    write(tmp_path, {"ada_12_345_layers.py": CODE, "bo.py": CODE})
    with pytest.raises(click.UsageError, match=said) as caught:
        shown(tmp_path, **options)
    assert caught.value.exit_code == 2


@pytest.mark.slow
def test_nothing_is_graded_where_two_readings_are_possible(tmp_path):
    write(tmp_path, {"ada_12_345_layers.py": CODE, "bo.py": CODE})
    report = tmp_path / "all.json"
    words = ["grade", str(tmp_path), "--json", str(report), "--assignment", str(MATERIAL / "tiny")]
    said = run(*words, code=2)
    assert "Nothing was graded. Say which: --as canvas or --as folders." in said
    assert not report.exists()
    said = run(*words, "--as", "folders")
    assert "Folder of submissions: 2 submissions." in said
    assert len(report.read_text().splitlines()) == 2


def test_whose_it_is_reaches_the_report(tmp_path):
    write(tmp_path, {"class/ada_12_345_layers.py": CODE, "class/bo_13_346_layers.py": CODE})
    write(tmp_path, {"students.csv": b"id,name\n12,Ada Example\n13,Bo Sample\n"})
    report = tmp_path / "all.json"
    run(
        "grade",
        tmp_path / "class",
        "--json",
        report,
        "--roster",
        tmp_path / "students.csv",
        "--assignment",
        MATERIAL / "tiny",
    )
    ada, bo = (json.loads(line)["submission"]["identity"] for line in report.read_text().splitlines())
    assert (ada["platform"], ada["people"][0]["id"], ada["people"][0]["name"]) == ("canvas", "12", "Ada Example")
    assert bo["files"] == [{"name": "bo_13_346_layers.py", "id": "346"}]


def test_the_options_are_in_the_commands_help():
    said = CliRunner().invoke(main, ["grade", "--help"]).output
    assert all(option in said for option in ("--as", "--names", "--roster"))
