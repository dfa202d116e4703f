"""What speaks against counting days: a calendar nobody offers, one that fails, no such day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.calendars import CalendarFailed, NoSuchDay
from coopflow.engine.unfolding import reason

if TYPE_CHECKING:
    from coopflow.engine.rules import Rules
    from coopflow.values.reason import Reason
    from coopflow.values.terms import Terms

UNCOUNTED = (CalendarFailed, NoSuchDay)
"""What is raised where days cannot be counted."""


def not_offered(rules: Rules, terms: Terms) -> list[Reason]:
    """Return which calendars the terms name and nobody offers."""
    missing = [
        reason("reporting.unknown", agency=each.id, reporting=each.reporting)
        for each in terms.agencies
        if each.reporting is not None and each.reporting not in rules.reporting
    ]
    if rules.calendar is None:
        return [reason("calendar.unknown", calendar=terms.calendar), *missing]
    return missing


def uncounted(error: CalendarFailed | NoSuchDay) -> Reason:
    """Return the objection that is made of what was raised."""
    if isinstance(error, NoSuchDay):
        return reason("month-end.refused", month=error.month, day=error.day)
    return reason("calendar.failed", calendar=error.name, what=error.what)
