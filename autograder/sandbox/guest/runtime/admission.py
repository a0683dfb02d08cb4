"""Decides which statements of a submission are run: not those that ended a worker, nor stubs after their answer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import ModuleType

from autograder.immutable import immutable
from autograder.sandbox.guest.messages import Running
from autograder.sandbox.guest.runtime.statements import Statement
from autograder.sandbox.guest.runtime.stubs import is_stub, is_stub_definition

MOST_NAMES = 20  # names in the announcement of one statement


@immutable
class Cell:
    """A cell that is being run.

    Attributes
    ----------
    module : str
        The file's key.
    number : int
        Which cell of the file this is.
    file, where : str
        The file's name, and the cell's name in tracebacks.
    namespace : ModuleType
        The module in which it is run.
    """

    module: str
    number: int
    file: str
    where: str
    namespace: ModuleType


class Admission:
    """Decides whether each statement is run, and announces to the grader those that are about to be run.

    Parameters
    ----------
    broken : dict of collection of (int, int)
        Statements that ended a worker when they were run: by module, the cell and the statement's place in it.
    demonstrates : bool
        Whether statements on which no other depends are run.
    announce : callable
        Called with each statement that is about to be run.

    Attributes
    ----------
    passed_over : list of (str, str, int)
        Stubs that follow their answer: name, place and line.
    unbound : dict of int
        By file and name, the line of the statement that should have bound the name.
    """

    def __init__(
        self,
        broken: Mapping[str, Collection[tuple[int, int]]],
        *,
        demonstrates: bool,
        announce: Callable[[Running], None],
    ) -> None:
        self.passed_over: list[tuple[str, str, int]] = []
        self.unbound: dict[tuple[str, str], int] = {}
        self._broken = broken
        self._demonstrates = demonstrates
        self._announce = announce
        self._running: list[Running | None] = []

    @property
    def is_at_work(self) -> bool:
        """Whether a cell is being run."""
        return bool(self._running)

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """While this lasts, a cell is being run, perhaps by a statement of another cell, which continues afterwards."""
        self._running.append(None)
        try:
            yield
        finally:
            self._running.pop()
            if self._running and (outer := self._running[-1]):
                self._announce(outer)

    def may_run(self, cell: Cell, number: int, statement: Statement) -> bool:
        """Whether a statement is to be run; if it may take long or end the process, it is announced.

        Parameters
        ----------
        cell : Cell
            The cell.
        number : int
            The place of the statement in it.
        statement : Statement
            The statement.
        """
        if is_stub_definition(statement.node) and _is_written(cell.namespace, statement.names[0]):
            self.passed_over.append((statement.names[0], cell.where, statement.line))
            return False
        has_ended = not {(cell.number, number), (cell.number, -1)}.isdisjoint(self._broken.get(cell.module, ()))
        if has_ended or not (self._demonstrates or statement.is_needed):
            self.remember(cell.file, statement.line, statement.names)
            return False
        if not statement.is_definition:
            names = statement.names[:MOST_NAMES]
            self._running[-1] = running = Running(cell.module, cell.number, number, statement.line, names)
            self._announce(running)
        return True

    def remember(self, file: str, line: int, names: Sequence[str]) -> None:
        """Record that a statement has not bound these names.

        Parameters
        ----------
        file : str
            The name of the file.
        line : int
            The line of the statement.
        names : sequence of str
            The names.
        """
        self.unbound.update({(file, name): line for name in names})


def _is_written(module: ModuleType, name: str) -> bool:
    """Whether the function has been answered already: then a stub was left after it, or pasted again."""
    known = vars(module).get(name)
    return callable(known) and not is_stub(known)
