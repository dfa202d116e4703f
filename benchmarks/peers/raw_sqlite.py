"""SQLite by hand: one entry a transaction, in a journal's own tables, with nothing around it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def open_raw(path: Path) -> sqlite3.Connection:
    """Open a journal's file as the journal does: write-ahead log, every commit on the disk."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def entries_of(path: Path, stream: str, last: int) -> list[dict[str, Any]]:
    """Return the last entries of a stream, column by column."""
    connection = sqlite3.connect(path)
    try:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(
            "SELECT * FROM entries WHERE stream = ? ORDER BY version DESC LIMIT ?", (stream, last)
        ).fetchall()
    finally:
        connection.close()
    return [dict(row) for row in reversed(rows)]


def inserting(
    connection: sqlite3.Connection, samples: Sequence[dict[str, Any]], count: int
) -> Callable[[], object]:
    """Return the work of `count` transactions of one entry each, with the columns of `samples`.

    The values are at hand: nothing is encoded, sealed or looked up.
    """
    names = ", ".join(f'"{name}"' for name in samples[0])
    marks = ", ".join("?" for _ in samples[0])
    statement = f"INSERT INTO entries ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    (last,) = connection.execute("SELECT coalesce(max(position), 0) FROM entries").fetchone()
    rows = []
    for number in range(last + 1, last + count + 1):
        place = {"stream": "by-hand", "position": number, "version": number}
        rows.append(tuple({**samples[number % len(samples)], **place}.values()))

    def work() -> None:
        execute = connection.execute
        for row in rows:
            execute("BEGIN IMMEDIATE")
            execute(statement, row)
            execute("COMMIT")

    return work
