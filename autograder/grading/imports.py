"""What running a submission's files led to: where its functions are, and what to say of those that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from autograder.assignment.model import Assignment, Exercise
from autograder.grading import error_messages as failures
from autograder.judging.verdict import Verdict, same_for_all
from autograder.sandbox.guest.messages import Loaded, Raised, Reply
from autograder.sandbox.protocol import Ended
from autograder.submissions.submission import Source
from autograder.text.sanitize import strip_addresses

MOST_LEFT_OUT = 5  # lines that are quoted
MOST_PROBLEMS = 10  # that are told; a notebook may have a thousand cells
# The worker keeps to these as well, but what it sends may be forged.
MOST_ERRORS = 10  # of one cell
LONGEST_LINE = 100  # characters


class LoadedModules:
    """The modules of one submission.

    Parameters
    ----------
    fatal : dict of dict of str, optional
        Cells that no worker survives, by module and place, with what to say of each: as far as they are known.
    """

    def __init__(
        self,
        assignment: Assignment,
        sources: Mapping[str, Source],
        fatal: Mapping[str, Mapping[int, str]] | None = None,
    ) -> None:
        self._asked_for = assignment.module_names
        self._with_checks = [module.name for module in assignment.modules if any(e.checks for e in module.exercises)]
        self._sources = sources
        self._run: set[tuple[str, int]] = set()
        self._functions: dict[str, set[str]] = {}
        self._problems: dict[tuple[str, int], Verdict] = {}
        self._left_out: dict[tuple[str, int], list[str]] = {}
        self.fatal: dict[str, dict[int, str]] = {name: dict(places) for name, places in (fatal or {}).items()}

    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong, for the student."""
        messages = list(dict.fromkeys(verdict.message for verdict in self._problems.values()))
        more = len(messages) - MOST_PROBLEMS
        left = (f"{more} more files or cells could not be run.",) if more > 0 else ()
        return (*messages[:MOST_PROBLEMS], *left)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out of a notebook, for the student."""
        lines = list(dict.fromkeys(line for lines in self._left_out.values() for line in lines))
        if not lines:
            return ()
        more = f" and {len(lines) - MOST_LEFT_OUT} more" if len(lines) > MOST_LEFT_OUT else ""
        return (f"Lines for Jupyter were not run here: {', '.join(lines[:MOST_LEFT_OUT])}{more}.",)

    @property
    def broken(self) -> set[str]:
        """The modules with a problem."""
        return {name for name, _ in self._problems}

    def to_run(self) -> Iterator[tuple[str, int]]:
        """Every cell that is worth running.

        Modules come in the order of the lecture, without those of which nothing is asked; other files, and files of
        another name, only where they may stand in for one that is missing.
        """
        names = [name for name in self._with_checks if name in self._sources]
        if len(names) < len(self._with_checks):
            names = [name for name in self._asked_for if name in self._sources]
            names += sorted(set(self._sources) - set(self._asked_for))
        for name in names:
            for place in range(len(self._sources[name].cells)):
                if place not in self.fatal.get(name, ()):
                    yield name, place

    def record(self, name: str, place: int, reply: Reply | Ended) -> None:
        """Take note of what running a cell led to: the first time, for good.

        It is run once more in each worker. By then it may have been asked hidden questions, and what it raises, or how
        it ends, could be made to tell of them.
        """
        source = self._sources[name]
        if (name, place) in self._run:  # in an earlier worker; what it leads to now, no student is told
            if isinstance(reply, Ended):
                self.fatal.setdefault(name, {})[place] = f"{failures.file_or_cell(source, place)} cannot be run again"
            return
        self._run.add((name, place))
        if isinstance(reply, Ended):
            what = f"{failures.file_or_cell(source, place)} {reply.how} while it {failures.ran(source)}"
            self.fatal.setdefault(name, {})[place] = what
            self._problems[name, place] = same_for_all(reply.status, f"{what}.{failures.advice(reply)}")
            return
        if isinstance(reply, Loaded):
            self._functions[name] = set(reply.functions)
            errors, left_out = reply.errors[:MOST_ERRORS], reply.left_out
        else:
            errors, left_out = [reply.error if isinstance(reply, Raised) else None], ()
        if errors:
            said = [failures.not_run(error, source, place, self._asked_for) for error in errors]
            self._problems[name, place] = same_for_all("error", "\n".join(said))
        if lines := [strip_addresses(line[:LONGEST_LINE]) for line in left_out]:
            self._left_out[name, place] = lines

    def give_up_the_rest(self) -> None:
        """Of cells that were not run, say that there was no time for them."""
        for name, place in list(self.to_run()):
            if (name, place) not in self._run:
                what = f"{failures.file_or_cell(self._sources[name], place)} was not run: the time was used up."
                self._problems[name, place] = same_for_all("timeout", what)

    def file(self, module: str) -> str:
        """The name of a module's file."""
        return self._sources[module].file if module in self._sources else f"{module}.py"

    def locate(self, exercise: Exercise) -> str | Verdict:
        """The module that has the exercise's function, or what to say if none does."""
        home = self._home(exercise)
        if isinstance(home, str) and any((home, place) not in self._problems for place in self.fatal.get(home, ())):
            return same_for_all("crashed", f"{self.file(home)} ended the process when it was run once more.")
        return home

    def _home(self, exercise: Exercise) -> str | Verdict:
        if exercise.name in self._functions.get(exercise.module, ()):
            return exercise.module
        if problem := self._problem(exercise.module):
            return problem
        if exercise.module in self._functions:
            return same_for_all("missing", f"{self.file(exercise.module)} has no function {exercise.name}.")
        for name, functions in self._functions.items():
            if exercise.name in functions:
                return name
        others = [name for name in self._sources if name not in self._asked_for]
        if problem := next(filter(None, map(self._problem, others)), None):
            return problem
        if len(others) == len(self._sources) == 1:
            return same_for_all("missing", f"{self.file(others[0])} has no function {exercise.name}.")
        return same_for_all("missing", f"{exercise.module}.py was not handed in; {exercise.name} belongs there.")

    def _problem(self, module: str) -> Verdict | None:
        return next((verdict for (name, _), verdict in self._problems.items() if name == module), None)
