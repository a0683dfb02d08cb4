"""Notes on exercises: ``exercises/notes/layers.md`` has a section for each function that there is more to say of."""

from __future__ import annotations

from autograder.assignment.model import Assignment, AssignmentError, Module


def notes_on(assignment: Assignment, module: Module) -> dict[str, str]:
    """The notes on a module's exercises, by exercise: Markdown, with formulas between dollar signs.

    Raises
    ------
    AssignmentError
        If a section is headed by what is no exercise of the module.
    """
    path = assignment.folder / "exercises" / "notes" / f"{module.name}.md"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    _, *sections = text.split("\n## ")
    notes = {}
    for section in sections:
        heading, _, body = section.partition("\n")
        notes[heading.strip("` ")] = body.strip()
    if strangers := set(notes) - {exercise.name for exercise in module.exercises}:
        raise AssignmentError(
            f"{path} has a section {min(strangers)!r}; a section there is headed by the name of an exercise."
        )
    return notes
