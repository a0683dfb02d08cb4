"""The functions of a notebook: graded, and drawn as pictures."""

import functools

from autograder.assignment.loading import load_assignment
from autograder.student.notebook.exercise_grader import NotebookGrader
from autograder.student.notebook.gallery import pictures
from autograder.student.notebook.picture import draw
from tests.support.project import ROOT

ASSIGNMENT = load_assignment(ROOT)
PUBLIC, REFERENCES = ASSIGNMENT.public_view(), dict(ASSIGNMENT.references)


class Remembering(NotebookGrader):
    """A grader that grades the same functions once, however many pictures are drawn from them."""

    def __init__(self, assignment, seed):
        super().__init__(assignment, seed)
        self.known = {}

    def grade(self, exercise, names):
        given = exercise, names.get(exercise)
        if given not in self.known:
            self.known[given] = super().grade(exercise, names)
        return self.known[given]


KERNEL = Remembering(PUBLIC, 0)
GALLERY = pictures(PUBLIC)
NEEDED = [(picture, exercise) for picture in GALLERY for exercise in picture.needs]


@functools.cache
def right(name):
    """A picture as the references draw it."""
    return drawn_with(name)


def drawn_with(name, **functions):
    """A picture where some functions are others."""
    (wanted,) = (each for each in GALLERY if each.name == name)
    return draw(wanted, KERNEL, REFERENCES | functions)


def png(drawn):
    return drawn._repr_png_()[0]
