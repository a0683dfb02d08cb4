"""What course systems hand out is recognised, as a folder and as a zip, and everybody keeps their name."""

import json
import subprocess
import sys
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.results.identity import Person
from autograder.submissions.files import Unreadable
from autograder.submissions.gradescope_roster import Entry, read_roster
from autograder.submissions.layout import AmbiguousLayout
from autograder.submissions.submission import python_files
from tests.support.packing import notebook, write, zipped
from tests.support.project import ROOT
from tests.support.reading import read_batch

MODULES = ["forward", "layers"]
CODE = b"def f(): pass\n"
OTHER = b"def g(): pass\n"
BOOK = notebook("def f(): pass")
# As Ruby writes it: symbols for keys, times and hashes of its own classes, texts that it has met before as aliases.
ROSTER = """---
submission_101:
  :submitters:
  - :name: Ada Lovelace
    :sid: '9001'
    :email: &1 ada@example.edu
  :created_at: 2024-03-01 12:00:00.123456789 -05:00
  :score: 3.0
  :status: processed
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests:
    - name: 'submission_999: a test'
      output: |
        submission_777:
          :submitters:
        - :name: Nobody
      tags: [a, *1]
  :history:
  - :submitters: []
    :created_at: !ruby/object:ActiveSupport::TimeWithZone
      utc: 2024-03-01 12:00:00 Z
submission_102:
  :submitters:
  - :name: "Zo\\xEB Müller"
    :sid:
    :email: zoe@example.edu
  - :name:
    :sid: '9003'
    :email: *1
  :results:
submission_103:
  :submitters:
  - :name: Ada Lovelace
    :sid: '9004'
submission_104:
  :submitters: []
""".encode()
EXPORT = {
    "submission_101/layers.py": CODE,
    "submission_101/sub/forward.py": CODE,
    "submission_102/work.ipynb": BOOK,
    "submission_104/layers.py": CODE,
    "submission_105/layers.py": CODE,
    "submission_metadata.yml": ROSTER,
}
NAMES = [
    ("Ada Lovelace (submission_101)", ["forward.py", "layers.py"]),
    ("Zoë Müller, ada@example.edu (submission_102)", ["work.ipynb"]),
    ("submission_104", ["layers.py"]),
    ("submission_105", ["layers.py"]),
    ("Ada Lovelace (submission_103)", []),
]


@pytest.fixture(params=["folder", "zip", "zip in a folder"])
def read(request, tmp_path):
    """Read the same files as a folder, as a zip, and as a folder that holds the zip."""

    def read(files, name="hw4", assignment=""):
        if request.param == "folder":
            path = write(tmp_path / name, {"note.txt": b"", **files})
        else:
            path = write(tmp_path / "down", {f"{name}.zip": zipped(files), "note.txt": b""})
            path = path / f"{name}.zip" if request.param == "zip" else path
        return read_batch([path], MODULES, assignment)

    return read


def found(batch):
    return [
        (each.name, sorted(source.file.split("/")[-1] for source in each.sources.values()))
        for each in batch.submissions
    ]


def below(folder, files):
    return {f"{folder}/{name}": content for name, content in files.items()}


@pytest.mark.parametrize("wrapping", ["", "assignment_12345_export", "downloads/assignment_12345_export"])
def test_gradescope(read, wrapping):
    batch = read(below(wrapping, EXPORT) if wrapping else EXPORT)
    assert found(batch) == NAMES
    assert batch.notes == ("Gradescope export: 5 submissions.",)
    assert batch.submissions[-1].messages == (
        "submission_metadata.yml lists submission_103, but the export has no such folder.",
    )


def test_gradescope_without_its_list_has_the_folders_names(read):
    batch = read({"submission_7/layers.py": CODE, "submission_8/x/y.py": CODE, "submission_9/": b""})
    assert found(batch) == [("submission_7", ["layers.py"]), ("submission_8", ["y.py"]), ("submission_9", [])]
    assert batch.notes == ("Gradescope export: 3 submissions.",)


def test_gradescopes_list_is_used_as_far_as_it_can_be_read(read):
    batch = read({**EXPORT, "submission_metadata.yml": ROSTER.replace(b"submission_103:\n", b"submission_103: }\n")})
    assert found(batch) == [*NAMES[:2], *NAMES[2:4]]
    assert batch.notes == (
        "Gradescope export: 4 submissions.",
        "submission_metadata.yml is damaged (line 31): from there on, submissions are named after their folders.",
    )


@pytest.mark.parametrize("roster", [b"", b"---\n", b"- 1\n- 2\n", b"3", b"a: &x [*x]\nb: *x\n", b"{a: {b: c}, d: e}"])
def test_a_list_of_another_form_names_nobody(read, roster):
    batch = read({"submission_1/layers.py": CODE, "submission_2/layers.py": CODE, "submission_metadata.yml": roster})
    assert ("submission_1", ["layers.py"]) in found(batch)


