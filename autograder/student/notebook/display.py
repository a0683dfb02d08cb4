"""What a cell shows: in Jupyter as a page does, elsewhere as text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from autograder.text.sanitize import sanitize

# A page's own style for such blocks may be anything; this one is to look like a part of the sentence above it.
PLAIN = (
    "margin: 0; padding: 0; background: none; color: inherit; font-family: monospace; "
    "white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere"
)


@dataclass(frozen=True, repr=False)
class CellOutput:
    """A text, and the same as HTML. Its last line in a cell is enough to show it."""

    text: str
    html: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def note(text: str) -> CellOutput:
    """A few plain lines."""
    return CellOutput(sanitize(text), verbatim(text))


def verbatim(text: str) -> str:
    """`text`, of anyone's, as HTML that shows it as it is: columns stay below each other, long lines wrap."""
    return f'<pre style="{PLAIN}">{escape(sanitize(text))}</pre>'
