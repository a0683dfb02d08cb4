"""The student's notebook: what is in it, what its checks and pictures say, and that it runs from top to bottom."""

import ast
import doctest
import functools
import importlib
import io
import json
import re
import shutil
import subprocess
import sys

import nbformat
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from nbclient import NotebookClient

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import AssignmentError
from autograder.grading.grader import Grader
from autograder.platforms.contents import FOR_STUDENTS, engine_files, folder_files
from autograder.platforms.student_notebook import student_notebook
from autograder.student.affected import dependencies_of
from autograder.student.explanations.guide import load_guide
from autograder.student.notebook import context as student
from autograder.student.notebook.exercise_grader import NotebookGrader
from autograder.student.notebook.gallery import pictures
from autograder.student.notebook.live_check import cell_feedback, check
from autograder.student.notebook.live_questions import hunt, predict
from autograder.student.notebook.picture import NOT_YET, DrawnFigure, draw, picture
from autograder.student.predict.questions import prediction_cases
from autograder.submissions.read import read_submission
from tests.support.notebooks import answers, filled_in
from tests.support.project import MATERIAL, ROOT, SEED

ASSIGNMENT = load_assignment(ROOT)
PUBLIC, REFERENCES = ASSIGNMENT.public_view(), dict(ASSIGNMENT.references)


class Remembering(NotebookGrader):
    """A grader that grades the same functions once, however many pictures are drawn from them."""

    def __init__(self, assignment, seed):
        super().__init__(assignment, seed)
        self.known = {}

    def grade(self, exercise, names):
        given = tuple(names.get(each) for each in sorted(dependencies_of(self.assignment, {exercise})))
        if (exercise, given) not in self.known:
            self.known[exercise, given] = super().grade(exercise, names)
        return self.known[exercise, given]


KERNEL = Remembering(PUBLIC, 0)
GALLERY = pictures(PUBLIC)
NEEDED = [(picture, exercise) for picture in GALLERY for exercise in picture.needs]


@functools.cache
def right(name):
    """A picture as the references draw it."""
    return drawn_with(name)


def drawn_with(name, **functions):
    """A picture where some functions are others."""
    (wanted,) = (each for each in GALLERY if each.name == name)
    return draw(wanted, KERNEL, REFERENCES | functions)


def png(drawn):
    return drawn._repr_png_()[0]


@pytest.fixture
def in_a_notebook(monkeypatch):
    """Put functions where a notebook would have them."""

    def define(names):
        monkeypatch.setattr(student, "names", lambda: names)
        monkeypatch.setattr(student, "kernel", lambda: KERNEL)

    return define


def bundle(folder):
    """What a student has, unpacked."""
    for name, content in {**engine_files(FOR_STUDENTS), **folder_files("exercises", PUBLIC, ".py", ".md")}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def run(notebook, folder):
    here = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=here).execute()
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def cells(checks="own"):
    return nbformat.reads(student_notebook(PUBLIC, checks).decode(), as_version=4).cells


# What is in it


@pytest.mark.parametrize("checks", ["own", "otter"])
def test_every_exercise_has_its_note_its_stub_and_its_check_in_this_order(assignment, checks):
    notebook = nbformat.reads(student_notebook(PUBLIC, checks).decode(), as_version=4)
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    for exercise in assignment.exercises:
        place = ids.index(f"note-{exercise.name}")
        asked = [f"predict-{exercise.name}"] if prediction_cases(exercise) else []
        assert ids[place + 1 : place + 3 + len(asked)] == [*asked, f"stub-{exercise.name}", f"check-{exercise.name}"]
        note = notebook.cells[place].source
        assert note.startswith(f"### {exercise.number} `{exercise.name}`\n")
        assert "$$" in note
        assert "**By hand.**" in note


def test_a_picture_stands_where_all_that_it_needs_is_written():
    ids = [cell.id for cell in cells()]
    for each in GALLERY:
        place = ids.index(f"picture-{each.name}")
        assert max(ids.index(f"check-{name}") for name in each.needs) < place
        assert ids[place - 1].startswith((f"check-{each.needs[-1]}", "picture-"))