def test_a_list_is_never_larger_in_memory_than_in_the_file():
    laughs = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    laughs += [f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}]" for a, b in zip("abcdefghijklm", "bcdefghijklmn")]
    content = "\n".join([*laughs, "z:", "  ? *n", "  : *n", "  :submitters:", "  - :name: Ada"]).encode()
    assert [entry for entry in read_roster(content) if entry.folder == "z"] == [Entry("z", (Person(name="Ada"),), "")]
    for brackets in (b"[", b"{a: ", b"- ", b"? "):
        with pytest.raises(Unreadable):
            list(read_roster(b"a: " + brackets * 100_000))


def test_what_a_list_holds_besides_is_passed_over_and_not_kept():
    results = "  :results:\n" + "".join(f"  - {{output: &t{place} {'x' * 1000}}}\n" for place in range(3000))
    people = "".join(f"submission_{n}:\n  :submitters:\n  - :name: S {n}\n{results}" for n in range(2))
    content = people.encode()
    tracemalloc.start()
    entries = list(read_roster(content))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [entry.people[0].name for entry in entries] == ["S 0", "S 1"]
    assert most < len(content)
    crowd = b"submission_1:\n  :submitters:\n" + b"  - :name: Ada\n" * 10_000
    with pytest.raises(Unreadable):
        list(read_roster(crowd))


@settings(max_examples=100)
@given(place=st.integers(0, len(ROSTER)), length=st.integers(0, 40), what=st.binary(max_size=6))
def test_a_damaged_list_raises_nothing_else(place, length, what):
    damaged = ROSTER[:place] + what + ROSTER[place + length :]
    try:
        assert all(isinstance(person.name, str) for entry in read_roster(damaged) for person in entry.people)
    except Unreadable as problem:
        assert str(problem).startswith("submission_metadata.yml is damaged")  # noqa: PT017  # or it does not raise


CANVAS = {
    "lovelaceada_12345_67890_layers.py": CODE,
    "lovelaceada_12345_67891_forward.py": CODE,
    "lovelaceada_12345_67892_report.pdf": b"%PDF",
    "hopper_grace_LATE_12346_67893_layers-1.py": CODE,
    "müllerzoë_12347_67894_my_home_1_2_work.zip": zipped({"hw/layers.py": CODE, "hw/forward.py": CODE}),
    "turingalan_12348_67895_backprop-2.ipynb": BOOK,
    "noethremmy_12349_text.html": b"<html>",
    "LATE_anon_a1B2c_67897_layers.py": CODE,
    "anon_d3E4f_67898_layers.py": CODE,
}


@pytest.mark.parametrize("wrapping", ["", "submissions"])
def test_canvas(read, wrapping):
    batch = read(below(wrapping, CANVAS) if wrapping else CANVAS)
    assert sorted(found(batch)) == [
        ("anon_a1B2c", ["layers.py"]),
        ("anon_d3E4f", ["layers.py"]),
        ("hopper_grace_12346", ["layers.py"]),
        ("lovelaceada_12345", ["forward.py", "layers.py"]),
        ("müllerzoë_12347", ["forward.py", "layers.py"]),
        ("noethremmy_12349", []),
        ("turingalan_12348", ["backprop-2.ipynb"]),
    ]
    assert batch.notes == ("Canvas download: 7 submissions.",)
    messages = {each.name: each.messages for each in batch.submissions}
    assert messages["hopper_grace_12346"] == messages["anon_a1B2c"] == ("Canvas marks it as late.",)
    assert messages["lovelaceada_12345"] == ()


def test_of_what_canvas_has_twice_the_newest_is_graded(read):
    batch = read({"a_1_9_layers.py": CODE, "a_1_10_layers-1.py": OTHER, "a_1_8_layers-2.py": b"x = 1"})
    (one,) = batch.submissions
    assert one.sources == python_files({"layers": OTHER})
    assert one.messages == ("layers.py was handed in several times. The newest was graded.",)


NBGRADER = {
    "submitted/ada/backprop/layers.py": CODE,
    "submitted/ada/backprop/timestamp.txt": b"2024-03-01 12:00:00 UTC",
    "submitted/ada/hw1/intro.ipynb": BOOK,
    "submitted/bob/backprop/sub/forward.py": CODE,
    "submitted/cyd/hw1/intro.ipynb": BOOK,
}
COURSE = {
    **NBGRADER,
    "source/backprop/layers.py": CODE,
    "release/backprop/layers.py": CODE,
    "autograded/ada/backprop/layers.py": CODE,
    "nbgrader_config.py": b"c = get_config()",
    "gradebook.db": b"",
}


