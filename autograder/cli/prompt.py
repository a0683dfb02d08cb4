"""Takes answers from the command line, a terminal or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import click


class NotAnswered(Exception):
    """A question has no answer, and there is no terminal to ask at."""


class Answers:
    """The answers to a command's questions, in order.

    Parameters
    ----------
    given : sequence of str
        The answers on the command line. If there are none, lines from a pipe are used.

    Attributes
    ----------
    none : bool
        Whether there are no answers and nobody to ask, so that the questions can only be shown.
    """

    def __init__(self, given: Sequence[str]) -> None:
        self._terminal = sys.stdin.isatty()
        lines = given or (() if self._terminal else [line.strip() for line in sys.stdin if line.strip()])
        self._left: Iterator[str] = iter(lines)
        self.none = not lines and not self._terminal

    def to(self, question: str) -> str:
        """The answer to a question.

        Raises
        ------
        NotAnswered
            If there is none, and no terminal.
        """
        answer = next(self._left, None)
        if answer is not None:
            click.echo(f"{question}: {answer}")
            return answer
        if not self._terminal:
            raise NotAnswered
        typed: str = click.prompt(question, prompt_suffix=":\n  ")
        return typed


def in_one_go(command: str, questions: int) -> str:
    """A sentence on how to answer without a terminal.

    Parameters
    ----------
    command : str
        The command.
    questions : int
        How many answers it takes.
    """
    return f"Answer in a terminal, or give all {questions} answers in order: {command} --answer ... --answer ..."