def test_its_own_checks_need_no_otter():
    assert not [cell.source for cell in cells("own") if "otter" in cell.source]
    room = "autograder.student.notebook"
    script = f"import sys; import {room}.live_check, {room}.picture; print('otter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "False\n"


def test_the_engine_names_no_picture():
    engine = "".join(path.read_text() for path in (ROOT / "autograder").rglob("*.py"))
    assert [each.name for each in GALLERY if re.search(rf"\b{each.name}\b", engine)] == []


def test_the_examples_in_the_guide_are_true(assignment):
    """Every example, with the references in the place of the student's functions."""
    for exercise, section in load_guide(assignment).items():
        code = "\n".join(re.findall(r"```python\n(.*?)```", section.idea, re.DOTALL))
        test = doctest.DocTestParser().get_doctest(code, {**REFERENCES, "np": np}, exercise, None, None)
        assert test.examples, exercise
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0, exercise


def test_a_guide_to_what_is_no_exercise_is_refused(tmp_path):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny/exercises/guide").mkdir()
    (tmp_path / "tiny/exercises/guide/means.md").write_text("# Means\n\n## maen\n\nA slip of the pen.\n")
    with pytest.raises(AssignmentError, match="maen"):
        student_notebook(load_assignment(tmp_path / "tiny"))


@pytest.mark.parametrize(
    "function", ['def a(figure):\n    """Nothing to draw it from"""', "def a(mean):\n    pass", "def a(:"]
)
def test_a_picture_that_is_none_is_refused(tmp_path, function):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny/exercises/pictures").mkdir()
    (tmp_path / "tiny/exercises/pictures/means.py").write_text(function + "\n")
    with pytest.raises(AssignmentError, match=r"pictures/means\.py"):
        student_notebook(load_assignment(tmp_path / "tiny"))


def test_an_assignment_without_notes_and_pictures_has_a_notebook_too(tiny):
    notebook = nbformat.reads(student_notebook(tiny.public_view()).decode(), as_version=4)
    assert not [cell.id for cell in notebook.cells if cell.id.startswith(("note-", "picture-"))]
    assert "picture" not in "".join(cell.source for cell in notebook.cells)


# What its checks say


def test_a_wrong_answer_is_told_in_the_words_of_the_report(in_a_notebook):
    in_a_notebook(REFERENCES | {"relu_backward": lambda dA, Z: dA * (dA > 0)})
    said = check("relu_backward")
    for text in (repr(said), said._repr_html_()):
        assert "They differ in 2 of 6 numbers." in text
        assert "The largest difference is at [0, 2]: yours 5, expected 0." in text
    assert "[[3. 0. 5.]" in said._repr_html_()


def test_a_mistake_of_any_function_gets_its_hint_in_front_of_the_example_as_it_was_asked(in_a_notebook):
    def in_place(Z):
        Z[Z < 0] = 0
        return Z

    def truncated(dA, Z):
        result = np.zeros_like(Z)
        result[Z > 0] = dA[Z > 0]
        return result

    in_a_notebook(REFERENCES | {"relu_forward": in_place, "relu_backward": truncated})
    said = repr(check("relu_forward"))
    assert "Hint: The caller may still need" in said
    assert (
        said.index("After the call, Z no longer")
        < said.index("Hint: ")
        < said.index("relu_forward(Z=np.array([[-2.], [0.5]]))")
    )
    assert "Hint: The inputs may be whole numbers" in repr(check("relu_backward"))


def test_what_waits_for_another_exercise_gets_no_hint(in_a_notebook):
    in_a_notebook(REFERENCES | {"squared_loss": lambda g, y: g - y})
    said = repr(check("relu_neuron_gradient"))
    assert "This check starts from your own squared_loss. Fix that first." in said
    assert "Hint: " not in said


def test_a_function_is_as_good_as_its_name(in_a_notebook):
    in_a_notebook(REFERENCES)
    assert repr(check(REFERENCES["sigmoid"])) == repr(check("sigmoid"))


def test_a_right_answer_is_told_what_is_still_to_come(in_a_notebook):
    in_a_notebook(REFERENCES)
    assert repr(check("sigmoid")).endswith("All public checks passed; hidden checks run when you submit.")


