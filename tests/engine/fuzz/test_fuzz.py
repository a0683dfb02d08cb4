"""Whatever comes from a student: what reads and writes it raises nothing of its own, and stays within bounds."""

import contextlib
import io
import json
import re
import struct
import tempfile
import tracemalloc
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from autograder.authoring import Answer
from autograder.authoring.expectation import Exactly
from autograder.grading import error_messages as failures
from autograder.grading.imports import LoadedModules
from autograder.judging.judge import judge
from autograder.render.progress import show_progress
from autograder.render.terminal import show_report
from autograder.results.as_json import as_json
from autograder.results.report import CheckResult, ExerciseResult, Protection, Report
from autograder.sandbox.guest.messages import LoadCell, reply_to
from autograder.sandbox.guest.wire import LARGEST_HEADER, BadMessage, Opaque, pack, unpack
from autograder.submissions.submission import python_files
from autograder.text.sanitize import LONGEST, LONGEST_KEPT, MOST_LINES, sanitize, strip_addresses, truncate
from tests.support.reading import read_submissions

# Half surrogate pairs, escape sequences, marks, markup, and ordinary letters.
texts = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ["\033[2J\033]0;x\a", "[/red] [bold]x[/]", "<script>", "\u202e", "\ud800", "a" + "\u0301" * 99, "\n" * 999, "=1+1"]
)
leaves = st.none() | st.booleans() | st.floats() | st.integers() | texts
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)
# What a frame's header may consist of: the tags, with anything behind them.
tagged = st.recursive(
    leaves | st.sampled_from(["f8", "?", "O", "c16"]),
    lambda inner: st.builds(
        lambda tag, rest: [tag, *rest],
        st.sampled_from(["l", "t", "d", "a", "c", "g", "o", "x"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


def frame(header: bytes, raw: bytes = b"") -> bytes:
    return struct.pack("<II", len(header) + len(raw) + 4, len(header)) + header + raw


def peak(action) -> int:
    """The most memory that is used on the way, in bytes."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@given(tagged, st.binary(max_size=64))
@example(["d", [[1, 2], 3]], b"")
@example(["c", "1", 2], b"")
@example(["g", "-1", []], b"")
@example(["a", "f8", [0, 2**31 - 1, 2**31 - 1]], b"")
def test_any_tree_of_tags_is_a_value_or_a_bad_message(header, raw):
    with contextlib.suppress(BadMessage):
        unpack(frame(json.dumps(header).encode(), raw))


@pytest.mark.parametrize(
    "item",
    ["[]", "{}", "1", "1.5", '"\\u1234a"', '["l"]', '["d"]', '["a","?",[0]]', '["c",1,2]', '["o",1]', '["g","0",[]]'],
)
def test_a_header_grows_within_bounds_when_it_is_read(item):
    """With the largest header, that is 200 MB."""
    size = LARGEST_HEADER // 8
    text = '["l"' + f",{item}" * (size // (len(item) + 1)) + "]"

    def read():
        with contextlib.suppress(BadMessage):
            unpack(frame(text.encode()))

    assert peak(read) < 100 * size


def test_a_frame_holds_few_generators():
    """Each is ten bytes on the wire, and a kilobyte and ten microseconds for the grader."""
    few, many = (json.dumps(["l", *[["g", "0", []]] * count]).encode() for count in (100, 101))
    assert len(unpack(frame(few))) == 100
    with pytest.raises(BadMessage):
        unpack(frame(many))


@given(trees)
def test_what_is_packed_arrives_or_is_refused(value):
    with contextlib.suppress(BadMessage):
        unpack(pack(value))


# Further readers of what is handed in belong here: each suffix is one.
@pytest.mark.parametrize("suffix", [".py", ".ipynb", ".zip"])
@given(content=st.binary(max_size=300), name=st.text("ab.\u202e\n=| -", min_size=1, max_size=20))
def test_any_bytes_of_any_name_are_a_submission_or_a_message(suffix, content, name):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x{name}{suffix}")
        path.write_bytes(content)
        (submission,) = read_submissions([path], ["layers"])
        assert submission.gradable or submission.messages


def report_of(*said: str) -> Report:
    """A report in which all that can come from a student is one of these texts."""
    one, two, three = said
    check = CheckResult("by_hand", "By hand", "visible", "failed", 0.0, 2.0, message=one)
    return Report(
        assignment="tiny",
        version="1",
        name=two,
        sha256="0",
        graded=True,
        isolation=(Protection("network", "enforced"),),
        messages=(three,),
        printed=one,
        exercises=(ExerciseResult("mean", "means", "1.1", (check,)),),
    )


@given(st.tuples(texts, texts, texts))
@example(("x" * 10**6, "\ud800" * 10**5, "\033" * 10**5))
def test_a_report_is_json_in_utf8_whatever_was_said(said):
    report = as_json(report_of(*said))
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    assert len(json.dumps(report, ensure_ascii=False).encode("utf-8")) < 50 * LONGEST_KEPT


@given(st.tuples(texts, texts, texts))
@example(("[/red]", "[bold]name[/bold]", "[link=http://127.0.0.1]x"))
@example(("x\n" * 10**5, "x" * 10**5, "\033[2J" * 10**4))
def test_a_terminal_shows_text_and_nothing_happens(said):
    for show in (show_report, lambda console, report: show_progress(console, report, everything=True)):
        stream = io.StringIO()
        show(Console(file=stream, force_terminal=True, color_system=None, width=100), report_of(*said))
        shown = stream.getvalue()
        assert not {unicodedata.category(char) for char in shown if char != "\n"} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert shown.count("\n") < 4 * MOST_LINES + 200
        if "[/red]" in said:
            assert "[/red]" in shown


@given(texts)
def test_safe_text_shows_every_character_and_is_bounded(text):
    shown = sanitize(text * 40)
    assert all(
        unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        for char in shown
        if char not in "\n\t"
    )
    assert shown.count("\n") <= MOST_LINES
    assert len(shown) <= 12 * (LONGEST + 2)
    assert sanitize(shown[: LONGEST // 2]) == shown[: LONGEST // 2]
    assert max((len(run) for run in re.findall("[\u0300-\u036f]+", shown)), default=0) <= 4


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_ordinary_text_stays_as_it_is(text):
    assert sanitize(text) == truncate(text) == text


@pytest.mark.parametrize("text", ["naïve é ü", "λ → ∂L/∂W", "e\u0301", "日本語", "नमस्ते", "tab\tand\nline", "✓ 🎉"])
def test_letters_of_all_languages_are_ordinary(text):
    assert sanitize(text) == truncate(text) == text


@given(texts)
def test_what_is_kept_can_be_written_anywhere(text):
    assert len(truncate(text * 400).encode("utf-8")) <= 6 * (LONGEST_KEPT + 2)


@given(trees)
@example(
    {"type": "x" * 10**6, "message": "x" * 10**6, "where": [["x" * 10**6, 10**4000, "x" * 10**6, "x" * 10**6]] * 99}
)
@example({"type": "E", "message": "m", "where": [["\ud800", -1, "<module>", "\033"]]})
def test_a_forged_error_is_told_in_bounded_words(error):
    verdict = failures.raised(error, "mean", "means.py", {"mean"})
    assert verdict.status in {"error", "missing"}
    assert len(verdict.message) < 3000
    assert verdict.redacted in {
        "mean raised an exception.",
        "Not attempted yet: mean in means.py still raises NotImplementedError.",
    }


def test_a_forged_account_of_an_import_is_told_in_bounded_words(tiny):
    error = {"type": "E", "message": "m" * 1000, "where": []}
    reply = {"functions": [], "errors": [error] * 10_000, "left_out": ["x" * 10**6] * 100}
    modules = LoadedModules(tiny, python_files({"means": b""}))
    modules.record("means", 0, reply_to(LoadCell("means", 0), reply))
    assert 0 < sum(map(len, modules.problems)) < 12_000
    assert 0 < sum(map(len, modules.notes)) < 1000


SEALED = re.compile(
    r"|The values are wrong\.( [A-Z][a-z 0-9(),:?/-]*[.?])?|The answer (is|has) [a-zA-Z .,/0-9();:-]*\."
    r"|Your function returned nothing \(None\)\. Is the `return` missing\?"
    r"|Right, but returned as a list of numbers; .*"
)


@given(trees | st.builds(Opaque, texts) | st.builds(np.full, st.lists(st.integers(0, 3), max_size=9), st.floats()))
@example(np.zeros((1,) * 30))
@example([None] * 12345)
@example(Opaque("Saw_4711"))
def test_a_sealed_verdict_holds_no_number_and_no_word_of_the_students(value):
    sealed = {judge(Answer(value), Exactly(np.zeros(3))).redacted}
    assert len("".join(sealed)) < 150
    assert SEALED.fullmatch(*sealed)
    assert not re.search(r"[4-9]|\d\d", *sealed)


@given(st.integers(2**20, 2**60))
def test_addresses_become_steady(number):
    assert strip_addresses(f"<object at {number:#x}>") == "<object at 0x…>"
