"""The board in the journal's own SQLite file, changed in the journal's own transactions."""

from __future__ import annotations

import sqlite3  # noqa: TC003 - this is the module of that driver
from typing import TYPE_CHECKING, Any

from coopflow.errors import JournalUnavailable
from coopflow.projections import snapshots, sqlite_inbox
from coopflow.projections.board import Wanted, involved, ordered
from coopflow.projections.rows import alarms, task_row
from coopflow.projections.sqlite_rows import (
    AGREEMENT,
    TASK,
    agreement_of,
    agreement_values,
    changes_of,
    task_of,
    task_values,
)
from coopflow.values.lifecycle import RUNNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coopflow.journal.sqlite import SqliteJournal
    from coopflow.journal.sqlite_writing import SqliteWriting
    from coopflow.projections.board import Alarm, Today
    from coopflow.projections.inbox import InboxPlace, InboxRow
    from coopflow.projections.rows import AgreementRow, Rows, TaskRow
    from coopflow.values.agreement import Agreement

EDITION = 5
"""Edition of these tables. They hold nothing of their own: another edition is made anew."""

_TABLES = (
    "CREATE TABLE board_edition (edition INTEGER NOT NULL) STRICT",
    """CREATE TABLE board_agreements (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, state TEXT NOT NULL, phase TEXT NOT NULL,
        version INTEGER NOT NULL, lifecycle TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
        parties TEXT NOT NULL, time_zone TEXT NOT NULL, alarm TEXT) STRICT""",
    """CREATE TABLE board_tasks (
        agreement TEXT NOT NULL, id TEXT NOT NULL, obligation TEXT NOT NULL, also TEXT NOT NULL,
        kind TEXT NOT NULL, lead TEXT, coordinating TEXT NOT NULL, state TEXT NOT NULL,
        opens TEXT NOT NULL, due TEXT, occasion TEXT, settled_by TEXT, assessment TEXT,
        reported_on TEXT, reporter TEXT, accepted_by TEXT NOT NULL, settled_on TEXT,
        time_zone TEXT NOT NULL, alarm TEXT, PRIMARY KEY (agreement, id)) STRICT""",
    """CREATE TABLE board_involved (
        agency TEXT NOT NULL, agreement TEXT NOT NULL, task TEXT NOT NULL,
        PRIMARY KEY (agency, agreement, task)) STRICT, WITHOUT ROWID""",
    """CREATE INDEX board_overdue ON board_tasks (due, agreement, id)
        WHERE state IN ('open', 'reported') AND due IS NOT NULL""",
    """CREATE INDEX board_alarms ON board_tasks (agreement, alarm)
        WHERE alarm IS NOT NULL""",
    "CREATE INDEX board_due ON board_agreements (alarm, id) WHERE alarm IS NOT NULL",
    """CREATE TABLE board_snapshots (
        agreement TEXT PRIMARY KEY, version INTEGER NOT NULL, data BLOB NOT NULL) STRICT""",
    *sqlite_inbox.TABLES,
)
_OWED = "t.state IN ('open', 'reported')"
_LATE = (
    f"{_OWED} AND t.due IS NOT NULL AND t.due < ?"
    " AND (t.reported_on IS NULL OR t.reported_on > t.due)"
)
_COLUMNS = ", ".join(f"t.{name}" for name in TASK)
_NAMES = ", ".join(f'"{name}"' for name in AGREEMENT)
_PUT_AGREEMENT = (
    f"INSERT INTO board_agreements ({_NAMES}) VALUES ({', '.join('?' for _ in AGREEMENT)})"  # noqa: S608 - our own names
    " ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f'"{name}" = excluded."{name}"' for name in AGREEMENT if name != "id")
)
# An agreement rings with the first of its own alarm and, where people are reminded, its tasks'.
_ALARM = """nullif(min(coalesce(?, '~'), coalesce((SELECT min(alarm) FROM board_tasks
    WHERE agreement = ? AND alarm IS NOT NULL), '~')), '~')"""
