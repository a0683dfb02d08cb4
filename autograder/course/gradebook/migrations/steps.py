"""Reads the migrations. A migration never changes once it has been released; changes go into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

STEPS = tuple(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("[0-9]*.sql")))


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would end the transaction around it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
