"""Days from here to there, in what a deadline was given in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from coopflow.definitions.calendars import after
from coopflow.values.time import Span

if TYPE_CHECKING:
    from coopflow.definitions.calendars import Calendar
    from coopflow.values.timing import Counted, Relative


def away(day: date, hangs: Relative, calendar: Calendar) -> date:
    """Return the day that lies before or after `day` as far as a deadline says.

    What would lie beyond the calendar is its first or its last day.
    """
    try:
        if hangs.side == "after":
            return after(day, hangs.by, calendar)
        return _before(day, hangs.by, calendar)
    except OverflowError:
        return date.max if hangs.side == "after" else date.min


def ahead(day: date, many: int, counts: Counted, calendar: Calendar) -> date:
    """Return the day on which so many days more have gone by; `day` itself where it is none."""
    try:
        return after(day, Span(many, counts), calendar)
    except OverflowError:
        return date.max


def left(day: date, due: date, counts: Counted, calendar: Calendar) -> int:
    """Return how many days more there are after `day`, up to `due` (days, >= 0)."""
    days = (due - day).days
    if counts == "days":
        return max(days, 0)
    return sum(calendar.works(day + timedelta(days=n)) for n in range(1, days + 1))


def _before(day: date, span: Span, calendar: Calendar) -> date:
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - only where spans are counted

    if span.unit == "working days":
        to_go = span.count
        while to_go:
            day -= timedelta(days=1)
            to_go -= calendar.works(day)
        return day
    try:
        return day - relativedelta(**{span.unit: span.count})  # type: ignore[arg-type]  # units are its words
    except ValueError as error:
        raise OverflowError(str(error)) from None
