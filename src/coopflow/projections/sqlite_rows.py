"""Rows of the board as SQLite keeps them: days as text, several names in one text."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import fields

from coopflow.errors import JournalBroken
from coopflow.projections.rows import AgreementRow, TaskRow
from coopflow.values.task import is_late
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


def changes_of(task: Task, now: Agreement) -> tuple[Any, ...]:
    """Return what events change in a task that was opened, and then which task it is."""
    accepted_by, report = _BETWEEN.join(task.accepted_by), task.report
    if report is None:
        return task.state, None, None, None, accepted_by, now.id, task.id
    reported_on = day_of(report.at, now.terms.time_zone).isoformat()
    return task.state, report.assessment, reported_on, report.by, accepted_by, now.id, task.id


def agreement_of(values: tuple[Any, ...]) -> AgreementRow:
    """Return the agreement that was kept."""
    row = list(values)
    row[6], row[7], row[8] = _day(row[6]), _day(row[7]), _many(row[8])
    return AgreementRow(*row)


def task_of(values: tuple[Any, ...], today: Today) -> TaskRow:
    """Return the task that was kept, which knows whether it is late."""
    row = list(values)
    due = row[9] = _day(row[9]) if row[9] is not None else None
    reported_on = row[13] = _day(row[13]) if row[13] is not None else None
    row[3], row[6], row[8], row[15] = _many(row[3]), _many(row[6]), _day(row[8]), _many(row[15])
    row.append(due is not None and is_late(due, reported_on, today(row[16])))
    return TaskRow(*row)


def _many(written: str) -> tuple[str, ...]:
    return tuple(written.split(_BETWEEN)) if written else ()


@lru_cache(maxsize=1024)
def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        what = f"the board holds {written!r} for a day: make it anew from the journal (rebuild)"
        raise JournalBroken("", None, what) from None
