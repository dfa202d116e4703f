"""The calendar file of an agreement, from its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.projections.agenda import agenda
from coopflow.runtime.submitting import refusal
from coopflow.values.events import TaskTakenUp

if TYPE_CHECKING:
    from coopflow.runtime.looking import Looking
    from coopflow.runtime.records import Records
    from coopflow.values.terms import Terms


def calendar(
    looking: Looking, records: Records, agreement: str, agency: str | None, lang: str
) -> bytes:
    """Return the calendar file of an agreement, or of what an agency has in it.

    Raises:
        CommandRefused: There is no such agreement, or no such agency.
        ExtraMissing: What writes it is not installed.
    """
    from coopflow.drawing.ics import calendar_file  # noqa: PLC0415 - only when it is asked for

    if agency is not None and agency not in records.directory().agencies:
        raise refusal("agency.unknown", agency=agency)
    history = looking.history(agreement, None, None)
    homes: dict[str, Terms] = {}
    for each in history:
        if isinstance(each.event, TaskTakenUp):
            born = records.agreement(each.event.task.id.rpartition(":")[0])
            if born is not None:  # it may be kept in another journal
                homes[born.id] = born.terms
    facts = [(each.event, each.at, each.by) for each in history]
    told = agenda(facts, homes, agency)  # type: ignore[arg-type]  # an agreement's stream holds no others
    return calendar_file(told, history[-1].recorded_at, lang)
