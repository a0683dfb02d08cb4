"""Shows students their progress in the terminal: what is done, what comes next, and the message that matters now."""

from __future__ import annotations

import contextlib
import itertools
import sys
import textwrap
from collections.abc import Callable, Collection, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from autograder.render.theme import QUIET, UNTOUCHED, mark, mark_of_exercise
from autograder.results.causes import duplicate_of, feedback_parts, has_own_feedback
from autograder.results.report import ExerciseResult, Report, all_public_passed
from autograder.text.phrasing import number, plural
from autograder.text.sanitize import sanitize

MOST_PRINTED = 10  # lines of what the program printed


@contextlib.contextmanager
def busy(console: Console) -> Iterator[None]:
    """Show that checks are running, since a call that hangs takes some seconds."""
    if not console.is_terminal:
        yield
        return
    with console.status("Checking", spinner="line"):
        yield


def show_progress(
    console: Console,
    report: Report,
    *,
    everything: bool = False,
    of: str = "",
    file: str = "",
    first: Collection[str] = (),
    stuck: Callable[[str], str] = lambda exercise: "",
) -> None:
    """Show which exercises pass, and the mistake to mend first.

    Parameters
    ----------
    console : Console
        Where to show it.
    report : Report
        The public checks of the student's work.
    everything : bool
        Whether to show all mistakes instead of the first.
    of : str
        The part that was checked, in the student's words; empty for the whole assignment.
    file : str
        The one file that holds all functions, where they are not in the files of their modules.
    first : collection of str
        The exercises whose mistakes come before others', because the student is working on them.
    stuck : callable
        Takes the name of an exercise; returns a line for a student who is stuck with it, or an empty text.
    """
    view = _View(console, file)
    view.overview(report.exercises)
    for message in report.messages:
        console.print()
        view.paragraph(message, "yellow")
    if report.printed:
        console.print("\nYour program printed:", style="yellow")
        view.paragraph(report.printed if everything else _beginning(report.printed), indent=2)
    wrong = [exercise for exercise in report.exercises if exercise.attempted and not exercise.passed]
    wrong.sort(key=lambda exercise: exercise.name not in first)
    with_feedback = [exercise for exercise in wrong if has_own_feedback(exercise, report)]
    detailed = [exercise for exercise in with_feedback if everything or exercise is wrong[0]]
    for exercise in detailed:
        view.feedback(exercise, set(report.messages), everything=everything)
    if more := len(with_feedback) - len(detailed):
        console.print()
        view.paragraph(f"{_others(more)} --all shows everything.")
    console.print()
    for line in progress_sentences(report, of, file):
        view.paragraph(line)
    if detailed and (line := stuck(detailed[0].name)):
        console.print()
        view.paragraph(line)


def progress_sentences(report: Report, of: str = "", file: str = "") -> Iterator[str]:
    """Sentences on a student's progress: the next exercise if nothing is wrong, the points, and what comes later.

    Parameters
    ----------
    report : Report
        The public checks of the student's work.
    of : str
        The part that was checked, in the student's words; empty for the whole assignment.
    file : str
        The one file that holds all functions, where they are not in the files of their modules.
    """
    exercises = report.exercises
    done = sum(exercise.passed for exercise in exercises)
    untouched = [exercise for exercise in exercises if not exercise.attempted]
    if untouched and done + len(untouched) == len(exercises):
        first = untouched[0]
        yield f"{'Next' if done else 'Begin with'}: {first.number} {first.name}, in {file or f'{first.module}.py'}."
    which = f" of {of}" if of else ""
    points = f"{number(report.score)} of {number(report.max_score)} public points{which}."
    if done == len(exercises):
        yield f"{all_public_passed(of)} {points}"
        return
    rest = f"; {len(untouched)} not attempted yet" if untouched else ""
    passing = "exercise passes its" if len(exercises) == 1 else "exercises pass their"
    yield f"{points} {done} of {len(exercises)} {passing} public checks{rest}. Hidden checks run when you submit."


class _View:
    """Draws on a console, wrapped to its width."""

    def __init__(self, console: Console, file: str) -> None:
        self._console = console
        self._file = file
        self._width = console.width if console.is_terminal else sys.maxsize  # nothing is folded in a pipe

    def overview(self, exercises: Sequence[ExerciseResult]) -> None:
        """A line for each module, with a mark for each of its exercises."""
        modules = [(name, list(group)) for name, group in itertools.groupby(exercises, lambda each: each.module)]
        widest = max((len(name) for name, _ in modules), default=0)
        for name, group in modules:
            self._line(f"{group[0].number.partition('.')[0]:>2} {name:<{widest}}  ", group)

    def feedback(self, exercise: ExerciseResult, known: Collection[str], *, everything: bool) -> None:
        """The checks of an exercise, with the message of the first that failed, or with all; none of those `known`."""
        passed = sum(check.passed for check in exercise.checks)
        heading = f"\n{exercise.number} {exercise.name} (in {self._file or f'{exercise.module}.py'}): "
        self._print(Text(f"{heading}{passed} of {plural(len(exercise.checks), 'check')} passed", style="bold"))
        shown = 0
        for check in exercise.checks:
            self._print(Text.assemble("  ", mark(check), " ", check.title))
            repeated = check.message in known or duplicate_of(exercise, check)
            if not check.message or repeated or ((shown or check.passed) and not everything):
                continue
            shown += 1
            for text, style in zip(feedback_parts(check.message, check.hint), ("", "italic", ""), strict=True):
                if text:
                    self.paragraph(text, style, indent=4)

    def paragraph(self, text: str, style: str = "", indent: int = 0) -> None:
        """A text wrapped to lines that fit; tables and code stay as they are."""
        width = self._width - indent - 1
        for line in sanitize(text).split("\n"):
            whole = line.startswith("  ") or len(line) <= width
            for part in [line] if whole else textwrap.wrap(line, width):
                self._print(Text(" " * indent + part, style=style))

    def _line(self, heading: str, exercises: Sequence[ExerciseResult]) -> None:
        """One module's exercises with their marks, wrapped between exercises where the terminal is narrow."""
        line = Text(heading, style="" if any(each.attempted for each in exercises) else QUIET)
        for exercise in exercises:
            if line.cell_len + len(exercise.name) + 2 > self._width and line.cell_len > len(heading):
                self._print(line)
                line = Text(" " * len(heading))
            symbol, style = mark_of_exercise(exercise)
            line.append_text(
                Text.assemble((symbol, style), (f" {exercise.name}  ", QUIET if symbol == UNTOUCHED else ""))
            )
        self._print(line)

    def _print(self, text: Text) -> None:
        text.rstrip()
        self._console.print(text, soft_wrap=True)


def _beginning(text: str) -> str:
    lines = text.split("\n")
    more = ["… (--all shows more)"] if len(lines) > MOST_PRINTED else []
    return "\n".join([*lines[:MOST_PRINTED], *more])


def _others(more: int) -> str:
    return f"{plural(more, 'other is', 'others are')} not right yet, perhaps for the same reason."
