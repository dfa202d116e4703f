"""Tasks as they are listed: which ones, and which of them are late on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.runtime.instants import When, instant
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from coopflow.projections.board import Board, Wanted
    from coopflow.projections.rows import TaskRow

_EARLIEST = "Pacific/Kiritimati"
"""Where each day begins first: nothing is late anywhere before its due day is over there."""


def list_tasks(
    board: Board, wanted: Wanted, *, late: bool, at: When, now: datetime
) -> tuple[TaskRow, ...]:
    """Return the rows that are wanted, each knowing whether it is late.

    Args:
        board: Where they are.
        wanted: Which ones.
        late: Whether only those still owed and late are wanted.
        at: The instant that decides what is late; ``None`` for `now`.
        now: What the clock says.

    Raises:
        ValueError: `at` is no date or time.
    """
    first = day_of(instant(at, zone=_EARLIEST, now=now, last=None), _EARLIEST)
    if late:
        wanted = changed(wanted, open_only=True, due_before=first)
    days: dict[str, date] = {}
    found = []
    for row in board.tasks(wanted):
        if row.time_zone not in days:
            moment = instant(at, zone=row.time_zone, now=now, last=None)
            days[row.time_zone] = day_of(moment, row.time_zone)
        is_late = row.late_on(days[row.time_zone])
        if is_late or not late:
            found.append(changed(row, late=is_late))
    return tuple(found)
