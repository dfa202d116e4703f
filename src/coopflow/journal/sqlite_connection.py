"""Connections to a file, and the one form of transaction that writes to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from coopflow.errors import JournalMissing, JournalUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def connect(path: Path, url: str, *, create: bool, busy_timeout: float) -> sqlite3.Connection:
    """Open the file at `path` in no transaction, for whichever thread uses it.

    Args:
        path: Where the file is (absolute).
        url: How the journal is named when something is wrong with it.
        create: Whether to begin a file where there is none.
        busy_timeout: How long each statement waits for another writer (seconds).

    Raises:
        JournalMissing: There is no file, and `create` is false.
        JournalUnavailable: There can be no file, whatever `create` is.
        sqlite3.Error: As SQLite says it.
    """
    try:
        there, whole = path.exists(), path.is_file()
        room = path.parent.is_dir()
    except OSError as error:
        raise JournalUnavailable(url, f"it cannot be reached: {error.strerror}") from error
    if there and not whole:
        raise JournalUnavailable(url, "that is not a file: choose another name")
    if not room:
        raise JournalUnavailable(url, f"there is no directory {path.parent}: make it first")
    if not there and not create:
        raise JournalMissing(url)
    # As a URI, so that opening for reading can never leave an empty file behind.
    return sqlite3.connect(
        f"{path.as_uri()}?mode={'rwc' if create else 'rw'}",
        uri=True,
        timeout=busy_timeout,
        isolation_level=None,
        check_same_thread=False,
    )


def close_as_it_is(connection: sqlite3.Connection, path: Path) -> None:
    """Close the connection to a damaged file, and change neither the file nor its log.

    The last connection that is closed copies the log into the file and removes it, and makes the
    file as long as the log says: what shows the damage would be gone. It does not where another
    connection still reads, and one that may only read does not do so itself.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader:
        try:
            reader.execute("BEGIN")
            reader.execute("PRAGMA page_count").fetchone()
        except sqlite3.Error:  # so damaged that nobody reads it, and nobody copies into it
            pass
        connection.close()


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock from the start; commit at the end of the block, or undo it all.

    A transaction that reads first and asks for the lock later could find that another writer
    has made what it read untrue.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    finally:
        _undo(connection)


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """See the file as it is at the first statement of the block, whatever others write."""
    try:
        connection.execute("BEGIN")
        yield
    finally:
        _undo(connection)


def _undo(connection: sqlite3.Connection) -> None:
    """Undo what is open; after some failures, such as a full disk, SQLite has done so itself."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
