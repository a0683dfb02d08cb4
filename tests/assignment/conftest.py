"""What tests of the student's notebook share."""

import pytest

from autograder.student.notebook import context as student
from tests.support.live_notebook import KERNEL


@pytest.fixture
def in_a_notebook(monkeypatch):
    """Put functions where a notebook would have them."""

    def define(names):
        monkeypatch.setattr(student, "names", lambda: names)
        monkeypatch.setattr(student, "kernel", lambda: KERNEL)

    return define
