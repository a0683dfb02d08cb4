"""Starts workers for a submission, and runs its files in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from autograder.grading.imports import LoadedModules
from autograder.grading.time_budget import TimeBudget
from autograder.immutable import immutable
from autograder.sandbox.guest.messages import LoadCell, Setup
from autograder.sandbox.protocol import Answerer, Connection, Ended, WorkerPool
from autograder.submissions.submission import Source


@immutable
class Starter:
    """Starts workers for one submission.

    Attributes
    ----------
    pool : WorkerPool
        The source of the workers.
    sources : dict of Source
        The submission's files, by module.
    modules : LoadedModules
        What is known of these, which grows with each worker.
    budget : TimeBudget
        The time that the submission has left.
    proxied : dict of list
        The functions that the grader may answer, by module.
    answerer : callable or None
        Answers them.
    """

    pool: WorkerPool
    sources: Mapping[str, Source]
    modules: LoadedModules
    budget: TimeBudget
    proxied: Mapping[str, Sequence[str]]
    answerer: Answerer | None

    def start(self, meanwhile: Callable[[], object]) -> tuple[Connection, str]:
        """A worker in which all statements have run, except those that end a worker; and what earlier ones printed.

        If the submission's time runs out first, the worker has ended, and the remaining cells are not run.

        Parameters
        ----------
        meanwhile : callable
            Called while the first worker runs the files.
        """
        printed = ""
        while True:
            self.modules.demonstrates = self.budget.demonstrates
            worker = self.pool.acquire(self._setup(), self.answerer)
            try:
                complete = self._run_all(worker, meanwhile)
            except BaseException:  # nobody else knows this worker yet
                worker.end()
                raise
            if complete or self.budget.is_over:
                self.modules.settle()
                return worker, printed
            printed += worker.printed()
            meanwhile = nothing

    def _setup(self) -> Setup:
        return Setup(
            files={name: (source.file, source.cells) for name, source in self.sources.items()},
            proxied=self.proxied,
            broken=self.modules.crashing_statements,
            folders={name: source.folder for name, source in self.sources.items() if source.folder},
            first_lines={name: source.first_lines for name, source in self.sources.items() if source.first_lines},
            demonstrates=self.budget.demonstrates,
        )

    def _run_all(self, worker: Connection, meanwhile: Callable[[], object]) -> bool:
        """Run all cells; return whether the worker is still alive."""
        cells = list(self.modules.to_run())
        if not self._run(worker, cells, meanwhile):
            return False
        if self.modules.looks_further():
            return self._run(worker, [cell for cell in self.modules.to_run() if cell not in cells], nothing)
        return True

    def _run(self, worker: Connection, cells: Sequence[tuple[str, int]], meanwhile: Callable[[], object]) -> bool:
        """Run these cells; return whether the worker is still alive."""
        replies = worker.exchange([LoadCell(name, place) for name, place in cells], self.budget.for_module)
        meanwhile()
        self.budget.start_loading()
        try:
            for cell, reply in zip(cells, replies, strict=False):
                self.modules.record(*cell, reply)
                if isinstance(reply, Ended):
                    self.budget.record_statement()
                    return False
        finally:
            self.budget.stop_loading()
        return True


def nothing() -> None:
    """Do nothing in the meantime."""