def test_a_name_that_no_exercise_has_is_answered_with_the_nearest(in_a_notebook):
    in_a_notebook({})
    assert repr(check("relu_backwards")) == "There is no exercise relu_backwards. Did you mean relu_backward?"
    assert repr(picture("reluanditsslope")).startswith("There is no picture reluanditsslope. Did you mean")
    assert repr(check(3)) == "There is no exercise 3."


def test_what_a_student_wrote_is_no_markup(in_a_notebook):
    def raises(Z):
        raise ValueError("<script>alert(1)</script>")

    in_a_notebook(REFERENCES | {"relu_forward": raises})
    assert "<script>" not in check("relu_forward")._repr_html_()


def test_without_a_name_all_exercises_are_listed(in_a_notebook):
    in_a_notebook({"sigmoid": REFERENCES["sigmoid"], "relu_forward": lambda Z: None})
    said = repr(check())
    assert said.startswith(" 1 ✓ sigmoid  · sigmoid_network")
    assert "✗ relu_forward  · relu_backward" in said
    assert f"1 of {len(PUBLIC.exercises)} exercises pass their public checks." in said
    assert "sigmoid" in check()._repr_html_()


def test_a_message_stands_below_the_check_that_it_belongs_to(in_a_notebook):
    in_a_notebook(REFERENCES | {"relu_forward": lambda Z: Z * (Z > 0) if Z.dtype.kind == "f" else Z})
    first, second, message = repr(check("relu_forward")).splitlines()[1:4]
    assert first.startswith("✓")
    assert second.startswith("✗")
    assert message.startswith("    The values are wrong.")


def test_who_is_stuck_is_told_where_to_read_on(in_a_notebook):
    in_a_notebook(REFERENCES | {"relu_forward": lambda Z: Z})
    assert repr(check("relu_forward")).endswith("\nStuck? !python -m autograder explain relu_forward")


def test_checks_that_say_the_same_stand_together():
    names = REFERENCES | {"relu_forward": lambda Z: None}
    said = repr(cell_feedback(KERNEL.grade("relu_forward", names)))
    assert said.count("Is the `return` missing?") == len(set(re.findall(r"relu_forward\(Z=.*", said)))


# What it asks before


def test_what_is_worked_out_by_hand_is_told_entry_by_entry(monkeypatch, tmp_path):
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    at_home = load_assignment(tmp_path)
    monkeypatch.setattr(student, "kernel", lambda: NotebookGrader(at_home, 0))
    assert "  the answer, 6 numbers, shape (2, 3)" in repr(predict("relu_backward"))
    (first, *_) = (part.right for case in prediction_cases(at_home.exercise("relu_backward")) for part in case.parts)
    said = repr(predict("relu_backward", first, "a b"))
    assert "All right." in said
    assert "These are not all numbers." in said
    assert "1 of 2 cases right." in said
    assert json.loads((tmp_path / "exercises" / ".predicted.json").read_text()) == {"relu_backward": 1}
    assert "Did you mean relu_backward?" in repr(predict("relu_backwards"))


def test_a_hunt_asks_and_says_what_is_right(in_a_notebook):
    in_a_notebook({})
    said = repr(hunt("relu_backward"))
    assert "Which one is right: A, B, C?" in said
    assert "is right, as you can work out" not in said
    answered = {repr(hunt("relu_backward", letter)) for letter in "ABC"}
    assert sum("1 of 5 answers right." in each for each in answered) == 1
    assert "There is no hunt for he_init." in repr(hunt("he_init"))


# What its pictures show


@pytest.mark.parametrize("wanted", GALLERY, ids=lambda each: each.name)
def test_every_picture_is_drawn_and_says_what_to_see(wanted):
    drawn = right(wanted.name)
    assert isinstance(drawn, DrawnFigure), drawn
    assert repr(drawn) == wanted.caption
    assert wanted.caption.endswith(".")
    assert " ".join(drawn.figure.get_suptitle().split()) == wanted.caption
    width = drawn.figure.get_size_inches()[0]
    assert width <= 10  # what fits beside a cell's number
    content, shown = drawn._repr_png_()
    assert content.startswith(b"\x89PNG")
    assert shown["width"] == round(96 * width)


