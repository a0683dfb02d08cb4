"""Whatever a submission says is shown as text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from autograder.render.markdown import block, escaped
from autograder.text.sanitize import sanitize
from tests.engine.platforms.gradescope.machine import SPREAD, graded

MARKUP = [
    "<b>",
    "&lt;",
    "[x](http://y)",
    "![x](y)",
    "<http://y>",
    "**x**",
    "_x_",
    "`x`",
    "```",
    "~~~",
    "# x",
    "> x",
    "- x",
    "\\",
]


BREAKS = [" ", "    ", "\t", "\n", "\r", "\v", "\f", "\x00", "\x85", "\u2028", "\u2029", "\ud800"]


HOSTILE = st.text() | st.lists(st.sampled_from([*MARKUP, *BREAKS]), max_size=8).map("".join)


@given(HOSTILE)
def test_a_block_shows_any_text_as_it_is(text):
    tokens = MarkdownIt("commonmark", {"html": True}).parse(f"before\n\n{block(text)}\n\nafter")
    kinds = [token.type for token in tokens if not token.type.startswith("paragraph")]
    assert kinds in (["inline", "code_block", "inline"], ["inline", "inline"])
    shown = "".join(token.content for token in tokens if token.type == "code_block")
    assert "".join(shown.split()) == "".join(sanitize(text).split())
    assert not set(block(text)) & set("\r\v\f\x00\x85\u2028\u2029\ud800")


@pytest.mark.parametrize("before", ["Hint: ", ""])
@given(text=HOSTILE)
@example(text="- a")
@example(text="12. a")
@example(text="---")
def test_a_sentence_is_text_and_nothing_else(before, text):
    tokens = MarkdownIt("commonmark", {"html": True}).parse(before + (escaped(text) or "empty"))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    parts = tokens[1].children
    assert {part.type for part in parts} <= {"text"}


def test_long_sentences_are_folded_and_tables_are_not():
    table = "  " + "1.5 " * 60
    lines = block(f"{'word ' * 60}\n{table}").splitlines()
    assert all(len(line) <= 104 for line in lines[:-1])
    assert lines[-1] == f"    {table}"


def test_what_a_hostile_submission_says_is_shown_as_text(machine):
    hostile = (
        "import sys\n"
        "sys.stdout.write('<script>alert(1)</script>\\n```\\n# big\\n[a](http://b)\\x00\\u2028x')\n"
        "for _ in range(160): print('y' * 65536)\n"
        "def mean(X): raise ValueError('<img src=x> ``` \\ud800 \\x00 [a](b) ' * 10)\n"
        "def centred(X): return {'<b>': X}\n"
    )
    results = graded(machine(means=hostile, spread=SPREAD))
    said = [results["output"], *(test["output"] for test in results["tests"])]
    assert "<script>" in said[0]
    assert any("<img src=x>" in text for text in said[1:])
    for text in said:
        tokens = MarkdownIt("commonmark", {"html": True}).parse(text)
        inline = [part for token in tokens for part in token.children or ()]
        assert {token.type for token in tokens if token.type != "inline"} <= {
            "paragraph_open",
            "paragraph_close",
            "code_block",
        }
        assert {part.type for part in inline} <= {"text", "strong_open", "strong_close", "em_open", "em_close"}
        assert not any("<" in part.content for part in inline)
    assert len(results["output"]) < 10_000
