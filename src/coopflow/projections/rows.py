"""The rows that agreements and tasks are listed by, and how events change them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve as changed
from attrs import field, frozen

from coopflow.engine.folding import Folding
from coopflow.values.agreement import Agreement
from coopflow.values.task import SETTLED, Task, is_late
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from coopflow.values.events import AgreementEvent


@frozen
class AgreementRow:
    """One agreement in a list."""

    id: str
    title: str
    state: str
    phase: str
    version: int
    lifecycle: str
    start: date
    end: date
    parties: tuple[str, ...]
    time_zone: str


@frozen
class TaskRow:
    """One task in a list, settled or not.

    Attributes:
        agreement: Where it is owed now, or was settled.
        obligation: The obligation it performs, in the agreement where it was born.
        reported_on: The day of the standing report, where the agreement is.
        time_zone: The zone its days are counted in.
        late: Whether its due day is past with no standing report made by then; this is
            worked out for the day one asks about and never kept.
    """

    agreement: str
    id: str
    obligation: str
    also: tuple[str, ...]
    kind: str
    lead: str | None
    coordinating: tuple[str, ...]
    state: str
    opens: date
    due: date | None
    occasion: str | None
    settled_by: str | None
    assessment: str | None
    reported_on: date | None
    reporter: str | None
    accepted_by: tuple[str, ...]
    time_zone: str
    late: bool = field(default=False, eq=False)

    @property
    def settled(self) -> bool:
        """Whether nothing more is owed here."""
        return self.state in SETTLED

    def late_on(self, today: date) -> bool:
        """Tell whether it is late on day `today`."""
        return is_late(self.due, self.reported_on, today)


@frozen
class Rows:
    """What one append changes in the lists.

    Attributes:
        now: The agreement as it is now.
        touched: Its tasks that changed, settled ones too, as they are now.
        told_anew: Whether its text may be another than before, or is new.
        proposed_anew: Whether its open proposals may be others than before.
    """

    now: Agreement
    touched: tuple[Task, ...]
    told_anew: bool
    proposed_anew: bool = True

    @property
    def agreement(self) -> AgreementRow:
        """The row of the agreement."""
        return agreement_row(self.now)

    @property
    def tasks(self) -> tuple[TaskRow, ...]:
        """The rows of the tasks."""
        return tuple(task_row(task, self.now) for task in self.touched)


def agreement_row(agreement: Agreement) -> AgreementRow:
    """Return the row of `agreement`."""
    terms = agreement.terms
    return AgreementRow(
        id=agreement.id,
        title=terms.title.say(),
        state=agreement.state,
        phase=agreement.phase,
        version=agreement.version,
        lifecycle=agreement.charter.lifecycle,
        start=terms.period.start,
        end=terms.period.end,
        parties=terms.parties,
        time_zone=terms.time_zone,
    )


def task_row(task: Task, agreement: Agreement) -> TaskRow:
    """Return the row of `task` as it is owed in `agreement`."""
    zone = agreement.terms.time_zone
    return TaskRow(
        agreement=agreement.id,
        id=task.id,
        obligation=task.obligation,
        also=task.also,
        kind=task.kind,
        lead=task.lead,
        coordinating=task.coordinating,
        state=task.state,
        opens=task.opens,
        due=task.due,
        occasion=task.occasion,
        settled_by=task.settled_by,
        assessment=task.assessment,
        reported_on=day_of(task.reported_at, zone) if task.reported_at is not None else None,
        reporter=task.reporter,
        accepted_by=task.accepted_by,
        time_zone=zone,
    )


def fold(
    agreement: Agreement | None, facts: Iterable[tuple[AgreementEvent, datetime, str]]
) -> tuple[Agreement, Rows]:
    """Let `facts` (event, at, by) happen, and return the agreement and the rows they change.

    Raises:
        ValueError: There are no facts and no agreement.
    """
    folding = Folding(agreement, watch=True)
    for event, at, by in facts:
        folding.happen(event, at, by)
    told_anew = agreement is None or folding.charter is not agreement.charter
    now, rows = folded(folding, told_anew=told_anew)
    same = agreement is not None and now.proposals == agreement.proposals and not told_anew
    return now, changed(rows, proposed_anew=not same)


def folded(folding: Folding, *, told_anew: bool = True) -> tuple[Agreement, Rows]:
    """Return the agreement after a fold, and the rows of what the fold watched.

    Args:
        folding: The fold.
        told_anew: Whether the agreement's text may be another than it was before.

    Raises:
        ValueError: Nothing has happened.
    """
    now, touched = folding.agreement(), folding.touched or {}
    return now, Rows(now, tuple(touched.values()), told_anew)
