"""What lies on disk becomes submissions, each with what there is to say about its files."""

import contextlib
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from autograder.submissions import collect as sources
from autograder.submissions.collect import LARGEST_FILE
from autograder.submissions.read import read_submission
from autograder.submissions.submission import python_files
from tests.support.packing import notebook, write, zipped
from tests.support.reading import read_batch

MODULES = ["forward", "layers"]
CODE = b"def f(): pass\n"
BOOK = notebook("def f(): pass")


@pytest.fixture
def folder(tmp_path):
    """Write files into a folder of its own."""
    return lambda files: write(tmp_path, files)


def read(*paths):
    return read_batch(paths, MODULES).submissions


def files(one):
    return sorted(source.file for source in one.sources.values())


@contextlib.contextmanager
def as_ordinary_user():
    """Permissions mean nothing to root."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder():
    """A folder that an ordinary user can look into; pytest's own are closed."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    for each in path.rglob("*"):
        if each.is_dir() and not each.is_symlink():
            each.chmod(0o755)
    shutil.rmtree(path)


def test_a_link_that_was_handed_in_is_not_followed_even_if_it_is_all_there_is(tmp_path):
    (tmp_path / "solutions.py").write_bytes(CODE)
    (link := tmp_path / "alice.py").symlink_to("solutions.py")
    assert files(read_submission(link, MODULES)) == ["alice.py"]
    one = read_submission(link, MODULES, follow=False)
    assert not one.sources
    assert one.messages == ("alice.py is a link and was not read. Hand in what it leads to.",)


def test_a_file_is_a_submission(folder):
    (one,) = read(folder({"layers.py": CODE}) / "layers.py")
    assert (one.name, one.sources, one.messages) == ("layers", python_files({"layers": CODE}), ())


def test_a_notebook_is_a_submission(folder):
    (one,) = read(folder({"alice.ipynb": BOOK}) / "alice.ipynb")
    assert (one.name, one.messages) == ("alice", ())
    assert (one.sources["alice"].file, one.sources["alice"].cells) == ("alice.ipynb", (b"def f(): pass",))


def test_a_folder_with_a_module_is_a_submission(folder):
    (one,) = read(folder({"alice/layers.py": CODE, "alice/mine.py": CODE}) / "alice")
    assert (one.name, set(one.sources)) == ("alice", {"layers", "mine"})


def test_a_folder_of_folders_and_files_is_many(folder):
    path = folder(
        {
            "alice/layers.py": CODE,
            "bob/hw/forward.py": CODE,
            "carol.py": CODE,
            "cache/readme": b"",
            "dan.ipynb": BOOK,
            "eve.zip": zipped({"homework/layers.py": CODE}),
            "fay.rar": b"Rar!",
            "grades.csv": b"",
            "handout.pdf": b"",
        }
    )
    batch = read_batch([path], MODULES)
    assert [(each.name, files(each)) for each in batch.submissions] == [
        ("alice", ["layers.py"]),
        ("bob", ["forward.py"]),
        ("cache", []),
        ("carol", ["carol.py"]),
        ("dan", ["dan.ipynb"]),
        ("eve", ["layers.py"]),
        ("fay", []),
    ]
    assert batch.notes == ("Folder of submissions: 7 submissions.",)


@pytest.mark.parametrize(
    "layout",
    [
        {"all.py": CODE},
        {"work.ipynb": BOOK},
        {"work.ipynb": BOOK, "pictures/net.png": b"", "notes.txt": b""},
        {"backprop.ipynb": BOOK, "backprop-Copy1.ipynb": BOOK, "backprop (2).ipynb": BOOK},
        {"layers.ipynb": BOOK, "helpers.py": CODE},
        {"exercises/layers.py": CODE, "exercises/checks/layers.py": b"x", "autograder/a.py": b"x", "tests/b.py": b"x"},
        {"exercises/layers.py": CODE, "exercises/gradients/layers.py": b"x", "exercises/.explained.json": b"{}"},
    ],
    ids=[
        "one file",
        "a notebook",
        "a notebook and pictures",
        "copies",
        "a module as a notebook",
        "the bundle",
        "with slopes",
    ],
)
def test_a_students_own_folder_is_one_submission(folder, layout):
    (one,) = read(folder(layout))
    assert one.gradable
    assert not any("they have the same name" in message for message in one.messages)
    assert not {"a", "b"} & set(one.sources)


