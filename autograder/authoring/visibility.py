"""When a student sees the result of a check."""

from __future__ import annotations

from enum import Enum


class Visibility(str, Enum):
    """When a student sees a result. The words are Gradescope's."""

    VISIBLE = "visible"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"
    HIDDEN = "hidden"

    __str__ = str.__str__  # the same text in every version of Python

    @property
    def is_public(self) -> bool:
        """Whether students see everything of it, at once."""
        return self is Visibility.VISIBLE
