"""The board: the rows of all agreements and tasks, kept in step with the journal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from attrs import frozen

from coopflow.values.agreement import task_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coopflow.projections.rows import AgreementRow, Rows, TaskRow


@frozen(kw_only=True)
class Wanted:
    """Which tasks are asked for; everything left out asks for all.

    Attributes:
        agency: Those it leads, alone or jointly as a party, or coordinates.
        open_only: Only those not settled.
        due_before: Only those due before this day.
    """

    agreement: str | None = None
    agency: str | None = None
    open_only: bool = False
    due_before: date | None = None


class Board(Protocol):
    """Where the rows are. `put` is called within the journal's own transaction."""

    def put(self, rows: Sequence[Rows], transaction: Any) -> None:
        """Replace the rows of the same ids."""
        ...

    def agreements(self) -> tuple[AgreementRow, ...]:
        """Return all agreements, in order of ids."""
        ...

    def tasks(self, wanted: Wanted) -> tuple[TaskRow, ...]:
        """Return the tasks asked for, by agreement and in order of ids."""
        ...

    def clear(self, transaction: Any) -> None:
        """Forget everything, before it is made again from the journal."""
        ...


class MemoryBoard:
    """A board that lasts as long as its process."""

    def __init__(self) -> None:
        """Begin empty."""
        self._agreements: dict[str, AgreementRow] = {}
        self._tasks: dict[tuple[str, str], TaskRow] = {}

    def put(self, rows: Sequence[Rows], transaction: Any = None) -> None:  # noqa: ARG002 - memory needs none
        """Replace the rows of the same ids."""
        for each in rows:
            self._agreements[each.agreement.id] = each.agreement
            self._tasks.update({(task.agreement, task.id): task for task in each.tasks})

    def agreements(self) -> tuple[AgreementRow, ...]:
        """Return all agreements, in order of ids."""
        return tuple(sorted(self._agreements.copy().values(), key=lambda row: row.id))

    def tasks(self, wanted: Wanted) -> tuple[TaskRow, ...]:
        """Return the tasks asked for, by agreement and in order of ids."""
        parties = {row.id: row.parties for row in self.agreements()}
        rows = self._tasks.copy().values()
        return ordered(row for row in rows if _matches(row, wanted, parties[row.agreement]))

    def clear(self, transaction: Any = None) -> None:  # noqa: ARG002 - memory needs none
        """Forget everything."""
        self._agreements.clear()
        self._tasks.clear()


def involved(row: TaskRow, parties: Iterable[str]) -> tuple[str, ...]:
    """Return the agencies a task concerns: its lead, or all parties; and who coordinates."""
    leads = (row.lead,) if row.lead is not None else tuple(parties)
    return tuple(dict.fromkeys((*leads, *row.coordinating)))


def ordered(rows: Iterable[TaskRow]) -> tuple[TaskRow, ...]:
    """Sort tasks by agreement, and within it as people number them."""
    return tuple(sorted(rows, key=lambda row: (row.agreement, ":" in row.id, task_order(row.id))))


def _matches(row: TaskRow, wanted: Wanted, parties: tuple[str, ...]) -> bool:
    if wanted.agreement is not None and row.agreement != wanted.agreement:
        return False
    if wanted.agency is not None and wanted.agency not in involved(row, parties):
        return False
    if wanted.open_only and row.settled:
        return False
    return wanted.due_before is None or (row.due is not None and row.due < wanted.due_before)