_MOVE_AGREEMENT = (
    f"UPDATE board_agreements SET state = ?, phase = ?, version = ?, alarm = {_ALARM} WHERE id = ?"  # noqa: S608 - our own names
)
# What a task was opened with stays; what an event changes is little, and stands in one index.
_CHANGE_TASK = (
    "UPDATE board_tasks SET state = ?, due = ?, assessment = ?, reported_on = ?, reporter = ?,"
    " accepted_by = ?, settled_on = ?, alarm = ? WHERE agreement = ? AND id = ?"
)
_PUT_TASK = (
    f"INSERT INTO board_tasks ({', '.join(TASK)}, alarm) VALUES ({', '.join('?' for _ in TASK)}, ?)"  # noqa: S608 - our own names
)


class SqliteBoard:
    """A board in the file of a `SqliteJournal`."""

    def __init__(self, journal: SqliteJournal) -> None:
        """Stand on the tables in the file of `journal`; `stale` tells whether they must be made."""
        self._journal = journal

    def stale(self) -> bool:
        """Tell whether the tables are missing, or of an older edition.

        Raises:
            JournalUnavailable: They are of a newer one, and somebody may be working with them.
        """
        with self._journal.reading() as connection:
            found = connection.execute(
                "SELECT 1 FROM sqlite_master WHERE name = 'board_edition'"
            ).fetchone()
            if found is None:
                return True
            row = connection.execute("SELECT max(edition) FROM board_edition").fetchone()
            if row[0] is not None and row[0] > EDITION:
                what = (
                    f"its board was made by a newer coopflow (edition {row[0]}; this one makes "
                    f"{EDITION}): upgrade coopflow"
                )
                raise JournalUnavailable(self._journal.url, what)
            return bool(row[0] != EDITION)

    def clear(self, transaction: sqlite3.Connection) -> None:
        """Make the tables anew, empty."""
        tables = ("edition", "agreements", "tasks", "involved", "snapshots", "inbox")
        for table in tables:
            transaction.execute(f"DROP TABLE IF EXISTS board_{table}")
        for statement in _TABLES:
            transaction.execute(statement)
        transaction.execute("INSERT INTO board_edition VALUES (?)", (EDITION,))

    def put(self, rows: Sequence[Rows], writing: SqliteWriting) -> None:
        """Replace the rows of the same ids."""
        for each in rows:
            now = each.now
            if each.told_anew:
                writing.handle.execute(_PUT_AGREEMENT, agreement_values(each.agreement))
            own, rings = alarms(each)
            if each.proposed_anew:
                sqlite_inbox.put_proposals(now, writing.handle)
            if each.touched:
                _put_tasks(each, rings, writing.handle)
            whose = now.id if now.phase in RUNNING else None
            moved = (now.state, now.phase, now.version, own, whose, now.id)
            writing.put_off(_MOVE_AGREEMENT, now.id, moved)

    def agreements(self) -> tuple[AgreementRow, ...]:
        """Return all agreements, in order of ids."""
        with self._journal.reading() as connection:
            rows = connection.execute(f"SELECT {_NAMES} FROM board_agreements").fetchall()  # noqa: S608 - our own names
        return tuple(sorted(map(agreement_of, rows), key=lambda row: row.id))

    def tasks(self, wanted: Wanted, today: Today) -> tuple[TaskRow, ...]:
        """Return the tasks asked for, by agreement and in order of ids, or by due day."""
        query, values = _query(wanted)
        with self._journal.reading() as connection:
            rows = connection.execute(query, values).fetchall()
        found = [task_of(row, today) for row in rows]
        return ordered(found) if wanted.limit is None else tuple(found)

    def due(self, by: str, limit: int, after: Alarm | None = None) -> tuple[Alarm, ...]:
        """Return the agreements with which time alone does something by an instant, in order."""
        with self._journal.reading() as connection:
            rows = connection.execute(
                "SELECT alarm, id FROM board_agreements WHERE alarm IS NOT NULL"
                " AND alarm <= ? AND (alarm, id) > (?, ?) ORDER BY alarm, id LIMIT ?",
                (by, *(after or ("", "")), limit),
            ).fetchall()
        return tuple(rows)

    def ringing(self, agreement: str, by: str, transaction: sqlite3.Connection) -> tuple[str, ...]:
        """Return the tasks of an agreement whose alarm has come by an instant."""
        rows = transaction.execute(
            "SELECT id FROM board_tasks WHERE agreement = ? AND alarm IS NOT NULL AND alarm <= ?",
            (agreement, by),
        )
        return tuple(task for (task,) in rows)

    def alarms(self, agreement: str) -> tuple[str | None, dict[str, str]]:
        """Return the next alarm of an agreement, and those of its tasks that have one."""
        with self._journal.reading() as connection:
            own = connection.execute(
                "SELECT alarm FROM board_agreements WHERE id = ?", (agreement,)
            ).fetchone()
            rows = connection.execute(
                "SELECT id, alarm FROM board_tasks WHERE agreement = ? AND alarm IS NOT NULL",
                (agreement,),
            ).fetchall()
        return (own[0] if own is not None else None), dict(rows)

    def inbox(
        self, agency: str, limit: int | None, after: InboxPlace | None
    ) -> tuple[InboxRow, ...]:
        """Return what awaits an agency, in order of days and undated last, behind a place."""
        with self._journal.reading() as connection:
            return sqlite_inbox.page(connection, agency, limit, after)

    def awaiting(self, agreement: str) -> tuple[InboxRow, ...]:
        """Return what awaits any agency in an agreement, in no order."""
        with self._journal.reading() as connection:
            return sqlite_inbox.awaiting(connection, agreement)

    def snapshot(
        self, agreement: str, transaction: sqlite3.Connection | None = None
    ) -> Agreement | None:
        """Return an agreement as it stood at some version, where that is kept.

        One that cannot be read is passed over: the journal has everything.
        """
        query = "SELECT data FROM board_snapshots WHERE agreement = ?"
        if transaction is not None:
            row = transaction.execute(query, (agreement,)).fetchone()
        else:
            with self._journal.reading() as connection:
                row = connection.execute(query, (agreement,)).fetchone()
        try:
            return snapshots.decode(row[0]) if row is not None else None
        except (ValueError, TypeError):
            return None

    def keep(self, agreement: Agreement, transaction: sqlite3.Connection) -> None:
        """Keep a snapshot of an agreement in the place of the one before."""
        transaction.execute(
            "INSERT OR REPLACE INTO board_snapshots VALUES (?, ?, ?)",
            (agreement.id, agreement.version, snapshots.encode(agreement)),
        )


