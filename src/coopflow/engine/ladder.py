"""The ladder of reminders: which rungs a task has still before it, and whom they go to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coopflow.engine.custody import leads
from coopflow.values.clock_events import TaskReminded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.values.agreement import Agreement
    from coopflow.values.directory import Directory
    from coopflow.values.task import Task

Rung = tuple[int, date]
"""Days from the due day, and the day this falls on."""


def ahead(task: Task) -> Iterator[Rung]:
    """Yield the rungs that were not reached yet, in order of days; past ones may be among them.

    Only an open task with a due day has any. Rungs of days before it was opened, or before its
    deadline was moved, do not exist.
    """
    timing, due = task.owed.timing, task.owed.due
    if due is None or task.state != "open" or not (timing.remind or timing.urge):
        return
    clock = task.clock
    first = task.opened_on if clock.since is None else max(clock.since, task.opened_on)
    for rung in sorted({*(-days for days in timing.remind), *timing.urge}):
        if clock.rung is not None and rung <= clock.rung:
            continue
        try:
            day = due + timedelta(days=rung)
        except OverflowError:  # beyond the calendar nothing comes
            continue
        if day >= first:
            yield rung, day


def reminder(
    task: Task, agreement: Agreement, directory: Directory, today: date
) -> TaskReminded | None:
    """Return the reminder that is due on the day `today`: the latest rung, the others skipped."""
    reached = [rung for rung, day in ahead(task) if day <= today]
    if not reached or task.due is None:
        return None
    *skipped, rung = reached
    return TaskReminded(
        task=task.id,
        rung=rung,
        due=task.due,
        to=tuple(dict.fromkeys(_addressed(task, rung, agreement, directory))),
        skipped=tuple(skipped),
    )


def _addressed(task: Task, rung: int, agreement: Agreement, directory: Directory) -> Iterator[str]:
    """Yield who is reminded: who leads, who has it in hand, at last the body above the lead."""
    leading = leads(task, agreement)
    yield from leading
    yield from (each.to for each in task.hands if each.live)
    if task.owed.timing.urge and rung == max(task.owed.timing.urge):
        for lead in leading:
            agency = directory.agencies.get(lead) or agreement.terms.agency(lead)
            if agency is not None and agency.parent is not None:
                yield agency.parent


def begins(day: date, zone: str) -> datetime:
    """Return the instant, in UTC, at which `day` begins in time zone `zone`.

    Raises:
        OverflowError: It lies beyond the calendar.
    """
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
