"""The inbox in the board's SQLite tables: a row for each thing, in the order it is read in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopflow.projections.inbox import InboxRow, of_proposals, of_task
from coopflow.projections.sqlite_rows import kept_day

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

    from coopflow.projections.inbox import InboxPlace
    from coopflow.values.agreement import Agreement
    from coopflow.values.task import Task

TABLES = (
    """CREATE TABLE board_inbox (
        agency TEXT NOT NULL, due TEXT NOT NULL, agreement TEXT NOT NULL, about TEXT NOT NULL,
        what TEXT NOT NULL, why TEXT NOT NULL, task TEXT NOT NULL, time_zone TEXT NOT NULL,
        PRIMARY KEY (agency, due, agreement, about, what)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX board_inbox_of ON board_inbox (agreement, task)",
)
_UNDATED = "~"
"""Stands behind every day that is written."""
_INSERT = "INSERT OR IGNORE INTO board_inbox VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_DELETE = "DELETE FROM board_inbox WHERE agreement = ? AND task = ?"
_PAGE = (
    "SELECT * FROM board_inbox WHERE agency = ? AND (due, agreement, about, what) > (?, ?, ?, ?)"
    " ORDER BY due, agreement, about, what LIMIT ?"
)
_AWAITING = "SELECT * FROM board_inbox WHERE agreement = ?"


def put_task(task: Task, now: Agreement, transaction: sqlite3.Connection, *, new: bool) -> None:
    """Replace what awaits agencies because of a task; of a `new` one nothing is there yet."""
    if not new:
        transaction.execute(_DELETE, (now.id, task.id))
    _insert(of_task(task, now), transaction)


def put_proposals(now: Agreement, transaction: sqlite3.Connection) -> None:
    """Replace what awaits parties because of the proposals of an agreement."""
    transaction.execute(_DELETE, (now.id, ""))
    _insert(of_proposals(now), transaction)


def page(
    connection: sqlite3.Connection, agency: str, limit: int | None, after: InboxPlace | None
) -> tuple[InboxRow, ...]:
    """Return what awaits an agency, in order, behind a place."""
    due, *place = after or (None, "", "", "")
    behind = "" if after is None else _written(due)
    most = -1 if limit is None else limit
    rows = connection.execute(_PAGE, (agency, behind, *place, most)).fetchall()
    return tuple(map(_row, rows))


def awaiting(connection: sqlite3.Connection, agreement: str) -> tuple[InboxRow, ...]:
    """Return what awaits any agency in an agreement, in no order."""
    return tuple(map(_row, connection.execute(_AWAITING, (agreement,)).fetchall()))


def _insert(rows: Iterable[InboxRow], transaction: sqlite3.Connection) -> None:
    for row in rows:
        values = (row.agency, _written(row.due), row.agreement, row.about, row.what, row.why)
        transaction.execute(_INSERT, (*values, row.task or "", row.time_zone))


def _written(due: date | None) -> str:
    return due.isoformat() if due is not None else _UNDATED


def _row(values: tuple[Any, ...]) -> InboxRow:
    agency, due, agreement, about, what, why, task, zone = values
    day = None if due == _UNDATED else kept_day(due)
    return InboxRow(agency, day, agreement, about, what, why, task or None, zone)
