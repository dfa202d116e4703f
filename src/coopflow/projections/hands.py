"""The rows that live assignments are listed by: what each body has in hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.values.agreement import Agreement
    from coopflow.values.task import Task


@frozen
class HandRow:
    """One live assignment of a task that is still owed.

    Attributes:
        body: Who has it.
        agreement: Where its task is owed.
        due: Its own last day, or that of its task; ``None`` where neither has one.
    """

    body: str
    agreement: str
    task: str
    assignment: str
    state: str
    due: date | None


def hand_rows(task: Task, agreement: Agreement) -> tuple[HandRow, ...]:
    """Return what is awaited of bodies below the parties for `task`; nothing once it is settled."""
    if task.settled:
        return ()
    return tuple(
        HandRow(each.to, agreement.id, task.id, each.id, each.state, each.due or task.due)
        for each in task.hands
        if each.live
    )


def in_order(rows: Iterable[HandRow]) -> tuple[HandRow, ...]:
    """Sort what is due first to the front, what has no day to the end."""
    return tuple(sorted(rows, key=_order))


def _order(row: HandRow) -> tuple[bool, str, str, str]:
    return row.due is None, str(row.due or ""), row.agreement, row.assignment
