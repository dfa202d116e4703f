"""What is asked of the entries in a file, page by page, whichever connection asks."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from coopflow.errors import JournalBroken
from coopflow.journal.sqlite_errors import undecodable
from coopflow.journal.sqlite_rows import COLUMNS, entry_of, legible, tolerant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow.journal.entry import Entry, Fact
    from coopflow.journal.sqlite_rows import Row

    Fetch = Callable[..., list[Row]]
    """Runs a statement with values, and returns all of its rows."""

PAGE = 500  # rows fetched at a time

READ = (
    f"SELECT {COLUMNS} FROM entries WHERE stream = ? AND version > ? "  # noqa: S608 - a constant
    "ORDER BY version LIMIT ?"
)
FACTS = (
    'SELECT version, type, at, "by", data FROM entries WHERE stream = ? AND version > ? '
    "ORDER BY version LIMIT ?"
)
TAIL = f"SELECT {COLUMNS} FROM entries WHERE position > ? ORDER BY position LIMIT ?"  # noqa: S608 - a constant
# The range is what the index by key can walk; the rest of the condition thins it out.
KEYED = f"""
    SELECT {COLUMNS} FROM entries
    WHERE stream = ? AND "key" >= ? AND "key" < ? AND ("key" = ? OR "key" >= ?)
    ORDER BY version
"""  # noqa: S608 - a constant


def read(fetch: Fetch, stream: str, after: int) -> Iterator[Entry]:
    """Go through one stream in order of versions."""
    after = max(after, 0)
    while rows := fetch(READ, stream, after, PAGE):
        for row in rows:
            entry = entry_of(row)
            after += 1
            if (entry.stream, entry.version) != (stream, after):
                raise _hole(stream, after)
            yield entry


def facts(fetch: Fetch, stream: str, after: int) -> Iterator[Fact]:
    """Go through one stream in order of versions, of each entry only what happened."""
    after = max(after, 0)
    while rows := _named(fetch, stream, after):
        for row in rows:
            after += 1
            if row[0] != after:
                raise _hole(stream, after)
            yield row  # whoever decodes it finds what is no text


def _named(fetch: Fetch, stream: str, after: int) -> list[Row]:
    """Return a page of facts; an entry that cannot be read is named, as `read` names it."""
    try:
        return fetch(FACTS, stream, after, PAGE)
    except JournalBroken:
        for _ in read(fetch, stream, after):
            pass
        raise


def tail(fetch: Fetch, after: int) -> Iterator[Entry]:
    """Go through all streams in order of positions."""
    after = max(after, 0)
    while rows := fetch(TAIL, after, PAGE):
        for row in rows:
            entry = entry_of(row)
            # Damaged pages may lead back to where one was, and round and round.
            if entry.position <= after:
                what = "it is out of order: its position does not follow the last one"
                raise JournalBroken(entry.stream, entry.version, what)
            after = entry.position
            yield entry


def keyed(fetch: Fetch, stream: str, key: str) -> tuple[Entry, ...]:
    """Find the entries of one stream by their key, in order of versions."""
    # "!" comes next after a space: between the two is what begins with `key` and a space.
    rows = fetch(KEYED, stream, key, f"{key}!", key, f"{key} ")
    return tuple(map(entry_of, rows))


def streams(fetch: Fetch) -> tuple[str, ...]:
    """Name every stream, in the order in which they began."""
    rows = fetch("SELECT stream FROM entries GROUP BY stream ORDER BY min(position)")
    return tuple(stream for (stream,) in rows)


def fetch_all(connection: sqlite3.Connection, statement: str, *values: Any) -> list[Row]:
    """Return all rows of a statement.

    Raises:
        JournalBroken: A text in them is not UTF-8.
        sqlite3.Error: As SQLite says it.
    """
    try:
        return connection.execute(statement, values).fetchall()
    except UnicodeEncodeError:
        return []  # what is asked for is no text: nothing can have been stored under it
    except sqlite3.OperationalError as error:
        if not undecodable(error):
            raise
    # Once more, to name the entry. Slow, and only for a file that was damaged.
    connection.text_factory = tolerant
    try:
        rows = connection.execute(statement, values).fetchall()
    finally:
        connection.text_factory = str
    return [legible(row) for row in rows]


def _hole(stream: str, version: int) -> JournalBroken:
    """What is told of a stream with a hole in it would be false."""
    return JournalBroken(stream, version, "it is missing or out of order")
