"""The consoles of commands. A sign between colons, as in a file's name, stays what it is: none shows emoji."""

from __future__ import annotations

from rich.console import Console


def screen() -> Console:
    """A console that shows text as it is."""
    return Console(highlight=False, markup=False, emoji=False)


def terminal() -> Console:
    """A console that highlights numbers, and reads styles in square brackets."""
    return Console(emoji=False)