@pytest.mark.parametrize("wanted", GALLERY, ids=lambda each: each.name)
def test_no_words_in_a_picture_lie_on_others_or_outside_of_it(wanted):
    figure = right(wanted.name).figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    ticks = [tick for axes in figure.axes for tick in (*axes.xaxis.get_major_ticks(), *axes.yaxis.get_major_ticks())]
    of_scales = {tick.label1 for tick in ticks} | {tick.label2 for tick in ticks}
    texts = [text for text in figure.findobj(Text) if text.get_text().strip() and text not in of_scales]
    level = [(text.get_text(), text.get_window_extent(renderer)) for text in texts if text.get_rotation() in (0, 90)]
    assert len(level) > 2
    for place, (said, box) in enumerate(level):
        assert figure.bbox.x0 - 1 <= box.x0, said
        assert box.x1 <= figure.bbox.x1 + 1, said
        for other, its in level[place + 1 :]:
            assert not box.shrunk(0.9, 0.8).overlaps(its.shrunk(0.9, 0.8)), (said, other)


@pytest.mark.slow
@pytest.mark.parametrize(("wanted", "exercise"), NEEDED, ids=[f"{each.name}-{name}" for each, name in NEEDED])
def test_a_wrong_function_shows(wanted, exercise):
    """Every function that a picture is drawn from is used: with another answer it is another picture, or a message."""
    wrong = drawn_with(wanted.name, **{exercise: lambda *arguments: another(REFERENCES[exercise](*arguments))})
    assert not isinstance(wrong, DrawnFigure) or untitled(wrong) != untitled(right(wanted.name))


def untitled(drawn):
    """A picture without what it says above itself."""
    drawn.figure.suptitle("")
    content = io.BytesIO()
    drawn.figure.savefig(content, format="png", dpi=50)
    return content.getvalue()


def test_a_picture_of_a_function_that_fails_its_checks_says_so_instead_of_what_is_right():
    passed = drawn_with("worked_example")
    failed = drawn_with("worked_example", squared_loss=lambda g, y: (g - y) ** 2 / 2)
    assert repr(failed) == "Not right yet: squared_loss fails public checks"
    assert repr(passed).startswith("Neuron 2 is off")
    assert [failed.figure.get_suptitle(), passed.figure.get_suptitle()] == [repr(failed), repr(passed)]


def test_pictures_have_no_background_of_their_own_and_draw_the_skip():
    drawn = right("revived_by_a_skip")
    assert drawn.figure.get_facecolor()[3] == 0
    labels = [[text.get_text() for text in axes.texts] for axes in drawn.figure.axes]
    assert ["skip: + z" in each for each in labels] == [False, True]


def another(answer):
    if isinstance(answer, tuple | list):
        return type(answer)(map(another, answer))
    answer = np.asarray(answer)
    return ~answer if answer.dtype == bool else np.sin(answer + 1)


@pytest.mark.slow
@pytest.mark.parametrize("wanted", GALLERY, ids=lambda each: each.name)
def test_right_answers_in_other_forms_give_the_same_picture(wanted):
    """Nested lists for arrays, tuples for lists of arrays: both are legal answers."""

    def otherwise(function):
        return lambda *arguments: in_another_form(function(*arguments))

    drawn = drawn_with(wanted.name, **{name: otherwise(REFERENCES[name]) for name in wanted.needs})
    assert isinstance(drawn, DrawnFigure), drawn
    assert png(drawn) == png(right(wanted.name))


def in_another_form(answer):
    if isinstance(answer, tuple | list):
        return tuple(map(in_another_form, answer))
    return np.asarray(answer).tolist()


