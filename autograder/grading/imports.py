"""The result of running a submission's files: where its functions are, and why others are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from autograder.assignment.model import Assignment, Exercise
from autograder.grading import error_messages as failures
from autograder.grading.function_homes import FunctionHomes
from autograder.immutable import immutable
from autograder.judging.verdict import Verdict, same_for_all
from autograder.sandbox.guest.messages import Loaded, Raised, Reply, Running
from autograder.sandbox.protocol import Ended
from autograder.submissions.submission import Source
from autograder.text.phrasing import listed, plural
from autograder.text.sanitize import strip_addresses

MOST_LEFT_OUT = 5  # lines that are quoted
MOST_KEPT = 100  # lines of one cell that are counted
MOST_FUNCTIONS = 1000  # names of functions in one module
MOST_PROBLEMS = 10  # problems that are reported; a notebook may have a thousand cells
MOST_CRASHING = 20  # statements of one cell that are left out individually
WHOLE_CELL = -1
# The worker applies these limits too, but what it sends may be forged.
MOST_ERRORS = 20  # of one cell
LONGEST_LINE = 100  # characters
MOST_NAMES = 100
SHORT_OF_TIME = (
    "There was not enough time for all statements: after a while, only definitions, imports and plain assignments ran."
)


@immutable
class Problem:
    """A statement that was not completed.

    Attributes
    ----------
    module : str
        The file that it is in.
    names : frozenset of str
        The names that it would have bound.
    verdict : Verdict
        The verdict on calls of functions with these names.
    hides : bool
        Whether it may have bound other names too: it ended the process, or is not Python.
    imports : bool
        Whether it imports these names from another module.
    """

    module: str
    names: frozenset[str]
    verdict: Verdict
    hides: bool = False
    imports: bool = False


class LoadedModules:
    """The modules of one submission.

    Parameters
    ----------
    crashing_statements : dict of collection of (int, int), optional
        Statements that are known to end a worker, by module: each as the cell and the place in the cell.

    Attributes
    ----------
    demonstrates : bool
        Whether statements on which no other depends are run.
    """

    def __init__(
        self,
        assignment: Assignment,
        sources: Mapping[str, Source],
        crashing_statements: Mapping[str, Collection[tuple[int, int]]] | None = None,
    ) -> None:
        self._module_names = assignment.module_names
        self._with_checks = [module.name for module in assignment.modules if any(e.checks for e in module.exercises)]
        self._sources = sources
        self._settled = False
        self._located: dict[str, str | Verdict] = {}
        self._lost: set[str] = set()
        self._homes = FunctionHomes()
        self._passed_over: dict[tuple[str, int], list[str]] = {}
        self._further = False
        self._ended: dict[tuple[str, int, int], Problem] = {}
        self._failed: dict[tuple[str, int], list[Problem]] = {}
        self._left_out: dict[tuple[str, int], list[str]] = {}
        self.demonstrates = True
        self._names = {exercise.name for exercise in assignment.exercises}
        self._exercises = [exercise for exercise in assignment.exercises if exercise.checks]
        self.crashing_statements: dict[str, set[tuple[int, int]]] = {
            name: set(places) for name, places in (crashing_statements or {}).items()
        }

    @property
    def problems(self) -> tuple[str, ...]:
        """The failures, for the student; those in the assignment's own modules come first."""
        found = sorted(self._problems(), key=lambda problem: problem.module not in self._module_names)
        messages = list(dict.fromkeys(problem.verdict.message for problem in found))
        more = len(messages) - MOST_PROBLEMS
        left = (f"{plural(more, 'more statement')} failed.",) if more > 0 else ()
        return (*messages[:MOST_PROBLEMS], *left)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was skipped, for the student."""
        notes = [] if self.demonstrates else [SHORT_OF_TIME]
        notes += [note for told in self._passed_over.values() for note in told]
        notes += [
            f"{listed(functions)} {'was' if len(functions) == 1 else 'were'} graded from {self.file(home)}: in "
            f"{self.file(own)} there is only the stub."
            for (home, own), functions in self._homes.elsewhere(self._exercises).items()
        ]
        if lines := list(dict.fromkeys(line for lines in self._left_out.values() for line in lines)):
            notes.append(f"Lines for Jupyter were not run here: {listed(lines, MOST_LEFT_OUT)}.")
        return tuple(notes)

    def to_run(self) -> Iterator[tuple[str, int]]:
        """Every cell that is worth running.

        Modules that checks call come first, in the assignment's order; other files follow only if they may contain a
        missing function.
        """
        names = [name for name in self._with_checks if name in self._sources]
        if len(names) < len(self._with_checks) or self._further:
            names = [name for name in self._module_names if name in self._sources]
            names += sorted(set(self._sources) - set(self._module_names))
        for name in names:
            for place in range(len(self._sources[name].cells)):
                if (place, WHOLE_CELL) not in self.crashing_statements.get(name, ()):
                    yield name, place

    def record(self, name: str, place: int, reply: Reply | Ended) -> None:
        """Record the result of running a cell in the first worker.

        Cells are run again in each later worker, but by then the submission may have seen hidden inputs, and could
        reveal them by what it raises, or by how it ends.

        Parameters
        ----------
        name : str
            The module.
        place : int
            The place of the cell in it.
        reply : Reply or Ended
            The worker's reply, or how it ended.
        """
        self._located.clear()
        if self._settled:
            if isinstance(reply, Ended):
                self.crashing_statements.setdefault(name, set()).add((place, WHOLE_CELL))
                self._lost.add(name)
            return
        if isinstance(reply, Ended):
            self._record_end(name, place, reply)
            return
        if isinstance(reply, Loaded):
            self._homes.record(name, reply.functions[:MOST_FUNCTIONS], reply.stubs[:MOST_FUNCTIONS])
            self._passed_over[name, place] = list(map(failures.passed_over, reply.passed_over[:MOST_ERRORS]))
            if lines := [strip_addresses(line[:LONGEST_LINE]) for line in reply.left_out[:MOST_KEPT]]:
                self._left_out[name, place] = lines
        errors: Sequence[Any] = [reply.error] if isinstance(reply, Raised) else []
        errors = reply.errors[:MOST_ERRORS] if isinstance(reply, Loaded) else errors
        self._failed[name, place] = [self._problem(error, name, place) for error in errors]

    def _record_end(self, name: str, place: int, end: Ended) -> None:
        """Record a statement that ended the worker; or the whole cell, if too many of its statements do."""
        at = end.at if end.at and self._is_known(end.at) else Running(name, place, WHOLE_CELL, 0)
        crashing_statements = self.crashing_statements.setdefault(at.module, set())
        if (at.cell, at.place) in crashing_statements or len(crashing_statements) >= MOST_CRASHING:
            at = Running(name, place, WHOLE_CELL, 0)
            crashing_statements = self.crashing_statements.setdefault(name, set())
        crashing_statements.add((at.cell, at.place))
        source = self._sources[at.module]
        what = f"{failures.file_or_cell(source, at.cell, at.line)} {end.how} while it {failures.ran(source)}"
        verdict = same_for_all(end.status, f"{what}.{failures.advice(end)}")
        self._ended[at.module, at.cell, at.place] = Problem(at.module, frozenset(at.names), verdict, hides=True)

    def _is_known(self, at: Running) -> bool:
        return at.module in self._sources and 0 <= at.cell < len(self._sources[at.module].cells) and at.place >= 0

    def _problem(self, error: Any, name: str, place: int) -> Problem:
        """A failed statement. `error` comes from the student's process, so it may be anything."""
        told = error if isinstance(error, dict) else {}
        file, names = told.get("file"), told.get("names")
        files = {source.file: key for key, source in self._sources.items()}
        module = files.get(file, name) if isinstance(file, str) else name
        said = failures.not_run(error, self._sources[module], place, self._module_names)
        bound = [each for each in names if isinstance(each, str)] if isinstance(names, list) else []
        kind = failures.parts(error)[0]
        return Problem(
            module,
            frozenset(bound[:MOST_NAMES]),
            same_for_all("error", said),
            hides=kind in failures.NO_PYTHON,
            imports=kind in {"ImportError", "ModuleNotFoundError"},
        )

    def settle(self) -> None:
        """Record that all cells have been run, or the time is used up; later failures are not reported."""
        if not self._settled:
            for name, place in self.to_run():
                if (name, place) not in self._failed:
                    source = self._sources[name]
                    what = f"{failures.file_or_cell(source, place)} was not run: the time was used up."
                    verdict = same_for_all("timeout", what)
                    self._failed[name, place] = [Problem(name, frozenset(), verdict, hides=True)]
        self._settled = True
        self._located.clear()

    def file(self, module: str) -> str:
        """The name of a module's file."""
        return self._sources[module].file if module in self._sources else f"{module}.py"

    def locate(self, exercise: Exercise) -> str | Verdict:
        """The module that has the exercise's function, or a verdict if none does."""
        if exercise.name not in self._located:
            self._located[exercise.name] = self._locate(exercise)
        return self._located[exercise.name]

    def _locate(self, exercise: Exercise) -> str | Verdict:
        if home := self._homes.of(exercise):
            return self._lost_when_run_again(home) if home in self._lost else home
        if problem := self._why_missing(exercise):
            return problem
        if (home := self._expected_home(exercise)) in self._sources:
            return same_for_all("missing", f"{self.file(home)} has no function {exercise.name}.{self._near(exercise)}")
        lead = f"{exercise.module}.py was not handed in; {exercise.name} belongs there."
        return same_for_all("missing", lead + self._near(exercise))

    def why_unanswered(self, exercise: Exercise) -> Verdict | None:
        """The verdict if an exercise's function is missing or a stub; None if it has been written."""
        home = self.locate(exercise)
        if isinstance(home, Verdict):
            return home
        return None if self._homes.has_answer(exercise) else failures.not_attempted(exercise.name, self.file(home))

    def looks_further(self) -> bool:
        """Whether other files must be run too, since an exercise's function is missing or a stub."""
        others = self._sources.keys() - set(self._module_names)
        if self._settled or self._further or not others:
            return False
        self._further = not all(map(self._homes.has_answer, self._exercises))
        return self._further

    def _lost_when_run_again(self, module: str) -> Verdict:
        return same_for_all("crashed", f"{self.file(module)} ended the process when it was run again.")

    def _why_missing(self, exercise: Exercise) -> Verdict | None:
        """The verdict on the failed statement that defines a function, or may do so if it cannot be parsed."""
        problems = sorted(self._problems(), key=lambda problem: problem.module != exercise.module)
        for each in problems:
            if exercise.name in each.names and (each.module == exercise.module or not each.imports):
                return each.verdict
        home = self._expected_home(exercise)
        unknown = (each for each in problems if each.module == home and each.hides)
        return next((each.verdict for each in unknown), None)

    def _expected_home(self, exercise: Exercise) -> str:
        """The module in which a function is expected: its own, or the only file if the student has named it freely."""
        only = next(iter(self._sources)) if len(self._sources) == 1 else ""
        return exercise.module if not only or only in self._module_names else only

    def _near(self, exercise: Exercise) -> str:
        """A sentence that names a function with a similar name."""
        near = self._homes.similar(exercise, self._names)
        return f" Did you mean {near}, which it does have?" if near else ""

    def _problems(self) -> Iterator[Problem]:
        yield from self._ended.values()
        yield from (problem for problems in self._failed.values() for problem in problems)
