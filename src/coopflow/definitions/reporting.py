"""Reporting calendars: on which day an agency closes its books on an interval."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol, runtime_checkable

from coopflow.definitions.calendars import Calendar, CalendarFailed
from coopflow.values.raised import raised
from coopflow.values.time import Period


@runtime_checkable
class ReportingCalendar(Protocol):
    """Knows on which day each interval closes for an agency that works by it."""

    @property
    def name(self) -> str:
        """What agencies of a terms file name it by."""
        ...

    def closes(self, interval: Period, /) -> date:
        """Return the cut-off day of `interval`, which is one of its days.

        It is asked for intervals of any length that begin on any day: the last one of a period
        may be shorter. Where no cut-off day is meant for such an interval, it closes with its end.
        """
        ...


AnyCalendar = Calendar | ReportingCalendar
"""What a plugin may offer: it knows working days, cut-off days, or both."""


def closing(cut: tuple[Period, ...], calendar: ReportingCalendar) -> tuple[Period, ...]:
    """Let each interval close on the calendar's day; the next one begins on the day after it.

    The first begins where it did. What follows the last close is left out: it belongs to the
    first interval of the next agreement.

    Raises:
        CalendarFailed: The calendar raised, or closes an interval on a day outside it.
    """
    closes = [_close(each, calendar) for each in cut]
    starts = [cut[0].start, *(day + timedelta(days=1) for day in closes[:-1])]
    return tuple(map(Period, starts, closes))


def _close(interval: Period, calendar: ReportingCalendar) -> date:
    try:
        day = calendar.closes(interval)
        inside = day in interval
    except (Exception, SystemExit) as error:
        what = f"asked about {interval} it raised {raised(error)}"
        raise CalendarFailed(calendar.name, what) from error
    if not inside:
        raise CalendarFailed(calendar.name, f"it closes {interval} on {day}, outside it")
    return day
