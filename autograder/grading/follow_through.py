"""Follow-through: one mistake costs once.

The checks of an exercise that fails, and calls an earlier one that is wrong too, are run again, with the earlier one
answered by the grader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from autograder.assignment.model import Exercise
from autograder.authoring import Check
from autograder.grading.checking import run_checks
from autograder.grading.reference_proxy import ReferenceProxy, count_usual_calls
from autograder.grading.session import Proxies, Session, Sessions
from autograder.judging.check_run import CheckRun
from autograder.judging.expected import CheckInstance, Functions


def follow_through(
    sessions: Sessions,
    first: Session,
    runs: Mapping[Check, CheckRun],
    followed: Mapping[Check, CheckRun],
    *,
    public: bool,
) -> dict[Check, CheckRun]:
    """Run failed checks again, with earlier exercises answered; return the runs in which one of these was called.

    Parameters
    ----------
    sessions : Sessions
        Opens sessions with the submission.
    first : Session
        The session in which all checks were run.
    runs : dict of CheckRun
        The runs in that session: of public checks alone, as long as no others were run.
    followed : dict of CheckRun
        The runs with earlier exercises answered so far.
    public : bool
        Whether to run public or hidden checks again. For public ones, an exercise that is wrong on hidden inputs only
        counts as right, so that their results reveal nothing hidden.
    """
    found: dict[Check, CheckRun] = {}
    exercises = sessions.assignment.exercises
    wrong: list[Exercise] = []  # with their own mistake, or right in a form that breaks other functions
    suspects = [exercise for exercise in exercises if _shows_a_mistake(exercise, runs, {})]
    with _SessionsWithAnswers(sessions, first, suspects) as with_answers:
        for exercise in exercises:
            failed = [
                check for check in exercise.checks if check.is_public == public and not runs[check].verdict.passed
            ]
            attempted = any(runs[check].verdict.status != "missing" for check in failed)
            if wrong and attempted and not sessions.budget.is_over:
                found |= with_answers.run(exercise, [runs[check].instance for check in failed], wrong)
            if _shows_a_mistake(exercise, runs, {**followed, **found}):
                wrong.append(exercise)
    return found


class _SessionsWithAnswers:
    """Sessions in which the grader answers certain exercises; a context manager that ends the last one.

    One session is used for all exercises, whichever of them are answered. A new one is opened only if a function that
    has to be answered was already called while the files were run.

    Parameters
    ----------
    sessions : Sessions
        Opens sessions with the submission.
    first : Session
        The session in which all checks were run.
    suspects : sequence of Exercise
        The exercises that may have to be answered.
    """

    def __init__(self, sessions: Sessions, first: Session, suspects: Sequence[Exercise]) -> None:
        self._sessions = sessions
        self._proxies = Proxies(_by_module(first, suspects), crashing_statements=first.modules.crashing_statements)
        self._names = frozenset(each.name for each in suspects)
        self._session: Session | None = None
        self._proxy = ReferenceProxy(())
        self._own_on_loading: set[str] = set()
        self._called_on_loading: set[str] = set()

    def __enter__(self) -> _SessionsWithAnswers:
        return self

    def __exit__(self, *exception: object) -> None:
        self._end()

    def run(
        self, exercise: Exercise, instances: Sequence[CheckInstance], earlier: Sequence[Exercise]
    ) -> dict[Check, CheckRun]:
        """Run checks with these exercises answered; return nothing if none of them was called."""
        references = self._sessions.assignment.references
        answered = {each.name: references[each.name] for each in earlier}
        session = self._answering(answered)
        self._proxy.begin(answered, partial(count_usual_calls, references[exercise.name], answered, instances))
        # The call that timed out may have been to one of the exercises that are answered now.
        with self._sessions.budget.fresh_chances(exercise.name):
            runs = run_checks(session, {each.check: exercise for each in instances}, instances)
        # An exercise may also use the result of a call at the top of a file.
        called = self._proxy.called & answered.keys() or self._called_on_loading
        names = tuple(name for name in answered if name in called)
        return {check: replace(run, given=names) for check, run in runs.items()} if names else {}

    def _answering(self, answered: Functions) -> Session:
        """A session that answers these functions."""
        if self._session is None or self._own_on_loading & answered.keys():
            self._end()
            self._proxy = ReferenceProxy(self._names)
            self._proxy.begin(answered, None)
            self._session = self._sessions.open(replace(self._proxies, answerer=self._proxy))
            self._called_on_loading = self._proxy.called & answered.keys()
            self._own_on_loading = self._proxy.called - answered.keys()
        self._session.answered = tuple(answered)
        return self._session

    def _end(self) -> None:
        session, self._session = self._session, None
        if session:
            session.end()


def _shows_a_mistake(exercise: Exercise, runs: Mapping[Check, CheckRun], followed: Mapping[Check, CheckRun]) -> bool:
    known = [check for check in exercise.checks if check in runs]
    remarked = (check for check in known if not runs[check].verdict.passed or runs[check].verdict.message)
    return any(not _passes(followed.get(check)) for check in remarked)


def _passes(run: CheckRun | None) -> bool:
    return run is not None and run.verdict.passed


def _by_module(session: Session, exercises: Sequence[Exercise]) -> dict[str, list[str]]:
    """These functions by the module in which others look for them.

    A missing function is expected in its own module; but a file that the student has named freely, such as a notebook,
    is expected to have all of them.
    """
    homes = {each: home for each in exercises if isinstance(home := session.locate(each), str)}
    own_files = sorted({home for each, home in homes.items() if home != each.module})
    found: dict[str, list[str]] = {}
    for each in exercises:
        for home in [homes[each]] if each in homes else [each.module, *own_files]:
            found.setdefault(home, []).append(each.name)
    return found
