"""Count days: which are working days, and how spans run over weeks and month ends.

Month ends: a month from the 31st ends on the last day of a shorter month. Intervals are
counted from the period's first day, never from one another, so nothing drifts.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEEKEND = 5
MOST_INTERVALS = 5000


class Calendar(Protocol):
    """Knows which days are worked."""

    def works(self, day: date, /) -> bool:
        """Tell whether `day` is a working day."""
        ...


class Weekdays:
    """Monday to Friday, and no holidays."""

    def works(self, day: date, /) -> bool:
        """Tell whether `day` is no Saturday or Sunday."""
        return day.weekday() < _WEEKEND


CALENDARS: Mapping[str, Calendar] = {"weekdays": Weekdays()}


def after(day: date, span: Span, calendar: Calendar) -> date:
    """Return the day that lies `span` after `day`, which itself does not count.

    Raises:
        OverflowError: It lies beyond the year 9999.
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - only where spans are counted

    if span.unit == "working days":
        left = span.count
        while left:
            day += timedelta(days=1)
            left -= calendar.works(day)
        return day
    try:
        return day + relativedelta(**{span.unit: span.count})  # type: ignore[arg-type]  # units are its words
    except ValueError as error:
        raise OverflowError(str(error)) from None


def intervals(period: Period, every: Span) -> tuple[Period, ...]:
    """Cut `period` from its first day into intervals; the last may be shorter.

    Raises:
        ValueError: `every` counts working days, or cuts more than 5000 intervals.
    """
    if every.unit == "working days":
        message = f"{every} cannot cut a period: use days, weeks, months or years"
        raise ValueError(message)
    starts = [period.start]
    while (start := _nth(period.start, every, len(starts))) is not None and start <= period.end:
        starts.append(start)
        if len(starts) > MOST_INTERVALS:
            message = f"{every} cuts the period into more than {MOST_INTERVALS} intervals"
            raise ValueError(message)
    ends = [each - timedelta(days=1) for each in starts[1:]]
    return tuple(map(Period, starts, [*ends, period.end]))


def _nth(start: date, every: Span, n: int) -> date | None:
    try:
        return after(start, Span(every.count * n, every.unit), CALENDARS["weekdays"])
    except OverflowError:
        return None


_DATE_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYYEARDAY",
               "BYWEEKNO", "BYSETPOS", "WKST"}  # fmt: skip
_DATE_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


def occurrences(period: Period, rule: str) -> tuple[date, ...]:
    """Return the days on which `rule` falls within `period`.

    A monthly rule on the 31st skips the months that have none, as the RFC says.

    Raises:
        ValueError: It is no recurrence of days, or falls more than 5000 times.

    Source:
        RFC 5545, section 3.3.10.
    """
    from datetime import datetime, time  # noqa: PLC0415 - only where rules are read

    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only where rules are read

    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    if len(parts) != rule.count(";") + 1:
        message = "a part stands twice, or is empty"
        raise ValueError(message)
    if strange := parts.keys() - _DATE_PARTS:
        message = f"{min(strange)!r} is no part of a rule of days"
        raise ValueError(message)
    if parts.get("FREQ") not in _DATE_FREQUENCIES:
        message = "a rule begins FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"
        raise ValueError(message)
    try:
        found = rrulestr(rule.upper(), dtstart=datetime.combine(period.start, time()))
        days = []
        for each in found:
            if each.date() > period.end:
                break
            days.append(each.date())
            if len(days) > MOST_INTERVALS:
                break
    except (TypeError, AttributeError, KeyError, IndexError, OverflowError) as error:
        raise ValueError(str(error)) from None
    if len(days) > MOST_INTERVALS:
        message = f"the rule falls more than {MOST_INTERVALS} times in the period"
        raise ValueError(message)
    return tuple(days)
