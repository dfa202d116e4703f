"""The board: the rows of all agreements and tasks, kept in step with the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from attrs import evolve as changed
from attrs import frozen

from coopflow.projections.inbox import in_order, of_proposals, of_task, order
from coopflow.projections.rows import alarms
from coopflow.values.agreement import task_order
from coopflow.values.lifecycle import RUNNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coopflow.projections.inbox import InboxPlace, InboxRow
    from coopflow.projections.rows import AgreementRow, Rows, TaskRow
    from coopflow.values.agreement import Agreement


Today = Callable[[str], date]
"""The day it is in a time zone (an IANA name), which decides what is late."""


@frozen(kw_only=True)
class Wanted:
    """Which tasks are asked for; everything left out asks for all.

    Attributes:
        agency: Those it leads, alone or jointly as a party, or coordinates.
        open_only: Only those not settled.
        due_before: Only those owed, due before this day, with no report made by their due day.
        limit: At most so many (>= 1). Then they come in order of due day, undated ones last.
        after: Only what follows this one in that order.
    """

    agreement: str | None = None
    agency: str | None = None
    open_only: bool = False
    due_before: date | None = None
    limit: int | None = None
    after: Place | None = None


Place = tuple[date | None, str, str]
"""Where a task stands in the order of a limited list: due day, agreement, id."""


Alarm = tuple[str, str]
"""When time alone will next do something with an agreement, as `stamp` writes it; and its id."""


class Board(Protocol):
    """Where the rows are. What writes is called within the journal's own transaction."""

    def put(self, rows: Sequence[Rows], writing: Any) -> None:
        """Replace the rows of the same ids, through the journal's `Writing`."""
        ...

    def agreements(self) -> tuple[AgreementRow, ...]:
        """Return all agreements, in order of ids."""
        ...

    def tasks(self, wanted: Wanted, today: Today) -> tuple[TaskRow, ...]:
        """Return the tasks asked for, by agreement and in order of ids, or by due day."""
        ...

    def due(self, by: str, limit: int, after: Alarm | None = None) -> tuple[Alarm, ...]:
        """Return the agreements with which time alone does something by an instant, in order.

        Args:
            by: The instant, as `stamp` writes it.
            limit: At most so many (>= 1).
            after: Only what follows this one in that order.
        """
        ...

    def ringing(self, agreement: str, by: str, transaction: Any) -> tuple[str, ...]:
        """Return the tasks of an agreement whose alarm has come by an instant.

        Called within the transaction in which they are dealt with.
        """
        ...

    def alarms(self, agreement: str) -> tuple[str | None, dict[str, str]]:
        """Return the next alarm of an agreement, and those of its tasks that have one."""
        ...

    def inbox(
        self, agency: str, limit: int | None, after: InboxPlace | None
    ) -> tuple[InboxRow, ...]:
        """Return what awaits an agency, in order of days and undated last, behind a place."""
        ...

    def awaiting(self, agreement: str) -> tuple[InboxRow, ...]:
        """Return what awaits any agency in an agreement, in no order."""
        ...

    def clear(self, transaction: Any) -> None:
        """Forget everything, before it is made again from the journal."""
        ...

    def snapshot(self, agreement: str, transaction: Any = None) -> Agreement | None:
        """Return an agreement as it stood at some version, where that is kept."""
        ...

    def keep(self, agreement: Agreement, transaction: Any) -> None:
        """Keep a snapshot of an agreement in the place of the one before."""
        ...