@pytest.mark.parametrize("files", [NBGRADER, COURSE], ids=["submitted", "course"])
@pytest.mark.parametrize("assignment", ["Back-Prop", ""], ids=["by its name", "by its files"])
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_nbgrader(tmp_path, files, assignment, packed):
    path = write(tmp_path, {"hw4.zip": zipped(files)} if packed else files)
    batch = read_batch([path / "hw4.zip" if packed else path], MODULES, assignment)
    assert found(batch) == [("ada", ["layers.py"]), ("bob", ["forward.py"])]
    assert batch.notes == ("nbgrader, backprop: 2 submissions.", "1 student handed in nothing for backprop.")


def test_nbgraders_submitted_itself(tmp_path):
    path = write(tmp_path, {f"submitted/{name}/ps4/work.ipynb": BOOK for name in ("ada", "bob")})
    assert found(read_batch([path / "submitted"], MODULES)) == [("ada", ["work.ipynb"]), ("bob", ["work.ipynb"])]


def test_nbgrader_with_several_assignments_that_may_be_meant(tmp_path):
    path = write(tmp_path, {f"submitted/{name}/ps{n}/work.ipynb": BOOK for name in ("ada", "bob") for n in (4, 5)})
    with pytest.raises(AmbiguousLayout) as caught:
        read_batch([path], MODULES, "backprop")
    assert str(caught.value) == (
        "submitted/ holds several assignments: ps4, ps5. Name the folders of one of them: "
        "autograder grade submitted/*/ps4"
    )
    named = read_batch(sorted(path.glob("submitted/*/ps4")), MODULES)
    assert found(named) == [("ada", ["work.ipynb"]), ("bob", ["work.ipynb"])]


@pytest.mark.parametrize(
    ("wrapping", "packed"), [("", False), ("", True), ("hw4", True), ("a/b", True)], ids=["folder", "zip", "one", "two"]
)
def test_a_plain_class(tmp_path, wrapping, packed):
    files = {
        "ada/layers.py": CODE,
        "bob.zip": zipped({"homework/layers.py": CODE}),
        "cyd.ipynb": BOOK,
        "dan.py": CODE,
        "eve/": b"",
        "fay.zip": b"PK",
        "__MACOSX/ada/._layers.py": b"\0",
        "Thumbs.db": b"",
        "roster.csv": b"",
    }
    files = below(wrapping, files) if wrapping else files
    path = write(tmp_path / "here", {"class.zip": zipped(files)} if packed else files)
    batch = read_batch([path / "class.zip" if packed else path], MODULES)
    assert found(batch) == [
        ("ada", ["layers.py"]),
        ("bob", ["layers.py"]),
        ("cyd", ["cyd.ipynb"]),
        ("dan", ["dan.py"]),
        ("eve", []),
        ("fay", []),
    ]
    assert batch.notes == ("Folder of submissions: 6 submissions.",)
    assert batch.submissions[-1].messages[0].startswith("fay.zip is a damaged or incomplete zip")


def test_a_large_class_is_read_in_little_time_from_one_zip(tmp_path):
    files = {f"submission_{place}/layers.py": CODE for place in range(2000)}
    roster = "".join(f"submission_{place}:\n  :submitters:\n  - :name: S {place}\n" for place in range(2000))
    write(tmp_path, {"export.zip": zipped({**files, "submission_metadata.yml": roster.encode()})})
    batch = read_batch([tmp_path / "export.zip"], MODULES)
    assert len(batch.submissions) == 2000
    assert all(each.gradable and each.name.startswith("S ") for each in batch.submissions)


def grade(path, *words, code=0):
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", str(path), *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return " ".join((done.stdout + done.stderr).split())


def test_an_export_is_graded_from_its_zip(tmp_path):
    sample = {path.name: path.read_bytes() for path in (ROOT / "tests/submissions/perfect").glob("*.py")}
    layers = sample["layers.py"].decode()
    files = {
        **below("submission_101", {"layers.py": layers.encode()}),
        **below("submission_102", {"work.ipynb": notebook("%matplotlib inline", layers)}),
        "submission_105/layers.py.zip": zipped({"layers.py": layers.encode()}),
        "submission_metadata.yml": ROSTER,
    }
    write(tmp_path, {"export.zip": zipped(below("assignment_1_export", files))})
    said = grade(tmp_path / "export.zip", "--json", tmp_path / "all.json", code=1)
    assert "Gradescope export: 5 submissions." in said
    assert "submission_metadata.yml lists submission_103, but the export has no such folder." in said
    reports = [json.loads(line) for line in (tmp_path / "all.json").read_text().splitlines()]
    assert [(each["submission"]["name"], each["score"]) for each in reports] == [
        ("Ada Lovelace (submission_101)", 19),
        ("Zoë Müller, ada@example.edu (submission_102)", 19),
        ("submission_105", 19),
        ("Ada Lovelace (submission_103)", 0),
        ("submission_104", 0),
    ]


def test_what_is_unclear_is_wrong_usage(tmp_path):
    write(tmp_path, {f"submitted/ada/ps{n}/work.ipynb": BOOK for n in (4, 5)})
    assert "submitted/ holds several assignments: ps4, ps5." in grade(tmp_path, code=2)
