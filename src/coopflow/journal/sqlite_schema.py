"""The tables of a journal in SQLite, and the steps that lead from one schema to the next.

The file says of itself what it is: `application_id` marks a journal of this library, and
`user_version` is the schema's number. Both are read before anything is written, so that a
database of somebody else is never touched.
"""

from __future__ import annotations

import sqlite3
from time import monotonic, sleep
from typing import TYPE_CHECKING

from coopflow.errors import JournalBroken, JournalMissing, JournalUnavailable
from coopflow.journal.sqlite_connection import immediate, snapshot
from coopflow.journal.sqlite_errors import primary
from coopflow.journal.sqlite_length import require_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

APPLICATION_ID = 0x636F6F70  # "coop"
SCHEMA_VERSION = 1

_STRICT_SINCE = (3, 37, 0)
_PAUSE = 0.02  # seconds


def to_1_entries(connection: sqlite3.Connection) -> None:
    """Begin: the entries, their optimistic lock and a way to find them by key."""
    connection.execute(
        """
        CREATE TABLE entries (
            position INTEGER PRIMARY KEY,
            stream TEXT NOT NULL,
            version INTEGER NOT NULL,
            type TEXT NOT NULL,
            at TEXT NOT NULL,
            recorded_at TEXT NOT NULL,
            "by" TEXT NOT NULL,
            "key" TEXT,
            data BLOB NOT NULL,
            digest TEXT NOT NULL,
            UNIQUE (stream, version)
        ) STRICT
        """
    )
    connection.execute(
        'CREATE INDEX entries_by_key ON entries (stream, "key") WHERE "key" IS NOT NULL'
    )


# One step for each schema version, in order: the first leads from an empty file to version 1.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (to_1_entries,)


def prepare(
    connection: sqlite3.Connection,
    url: str,
    *,
    create: bool,
    patience: float,
    migrations: Sequence[Callable[[sqlite3.Connection], None]] = MIGRATIONS,
) -> None:
    """Bring the file to the present schema; where it is there already, write nothing.

    Args:
        connection: An open connection, outside a transaction.
        url: How the journal is named when something is wrong with it.
        create: Whether an empty file becomes a journal.
        patience: How long to wait for others who are preparing the same file (seconds).
        migrations: The steps known.

    Raises:
        JournalMissing: The file is empty, and `create` is false.
        JournalUnavailable: It is no journal, or one of a newer library; or SQLite is too old.
        JournalBroken: Its marks contradict what is in it, or its end is missing.
        sqlite3.Error: As SQLite says it.
    """
    if sqlite3.sqlite_version_info < _STRICT_SINCE:
        what = f"it needs SQLite 3.37 or newer, and this Python has {sqlite3.sqlite_version}"
        raise JournalUnavailable(url, what)
    with snapshot(connection):
        held = _held(connection, url, len(migrations))
        require_whole(connection, url)
    if held == 0 and not create:
        raise JournalMissing(url)
    _write_ahead(connection, patience)
    connection.execute("PRAGMA synchronous = FULL")
    if held < len(migrations):
        _migrate(connection, url, migrations)


def require_present(connection: sqlite3.Connection, url: str) -> None:
    """Refuse a file that a newer library has migrated since it was opened.

    Raises:
        JournalUnavailable: It has.
    """
    (held,) = connection.execute("PRAGMA user_version").fetchone()
    if held > SCHEMA_VERSION:
        raise _newer(url, held, SCHEMA_VERSION)


def _newer(url: str, held: int, known: int) -> JournalUnavailable:
    what = (
        f"it was written by a newer coopflow (schema {held}; this one reads up to {known}): "
        "upgrade coopflow"
    )
    return JournalUnavailable(url, what)


def _held(connection: sqlite3.Connection, url: str, known: int) -> int:
    """Read the schema version; 0 where the file is empty."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (held,) = connection.execute("PRAGMA user_version").fetchone()
    (objects,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if mark == 0 and objects == 0:
        return 0
    if mark != APPLICATION_ID:
        what = "it is the database of another program, not a journal: choose another file"
        raise JournalUnavailable(url, what)
    if held > known:
        raise _newer(url, held, known)
    if held < 1 or objects == 0:
        raise JournalBroken("", None, f"it is marked as a journal of schema {held} and is none")
    return int(held)


def _migrate(
    connection: sqlite3.Connection,
    url: str,
    migrations: Sequence[Callable[[sqlite3.Connection], None]],
) -> None:
    """Take the steps that are missing, all in one transaction."""
    with immediate(connection):
        # Read again: another process may have come first.
        for step in migrations[_held(connection, url, len(migrations)) :]:
            step(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        connection.execute(f"PRAGMA user_version = {len(migrations):d}")
    # Into the file itself, so that it is a journal even where it is copied without its log.
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Switch the file to a write-ahead log, which stays with it.

    When several begin one journal at the same moment, each holds it for reading and needs it
    alone. SQLite does not wait there, busy timeout or not, but answers that it is locked. So
    the waiting is done here, letting go between the tries.
    """
    if _mode(connection) == "wal":
        return
    (timeout,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    give_up = monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if primary(error) != sqlite3.SQLITE_BUSY or monotonic() >= give_up:
                raise
        sleep(_PAUSE)
    connection.execute(f"PRAGMA busy_timeout = {timeout:d}")


def _mode(connection: sqlite3.Connection) -> str:
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return str(mode)