class MemoryBoard:
    """A board that lasts as long as its process."""

    def __init__(self) -> None:
        """Begin empty."""
        self._agreements: dict[str, AgreementRow] = {}
        self._tasks: dict[tuple[str, str], TaskRow] = {}
        self._own: dict[str, str | None] = {}
        self._alarms: dict[str, dict[str, str]] = {}
        self._inbox: dict[tuple[str, str | None], tuple[InboxRow, ...]] = {}

    def put(self, rows: Sequence[Rows], writing: Any = None) -> None:  # noqa: ARG002 - memory needs none
        """Replace the rows of the same ids."""
        for each in rows:
            self._agreements[each.agreement.id] = each.agreement
            self._tasks.update({(task.agreement, task.id): task for task in each.tasks})
            name = each.now.id
            self._await(name, None, of_proposals(each.now))
            for touched in each.touched:
                self._await(name, touched.id, of_task(touched, each.now))
            self._ring(each)

    def agreements(self) -> tuple[AgreementRow, ...]:
        """Return all agreements, in order of ids."""
        return tuple(sorted(self._agreements.copy().values(), key=lambda row: row.id))

    def tasks(self, wanted: Wanted, today: Today) -> tuple[TaskRow, ...]:
        """Return the tasks asked for, by agreement and in order of ids, or by due day."""
        parties = {row.id: row.parties for row in self.agreements()}
        rows = self._tasks.copy().values()
        found = [
            changed(row, late=row.late_on(today(row.time_zone)))
            for row in rows
            if _matches(row, wanted, parties[row.agreement])
        ]
        if wanted.limit is None:
            return ordered(found)
        return tuple(sorted(found, key=lambda row: _order(place(row)))[: wanted.limit])

    def inbox(
        self, agency: str, limit: int | None, after: InboxPlace | None
    ) -> tuple[InboxRow, ...]:
        """Return what awaits an agency, in order of days and undated last, behind a place."""
        found = [
            row
            for rows in self._inbox.copy().values()
            for row in rows
            if row.agency == agency and (after is None or order(row.place) > order(after))
        ]
        return tuple(in_order(found)[:limit])

    def awaiting(self, agreement: str) -> tuple[InboxRow, ...]:
        """Return what awaits any agency in an agreement, in no order."""
        every = self._inbox.copy().items()
        return tuple(row for (name, _), rows in every if name == agreement for row in rows)

    def snapshot(self, agreement: str, transaction: Any = None) -> None:
        """Return nothing: its journal is as near."""

    def keep(self, agreement: Agreement, transaction: Any) -> None:
        """Keep nothing."""

    def clear(self, transaction: Any = None) -> None:  # noqa: ARG002 - memory needs none
        """Forget everything."""
        self._agreements.clear()
        self._tasks.clear()
        self._inbox.clear()
        self._own.clear()
        self._alarms.clear()

    def due(self, by: str, limit: int, after: Alarm | None = None) -> tuple[Alarm, ...]:
        """Return the agreements with which time alone does something by an instant, in order.

        It goes through all of them.
        """
        every = ((self.alarms(name)[0], name) for name in self._agreements.copy())
        found = ((alarm, name) for alarm, name in every if alarm is not None and alarm <= by)
        return tuple(sorted(each for each in found if after is None or each > after)[:limit])

    def ringing(self, agreement: str, by: str, transaction: Any = None) -> tuple[str, ...]:  # noqa: ARG002 - memory needs none
        """Return the tasks of an agreement whose alarm has come by an instant."""
        return tuple(task for task, alarm in self._alarms[agreement].copy().items() if alarm <= by)

    def alarms(self, agreement: str) -> tuple[str | None, dict[str, str]]:
        """Return the next alarm of an agreement, and those of its tasks that have one."""
        tasks = self._alarms[agreement].copy()
        reminds = self._agreements[agreement].phase in RUNNING
        own = self._own[agreement]
        every = [*(tasks.values() if reminds else ()), *([own] if own is not None else [])]
        return min(every, default=None), tasks

    def _await(self, agreement: str, task: str | None, rows: Iterable[InboxRow]) -> None:
        """Replace what awaits agencies there; what awaits nobody is not kept."""
        if found := tuple(rows):
            self._inbox[agreement, task] = found
        else:
            self._inbox.pop((agreement, task), None)

    def _ring(self, rows: Rows) -> None:
        name = rows.now.id
        self._own[name], changes = alarms(rows)
        kept = self._alarms.get(name, {})
        every = {**kept, **changes}
        self._alarms[name] = {task: at for task, at in every.items() if at is not None}


def involved(row: TaskRow, parties: Iterable[str]) -> tuple[str, ...]:
    """Return the agencies a task concerns: its lead, or all parties; and who coordinates."""
    leads = (row.lead,) if row.lead is not None else tuple(parties)
    return tuple(dict.fromkeys((*leads, *row.coordinating)))


def ordered(rows: Iterable[TaskRow]) -> tuple[TaskRow, ...]:
    """Sort tasks by agreement, and within it as people number them."""
    return tuple(sorted(rows, key=lambda row: (row.agreement, ":" in row.id, task_order(row.id))))


def place(row: TaskRow) -> Place:
    """Return where a task stands in a limited list."""
    return row.due, row.agreement, row.id


def _order(where: Place) -> tuple[bool, str, str, str]:
    due, agreement, task = where
    return due is None, str(due or ""), agreement, task


def _matches(row: TaskRow, wanted: Wanted, parties: tuple[str, ...]) -> bool:
    if wanted.agreement is not None and row.agreement != wanted.agreement:
        return False
    if wanted.agency is not None and wanted.agency not in involved(row, parties):
        return False
    if (wanted.open_only or wanted.due_before is not None) and row.settled:
        return False
    if wanted.due_before is not None and not row.late_on(wanted.due_before):
        return False
    return wanted.after is None or _order(place(row)) > _order(wanted.after)
