"""Explanations: one step more with each call, nothing lost by a damaged file, and never the answer."""

import ast
import io
import os
import re
import shutil
import stat
import subprocess
import sys

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.assignment import loading
from autograder.assignment.loading import load_assignment
from autograder.assignment.model import AssignmentError
from autograder.cli.main import main
from autograder.render.theme import MARKS
from autograder.student.explanations.guide import load_steps
from autograder.student.explanations.steps_seen import FILE, StepsSeen
from autograder.text.transliterate import spell_out
from tests.support.project import MATERIAL, ROOT

WRITTEN = load_steps(load_assignment(ROOT))
TWO_STEPS = """\
# Means

## mean

An idea.

### Steps

1. What is a mean?

       (1 + 3) / 2 = 2

2. And of a column?
"""


@pytest.fixture
def student(tmp_path, monkeypatch):
    """A student's copy of another assignment, with one explanation in two steps."""
    shutil.copytree(MATERIAL / "tiny" / "exercises", tmp_path / "exercises")
    (tmp_path / "exercises" / "guide").mkdir()
    (tmp_path / "exercises" / "guide" / "means.md").write_text(TWO_STEPS)
    monkeypatch.setattr(loading, "INSTALL_ROOT", tmp_path)  # where a student's engine lies
    monkeypatch.chdir(tmp_path / "exercises")
    return tmp_path / "exercises"


def explain(*words, code=0):
    done = CliRunner().invoke(main, ["explain", *words])
    assert done.exit_code == code, done.output
    return done.output


def test_one_step_more_with_each_call(student):
    first = "mean, step 1 of 2\n\nWhat is a mean?\n\n    (1 + 3) / 2 = 2\n\n"
    second = "mean, step 2 of 2\n\nAnd of a column?\n\n"
    all_of_it = "That was the last step. To start again: autograder explain mean --again\n"
    more = "Try it now. If you are still stuck, step 2: autograder explain mean\n"
    assert explain("mean") == first + more
    assert explain("mean") == second + all_of_it
    assert explain("mean") == first + second + all_of_it
    assert explain("mean", "--again") == first + more
    assert explain("mean", "--all") == first + second + all_of_it
    assert explain("mean", "--from-start") == first + more


def test_without_a_name_it_lists_what_there_is_and_what_has_been_seen(student):
    def rows():
        return [line.split() for line in explain().splitlines()]

    assert ["1.1", "mean", "2"] in rows()
    explain("mean")
    assert ["1.1", "mean", "2", "1"] in rows()
    assert not any("centred" in row for row in rows())


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[1]", b'{"mean": "x"}', b'{"mean": -1}', b'{"mean": true}', b"[" * 10**5, b'{"x": 1}'],
)
def test_a_damaged_file_starts_anew_and_is_mended(student, content):
    (student / FILE).write_bytes(content)
    assert "step 1 of 2" in explain("mean")
    assert "step 2 of 2" in explain("mean")


def test_more_steps_seen_than_there_are_shows_all_of_them(student):
    (student / FILE).write_text('{"mean": 99}')
    assert "step 1 of 2" in explain("mean")
    assert StepsSeen(student).steps("mean", 2) == 2


def test_where_nothing_can_be_written_it_says_so_and_explains(student):
    (student / FILE).mkdir()
    done = CliRunner().invoke(main, ["explain", "mean"])
    assert done.exit_code == 0
    assert "What is a mean?" in done.output
    assert "use --all" in done.output
    assert [path.name for path in student.glob(".*")] == [FILE]


def test_what_has_been_seen_is_hidden_and_readable(student):
    explain("mean")
    assert (student / FILE).read_text() == '{\n "mean": 1\n}\n'
    assert FILE.startswith(".")
    assert stat.S_ISREG((student / FILE).stat().st_mode)
    assert [path.name for path in student.glob(".*")] == [FILE]


def test_an_unknown_name_leads_to_the_nearest(student):
    assert "There is no exercise maen. Did you mean mean?" in explain("maen", code=2)
    assert "There is no exercise Centered. Did you mean centred?" in explain("Centered", code=2)
    assert "means is a file. Its exercises are mean, centred." in explain("means", code=2)
    assert "There is no exercise x. Without a name, autograder explain lists them." in explain("x", code=2)
    assert "variance has no explanation; its docstring describes it." in explain("variance", code=1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## median\n\n### Steps\n\n1. What?\n", "guide/means.md explains median, which is not an exercise of means."),
        ("## mean\n\n### Steps\n\n1. One\n\n3. Three\n", "guide to mean in exercises/guide/means.md must have steps"),
        ("## mean\n\n### Steps\n\nWhat?\n", "must have steps numbered 1., 2., 3."),
    ],
)
def test_contradictions_are_named(student, text, message):
    (student / "guide" / "means.md").write_text(text)
    assert message in explain("mean", code=1)
    with pytest.raises(AssignmentError):
        load_steps(load_assignment(student.parent))


def test_every_encoding_can_take_it(monkeypatch):
    """A redirected output on Windows, a terminal that knows ASCII alone."""
    shown = CliRunner(charset="ascii").invoke(main, ["explain", "--all", "--assignment", str(ROOT), *_first_with("σ")])
    assert shown.exit_code == 0
    assert "sigma(z)" in shown.output


