"""Experiments: calls of a function that has not been called before in its process."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.assignment.model import Exercise
from autograder.authoring import Case
from autograder.grading.session import Call, Session, Sessions
from autograder.judging.check_run import Outcome


class Experiments:
    """Makes calls for the diagnosis; a context manager that ends the last session.

    A session serves several exercises, each once, since most of its cost is running the submission's files. Exercises
    must come in the order of the lecture: later ones may call earlier ones.

    Parameters
    ----------
    sessions : Sessions
        Opens sessions with the submission.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._session: Session | None = None
        self._called: set[str] = set()

    def __enter__(self) -> Experiments:
        return self

    def __exit__(self, *exception: object) -> None:
        self._end()

    def call(self, exercise: Exercise, cases: Sequence[Case]) -> list[Outcome]:
        """The outcomes of calls of an exercise that was not called before in the session."""
        if self._session is None or exercise.name in self._called:
            self._end()
            self._session = self._sessions.open()
        self._called.add(exercise.name)
        calls = [Call(exercise, f"once more {place}", case) for place, case in enumerate(cases)]
        return list(self._session.call(calls))

    def _end(self) -> None:
        session, self._session = self._session, None
        self._called.clear()
        if session:
            session.end()
