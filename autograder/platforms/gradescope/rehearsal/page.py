"""Shows a rehearsal as an HTML page: the student's view before and after the due date, and the staff's."""

from __future__ import annotations

import json
from pathlib import Path

from markupsafe import Markup

from autograder.platforms.gradescope.rehearsal.run import Rehearsal
from autograder.platforms.gradescope.rehearsal.shown_results import Results, ShownOutput, cut
from autograder.platforms.gradescope.rehearsal.view import AFTER, BEFORE, view
from autograder.render.html.page import render
from autograder.render.theme import isolation_in_words
from autograder.results.report import Protection

PACKAGE = "autograder.platforms.gradescope.rehearsal"
EXTRA_DATA_SHOWN = 20_000  # characters


def write_page(rehearsal: Rehearsal, path: Path) -> None:
    """Write the page as a single file, without scripts or anything to load.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    path.write_text(page(rehearsal), encoding="utf-8", errors="replace")


def page(rehearsal: Rehearsal) -> str:
    """The page as HTML."""
    return render(
        PACKAGE,
        "page.html",
        styles=["page.css"],
        rehearsal=rehearsal,
        views=[view(rehearsal.results, moment) for moment in (BEFORE, AFTER)],
        protections=isolation_in_words(protections(rehearsal.results)),
        extra_data=extra_data(rehearsal.results),
        as_html=formatted,
        as_text=as_text,
    )


def formatted(output: ShownOutput) -> Markup:
    """An output as HTML. Only Markdown is rendered, and of that neither HTML nor pictures."""
    if output.format == "md":
        return Markup("<div class='prose'>{}</div>").format(Markup(_markdown(output.text)))  # noqa: S704  # html is off
    return Markup("<pre>{}</pre>").format(as_plain(output))


def as_plain(output: ShownOutput) -> str:
    """An output as text: HTML unrendered, terminal colours removed."""
    if output.format == "ansi":
        from rich.text import Text

        return Text.from_ansi(output.text).plain
    return output.text


def as_text(printed: bytes) -> str:
    """A program's output as Gradescope shows it to staff."""
    return cut(printed.decode("utf-8", "replace"))


def protections(results: Results) -> list[Protection]:
    """The protections listed in our report, if the results contain one."""
    report = results.extra_data.get("report") if isinstance(results.extra_data, dict) else None
    listed = report.get("isolation") if isinstance(report, dict) else None
    return [
        Protection(str(each.get("protection")), str(each.get("status")))
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict)
    ]


def extra_data(results: Results) -> str:
    """The beginning of the results' extra data, which only staff see; empty if there are none."""
    if results.extra_data is None:
        return ""
    text = json.dumps(results.extra_data, indent=1, ensure_ascii=False)
    return text if len(text) <= EXTRA_DATA_SHOWN else f"{text[:EXTRA_DATA_SHOWN]}\n… {len(text)} characters in all"


def _markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"html": False}).disable("image").render(text))
