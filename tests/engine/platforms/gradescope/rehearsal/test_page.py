"""The page that shows what students and staff would see."""

import re

import pytest

from autograder.platforms.gradescope.rehearsal.page import page
from tests.engine.platforms.gradescope.rehearsal.machine import HOSTILE, Outline, rehearsal_of


@pytest.mark.parametrize("output_format", ["text", "html", "simple_format", "md", "ansi"])
def test_the_page_runs_nothing_and_loads_nothing(tmp_path, output_format):
    tests = [
        {
            "name": HOSTILE,
            "score": 1,
            "max_score": 2,
            "output": HOSTILE,
            "output_format": output_format,
            "tags": [HOSTILE],
        }
    ]
    shown = Outline(
        page(
            rehearsal_of(
                tmp_path,
                output=HOSTILE,
                output_format=output_format,
                tests=tests,
                stdout_visibility="visible",
                extra_data={"x": HOSTILE},
                leaderboard=[{"name": HOSTILE, "value": HOSTILE}],
            )
        )
    )
    assert shown.open == []
    assert shown.tags.isdisjoint({"script", "img", "iframe", "link", "form"})
    assert all(each.startswith("https://e.org") for each in shown.loads)  # a link of the Markdown's, to be clicked
    assert all("<script>alert(1)</script>" in text for text in shown.panels.values())


def test_each_panel_shows_its_own(tmp_path):
    tests = [
        {"name": "public check", "score": 1, "max_score": 1},
        {"name": "later check", "score": 2, "max_score": 4, "visibility": "after_due_date", "output": "why it failed"},
        {"name": "never check", "score": 0, "max_score": 0, "visibility": "hidden"},
    ]
    panels = Outline(page(rehearsal_of(tmp_path, output="overall", tests=tests))).panels
    assert "public check" in panels["before"]
    assert "later check" not in panels["before"]
    assert "why it failed" in panels["after"]
    assert "never check" in panels["staff"]
    assert "never check" not in panels["before"] + panels["after"]
    assert "—" in panels["after"], "a hidden test hides the total"
    assert "alert(1)" not in panels["before"], "what the grader printed is for staff"
    panels = Outline(page(rehearsal_of(tmp_path, output="overall", tests=tests[:2]))).panels
    assert re.search(r"—\s*/ 5", panels["before"])
    assert re.search(r"3\s*/ 5", panels["after"])


def test_markdown_is_rendered_and_colours_are_left_out(tmp_path):
    tests = [
        {"score": 0, "output": "**bold** `code`\n\n```\n[1 2]\n```", "output_format": "md"},
        {"score": 0, "output": "\033[31mred\033[0m", "output_format": "ansi"},
    ]
    shown = page(rehearsal_of(tmp_path, tests=tests))
    assert "<strong>bold</strong> <code>code</code>" in shown
    assert "<pre>red</pre>" in shown
