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
        row.time_zone,
    )


def changes_of(task: Task, now: Agreement, alarm: str | None) -> tuple[Any, ...]:
    """Return what events change in a task that was opened, and then which task it is."""
    due = task.due.isoformat() if task.due is not None else None
    accepted_by, report = _BETWEEN.join(task.accepted_by), task.report
    said: tuple[str | None, ...] = (None, None, None)
    if report is not None:
        reported_on = day_of(report.at, now.terms.time_zone).isoformat()
        said = (report.assessment, reported_on, report.by)
    return (task.state, due, *said, accepted_by, alarm, now.id, task.id)


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
        _day(start),
        _day(end),
        _many(parties),
        zone,
    )


def task_of(values: tuple[Any, ...], today: Today) -> TaskRow:
    """Return the task that was kept, which knows whether it is late."""
    # fmt: off
    (name, task, obligation, also, kind, lead, coordinating, state, opens, due, occasion,
     settled_by, assessment, reported_on, reporter, accepted_by, zone) = values
    # fmt: on
    day = _day(due) if due is not None else None
    reported = _day(reported_on) if reported_on is not None else None
    return TaskRow(
        name,
        task,
        obligation,
        _many(also) if also else (),
        kind,
        lead,
        _many(coordinating) if coordinating else (),
        state,
        _day(opens),
        day,
        occasion,
        settled_by,
        assessment,
        reported,
        reporter,
        _many(accepted_by) if accepted_by else (),
        zone,
        # `is_late`, written out: a long page spends much of its time here.
        day is not None and day < today(zone) and (reported is None or reported > day),
    )


# Days and sets of agencies are few, and stand in many rows.
@lru_cache(maxsize=1024)
def _many(written: str) -> tuple[str, ...]:
    return tuple(written.split(_BETWEEN))


@lru_cache(maxsize=1024)
def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        what = f"the board holds {written!r} for a day: make it anew from the journal (rebuild)"
        raise JournalBroken("", None, what) from None
