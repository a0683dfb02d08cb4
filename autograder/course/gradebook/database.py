"""Opens, creates and upgrades the file of a gradebook, with clear messages if that is not possible.

It uses a rollback journal instead of a write-ahead log: there is only one writer, a gradebook stays a single file that
can be copied, and a log does not work on network file systems. Each result is a separate transaction that is on the
disk before the next submission is graded, so finished results survive whatever happens to the grader.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.course.gradebook.gradebook_error import GradebookError, damaged, explained
from autograder.course.gradebook.migrations.steps import STEPS, statements
from autograder.version import VERSION

APPLICATION_ID = 0x42504742  # in the file's header: a gradebook, and no other program's database
MAGIC = b"SQLite format 3\0"
WAIT_SECONDS = 20.0  # for another program that is writing


class Gradebook:
    """An open gradebook; a context manager that closes it.

    Attributes
    ----------
    path : Path
        Its file.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *exception: object) -> None:
        self._connection.close()

    def rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query with these values, one after another.

        Raises
        ------
        GradebookError
            If the file cannot be read.
        """
        with explained(self.path):
            # `yield from` would close the cursor when nobody asks on: perhaps after the file has been closed.
            for row in self._connection.execute(query, values):  # noqa: UP028
                yield row

    def value(self, query: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row; None if there is none."""
        return next((row[0] for row in self.rows(query, values)), None)

    def copied(self, suffix: str) -> Path:
        """The path of a copy of the file, made now beside it.

        Raises
        ------
        GradebookError
            If it cannot be written.
        """
        with explained(self.path):
            return _copy(self._connection, self.path, suffix)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for several queries.

        Raises
        ------
        GradebookError
            If the file cannot be read.
        """
        with explained(self.path):
            yield self._connection

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction: everything written in it is stored at its end, or nothing.

        Raises
        ------
        GradebookError
            If the file cannot be written.
        """
        with explained(self.path), _transaction(self._connection, "IMMEDIATE"):
            yield self._connection


def open_gradebook(path: Path, *, create: bool = False, wait: float = WAIT_SECONDS) -> Gradebook:
    """Open a gradebook. An older version is upgraded, after a copy of it has been made.

    Parameters
    ----------
    path : Path
        Its file.
    create : bool
        Whether to create it if it does not exist.
    wait : float
        How many seconds to wait for another program that is writing.

    Raises
    ------
    GradebookError
        If there is none, or it is another program's, newer, damaged, locked or not to be written.
    """
    _refuse_what_is_none(path, create)
    with explained(path):
        if create and path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise sqlite3.OperationalError("readonly")  # before anything is graded in vain
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _check(connection, path, create)
            upgrade(connection, path, STEPS)
        except BaseException:
            connection.close()
            raise
    return Gradebook(path, connection)


def upgrade(connection: sqlite3.Connection, path: Path, steps: Sequence[str]) -> None:
    """Apply the missing migrations in one transaction, after copying the file.

    Parameters
    ----------
    connection : sqlite3.Connection
        To the gradebook.
    path : Path
        Its file.
    steps : sequence of str
        The SQL that makes version 1, version 2 and so on.
    """
    version = _pragma(connection, "user_version")
    if version == len(steps):
        return
    if version:
        _copy(connection, path, f"version-{version}")
    with _transaction(connection, "EXCLUSIVE"):
        version = _pragma(connection, "user_version")  # another program may have been first
        for step in steps[version:]:
            for statement in statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("INSERT OR REPLACE INTO facts VALUES ('written_by', ?)", (VERSION,))


def _refuse_what_is_none(path: Path, create: bool) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except FileNotFoundError:
        if create and path.parent.is_dir():
            return
        if create:
            raise GradebookError(f"{path} cannot be made: there is no folder {path.parent}.") from None
        raise GradebookError(
            f"There is no gradebook {path}. `autograder grade SUBMISSIONS --gradebook {path}` makes one."
        ) from None
    except OSError as error:
        raise GradebookError(f"{path} cannot be read: {error.strerror}.") from error
    if not head and not create:
        raise GradebookError(f"{path} is empty: nothing has been graded into it.")
    if head and head != MAGIC:
        raise GradebookError(f"{path} is no gradebook: another program has written it. It was not changed.")


def _check(connection: sqlite3.Connection, path: Path, create: bool) -> None:
    application, version = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not tables and not application and not version:
        if not create:
            raise GradebookError(f"{path} is empty: nothing has been graded into it.")
        return
    if application != APPLICATION_ID:
        raise GradebookError(f"{path} is no gradebook: it is another program's database. It was not changed.")
    if version > len(STEPS):
        raise GradebookError(
            f"{path} was written by a newer autograder ({_written_by(connection)}; its schema is {version}, this one, "
            f"{VERSION}, knows {len(STEPS)}). It was not changed. Install that version or a later one."
        )
    for (found,) in connection.execute("PRAGMA quick_check(1)"):
        if found != "ok":
            raise GradebookError(damaged(path))


def _written_by(connection: sqlite3.Connection) -> str:
    with contextlib.suppress(sqlite3.Error):  # a newer schema may be any
        for (version,) in connection.execute("SELECT value FROM facts WHERE name = 'written_by'"):
            return f"version {version}"
    return "its version is not known"


def _copy(connection: sqlite3.Connection, path: Path, suffix: str) -> Path:
    """A copy of a gradebook's file beside it, whole or not at all; one that is there already is written over."""
    target = path.with_name(f"{path.name}.{suffix}")
    unfinished = target.with_name(f"{target.name}.unfinished")
    copy = sqlite3.connect(unfinished)
    try:
        connection.backup(copy)
        copy.close()
        unfinished.replace(target)
    finally:
        copy.close()
        unfinished.unlink(missing_ok=True)
    return target


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # SQLite may have done so itself
            connection.execute("ROLLBACK")
        raise


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
