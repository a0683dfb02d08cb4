"""Pictures in a student's notebook, drawn from the student's functions."""

import ast
import importlib
import io
import sys

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from autograder.student.notebook.picture import NOT_YET, DrawnFigure, draw, picture
from tests.support.live_notebook import (
    GALLERY,
    KERNEL,
    NEEDED,
    PUBLIC,
    REFERENCES,
    drawn_with,
    png,
    right,
)
from tests.support.project import ROOT


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
        ("return None", f"{NOT_YET} relu_forward, which it needs, is not right. Its check tells what is wrong."),
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
