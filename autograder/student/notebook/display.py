"""The output of a cell: HTML in Jupyter, text elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from autograder.text.sanitize import sanitize

# Overrides the page's style for <pre>, so that the block looks like part of the sentence above it.
PLAIN = (
    "margin: 0; padding: 0; background: none; color: inherit; font-family: monospace; "
    "white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere"
)


@dataclass(frozen=True, repr=False)
class CellOutput:
    """A text, and the same as HTML. Jupyter shows it if it is the value of a cell's last line."""

    text: str
    html: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def note(text: str) -> CellOutput:
    """A few lines of plain text."""
    return CellOutput(sanitize(text), verbatim(text))


def verbatim(text: str) -> str:
    """Any text as HTML that shows it verbatim: columns stay aligned, long lines wrap."""
    return f'<pre style="{PLAIN}">{escape(sanitize(text))}</pre>'
