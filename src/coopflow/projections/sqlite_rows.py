"""Rows of the board as SQLite keeps them: days as text, several names in one text."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import fields

from coopflow.errors import JournalBroken
from coopflow.projections.rows import AgreementRow, TaskRow
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from coopflow.projections.board import Today
    from coopflow.values.agreement import Agreement
    from coopflow.values.task import Task

AGREEMENT = tuple(each.name for each in fields(AgreementRow))
TASK = tuple(each.name for each in fields(TaskRow) if each.name != "late")
"""The columns, in the order of the fields."""

_BETWEEN = "\n"


def agreement_values(row: AgreementRow) -> tuple[Any, ...]:
    """Return what is kept of an agreement."""
    return (
        row.id,
        row.title,
        row.state,
        row.phase,
        row.version,
        row.lifecycle,
        row.start.isoformat(),
        row.end.isoformat(),
        _BETWEEN.join(row.parties),
        row.time_zone,
    )


def task_values(row: TaskRow) -> tuple[Any, ...]:
    """Return what is kept of a task."""
    return (
        row.agreement,
        row.id,
        row.obligation,
        _BETWEEN.join(row.also),
        row.kind,
        row.lead,
        _BETWEEN.join(row.coordinating),
        row.state,
        row.opens.isoformat(),
        row.due.isoformat() if row.due is not None else None,
        row.occasion,
        row.settled_by,
        row.assessment,
        row.reported_on.isoformat() if row.reported_on is not None else None,
        row.reporter,
        _BETWEEN.join(row.accepted_by),
        row.settled_on.isoformat() if row.settled_on is not None else None,
        row.time_zone,
    )


def changes_of(task: Task, now: Agreement, alarm: str | None) -> tuple[Any, ...]:
    """Return what events change in a task that was opened, and then which task it is."""
    zone, report = now.terms.time_zone, task.report
    due = task.due.isoformat() if task.due is not None else None
    assessment = reported_on = reporter = settled_on = None
    if report is not None:
        assessment, reporter = report.assessment, report.by
        reported_on = day_of(report.at, zone).isoformat()
    if task.settled_at is not None:
        settled_on = day_of(task.settled_at, zone).isoformat()
    # fmt: off
    return (task.state, due, assessment, reported_on, reporter, _BETWEEN.join(task.accepted_by),
            settled_on, alarm, now.id, task.id)
    # fmt: on


def agreement_of(values: tuple[Any, ...]) -> AgreementRow:
    """Return the agreement that was kept."""
    name, title, state, phase, version, lifecycle, start, end, parties, zone = values
    return AgreementRow(
        name,
        title,
        state,
        phase,
        version,
        lifecycle,
        kept_day(start),
        kept_day(end),
        _many(parties),
        zone,
    )


def task_of(values: tuple[Any, ...], today: Today) -> TaskRow:
    """Return the task that was kept, which knows whether it is late."""
    # fmt: off
    (name, task, obligation, also, kind, lead, coordinating, state, opens, due, occasion,
     settled_by, assessment, reported_on, reporter, accepted_by, settled_on, zone) = values
    # fmt: on
    day = kept_day(due) if due is not None else None
    reported = kept_day(reported_on) if reported_on is not None else None
    settled = kept_day(settled_on) if settled_on is not None else None
    answered = reported or settled
    return TaskRow(
        name,
        task,
        obligation,
        _many(also) if also else (),
        kind,
        lead,
        _many(coordinating) if coordinating else (),
        state,
        kept_day(opens),
        day,
        occasion,
        settled_by,
        assessment,
        reported,
        reporter,
        _many(accepted_by) if accepted_by else (),
        settled,
        zone,
        # `is_late`, written out: a long page spends much of its time here.
        day is not None and day < today(zone) and (answered is None or answered > day),
    )


# Days and sets of agencies are few, and stand in many rows.
@lru_cache(maxsize=1024)
def _many(written: str) -> tuple[str, ...]:
    return tuple(written.split(_BETWEEN))


@lru_cache(maxsize=1024)
def kept_day(written: str) -> date:
    """Return the day that was kept."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        what = f"the board holds {written!r} for a day: make it anew from the journal (rebuild)"
        raise JournalBroken("", None, what) from None