def _put_tasks(
    rows: Rows, rings: Mapping[str, str | None], transaction: sqlite3.Connection
) -> None:
    now = rows.now
    for task in rows.touched:
        changes = changes_of(task, now, rings[task.id])
        new = transaction.execute(_CHANGE_TASK, changes).rowcount == 0
        sqlite_inbox.put_task(task, now, transaction, new=new)
        if new:
            row = task_row(task, now)
            transaction.execute(_PUT_TASK, (*task_values(row), rings[task.id]))
            transaction.executemany(
                "INSERT INTO board_involved VALUES (?, ?, ?)",
                [(agency, now.id, task.id) for agency in involved(row, now.terms.parties)],
            )


def _query(wanted: Wanted) -> tuple[str, list[Any]]:
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
    if wanted.due_before is not None:
        conditions.append(_LATE)
        values.append(wanted.due_before.isoformat())
    elif wanted.open_only:
        conditions.append(_OWED)
    if wanted.after is not None:
        due, agreement, task = wanted.after
        if due is None:
            conditions.append("t.due IS NULL AND (t.agreement, t.id) > (?, ?)")
            values += [agreement, task]
        else:
            later = "(t.due, t.agreement, t.id) > (?, ?, ?)"
            conditions.append(later if wanted.due_before else f"(t.due IS NULL OR {later})")
            values += [due.isoformat(), agreement, task]
    query = f"SELECT {_COLUMNS} FROM {tables} WHERE {' AND '.join(conditions)}"  # noqa: S608 - our own names
    if wanted.limit is None:
        return query, values
    undated = "" if wanted.due_before is not None else "t.due IS NULL, "
    return f"{query} ORDER BY {undated}t.due, t.agreement, t.id LIMIT ?", [*values, wanted.limit]
