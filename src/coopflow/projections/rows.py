"""The rows that agreements and tasks are listed by, and how events change them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve as changed
from attrs import field, frozen

from coopflow.engine.due import agreement_alarm, alarm
from coopflow.engine.evolve import evolve
from coopflow.engine.folding import Folding
from coopflow.values.agreement import Agreement
from coopflow.values.events import AgreementMoved
from coopflow.values.task import SETTLED, Task, is_late
from coopflow.values.time import day_of, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from coopflow.values.events import AgreementEvent


Lapsing = Callable[[Agreement], bool]
"""Tells whether time alone may end an agreement from the state it is in."""


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
        settled_on: The day from which on nothing more was owed here; ``None`` while something is.
        time_zone: The zone its days are counted in.
        late: Whether its due day is past and it was neither reported nor settled by then; this
            is worked out for the day one asks about and never kept.
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
    settled_on: date | None
    time_zone: str
    late: bool = field(default=False, eq=False)

    @property
    def settled(self) -> bool:
        """Whether nothing more is owed here."""
        return self.state in SETTLED

    def late_on(self, today: date) -> bool:
        """Tell whether it is late on day `today`."""
        return is_late(self.due, self.reported_on, self.settled_on, today)


@frozen
class Rows:
    """What one append changes in the lists.

    Attributes:
        now: The agreement as it is now.
        touched: Its tasks that changed, settled ones too, as they are now.
        told_anew: Whether its text may be another than before, or is new.
        proposed_anew: Whether its open proposals may be others than before.
        lapsing: Whether time alone may end it from the state it is in.
    """

    now: Agreement
    touched: tuple[Task, ...]
    told_anew: bool
    lapsing: bool = False
    proposed_anew: bool = True

    @property
    def agreement(self) -> AgreementRow:
        """The row of the agreement."""
        return agreement_row(self.now)

    @property
    def tasks(self) -> tuple[TaskRow, ...]:
        """The rows of the tasks."""
        return tuple(task_row(task, self.now) for task in self.touched)


def alarms(rows: Rows) -> tuple[str | None, dict[str, str | None]]:
    """Return the alarm of an agreement itself, and those of its tasks that changed, as text.

    Of its tasks no account is taken in the first: they wait while nobody is reminded of them.
    """
    own = agreement_alarm(rows.now, lapsing=rows.lapsing)
    told = {task.id: alarm_text(task, rows.now) for task in rows.touched}
    return stamp(own) if own is not None else None, told


def alarm_text(task: Task, now: Agreement) -> str | None:
    """Return when time alone will next do something with a task, as text in order of time."""
    instant = alarm(task, now)
    return stamp(instant) if instant is not None else None


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
        settled_on=day_of(task.settled_at, zone) if task.settled_at is not None else None,
        time_zone=zone,
    )


def fold(
    agreement: Agreement | None,
    facts: Sequence[tuple[AgreementEvent, datetime, str]],
    lapsing: Lapsing | None = None,
) -> tuple[Agreement, Rows]:
    """Let `facts` (event, at, by) happen, and return the agreement and the rows they change.

    Args:
        agreement: The present; ``None`` before the first event.
        facts: What happens.
        lapsing: As for `folded`.

    Raises:
        ValueError: There are no facts and no agreement.
    """
    if agreement is not None and len(facts) == 1 and type(facts[0][0]) is AgreementMoved:
        moved = evolve(agreement, *facts[0])  # what comes most changes no task and no text
        lapses = _lapses(moved, lapsing)
        return moved, Rows(moved, (), told_anew=False, lapsing=lapses, proposed_anew=False)
    folding = Folding(agreement, watch=True)
    for event, at, by in facts:
        folding.happen(event, at, by)
    told_anew = agreement is None or folding.charter is not agreement.charter
    now, rows = folded(folding, lapsing, told_anew=told_anew)
    same = agreement is not None and now.proposals == agreement.proposals and not told_anew
    return now, changed(rows, proposed_anew=not same)


def folded(
    folding: Folding, lapsing: Lapsing | None = None, *, told_anew: bool = True
) -> tuple[Agreement, Rows]:
    """Return the agreement after a fold, and the rows of what the fold watched.

    Args:
        folding: The fold.
        lapsing: Tells of an agreement whether time alone may end it from where it is; left out
            where nobody asks for alarms.
        told_anew: Whether the agreement's text may be another than it was before.

    Raises:
        ValueError: Nothing has happened.
    """
    now, touched = folding.agreement(), folding.touched or {}
    return now, Rows(now, tuple(touched.values()), told_anew, _lapses(now, lapsing))


def _lapses(now: Agreement, lapsing: Lapsing | None) -> bool:
    return lapsing is not None and lapsing(now)
