"""Days from here to there, in what a deadline was given in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from coopflow.definitions.calendars import after, before, works
from coopflow.values.time import Span

if TYPE_CHECKING:
    from coopflow.definitions.calendars import Calendar
    from coopflow.values.timing import Counted, MonthEnd, Relative


def away(day: date, hangs: Relative, calendar: Calendar, month_end: MonthEnd) -> date:
    """Return the day that lies before or after `day` as far as a deadline says.

    What would lie beyond the calendar is its first or its last day.

    Raises:
        NoSuchDay: `month_end` is ``refuse``, and the month has no such day.
        CalendarFailed: The calendar raised.
    """
    if hangs.side == "after":
        return onward(day, hangs.by, calendar, month_end)
    try:
        return before(day, hangs.by, calendar, month_end)
    except OverflowError:
        return date.min


def onward(day: date, span: Span, calendar: Calendar, month_end: MonthEnd = "down") -> date:
    """Return the day that lies `span` after `day`; the calendar's last where it lies beyond.

    Raises:
        NoSuchDay: `month_end` is ``refuse``, and the month has no such day.
        CalendarFailed: The calendar raised.
    """
    try:
        return after(day, span, calendar, month_end)
    except OverflowError:
        return date.max


def ahead(day: date, many: int, counts: Counted, calendar: Calendar) -> date:
    """Return the day on which so many days more have gone by; `day` itself where it is none."""
    return onward(day, Span(many, counts), calendar)


def left(day: date, due: date, counts: Counted, calendar: Calendar) -> int:
    """Return how many days more there are after `day`, up to `due` (days, >= 0)."""
    days = (due - day).days
    if counts == "days":
        return max(days, 0)
    return sum(works(calendar, day + timedelta(days=n)) for n in range(1, days + 1))
