"""Recompute what a SQLite file holds, in one snapshot and in little memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.errors import JournalBroken
from coopflow.journal.chain import START, follow
from coopflow.journal.sqlite_connection import snapshot
from coopflow.journal.sqlite_errors import told_ours
from coopflow.journal.sqlite_length import require_whole
from coopflow.journal.sqlite_rows import COLUMNS, entry_of, shown, tolerant

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from coopflow.journal.chain import Link
    from coopflow.journal.sqlite_rows import Row

# By position and past the index, which is checked against the table on its own.
_ALL = f"SELECT {COLUMNS} FROM entries NOT INDEXED ORDER BY position"  # noqa: S608 - a constant
_ONE = f"SELECT {COLUMNS} FROM entries WHERE stream = ? ORDER BY version"  # noqa: S608 - a constant


def verify(
    connection: sqlite3.Connection, url: str, stream: str | None
) -> tuple[JournalBroken, ...]:
    """Check the chain of one stream or of all, the positions, and the file itself.

    Args:
        connection: One that nobody else uses meanwhile.
        url: How the journal is named when it cannot be used.
        stream: The stream to check, or ``None`` for all.

    Returns:
        As `Journal.verify` promises.

    Raises:
        JournalUnavailable: It cannot be read now, which says nothing about what it holds.
    """
    found: dict[str, JournalBroken] = {}
    try:
        with told_ours(url), snapshot(connection):
            connection.text_factory = tolerant
            if stream is None:
                _follow_all(connection.execute(_ALL), found)
            else:
                _follow_each(connection.execute(_ONE, (stream,)), found)
            _ask_sqlite(connection, url, found)
    except UnicodeEncodeError:
        return ()  # `stream` is no text: nothing can have been stored under it
    except JournalBroken as broken:
        found.setdefault("", broken.with_traceback(None))
    whole = found.pop("", None)
    return (*found.values(), *(() if whole is None else (whole,)))


def _follow_all(rows: Iterable[Row], found: dict[str, JournalBroken]) -> None:
    """Follow every stream at once, and look for positions that nothing stands at.

    Positions are handed out in one transaction at a time, without a gap, and nothing is ever
    deleted. So a gap shows what no chain can: that a stream lost its end, or that an entry
    was moved.
    """
    gap: int | None = None

    def counted() -> Iterable[Row]:
        nonlocal gap
        for place, row in enumerate(rows, 1):
            if gap is None and row[0] != place:
                gap = place
            yield row

    _follow_each(counted(), found)
    if gap is not None and not found:
        what = f"nothing stands at position {gap}: an entry was taken out or moved"
        found[""] = JournalBroken("", None, what)


def _follow_each(rows: Iterable[Row], found: dict[str, JournalBroken]) -> None:
    """Follow each stream in `rows` up to its first broken entry."""
    links: dict[str, Link] = {}
    for row in rows:
        try:
            entry = entry_of(row)
        except JournalBroken as broken:
            found.setdefault(broken.stream, broken.with_traceback(None))
            continue
        if shown(entry.stream) in found:
            continue
        joined = follow(links.get(entry.stream, START), entry)
        if isinstance(joined, JournalBroken):
            found[joined.stream] = joined
        else:
            links[entry.stream] = joined


def _ask_sqlite(connection: sqlite3.Connection, url: str, found: dict[str, JournalBroken]) -> None:
    """Let SQLite compare its pages, its indexes and the types of what they hold."""
    require_whole(connection, url)
    ((answer,),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
    if answer != "ok":
        what = f"the database in it is damaged ({shown(answer)})"
        found[""] = JournalBroken("", None, what)
