"""What lies on disk becomes submissions, each with what there is to say about its files."""

import os

import pytest

from autograder.submission.read import LARGEST_FILE, read_submissions
from autograder.submission.submission import python_files

MODULES = ["forward", "layers"]
CODE = b"def f(): pass\n"


@pytest.fixture
def write(tmp_path):
    def write(**files: bytes):
        for name, content in files.items():
            path = tmp_path / name.replace("__", "/").replace("_py", ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return tmp_path

    return write


def read(*paths):
    return read_submissions(paths, MODULES)


def test_a_file_is_a_submission(write):
    (one,) = read(write(layers_py=CODE) / "layers.py")
    assert (one.name, one.sources, one.messages) == ("layers", python_files({"layers": CODE}), ())


def test_a_folder_with_a_module_is_a_submission(write):
    (one,) = read(write(alice__layers_py=CODE, alice__mine_py=CODE) / "alice")
    assert (one.name, set(one.sources)) == ("alice", {"layers", "mine"})


def test_a_folder_of_folders_and_files_is_many(write):
    found = read(write(alice__layers_py=CODE, bob__hw__forward_py=CODE, carol_py=CODE, cache__readme=b""))
    assert [(each.name, sorted(each.sources)) for each in found] == [
        ("alice", ["layers"]),
        ("bob", ["forward"]),
        ("cache", []),
        ("carol", ["carol"]),
    ]


def test_a_folder_with_one_file_of_any_name_is_a_submission(write):
    (one,) = read(write(alice__all_py=CODE) / "alice")
    assert (one.name, set(one.sources)) == ("alice", {"all"})


def test_the_whole_bundle_is_one_submission(write):
    folder = write(
        bundle__exercises__layers_py=CODE, bundle__exercises__checks__layers_py=b"x", bundle__autograder__a_py=b"x"
    )
    (one,) = read(folder / "bundle")
    assert one.sources["layers"].cells == (CODE,)


def test_names_are_told_apart(write):
    folder = write(a__alice__layers_py=CODE, b__alice__layers_py=CODE)
    assert [each.name for each in read(folder / "a" / "alice", folder / "b" / "alice")] == ["alice", "alice (2)"]


def test_of_two_files_of_one_name_the_upper_is_graded_and_the_other_named(write):
    (one,) = read(write(alice__layers_py=CODE, alice__old__layers_py=b"x = 1") / "alice")
    assert one.sources == python_files({"layers": CODE})
    assert one.messages == (
        "Two files are named layers.py: layers.py was graded, old/layers.py was not. Hand in one of them.",
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("report.pdf", b"%PDF", "report.pdf is no Python file. Hand in the .py files."),
        ("layers.py", b"x\0y", "layers.py is no Python text: it holds NUL bytes. Save it as UTF-8."),
        ("layers.py", b"#" * (LARGEST_FILE + 1), "layers.py is larger than 1 MB and was not read."),
    ],
)
def test_a_file_that_cannot_be_graded_says_why(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    (one,) = read(tmp_path / name)
    assert one.messages == (message,)
    assert not one.gradable


def test_an_empty_folder_says_what_is_expected(tmp_path):
    (one,) = read(tmp_path)
    assert one.messages == ("There is no Python file to grade here. Expected: forward.py, layers.py.",)
    assert not one.gradable


def test_a_link_out_of_the_submission_is_not_followed(tmp_path, write):
    secret = tmp_path / "secret.py"
    secret.write_bytes(b"token = 1")
    folder = write(alice__forward_py=CODE) / "alice"
    (folder / "layers.py").symlink_to(secret)
    (one,) = read(folder)
    assert set(one.sources) == {"forward"}
    assert "layers.py is a link to a file outside" in one.messages[0]


@pytest.mark.parametrize(
    "make",
    [lambda path: path.symlink_to("nowhere.py"), lambda path: path.symlink_to(path.name), os.mkfifo],
    ids=["to nothing", "to itself", "fifo"],
)
def test_what_is_no_ordinary_file_is_not_opened(write, make):
    folder = write(alice__forward_py=CODE) / "alice"
    make(folder / "layers.py")
    (one,) = read(folder)
    assert len(one.messages) == 1
    assert "was not read" in one.messages[0]


def test_the_hash_is_of_names_and_contents(write):
    folder = write(a__layers_py=CODE, b__layers_py=CODE, c__forward_py=CODE, d__layers_py=CODE + b"#")
    a, b, c, d = read(folder)
    assert a.sha256 == b.sha256
    assert len({a.sha256, c.sha256, d.sha256}) == 3