def test_names_are_told_apart(folder):
    path = folder({"a/alice/layers.py": CODE, "b/alice/layers.py": CODE})
    assert [each.name for each in read(path / "a" / "alice", path / "b" / "alice")] == ["alice", "alice (2)"]


def test_a_path_gives_its_name_to_the_one_submission_that_it_holds(folder):
    path = folder(
        {
            "alice/homework/layers.py": CODE,
            "bob/homework/layers.py": CODE,
            "carol.zip": zipped({"homework/layers.py": CODE}),
        }
    )
    assert [each.name for each in read(path / "alice", path / "bob", path / "carol.zip")] == ["alice", "bob", "carol"]
    assert [each.name for each in read(path / "carol.zip")] == ["carol"]
    shutil.rmtree(path / "bob")
    (path / "carol.zip").unlink()
    assert [each.name for each in read(path)] == ["alice"]  # a class of one is a class all the same


def test_of_two_files_of_one_name_the_upper_is_graded_and_the_other_named(folder):
    (one,) = read(folder({"alice/layers.py": CODE, "alice/old/layers.py": b"x = 1"}) / "alice")
    assert one.sources == python_files({"layers": CODE})
    assert one.messages == (
        "layers.py was graded, old/layers.py was not: they have the same name. Hand in one of them.",
    )


def test_copies_of_one_file_are_no_news(folder):
    (one,) = read(folder({"layers.py": CODE, "old/layers.py": CODE, "older/layers.py": CODE}))
    assert (one.sources, one.messages) == (python_files({"layers": CODE}), ())


def test_of_a_file_and_a_notebook_of_one_name_the_file_that_was_asked_for_is_graded(folder):
    one = read_submission(folder({"layers.py": CODE, "layers.ipynb": notebook("x = 1")}), MODULES)
    assert files(one) == ["layers.py"]
    assert one.messages == (
        "layers.py was graded, layers.ipynb was not: they have the same name. Hand in one of them.",
    )


def test_otherwise_the_notebook_is_graded_and_not_its_export(folder):
    one = read_submission(folder({"work.py": CODE, "work.ipynb": notebook("x = 1")}), MODULES)
    assert files(one) == ["work.ipynb"]
    assert one.messages == ("work.ipynb was graded, work.py was not: they have the same name. Hand in one of them.",)


def test_a_file_that_cannot_be_read_makes_room_for_the_other_one(folder):
    one = read_submission(folder({"layers.py": b"\0", "layers.ipynb": BOOK}), MODULES)
    assert files(one) == ["layers.ipynb"]
    assert one.messages == ("layers.py is not Python text: it holds NUL bytes. Save it as UTF-8.",)


def test_with_several_notebooks_it_is_said_which_counts(folder):
    one = read_submission(folder({"work.ipynb": BOOK, "work-Copy1.ipynb": notebook("x = 1")}), MODULES)
    assert files(one) == ["work-Copy1.ipynb", "work.ipynb"]
    assert one.messages == (
        "There are several notebooks: work.ipynb and work-Copy1.ipynb. A function that is in more than one is graded "
        "from the first of these. Hand in one notebook.",
    )


def test_with_modules_and_a_notebook_it_is_said_which_counts(folder):
    one = read_submission(folder({"work.ipynb": BOOK, "layers.py": CODE}), MODULES)
    assert one.messages == (
        "Both layers.py and work.ipynb were handed in. An exercise is graded from the Python file that it belongs "
        "to, if it is written there. Hand in only one of them.",
    )