def test_every_character_that_is_used_can_be_spelled():
    written = "".join(path.read_text() for path in (ROOT / "exercises").rglob("*") if path.suffix in {".md", ".py"})
    signs = "".join(MARKS.values())
    odd = {char for char in written + signs if not char.isascii()}
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    spell_out(stream)
    stream.write("".join(sorted(odd)))
    stream.flush()
    assert len(odd) > 10
    assert b"?" not in stream.buffer.getvalue()


def test_without_a_terminal_and_without_a_locale(student):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    (student / "guide" / "means.md").write_text("## mean\n\n### Steps\n\n1. x₁ → σ ≥ τ²?\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "explain", "mean", "--assignment", student.parent],
        env=environment, capture_output=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"\nx1 -> sigma >= tau^2?\n" in done.stdout


def _first_with(character):
    return [next(name for name, steps in WRITTEN.items() if character in steps[0])]


def test_every_exercise_is_explained_in_three_to_five_steps(assignment):
    assert list(WRITTEN) == list(assignment.exercise_names)
    assert {name: len(steps) for name, steps in WRITTEN.items() if not 3 <= len(steps) <= 5} == {}
    assert {name for name, steps in WRITTEN.items() if len(" ".join(steps)) > 3000} == set()


def test_what_keeps_its_form_fits_on_a_narrow_screen():
    lines = {line for steps in WRITTEN.values() for line in "\n".join(steps).splitlines() if line.startswith(" ")}
    assert len(lines) > 50
    assert {line for line in lines if len(line) > 80} == set()


def test_every_explanation_has_numbers_a_question_and_a_way_to_check_oneself():
    for name, steps in WRITTEN.items():
        text = " ".join(steps)
        assert "?" in text, name
        assert re.search(r"\d", text), name
        assert "To check yourself" in text or "easure" in text or "experiment" in text, name


def test_no_explanation_holds_an_expression_of_the_answer():
    """Neither as it is written in solutions/, nor with other blanks."""
    said = {name: _bare(" ".join(steps)) for name, steps in WRITTEN.items()}
    expressions = {
        _bare(ast.unparse(part))
        for path in (ROOT / "solutions").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assign | ast.Return | ast.AugAssign) and node.value
        for part in ast.walk(node.value)
        if isinstance(part, ast.BinOp | ast.Compare | ast.Call | ast.IfExp | ast.ListComp)
    }
    assert len(expressions) > 60
    given = {"g-y"}  # the loss is (g - y)² in the lecture and in the stub
    assert {(name, each) for name, text in said.items() for each in expressions - given if each in text} == set()


@pytest.mark.parametrize(
    ("exercise", "arguments"),
    [
        ("sigmoid_network", ([[1, -1]], [[1, 0], [1, 2]], [0, 2], [[2], [-6]], [1])),
        ("training_error", ([[1, 2], [0, 3]], [[0, 0], [0, 1]])),
        ("linear_neuron_gradient", ([0.5, 1], [2, -3], -4)),
        ("relu_neuron_gradient", ([1, -1], [2, 0.5], 2)),
        ("relu_neuron_gradient", ([1, -1], [-2, -0.5], 2)),
        ("sgd_step", ([2, -1], [-4, 10], 0.1)),
        ("linear_backward", ([[3, 1, -2], [1, 1, 0]], [[2, -1], [0, 5]], [[1, 0, 1], [-1, 4, 1]])),
        ("relu_forward", ([[1, -4], [-0.5, 2.5]],)),
        ("relu_backward", ([[-4, 7], [6, 1]], [[2, -1], [-3, 0.5]])),
        ("squared_loss_backward", ([[4, 0], [1, 1], [0, -3]], [[1, 1.5], [1, -2], [0, 0]])),
        ("two_layer_forward", ([[2]], [[1.5, -1]], [-1, 0.5], [[3], [2]], [-7])),
        ("relu_network_gradients", ([[1, 2]], [[5]], [[1, -1], [1, 0]], [[2], [4]])),
        ("residual_forward", ([[1, -2], [-0.5, 4]],)),
        ("residual_backward", ([[3, 5], [-2, -1]], [[1, -2], [-0.5, 4]])),
        ("residual_network_gradients", ([[1, 2]], [[-5]], [[1, -1], [1, 0]], [[-2], [4]])),
        ("residual_network_gradients", ([[1, 2]], [[5]], [[1, -1], [1, 0]], [[1], [4]])),
        ("clip_by_norm", ([5, 12], 2.6)),
    ],
)
def test_the_examples_are_true(assignment, exercise, arguments):
    """Every number that the reference gives for an example stands in its explanation, in order."""
    given = [np.array(each, dtype=float) for each in arguments]
    results = assignment.references[exercise](*given)
    for result in results if isinstance(results, tuple) else (results,):
        numbers = [f"{number + 0.0:.6g}" for number in np.ravel(result)]
        pattern = r"[\s\]\[,()]+".join(map(re.escape, numbers))
        assert re.search(rf"(?<![\d.-]){pattern}(?![\d.])", " ".join(WRITTEN[exercise])), numbers


def test_a_gradient_is_sent_to_where_it_is_measured(assignment):
    named = {
        (name, said)
        for name, steps in WRITTEN.items()
        for said in re.findall(r"autograder gradcheck\s+(\w+)", " ".join(steps))
    }
    assert named == {(name, name) for name in assignment.gradients}


def _bare(text):
    return re.sub(r"\s|\bnp\.", "", text).lower()