def test_a_gradient_that_gets_past_a_neuron_that_is_off_is_not_drawn_grey():
    def zeros(drawn):
        return [text.get_text() for text in drawn.figure.axes[0].texts].count("dJ/dw = 0")

    def leaky(X, Y, W2, Z1, A1, G):
        dZ1 = 2 * (G - Y) @ W2.T
        return X.T @ dZ1, dZ1.sum(axis=0), REFERENCES["two_layer_backward"](X, Y, W2, Z1, A1, G)[2], G[0]

    assert zeros(right("worked_example")) == 2
    assert zeros(drawn_with("worked_example", two_layer_backward=leaky)) == 1


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (None, "This picture needs relu_forward: run its cell first."),
        ("raise NotImplementedError", "This picture needs relu_forward, which is not written yet."),
        ("raise SystemExit(1)", f"{NOT_YET} relu_forward raised SystemExit: 1."),
        ("return 1 / 0", f"{NOT_YET} relu_forward raised ZeroDivisionError: division by zero.\n  the notebook's cell"),
        ("return missing(Z)", f"{NOT_YET} relu_forward raised NameError: name 'missing' is not defined."),
        ("return Z * np.nan", f"{NOT_YET} relu_forward returned numbers that are NaN or infinite."),
        ("return None", f"{NOT_YET} relu_forward, which it needs, is not right. Its check says what came back."),
        ("return Z[:2]", f"{NOT_YET} relu_forward, which it needs, is not right."),
        ("return 'words'", f"{NOT_YET} relu_forward, which it needs, is not right."),
    ],
)
def test_what_keeps_a_picture_from_being_drawn_is_said(in_a_notebook, function, says):
    names = {**REFERENCES, "np": np, "relu_forward": None}
    if function:
        exec(f"def relu_forward(Z):\n    {function}", names)
    in_a_notebook(names)
    assert repr(picture("relu_and_its_slope")).startswith(says)


def test_one_function_calling_another_that_is_missing_is_said():
    names = {**REFERENCES, "np": np}
    exec("def deep_forward(X, Ws, bs):\n    raise NotImplementedError", names)
    exec("def train(X, Y, Ws, bs, *others):\n    return deep_forward(X, Ws, bs)", names)
    (curves,) = (each for each in GALLERY if each.name == "loss_curves")
    assert repr(draw(curves, KERNEL, names)) == f"{NOT_YET} train calls deep_forward, which is not attempted yet."


def test_jupyters_stop_button_stops_a_picture():
    def stopped(Z):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drawn_with("relu_and_its_slope", relu_forward=stopped)


def test_a_package_that_is_missing_is_named(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    importlib.invalidate_caches()
    assert repr(draw(GALLERY[0], KERNEL, REFERENCES)) == "Pictures need the package matplotlib: pip install matplotlib"


def test_a_function_that_changes_its_arguments_changes_no_picture():
    def in_place(Z):
        Z[Z < 0] = 0
        return Z

    def wrong_for_few(Z):
        return np.maximum(Z, 0) if Z.size > 20 else Z  # as many as a curve has: drawn the same, and not right either

    same = drawn_with("relu_and_its_slope", relu_forward=wrong_for_few)
    assert png(drawn_with("relu_and_its_slope", relu_forward=in_place)) == png(same)


# That it runs


def test_pictures_hold_no_answer():
    """They are drawn by calling what students write: no file of them defines or computes that itself."""
    names = set(PUBLIC.exercise_names)
    for path in (ROOT / "exercises" / "pictures").glob("*.py"):
        defined = {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}
        assert not defined & names, path


@pytest.mark.slow
def test_with_the_references_it_runs_from_top_to_bottom_and_gets_all_points(assignment, zygote, tmp_path):
    notebook = filled_in(student_notebook(PUBLIC), answers(ROOT / "solutions", assignment))
    outputs = run(notebook, bundle(tmp_path))
    for exercise in assignment.exercises:
        (output,) = outputs[f"check-{exercise.name}"]
        assert output.data["text/plain"].endswith("All public checks passed; hidden checks run when you submit.")
    for each in GALLERY:
        (output,) = outputs[f"picture-{each.name}"]
        assert "image/png" in output.data
        assert output.metadata["image/png"]["alt"] == each.caption
    nbformat.write(notebook, tmp_path / "alice.ipynb")
    modules = assignment.module_names
    report = Grader(assignment, zygote, seed=SEED).grade(read_submission(tmp_path / "alice.ipynb", modules))
    assert (report.score, report.all_messages) == (100, ())


@pytest.mark.slow
def test_as_it_is_handed_out_it_runs_from_top_to_bottom_without_a_traceback(tmp_path):
    outputs = run(nbformat.reads(student_notebook(PUBLIC).decode(), as_version=4), bundle(tmp_path))
    said = json.dumps(outputs)
    assert said.count("Not attempted yet: ") >= len(PUBLIC.exercises)
    assert "Traceback" not in said
    assert "image/png" not in said
