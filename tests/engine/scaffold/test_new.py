"""A new exercise: what is written for its author, what is left alone, and that it can be graded once filled in."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.assignment.loading import load_assignment
from autograder.assignment.placeholders import MARK, unwritten
from autograder.audit.submissions import accepted_alternatives, with_misconception
from autograder.cli.main import main
from autograder.grading.grader import Grader
from tests.support.project import MATERIAL, ROOT, SEED

NEW = [
    "exercises/{}.py",
    "solutions/{}.py",
    "exercises/checks/{}.py",
    "solutions/checks/{}.py",
    "solutions/misconceptions/{}.py",
    "solutions/accepted/{}.py",
]
# What an author writes, file by file: what stands there, and what comes in its place.
FILLED_IN = {
    "exercises/softmax.py": [
        (f"{MARK} what this file is about, and what is the same in all its functions.", "Rows are data points."),
        (f"{MARK} what it does, in one line.", "Make positive numbers that add up to 1."),
        (f"{MARK} the formula, where it stands in the lecture, and what is easily overlooked.", "Row by row."),
        (f"{MARK} its type and shape, and what it is. Several results have a name each.", "Like `Z`."),
        (f"{MARK} its type and shape, and what it is.", "(n, k), the scores."),
        (
            f"{MARK} a call after >>>, with numbers of no check, and below it what comes back.",
            ">>> softmax(np.zeros((1, 2)))\n    array([[0.5, 0.5]])",
        ),
    ],
    "solutions/softmax.py": [
        ('"""Softmax."""\n', '"""Softmax."""\n\nimport numpy as np\n'),
        (
            f"    # {MARK} the right answer, as it would stand on a slide. Several are named: return dW, db.\n"
            "    raise NotImplementedError",
            "    E = np.exp(Z)\n    return E / E.sum(axis=1, keepdims=True)",
        ),
    ],
    "exercises/checks/softmax.py": [
        (f"{MARK} what these inputs show, in a line for students", "Two rows, by hand"),
        (
            f"    # {MARK} numbers that can be followed by hand, and what they give: .gives(value), "
            ".gives(dW=..., db=...).\n    yield Case(Z=...).gives(...)",
            "    yield Case(Z=[[0.0, 0.0], [1.0, 1.0]]).gives([[0.5, 0.5], [0.5, 0.5]])",
        ),
    ],
    "solutions/checks/softmax.py": [
        (f"{MARK} what kinds of inputs these are, in a line for students", "Batches of several shapes"),
        (
            f"    # {MARK} a case each for several shapes, signs and scales, whole numbers, arguments_unchanged.\n"
            "    yield Case(Z=...)",
            "    for shape in ((7, 5), (1, 3)):\n        yield Case(Z=rng.normal(size=shape))",
        ),
    ],
    "solutions/misconceptions/softmax.py": [
        ("import misconception\n", "import misconception\n\nnp = __import__('numpy')\n"),
        ("softmax_first_mistake", "columns_not_rows"),
        (f"{MARK} a question that leads to the idea, and does not say the answer", "What should add up to 1?"),
        (
            f"    # {MARK} the answer of who makes this mistake, and the mistake's name for the function's. "
            "Then more of them.\n    raise NotImplementedError",
            "    return np.exp(Z) / np.exp(Z).sum(axis=0)",
        ),
    ],
    "solutions/accepted/softmax.py": [
        ("softmax__in_another_way", "softmax__as_lists"),
        (
            f"    # {MARK} a right answer that a check might take for a wrong one; the name says how. "
            "Then more of them.\n    raise NotImplementedError",
            "    import numpy as np\n\n    return [(np.exp(z) / np.exp(z).sum()).tolist() for z in np.asarray(Z)]",
        ),
    ],
}


def autograder(*words, code=0):
    done = CliRunner().invoke(main, list(map(str, words)))
    assert done.exit_code == code, done.output
    assert not done.exception or isinstance(done.exception, SystemExit), done.exception
    return done.output


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def is_clean(folder):
    """Lint and format, by the project's own rules."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "autograder").symlink_to(ROOT / "autograder")  # what lies beside is ours, and no third party's
    ruff = Path(sys.executable).with_name("ruff")
    for words in (["check"], ["format", "--check", "--diff"]):
        done = subprocess.run([ruff, *words, "exercises", "solutions"], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def fill_in(folder):
    for name, replacements in FILLED_IN.items():
        text = (folder / name).read_text()
        for before, after in replacements:
            assert before in text
            text = text.replace(before, after)
        (folder / name).write_text(text)


def graded(folder, answers, tmp_path):
    """The points of a submission, by a real run."""
    autograder("grade", answers, "--assignment", folder, "--json", tmp_path / "report.json", "--seed", 1)
    report = json.loads((tmp_path / "report.json").read_text())
    return {exercise["name"]: exercise["score"] for exercise in report["exercises"]}


@pytest.fixture
def copy(tmp_path):
    """The project's own assignment."""
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / part, tmp_path / "copy" / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "copy"


@pytest.fixture
def tiny_copy(tmp_path):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    return tmp_path / "tiny"


def test_a_new_module_stands_last_and_leaves_the_others_alone(copy):
    before, last = files(copy), load_assignment(copy).modules[-1]
    said = autograder("new", "softmax", "softmax", "Z", "--points", 3, "--assignment", copy)
    after = files(copy)
    assert {name: after[name] for name in before} == before
    assert sorted(after.keys() - before.keys()) == sorted(name.format("softmax") for name in NEW)
    exercise = load_assignment(copy).exercises[-1]
    assert exercise.number == f"{int(last.exercises[0].number.split('.')[0]) + 1}.1"
    assert [check.points for check in exercise.checks] == [1.5, 1.5]
    assert f"softmax(Z) is exercise {exercise.number} of backprop, worth 3 of 103 points." in said
    is_clean(copy)


def test_what_is_to_be_written_is_listed_in_order_and_keeps_everything_from_being_graded(copy):
    said = autograder("new", "softmax", "softmax", "Z", "--assignment", copy)
    listed = re.findall(r"^\d\. \S*/copy/(\S+) \(new\)$", said, re.MULTILINE)
    assert listed == [name.format("softmax") for name in NEW]
    assert len(re.findall(r"^     line \d+: ", said, re.MULTILINE)) == len(unwritten(copy)) > 10
    assert said.endswith(f"Then run: autograder audit --assignment {copy}\n")
    for words in (["grade", ROOT / "tests/submissions/perfect"], ["release", "gradescope"]):
        refused = autograder(*words, "--assignment", copy, code=1)
        assert "This assignment is not written yet" in refused
        for place in unwritten(copy):
            assert f"{place.path}, line {place.line}: {place.what}" in refused


def test_filled_in_it_can_be_graded_in_a_new_assignment(tmp_path):
    folder = tmp_path / "soft-and-hard"
    said = autograder("new", "softmax", "softmax", "Z", "--assignment", folder)
    assert "softmax(Z) is exercise 1.1 of soft-and-hard, worth 2 of 2 points." in said
    assert (folder / "exercises/README.md").read_text().startswith("# Soft and hard\n")
    fill_in(folder)
    (folder / "exercises/README.md").write_text("# Softmax\n")
    assert unwritten(folder) == []
    assert graded(folder, folder / "exercises", tmp_path) == {"softmax": 0}
    (tmp_path / "alice").mkdir()
    shutil.copy(folder / "solutions/softmax.py", tmp_path / "alice")
    assert graded(folder, tmp_path / "alice", tmp_path) == {"softmax": 2}


def test_filled_in_it_can_be_graded_beside_others(tiny_copy, zygote, tmp_path):
    autograder("new", "softmax", "softmax", "Z", "--assignment", tiny_copy)
    fill_in(tiny_copy)
    points = graded(tiny_copy, tiny_copy / "solutions", tmp_path)
    assert points == {"mean": 5, "centred": 5, "variance": 5, "softmax": 2}
    assignment = load_assignment(tiny_copy)
    last = assignment.misconceptions[-1]
    wrong = with_misconception(assignment, last, last.forms[0])
    assert Grader(assignment, zygote, seed=SEED).grade(wrong).score == 15
    ((_, _, odd),) = (each for each in accepted_alternatives(assignment) if each[1] == "softmax__as_lists")
    assert Grader(assignment, zygote, seed=SEED).grade(odd).score == 17


def test_another_function_is_added_below_what_is_there(copy):
    before = files(copy)
    said = autograder("new", "neuron", "momentum_step", "w", "v", "rate=0.9", "kind='heavy'", "--assignment", copy)
    after = files(copy)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {name.format("neuron") for name in NEW}
    assert all(after[name].startswith(before[name] + b"\n\n") for name in changed)
    assert 'momentum_step(w, v, rate=0.9, kind="heavy") is exercise 2.6' in said
    assert "(new)" not in said
    assert load_assignment(copy).exercises[8].name == "momentum_step"
    is_clean(copy)


def test_files_that_a_module_lacks_are_begun(tiny_copy):
    said = autograder("new", "spread", "deviation", "X", "--assignment", tiny_copy)
    assert "solutions/misconceptions/spread.py (new)" in said
    assert "solutions/spread.py\n" in said
    assert [exercise.number for exercise in load_assignment(tiny_copy).exercises] == ["1.1", "1.2", "2.1", "2.2"]


def test_long_signatures_and_none_at_all_are_well_formed(copy):
    long = [f"a_parameter_with_a_long_name_{place}" for place in range(5)]
    autograder("new", "long", "long", *long, "--assignment", copy)
    autograder("new", "short", "short", "--assignment", copy)
    autograder("new", "long", "longer", *long, "last=None", "--assignment", copy)
    assert len(load_assignment(copy).exercises) == 35
    is_clean(copy)


def test_line_ends_and_a_missing_last_one_are_minded(tiny_copy):
    (tiny_copy / "solutions/means.py").write_bytes(b"\xef\xbb\xbfdef mean(X): ...\r\ndef centred(X): ...")
    (tiny_copy / "solutions/misconceptions/means.py").write_bytes(
        b"from autograder.authoring import misconception\n\n\n\n"
    )
    autograder("new", "means", "median", "X", "--assignment", tiny_copy)
    content = (tiny_copy / "solutions/means.py").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfdef mean(X): ...\r\ndef centred(X): ...\r\n\r\n\r\ndef median(X):\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    wrong = (tiny_copy / "solutions/misconceptions/means.py").read_text()
    assert 'import misconception\n\n\n\n@misconception("median")\ndef' in wrong


REFUSED = {
    "not a name": (["soft-max", "f"], "'soft-max' cannot be a module's name"),
    "a path": (["../softmax", "f"], "'../softmax' cannot be a module's name"),
    "one of Python's own files": (["random", "f"], "random cannot be a module's name"),
    "one of our folders": (["checks", "f"], "checks cannot be a module's name"),
    "upper case": (["new", "Softmax"], "Softmax cannot be a function's name: write it in lower case"),
    "a keyword": (["new", "lambda"], "lambda cannot be a function's name"),
    "a built-in function": (["new", "sum"], "sum cannot be a function's name"),
    "like an accepted alternative": (["new", "a__b"], "two underscores in a row"),
    "a private name": (["new", "_f"], "'_f' cannot be a function's name"),
    "an exercise that exists": (["spread", "mean", "X"], "There is an exercise mean already, in exercises/means.py"),
    "a helper that exists": (["spread", "helper"], "spread.py has a helper already"),
    "a parameter twice": (["new", "f", "X", "X"], "The parameter X occurs twice"),
    "a parameter with a comma": (["new", "f", "X,", "Y"], "'X,' cannot be a parameter's name"),
    "a default before none": (["new", "f", "a=1", "b"], "f(a=1, b) cannot be defined in Python: "),
    "several in one word": (["new", "f", "a=1, *b"], "write each parameter as a separate word"),
    "more than parameters": (["new", "f", "a=1): (y"], "write each parameter as a separate word"),
    "another definition": (["new", "f", "a=1): ...\ndef g("], "cannot be defined in Python"),
    "a default that is code": (["new", "f", "a=print(1)"], "'print(1)' cannot be the default value of a"),
    "a default that changes": (["new", "f", "a=[]"], "'[]' cannot be the default value of a"),
    "no points": (["new", "f", "--points", "0"], "Invalid value for '--points'"),
    "a file that is no Python": (["broken", "f"], "broken.py cannot be extended, since it is not valid Python"),
    "a file without what is needed": (["bare", "f"], "bare.py has no misconception in it: add the line `from"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_will_not_do_is_refused_and_nothing_is_written(tiny_copy, case):
    words, message = REFUSED[case]
    (tiny_copy / "solutions/spread.py").write_text("def variance(X): ...\ndef helper(): ...\n")
    (tiny_copy / "exercises/broken.py").write_text("def f(:\n")
    (tiny_copy / "solutions/misconceptions/bare.py").write_text('"""Nothing yet."""\n')
    before = files(tiny_copy)
    said = autograder("new", *words, "--assignment", tiny_copy, code=2)
    assert message in " ".join(said.split())
    assert files(tiny_copy) == before


def test_if_one_file_cannot_be_written_none_is(tiny_copy):
    (tiny_copy / "solutions/accepted").write_text("not a folder\n")
    before = files(tiny_copy)
    assert "cannot be written" in autograder("new", "softmax", "softmax", "Z", "--assignment", tiny_copy, code=1)
    assert files(tiny_copy) == before


def test_a_students_copy_is_not_added_to(tiny_copy):
    shutil.rmtree(tiny_copy / "solutions")
    before = files(tiny_copy)
    assert "it is a student's copy" in autograder("new", "new", "f", "--assignment", tiny_copy, code=2)
    assert files(tiny_copy) == before


@pytest.mark.parametrize("left", ["...", "[[1.0, ...]]"])
def test_a_place_that_lost_its_mark_is_still_no_case(tiny_copy, left):
    path = tiny_copy / "exercises/checks/spread.py"
    path.write_text(path.read_text().replace("[[1.0, 2.0], [3.0, 6.0]]", left))
    said = autograder("grade", tiny_copy / "solutions", "--assignment", tiny_copy, code=1)
    assert "The check by_hand of variance cannot be drawn: ValueError: `...` must be replaced" in said
