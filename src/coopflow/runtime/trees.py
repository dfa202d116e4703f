"""The cascades of an agreement: what its tasks became below the parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.naming import among, named
from coopflow.projections.cascade import Cascade, cascade
from coopflow.runtime.instants import When, instant
from coopflow.runtime.past import stood
from coopflow.runtime.records import replay
from coopflow.runtime.submitting import refusal
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from coopflow.journal.store import Journal
    from coopflow.values.agreement import Agreement
    from coopflow.values.directory import Directory
    from coopflow.values.text import Text


def trees(
    journal: Journal,
    now: Agreement,
    task: str | None,
    today: date,
    last: datetime | None,
    directory: Directory,
) -> tuple[Cascade, ...]:
    """Return the cascade of one task, or of each that is owed and was handed down.

    Only a task that is settled costs more than a look: its stream is read again.

    Args:
        journal: Where the entries are.
        now: The agreement, as it is or stood.
        task: Its id, or another clause of the same act with the task's ordinal.
        today: The day that decides what is late.
        last: Nothing that happened later is told; ``None`` for no such limit.
        directory: Where bodies are named that the terms do not have.

    Raises:
        CommandRefused: There is no such task.
    """

    def naming(agency: str) -> Text | None:
        known = now.terms.agency(agency) or directory.agencies.get(agency)
        return known.name if known is not None else None

    if task is None:
        owed = (each for each in now.open_tasks() if each.hands)
        return tuple(cascade(now.id, each, today, naming) for each in owed)
    found = named(now.tasks, task)
    if found is None and last is not None:
        past = stood(journal, now.id, last)
        found = among(past[1].touched, task) if past is not None else None
    elif found is None:
        watched = replay(now.id, journal.facts(now.id), watch=True)
        found = named(watched.touched or {}, task)
    if found is None:
        raise refusal("task.unknown", agreement=now.id, task=task)
    return (cascade(now.id, found, today, naming),)


def day_there(at: When, now: Agreement, clock: datetime) -> date:
    """Return the day that decides what is late in an agreement; by default the clock's."""
    zone = now.terms.time_zone
    return day_of(instant(at, zone=zone, now=clock, last=None), zone)
