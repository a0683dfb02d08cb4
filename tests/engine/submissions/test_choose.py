"""Which files stand for the modules: answers before stubs, newest before older; what is passed over is said."""

from __future__ import annotations

import pytest

from autograder.submissions.copies import Progress, module_of, progress_of
from autograder.submissions.read import read_submission
from tests.support.packing import notebook, write

MODULES = ["forward", "layers", "two_layer"]
STUB = b"def f(x):\n    raise NotImplementedError\n\n\ndef g(x):\n    raise NotImplementedError\n"
HALF = b"def f(x):\n    return x\n\n\ndef g(x):\n    raise NotImplementedError\n"
DONE = b"def f(x):\n    return x\n\n\ndef g(x):\n    return -x\n"
OLDER = b"def f(x):\n    return x + 0\n\n\ndef g(x):\n    return -x\n"


@pytest.fixture
def chosen(tmp_path):
    """The files that stand for the keys, and the messages."""

    def read(files):
        one = read_submission(write(tmp_path / "ada", files), MODULES)
        return {key: source.file for key, source in one.sources.items()}, one.messages

    return read


@pytest.mark.parametrize(
    ("stem", "module"),
    [
        ("layers", "layers"),
        ("Layers", "layers"),
        ("layers (1)", "layers"),
        ("layers (1) (2)", "layers"),
        ("Copy of layers", "layers"),
        ("layers - Copy", "layers"),
        ("layers-Copy1", "layers"),
        ("hw4_layers", "layers"),
        ("layers_final_v2", "layers"),
        ("layers_2026_11_27", "layers"),
        ("two_layer(2)", "two_layer"),
        ("test_layers", None),
        ("layers_helpers", None),
        ("deep_learning", None),
        ("", None),
    ],
)
def test_a_renamed_copy_is_known_by_its_name(stem, module):
    assert module_of(stem, MODULES) == module


@pytest.mark.parametrize("name", ["layers (1).py", "Copy of layers.py", "hw4_layers.py", "work/layers.py"])
def test_an_untouched_stub_never_goes_before_an_answer(chosen, name):
    sources, messages = chosen({"layers.py": STUB, name: DONE})
    assert sources == {"layers": name}
    assert messages == (
        f"{name} was graded, layers.py was not: it has 2 functions still to be written. Hand in one of them.",
    )


@pytest.mark.parametrize("name", ["layers (1).py", "old/layers.py"])
def test_of_two_finished_files_the_one_of_the_modules_name_is_graded_and_the_other_said(chosen, name):
    sources, messages = chosen({"layers.py": DONE, name: OLDER})
    assert sources == {"layers": "layers.py"}
    assert messages[0].startswith(f"layers.py was graded, {name} was not: ")


def test_what_only_another_copy_has_comes_along(chosen):
    sources, _ = chosen({"layers.py": HALF, "layers (1).py": STUB})
    assert sources == {"layers": "layers.py", "layers (1)": "layers (1).py"}


def test_copies_that_are_the_same_are_no_news(chosen):
    assert chosen({"layers.py": DONE, "layers (1).py": DONE}) == ({"layers": "layers.py"}, ())


def test_a_copy_alone_stands_for_its_module(chosen):
    assert chosen({"layers (1).py": DONE, "hw4_forward.py": DONE})[0] == {
        "layers": "layers (1).py",
        "forward": "hw4_forward.py",
    }


def test_a_file_of_other_functions_is_no_copy(chosen):
    sources, messages = chosen({"layers.py": DONE, "two_layers.py": b"def other(x):\n    return x\n"})
    assert sources == {"layers": "layers.py", "two_layers": "two_layers.py"}
    assert messages == ()


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        (["1", "2", "10"], "10"),
        (["v1", "v2"], "v2"),
        (["2026-09-30", "2026-11-02"], "2026-11-02"),
        (["attempt 9", "attempt 10"], "attempt 10"),
        (["20261101_120000", "20261102_080000"], "20261102_080000"),
    ],
)
def test_of_several_versions_the_newest_counts(chosen, versions, newest):
    _, messages = chosen({f"{name}/layers.py": DONE if name == newest else OLDER for name in versions})
    assert messages[0].startswith(f"{newest} is the newest version and was graded; ")


def test_a_version_without_code_is_none(chosen):
    sources, messages = chosen({"1/layers.py": OLDER, "2/layers.py": DONE, "3/readme.txt": b""})
    assert list(sources) == ["layers"]
    assert messages[0].startswith("2 is the newest version")


def test_a_package_keeps_its_folder(chosen):
    files = {"net/__init__.py": b"", "net/layers.py": DONE, "net/forward.py": DONE, "net/utils/masks.py": DONE}
    assert chosen(files)[0] == {
        "layers": "net/layers.py",
        "forward": "net/forward.py",
        "net/__init__": "net/__init__.py",
        "net/utils/masks": "net/utils/masks.py",
    }


def test_what_was_handed_in_may_be_a_package_itself(chosen):
    sources, _ = chosen({"__init__.py": b"", "layers.py": DONE})
    assert sources == {"layers": "layers.py", "__init__": "__init__.py"}


def test_helpers_of_one_name_in_two_folders_are_two_files(chosen):
    sources, messages = chosen({"layers.py": DONE, "a/masks.py": DONE, "b/masks.py": OLDER})
    assert sources == {"layers": "layers.py", "a/masks": "a/masks.py", "b/masks": "b/masks.py"}
    assert messages == ()


def test_a_bundle_beside_a_finished_notebook(chosen):
    sources, _ = chosen({"exercises/layers.py": STUB, "backprop.ipynb": notebook(DONE.decode())})
    assert sources == {"layers": "exercises/layers.py", "backprop": "backprop.ipynb"}


MARIMO = (
    b"import marimo\n\napp = marimo.App()\n\n\n@app.cell\ndef _():\n    def f(x):\n        return x\n    return (f,)\n"
)


@pytest.mark.parametrize(
    ("cells", "functions", "stubs"),
    [
        ((MARIMO,), {b"f"}, 0),
        ((MARIMO.replace(b"return x\n", b"raise NotImplementedError\n"),), {b"f"}, 1),
        ((MARIMO + b"\n\n@app.function\ndef g(x):\n    return x\n",), {b"f", b"g"}, 0),
        ((b"%%writefile layers.py\n" + STUB,), {b"f", b"g"}, 2),
        ((b"%%writefile layers.py\n" + HALF, b"from layers import *"), {b"f", b"g"}, 1),
        ((b"class Net:\n    def f(self): pass\n",), set(), 0),
    ],
)
def test_functions_are_seen_wherever_a_tool_puts_them(cells, functions, stubs):
    assert progress_of(cells) == Progress(frozenset(functions), stubs)


def test_a_marimo_notebook_with_answers_goes_before_a_stub(chosen):
    sources, messages = chosen({"layers.py": b"def f(x):\n    raise NotImplementedError\n", "layers (1).py": MARIMO})
    assert sources["layers"] == "layers (1).py"
    assert messages
