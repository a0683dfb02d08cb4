"""``predict("softmax")`` and ``hunt("softmax")`` in a student's notebook: questions to answer before writing code.

A call with only the name shows the questions; a call with answers after the name tells which of them are right.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.student.hunt.hunt import Hunt
from autograder.student.hunt.hunts_file import hunt_of
from autograder.student.hunt.questions import NO_HUNT, all_questions, as_text, how_far, questions
from autograder.student.notebook import context as student
from autograder.student.notebook.display import CellOutput, note
from autograder.student.predict.questions import (
    NO_PREDICTION,
    Part,
    asked_for,
    case_in_words,
    note_predictions,
    numbers_in,
    prediction_cases,
    prediction_in_words,
)
from autograder.text.phrasing import not_known, plural


def predict(exercise: str, *answers: Any) -> CellOutput:
    """Show two public cases to predict, or tell which of the predicted numbers are right. This is not graded.

    Parameters
    ----------
    exercise : str
        The name of the exercise.
    *answers : array, number or str
        One for each array, in order: ``predict("relu", [0, 2], [1, 0])``.
    """
    assignment = student.kernel().assignment
    if exercise not in assignment.exercise_names:
        return note(not_known("exercise", exercise, list(assignment.exercise_names)))
    cases = prediction_cases(assignment.exercise(exercise))
    if not cases:
        return note(NO_PREDICTION.format(name=exercise))
    if not answers:
        shown = "\n\n".join(map(case_in_words, cases))
        return note(f'{shown}\n\nAdd your numbers, array by array: predict("{exercise}", [...], ...)')
    given, lines, right = iter(answers), [], 0
    for case in cases:
        told = [_predicted(next(given, None), part) for part in case.parts]
        lines += [
            case.call,
            *(f"  {asked_for(part)}: {said}" for part, (_, said) in zip(case.parts, told, strict=True)),
        ]
        right += all(good for good, _ in told)
    note_predictions(assignment, exercise, right, len(cases))
    return note("\n".join([*lines, f"{right} of {plural(len(cases), 'case')} right."]))


def hunt(exercise: str, *answers: Any) -> CellOutput:
    """Show three answers to one call, of which two are wrong, or tell which answers to the questions are right.

    Parameters
    ----------
    exercise : str
        The name of the exercise.
    *answers : str or int
        The answers to the questions, in order: ``hunt("relu", "B", "[0, 1]", 2, "all", 4)``.
    """
    assignment = student.kernel().assignment
    if exercise not in assignment.exercise_names:
        return note(not_known("exercise", exercise, list(assignment.exercise_names)))
    found = hunt_of(assignment, assignment.exercise(exercise))
    if found is None:
        return note(NO_HUNT.format(name=exercise))
    return note(_judged(exercise, found, answers) if answers else _shown(exercise, found))


def _predicted(answer: Any, part: Part) -> tuple[bool, str]:
    if answer is None:
        return False, "no answer yet."
    try:
        numbers = numbers_in(answer) if isinstance(answer, str) else np.ravel(np.asarray(answer, dtype=float)).tolist()
    except (ValueError, TypeError):
        return False, "These are not all numbers."
    return prediction_in_words(numbers, part)


def _shown(exercise: str, found: Hunt) -> str:
    how = f'Add your answers in order: hunt("{exercise}", "B", ...)'
    return f"{as_text(found)}\n\n{all_questions(found)}\n\n{how}"


def _judged(exercise: str, found: Hunt, answers: tuple[Any, ...]) -> str:
    asked, told, lines = list(questions(found)), [], []
    for question, answer in zip(asked, answers, strict=False):
        right, said = question.judge(str(answer))
        told.append(right)
        lines.append(f"{question.text}: {answer}\n  {said}")
    return "\n".join([*lines, how_far(told, len(asked), f'check("{exercise}")')])
