"""Tasks as they are listed: which ones, and which of them are late on a day."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.projections.board import place
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

    @cache
    def today(zone: str) -> date:
        return day_of(instant(at, zone=zone, now=now, last=None), zone)

    if not late:
        return board.tasks(wanted, today)
    wanted = changed(wanted, due_before=today(_EARLIEST))
    found: list[TaskRow] = []
    while True:
        rows = board.tasks(wanted, today)
        late_ones = [row for row in rows if row.late]
        found += late_ones
        left = len(rows) - len(late_ones)
        if wanted.limit is None or not left or len(rows) < wanted.limit:
            return tuple(found)
        # Some are late where the day begins first and not yet where they are: others follow.
        wanted = changed(wanted, limit=left, after=place(rows[-1]))
