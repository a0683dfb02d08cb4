"""Shows a rehearsal in the terminal: both of the student's views in short, and the staff's."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from autograder.platforms.gradescope.rehearsal.page import as_plain, as_text, protections
from autograder.platforms.gradescope.rehearsal.run import Rehearsal
from autograder.platforms.gradescope.rehearsal.shown_results import ShownOutput, Test
from autograder.platforms.gradescope.rehearsal.view import AFTER, BEFORE, SHOWN, View, view
from autograder.render.theme import isolation_in_words, mark_of_outcome
from autograder.text.phrasing import number, plural
from autograder.text.sanitize import sanitize

STDOUT_SHOWN = 2000  # last characters of the output; the HTML page has more


def show_rehearsal(console: Console, rehearsal: Rehearsal) -> None:
    """Show the student's view before and after the due date, then what only staff see."""
    before, after = view(rehearsal.results, BEFORE), view(rehearsal.results, AFTER)
    _show_heading(console, before)
    _show_output(console, before.output)
    _show_tests(console, before.tests)
    _show_heading(console, after)
    more = tuple(test for test in after.tests if test.visibility not in SHOWN[BEFORE])
    if before.tests:
        console.print(f"The {plural(len(before.tests), 'test')} above{', and:' if more else '.'}")
    _show_tests(console, more)
    _show_staff(console, rehearsal)


def _show_heading(console: Console, shown: View) -> None:
    score = "—" if shown.score is None else number(shown.score)
    most = f"/{number(shown.max_score)}" if shown.max_score else ""
    hidden = f"  {plural(shown.not_shown, 'test')} not shown, and so no total" if shown.not_shown else ""
    console.print()
    console.rule(Text(f"{shown.moment}: {score}{most}{hidden}", style="bold"), align="left")


def _show_tests(console: Console, tests: tuple[Test, ...]) -> None:
    for test in tests:
        points = f"{_points(test.score)}/{_points(test.max_score)}" if test.score is not None else ""
        line = Text.assemble(
            mark_of_outcome(test.passed), f" {test.number}) {sanitize(test.name.text, 200)}  ", (points, "dim")
        )
        console.print(line)
        if not test.passed:
            _show_output(console, test.output)


def _show_output(console: Console, output: ShownOutput) -> None:
    text = sanitize(as_plain(output))
    if text.strip():
        console.print(Padding(_markdown(text) if output.format == "md" else Text(text), (0, 0, 0, 2)))


def _show_staff(console: Console, rehearsal: Rehearsal) -> None:
    console.print()
    console.rule(Text("What only staff see", style="bold"), align="left")
    console.print(Text(sanitize(f"Environment: {rehearsal.environment}.")))
    for name, step in (("setup.sh", rehearsal.set_up), ("run_autograder", rehearsal.run)):
        if step is not None:
            how = "ended before it was done" if step.exit_code is None else f"exit code {step.exit_code}"
            console.print(f"{name}: {step.seconds:.1f} s, {how}.", highlight=False)
    for word, names in isolation_in_words(protections(rehearsal.results)).items():
        console.print(Text(sanitize(f"Protections {word}: {', '.join(names)}.")))
    for remark in (*rehearsal.remarks, *rehearsal.results.remarks):
        console.print(Text(f"- {sanitize(remark)}"))
    last = rehearsal.run or rehearsal.set_up
    if last and (printed := as_text(last.output).strip()):
        console.print(Text(f"\nIt printed:\n{sanitize(printed[-STDOUT_SHOWN:])}", style="dim"))
    if rehearsal.failure:
        console.print(Text(f"\nGradescope would have shown a failure. {sanitize(rehearsal.failure)}", style="bold red"))


def _points(points: float | None) -> str:
    return "—" if points is None else number(points)


def _markdown(text: str) -> RenderableType:
    from rich.markdown import Markdown

    return Markdown(text, hyperlinks=False)
