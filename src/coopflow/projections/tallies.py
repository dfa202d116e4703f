"""Tasks counted, and sorted by the agencies that answer for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.projections.board import involved
from coopflow.projections.rows import TaskRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@frozen(kw_only=True)
class Tally:
    """How many tasks there are of each sort.

    Attributes:
        tasks: All of them.
        owed: Those not settled.
        late: Of those owed, the late ones.
    """

    tasks: int
    owed: int
    late: int

    @property
    def settled(self) -> int:
        """Those of which nothing more is owed."""
        return self.tasks - self.owed


@frozen(kw_only=True)
class Share:
    """The part of one agency in some tasks.

    Attributes:
        leads: What it leads alone.
        jointly: What it leads jointly, as a party.
        coordinates: What others lead and it coordinates.
    """

    agency: str
    leads: tuple[TaskRow, ...]
    jointly: tuple[TaskRow, ...]
    coordinates: tuple[TaskRow, ...]

    @property
    def tasks(self) -> tuple[TaskRow, ...]:
        """All of them, each once."""
        return (*self.leads, *self.jointly, *self.coordinates)


def tally(rows: Iterable[TaskRow]) -> Tally:
    """Count tasks."""
    counted = tuple(rows)
    owed = [row for row in counted if not row.settled]
    return Tally(tasks=len(counted), owed=len(owed), late=sum(row.late for row in owed))


def shares(rows: Sequence[TaskRow], parties: Sequence[str]) -> tuple[Share, ...]:
    """Return the share of every agency that has one: parties first, in their order.

    Args:
        rows: Tasks of one agreement.
        parties: Its parties, who lead jointly what has no lead.
    """
    others = sorted({agency for row in rows for agency in involved(row, ())} - {*parties})
    found = [_share(agency, rows, party=agency in parties) for agency in (*parties, *others)]
    return tuple(each for each in found if each.tasks)


def _share(agency: str, rows: Iterable[TaskRow], *, party: bool) -> Share:
    leads, jointly, coordinates = [], [], []
    for row in rows:
        if row.lead == agency:
            leads.append(row)
        elif row.lead is None and party:
            jointly.append(row)
        elif agency in row.coordinating:
            coordinates.append(row)
    return Share(
        agency=agency,
        leads=tuple(leads),
        jointly=tuple(jointly),
        coordinates=tuple(coordinates),
    )
