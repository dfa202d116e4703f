"""The board in the journal's own SQLite file, changed in the journal's own transactions."""

from __future__ import annotations

import sqlite3  # noqa: TC003 - this is the module of that driver
from datetime import date
from typing import TYPE_CHECKING, Any

from coopflow.errors import JournalBroken
from coopflow.projections.board import Wanted, involved, ordered
from coopflow.projections.rows import AgreementRow, Rows, TaskRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.journal.sqlite import SqliteJournal

EDITION = 1
"""Edition of these tables. They hold nothing of their own: another edition is made anew."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS board_edition (edition INTEGER NOT NULL) STRICT",
    """CREATE TABLE IF NOT EXISTS board_agreements (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, state TEXT NOT NULL, phase TEXT NOT NULL,
        version INTEGER NOT NULL, lifecycle TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
        parties TEXT NOT NULL, time_zone TEXT NOT NULL) STRICT""",
    """CREATE TABLE IF NOT EXISTS board_tasks (
        agreement TEXT NOT NULL, id TEXT NOT NULL, obligation TEXT NOT NULL, also TEXT NOT NULL,
        kind TEXT NOT NULL, lead TEXT, coordinating TEXT NOT NULL, state TEXT NOT NULL,
        opens TEXT NOT NULL, due TEXT, occasion TEXT, settled_by TEXT, assessment TEXT,
        reported_on TEXT, reporter TEXT, accepted_by TEXT NOT NULL, time_zone TEXT NOT NULL,
        PRIMARY KEY (agreement, id)) STRICT""",
    """CREATE TABLE IF NOT EXISTS board_involved (
        agency TEXT NOT NULL, agreement TEXT NOT NULL, task TEXT NOT NULL,
        PRIMARY KEY (agency, agreement, task)) STRICT, WITHOUT ROWID""",
    """CREATE INDEX IF NOT EXISTS board_overdue ON board_tasks (due, agreement, id)
        WHERE state IN ('open', 'reported') AND due IS NOT NULL""",
)
_OWED = "state IN ('open', 'reported')"
_TASK = tuple(each.name for each in TaskRow.__attrs_attrs__ if each.name != "late")
_AGREEMENT = tuple(each.name for each in AgreementRow.__attrs_attrs__)
_DAYS = {"opens", "due", "reported_on", "start", "end"}
_MANY = {"also", "coordinating", "accepted_by", "parties"}
_BETWEEN = "\n"


class SqliteBoard:
    """A board in the file of a `SqliteJournal`."""

    def __init__(self, journal: SqliteJournal) -> None:
        """Stand on the tables in the file of `journal`; `stale` tells whether they must be made."""
        self._journal = journal

    def stale(self) -> bool:
        """Tell whether the tables are missing, or of another edition."""
        with self._journal.reading() as connection:
            found = connection.execute(
                "SELECT 1 FROM sqlite_master WHERE name = 'board_edition'"
            ).fetchone()
            if found is None:
                return True
            row = connection.execute("SELECT max(edition) FROM board_edition").fetchone()
            return bool(row[0] != EDITION)

    def clear(self, transaction: sqlite3.Connection) -> None:
        """Make the tables anew, empty."""
        for table in ("edition", "agreements", "tasks", "involved"):
            transaction.execute(f"DROP TABLE IF EXISTS board_{table}")
        for statement in _TABLES:
            transaction.execute(statement)
        transaction.execute("INSERT INTO board_edition VALUES (?)", (EDITION,))

    def put(self, rows: Sequence[Rows], transaction: sqlite3.Connection) -> None:
        """Replace the rows of the same ids."""
        for each in rows:
            _replace(transaction, "board_agreements", _AGREEMENT, each.agreement)
            for task in each.tasks:
                _replace(transaction, "board_tasks", _TASK, task)
                transaction.executemany(
                    "INSERT OR IGNORE INTO board_involved VALUES (?, ?, ?)",
                    [
                        (agency, task.agreement, task.id)
                        for agency in involved(task, each.agreement.parties)
                    ],
                )

    def agreements(self) -> tuple[AgreementRow, ...]:
        """Return all agreements, in order of ids."""
        with self._journal.reading() as connection:
            names = ", ".join(f'"{name}"' for name in _AGREEMENT)
            rows = connection.execute(f"SELECT {names} FROM board_agreements").fetchall()  # noqa: S608 - our own names
        found = (AgreementRow(**_read(_AGREEMENT, row)) for row in rows)
        return tuple(sorted(found, key=lambda row: row.id))

    def tasks(self, wanted: Wanted) -> tuple[TaskRow, ...]:
        """Return the tasks asked for, by agreement and in order of ids."""
        conditions, values = ["1"], []
        tables = "board_tasks AS t"
        if wanted.agency is not None:
            tables = (
                "board_involved AS i JOIN board_tasks AS t"
                " ON t.agreement = i.agreement AND t.id = i.task"
            )
            conditions.append("i.agency = ?")
            values.append(wanted.agency)
        if wanted.agreement is not None:
            conditions.append("t.agreement = ?")
            values.append(wanted.agreement)
        if wanted.open_only:
            conditions.append(f"t.{_OWED}")
        if wanted.due_before is not None:
            conditions.append("t.due IS NOT NULL AND t.due < ?")
            values.append(wanted.due_before.isoformat())
        names = ", ".join(f"t.{name}" for name in _TASK)
        query = f"SELECT {names} FROM {tables} WHERE {' AND '.join(conditions)}"  # noqa: S608 - our own names
        with self._journal.reading() as connection:
            rows = connection.execute(query, values).fetchall()
        return ordered(TaskRow(**_read(_TASK, row)) for row in rows)


def _replace(
    connection: sqlite3.Connection, table: str, names: tuple[str, ...], row: object
) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" for _ in names)
    values = [_written(getattr(row, name)) for name in names]
    connection.execute(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608 - our own names


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return _BETWEEN.join(value)
    return value.isoformat() if isinstance(value, date) else value


def _read(names: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    found = dict(zip(names, row, strict=True))
    for name in _DAYS & found.keys():
        found[name] = None if found[name] is None else _day(found[name])
    for name in _MANY & found.keys():
        found[name] = tuple(found[name].split(_BETWEEN)) if found[name] else ()
    return found


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        what = f"the board holds {written!r} for a day: make it anew from the journal (rebuild)"
        raise JournalBroken("", None, what) from None
