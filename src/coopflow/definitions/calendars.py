"""Count days: which are working days, and how spans run over weeks and month ends.

Month ends: a month from the 31st ends on the last day of a shorter month. Intervals are
counted from the period's first day, never from one another, so nothing drifts.
"""

from __future__ import annotations

import re
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


_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_ALWAYS = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYMONTH",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "WKST",
}
_ONLY_WITH = {
    "BYMONTHDAY": ("DAILY", "MONTHLY", "YEARLY"),
    "BYYEARDAY": ("YEARLY",),
    "BYWEEKNO": ("YEARLY",),
}
_NUMBERS = {
    "INTERVAL": (1, 999),
    "COUNT": (1, MOST_INTERVALS),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
}
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _parts(rule: str) -> dict[str, str]:
    """Return the parts of a rule of days.

    Raises:
        ValueError: It is none.
    """
    pairs = [part.partition("=")[::2] for part in rule.upper().split(";")]
    parts = dict(pairs)
    frequency = parts.get("FREQ")
    if frequency not in _FREQUENCIES:
        message = f"a rule begins FREQ={', '.join(_FREQUENCIES)}"
    elif len(parts) != len(pairs):
        message = "a part stands twice, or is empty"
    elif strange := parts.keys() - _ALWAYS - _ONLY_WITH.keys():
        message = f"{min(strange)!r} is no part of a rule of days"
    elif "COUNT" in parts and "UNTIL" in parts:
        message = "COUNT and UNTIL both say when it ends: keep one"
    elif "BYSETPOS" in parts and not any(
        name.startswith("BY") and name != "BYSETPOS" for name in parts
    ):
        message = "BYSETPOS chooses among what another BY part gives, and there is none"
    elif "UNTIL" in parts and not re.fullmatch(r"\d{8}", parts["UNTIL"]):
        message = "UNTIL is a day, written 20221231"
    elif wrong := [n for n in _ONLY_WITH if n in parts and frequency not in _ONLY_WITH[n]]:
        message = f"{wrong[0]} does not go with FREQ={frequency}"
    elif wrong := [name for name in _NUMBERS if name in parts and not _fits(name, parts[name])]:
        message = f"{wrong[0]}={parts[wrong[0]]} is out of range"
    elif not _weekdays(parts):
        message = f"BYDAY={parts['BYDAY']} does not go with FREQ={frequency}, or names no days"
    else:
        return parts
    raise ValueError(message)


def _fits(name: str, written: str) -> bool:
    least, most = _NUMBERS[name]
    return all(
        re.fullmatch(r"[+-]?\d{1,4}", each) and int(each) != 0 and least <= int(each) <= most
        for each in written.split(",")
    )


def _weekdays(parts: Mapping[str, str]) -> bool:
    days = [_WEEKDAY.fullmatch(each) for each in parts.get("BYDAY", "MO").split(",")]
    counted = any(day and day[1] for day in days)
    return all(days) and not (counted and parts["FREQ"] not in ("MONTHLY", "YEARLY"))


def _never(parts: Mapping[str, str]) -> bool:
    """Tell whether its days stand in none of its months, such as 30 February."""
    months = [int(each) for each in parts.get("BYMONTH", "1").split(",")]
    days = [abs(int(each)) for each in parts.get("BYMONTHDAY", "1").split(",")]
    return all(min(days) > _LONGEST_MONTHS[month - 1] for month in months)


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

    if _never(_parts(rule)):
        return ()
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