def test_hidden_files_and_those_of_the_system_are_not_read(folder):
    one = read_submission(
        folder(
            {
                "layers.py": CODE,
                ".ipynb_checkpoints/work-checkpoint.ipynb": BOOK,
                "sub/.ipynb_checkpoints/layers-checkpoint.py": b"x = 1",
                "__pycache__/layers.py": b"x = 1",
                "__MACOSX/._layers.py": b"\0",
                "._layers.py": b"\0",
                ".DS_Store": b"",
                "Thumbs.db": b"",
                "desktop.ini": b"",
            }
        ),
        MODULES,
    )
    assert (files(one), one.messages) == (["layers.py"], ())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("layers.py", b"x\0y", "layers.py is not Python text: it holds NUL bytes. Save it as UTF-8."),
        ("layers.py", b"#" * (LARGEST_FILE + 1), "layers.py is larger than 1 MB and was not read."),
        ("layers.py", BOOK, "layers.py is a notebook with the name of a Python file. Rename it layers.ipynb."),
        (
            "report.pdf",
            b"%PDF",
            "There is no Python file to grade here. Expected: forward.py, layers.py, or a notebook. "
            "Handed in: report.pdf.",
        ),
        ("work.rar", b"Rar!", "work.rar is an archive that is not opened here. Hand in a .zip."),
        ("work.ipynb", b"", "work.ipynb is empty. Open it in Jupyter, save it, and hand it in again."),
    ],
)
def test_a_file_that_cannot_be_graded_says_why(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    (one,) = read(tmp_path / name)
    assert one.messages == (message,)
    assert not one.gradable
    assert read_submission(tmp_path, MODULES).messages == (message,)


def test_an_empty_folder_says_what_is_expected(tmp_path):
    (one,) = read(tmp_path)
    assert one.messages == ("There is no Python file to grade here. Expected: forward.py, layers.py, or a notebook.",)
    assert not one.gradable


def test_a_link_out_of_the_submission_is_not_followed(tmp_path, folder):
    secret = tmp_path / "secret"
    write(secret, {"token.py": b"token = 1"})
    alice = folder({"alice/forward.py": CODE}) / "alice"
    (alice / "layers.py").symlink_to(secret / "token.py")
    (alice / "more").symlink_to(secret)
    (one,) = read(alice)
    assert set(one.sources) == {"forward"}
    assert one.messages == (
        "layers.py is a link and was not read. Hand in what it leads to.",
        "more is a link and was not read. Hand in what it leads to.",
    )


def test_links_of_the_instructor_are_followed(folder):
    path = folder({"store/17/layers.py": CODE, "store/carol.py": CODE, "class/bob/layers.py": CODE})
    (path / "class" / "alice").symlink_to(path / "store" / "17")
    (path / "class" / "carol.py").symlink_to(path / "store" / "carol.py")
    assert [(each.name, each.gradable) for each in read(path / "class")] == [
        ("alice", True),
        ("bob", True),
        ("carol", True),
    ]
    (path / "link").symlink_to(path / "class")
    assert len(read(path / "link")) == 3


@pytest.mark.parametrize(
    "make",
    [lambda path: path.symlink_to("nowhere.py"), lambda path: path.symlink_to(path.name), os.mkfifo],
    ids=["to nothing", "to itself", "fifo"],
)
def test_what_is_no_ordinary_file_is_not_opened(folder, make):
    alice = folder({"alice/forward.py": CODE}) / "alice"
    make(alice / "layers.py")
    (one,) = read(alice)
    assert len(one.messages) == 1
    assert "was not read" in one.messages[0]


def test_nothing_of_a_class_stops_it(open_folder):
    write(
        open_folder,
        {
            "alice/layers.py": CODE,
            "broken.zip": b"PK",
            "closed/layers.py": CODE,
            "inside/closed/layers.py": CODE,
            "private.py": CODE,
            "zoe/layers.py": CODE,
        },
    )
    for closed in ("closed", "inside/closed", "private.py"):
        (open_folder / closed).chmod(0)
    (open_folder / "loop").symlink_to("loop")
    (open_folder / "lost.py").symlink_to("nowhere.py")
    os.mkfifo(open_folder / "pipe.py")
    with as_ordinary_user():
        found = {each.name: each for each in read(open_folder)}
    assert {name for name, each in found.items() if each.gradable} == {"alice", "zoe"}
    assert {name: each.messages for name, each in found.items() if not each.gradable} == {
        "broken": ("broken.zip is a damaged or incomplete zip and was not read. Create it again and hand it in.",),
        "closed": ("The folder closed cannot be read: Permission denied.",),
        "inside": ("The folder closed cannot be read: Permission denied.",),
        "private": ("private.py cannot be read: Permission denied.",),
        "loop": ("The folder loop cannot be read: Too many levels of symbolic links.",),
        "lost": ("lost.py is a broken link and was not read.",),
        "pipe": ("pipe.py is not a regular file and was not read.",),
    }


def test_a_folder_that_cannot_be_read_says_so(open_folder):
    (open_folder / "alice").mkdir(mode=0)
    with as_ordinary_user():
        (one,) = read(open_folder / "alice")
        assert one == read_submission(open_folder / "alice", MODULES)
    assert (one.name, one.messages) == ("alice", ("The folder alice cannot be read: Permission denied.",))


@pytest.mark.parametrize(
    "layout",
    [
        {"forward.py": CODE, "layers.py": CODE},
        {"hw/forward.py": CODE, "hw/layers.py": CODE},
        {"hw.zip": zipped({"hw/forward.py": CODE, "hw/layers.py": CODE})},
        {"one/forward.py": CODE, "two/layers.py": CODE},
        {"a.zip": zipped({"forward.py": CODE}), "b.zip": zipped({"layers.py": CODE})},
        {"submission_metadata.yml": b"", "submission_1/forward.py": CODE, "submission_2/layers.py": CODE},
        {"submitted/alice/forward.py": CODE, "submitted/bob/layers.py": CODE},
    ],
    ids=["flat", "folder", "zip", "two folders", "two zips", "like Gradescope's", "like nbgrader's"],
)
def test_exactly_one_submission_whatever_the_folder_looks_like(folder, layout):
    one = read_submission(folder(layout), MODULES)
    assert {name: source.cells for name, source in one.sources.items()} == {"forward": (CODE,), "layers": (CODE,)}
    assert one.messages == ()


def test_what_is_read_of_one_submission_is_bounded(folder, monkeypatch):
    many = read_submission(folder({f"many/f{place}.py": CODE for place in range(201)}) / "many", MODULES)
    assert len(many.sources) == 200
    assert many.messages == ("There are more than 200 files of code: the rest was not read.",)
    deep = read_submission(folder({f"deep/{place:04}/x.txt": b"" for place in range(1000)}) / "deep", MODULES)
    assert deep.messages == ("There are more than 1,000 folders: the rest was not looked into.",)
    bad = read_submission(folder({f"bad/f{place}.py": b"\0" for place in range(40)}) / "bad", MODULES)
    assert len(bad.messages) == 21
    assert bad.messages[-1] == "There are 20 more messages of this kind."
    monkeypatch.setattr(sources, "LARGEST_SUBMISSION", 100)
    large = read_submission(folder({f"large/f{place}.py": b"#" * 60 for place in range(3)}) / "large", MODULES)
    assert files(large) == ["f0.py", "f1.py"]
    assert "f2.py was not read: the files before it have more than" in large.messages[0]


def test_the_hash_is_of_names_and_contents(folder):
    path = folder({"a/layers.py": CODE, "b/layers.py": CODE, "c/forward.py": CODE, "d/layers.py": CODE + b"#"})
    a, b, c, d = read(path)
    assert a.sha256 == b.sha256
    assert len({a.sha256, c.sha256, d.sha256}) == 3


def test_names_that_are_no_text_do_no_harm(tmp_path):
    folder = os.fsencode(tmp_path) + b"/class/m\xfcller"
    os.makedirs(folder)
    for name in (b"layers.py", b"caf\xe9.ipynb"):
        with open(folder + b"/" + name, "wb") as file:
            file.write(BOOK if name.endswith(b"ipynb") else CODE)
    (one,) = read(tmp_path / "class")
    assert json.loads(json.dumps([one.name, *one.messages, *files(one)]))
    assert len(one.sha256) == 64


def test_a_document_with_cells_says_how_to_convert_it(folder):
    one = read_submission(folder({"ada/work.qmd": b"# hi\n", "ada/data.csv": b"1\n"}) / "ada", MODULES)
    assert one.sources == {}
    assert one.messages[0].startswith("work.qmd cannot be graded: a notebook or Python files are.")
