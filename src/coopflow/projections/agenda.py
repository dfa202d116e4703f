"""The agenda: the days of an agreement that people want in their calendars.

It is folded from the agreement's entries, which also tell how often each of them was changed.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.engine.custody import leads
from coopflow.engine.ladder import ahead
from coopflow.projections.board import involved
from coopflow.projections.rows import fold, task_row
from coopflow.values.agreement import task_order
from coopflow.values.clock_events import TaskDueMoved, TaskStopped
from coopflow.values.events import (
    TaskAccepted,
    TaskCarried,
    TaskOpened,
    TaskReported,
    TaskReturned,
    TaskTakenUp,
    TaskUnmet,
    TaskWaived,
)
from coopflow.values.handing_events import MeetingHeld
from coopflow.values.lifecycle import RUNNING
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from coopflow.values.agreement import Agreement
    from coopflow.values.events import AgreementEvent
    from coopflow.values.task import Task
    from coopflow.values.terms import Terms


@frozen(kw_only=True)
class DueDay:
    """The due day of one task.

    Attributes:
        task: Its id.
        day: The day; where it has none any more, the last it had.
        holds: Whether it still has that due day here, and nobody agreed to let it go.
        words: Of its obligation; ``None`` where nobody here knows them.
        leads: Who leads, by name where the terms have one; several where the parties do jointly.
        coordinating: Who coordinates, likewise.
        state: As in `TaskRow`.
        remind: Rungs before it, in days, that are not reached yet, the most first.
        changes: How often anything of this was changed since the task was opened.
    """

    task: str
    day: date
    holds: bool
    words: Text | None
    leads: tuple[Text, ...]
    coordinating: tuple[Text, ...]
    state: str
    remind: tuple[int, ...]
    changes: int


@frozen(kw_only=True)
class Agenda:
    """What goes into the calendar file of an agreement.

    Attributes:
        title: Of the agreement.
        zone: The time zone its days are counted in (an IANA name).
        first: The first day that stands in it, or of the period if that is earlier.
        last: The last day, likewise.
        due: The due days, as people number their tasks; what was carried in comes last.
        meetings: Those held.
    """

    agreement: str
    title: Text
    zone: str
    first: date
    last: date
    due: tuple[DueDay, ...]
    meetings: tuple[MeetingHeld, ...]


def agenda(
    facts: Iterable[tuple[AgreementEvent, datetime, str]],
    texts: Mapping[str, Terms],
    agency: str | None = None,
) -> Agenda:
    """Return the agenda of an agreement.

    Args:
        facts: Everything that happened to it (event, at, by), in order.
        texts: By the id of an agreement, the terms that what was carried in was born under, as
            far as they are known.
        agency: Only tasks this agency leads, alone or jointly, or coordinates, and meetings it
            attended.

    Raises:
        ValueError: There are no facts.
    """
    known = tuple(facts)
    now, rows = fold(None, known)
    days, changes = _last_days(known), Counter(_changed(event) for event, _, _ in known)
    homes = {**texts, now.id: now.terms}
    due = []
    for task in sorted(rows.touched, key=lambda task: (":" in task.id, task_order(task.id))):
        day = task.due or days.get(task.id)
        whose = involved(task_row(task, now), now.terms.parties)
        if day is not None and (agency is None or agency in whose):
            due.append(_due_day(task, day, now, homes, changes[task.id]))
    meetings = tuple(
        event
        for event, _, _ in known
        if isinstance(event, MeetingHeld)
        and (agency is None or agency in {each.agency for each in event.held.attendees})
    )
    period = now.terms.period
    every = [*(each.day for each in due), *(each.held.on for each in meetings)]
    return Agenda(
        agreement=now.id,
        title=now.terms.title,
        zone=now.terms.time_zone,
        first=min((period.start, *every)),
        last=max((period.end, *every)),
        due=tuple(due),
        meetings=meetings,
    )


def _due_day(
    task: Task, day: date, now: Agreement, homes: Mapping[str, Terms], changes: int
) -> DueDay:
    born = task.id.rpartition(":")[0] or now.id
    terms = homes.get(born)
    obligation = terms.obligation(task.obligation) if terms is not None else None
    return DueDay(
        task=task.id,
        day=day,
        holds=task.due is not None and task.state not in ("waived", "carried"),
        words=obligation.text if obligation is not None else None,
        leads=tuple(_name(each, terms, now.terms) for each in leads(task, now)),
        coordinating=tuple(_name(each, terms, now.terms) for each in task.coordinating),
        state=task.state,
        remind=_rungs(task, now),
        changes=changes,
    )


def _rungs(task: Task, now: Agreement) -> tuple[int, ...]:
    """Return how many days before its due day its lead will be reminded, as far as it will."""
    if now.phase not in RUNNING:
        return ()
    return tuple(-rung for rung, _ in ahead(task) if rung <= 0)


def _name(agency: str, *texts: Terms | None) -> Text:
    for terms in texts:
        found = terms.agency(agency) if terms is not None else None
        if found is not None:
            return found.name
    return Text.plain(agency)


def _last_days(facts: Iterable[tuple[AgreementEvent, datetime, str]]) -> dict[str, date]:
    """Return the last due day that each task ever had."""
    days: dict[str, date] = {}
    for event, _, _ in facts:
        if isinstance(event, (TaskOpened, TaskTakenUp)) and event.task.due is not None:
            days[event.task.id] = event.task.due
        elif isinstance(event, TaskDueMoved) and event.due is not None:
            days[event.task] = event.due
    return days


def _changed(event: AgreementEvent) -> str | None:
    """Return the task whose due day, or whose state, is another after `event`."""
    return event.task if isinstance(event, _CHANGING) else None


_CHANGING = (
    TaskDueMoved,
    TaskStopped,
    TaskReported,
    TaskReturned,
    TaskAccepted,
    TaskWaived,
    TaskUnmet,
    TaskCarried,
)
