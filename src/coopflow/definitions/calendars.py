"""Count days: which are working days, and how spans run over weeks and month ends.

Months and years keep the day of the month; where a month has no such day, ``month_end`` says
what is meant. Intervals are counted from the period's first day, never from one another, so
nothing drifts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from coopflow.values.raised import raised
from coopflow.values.saying import Saying, saying
from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopflow.values.timing import MonthEnd

_WEEKEND = 5
_DAY = timedelta(days=1)
_LONGEST_REST = 366
MOST_INTERVALS = 5000


@runtime_checkable
class Calendar(Protocol):
    """Knows which days are worked."""

    @property
    def name(self) -> str:
        """What terms call it by."""
        ...

    def works(self, day: date, /) -> bool:
        """Tell whether `day` is a working day."""
        ...


@runtime_checkable
class Deciding(Protocol):
    """A calendar that tells how far it knows: holidays to come are estimates beyond."""

    @property
    def decided(self) -> int:
        """The last year whose days off are known for good."""
        ...


class Weekdays:
    """Monday to Friday, and no holidays."""

    name = "weekdays"

    def works(self, day: date, /) -> bool:
        """Tell whether `day` is no Saturday or Sunday."""
        return day.weekday() < _WEEKEND


CALENDARS: Mapping[str, Calendar] = {Weekdays.name: Weekdays()}
"""The calendars built in, by name."""


class NoSuchDay(ValueError):
    """A span of months leads to a day its month does not have, and the terms refuse that.

    Attributes:
        month: The month: ``2023-02``.
        day: The day it does not have.
    """

    def __init__(self, month: str, day: int) -> None:
        super().__init__(month, day)
        self.month, self.day = month, day

    def __str__(self) -> str:
        return f"{self.month} has no day {self.day}"


class NotCounted(ValueError):
    """Days cannot be counted so.

    Attributes:
        said: Why not.
    """

    def __init__(self, said: Saying) -> None:
        super().__init__(said)
        self.said = said


class CalendarFailed(Exception):
    """A calendar, which a plugin may have brought, does not do what calendars do.

    Attributes:
        name: The calendar.
        what: What it did instead.
    """

    def __init__(self, name: str, what: str) -> None:
        super().__init__(name, what)
        self.name, self.what = name, what

    def __str__(self) -> str:
        return f"{self.name}: {self.what}"


def after(day: date, span: Span, calendar: Calendar, month_end: MonthEnd = "down") -> date:
    """Return the day that lies `span` after `day`, which itself does not count.

    Raises:
        NoSuchDay: `month_end` is ``refuse``, and the month has no such day.
        OverflowError: It lies beyond the year 9999.
        CalendarFailed: The calendar raised, or has no working day within a year.
    """
    return _walked(day, span, calendar, month_end, onward=1)


def before(day: date, span: Span, calendar: Calendar, month_end: MonthEnd = "down") -> date:
    """Return the day that lies `span` before `day`, which itself does not count.

    It does not undo `after`: 28 February lies 6 months before 31 August, but 6 months after
    28 February it is 28 August.

    Raises:
        NoSuchDay: `month_end` is ``refuse``, and the month has no such day.
        OverflowError: It lies before the year 1.
        CalendarFailed: The calendar raised, or has no working day within a year.
    """
    return _walked(day, span, calendar, month_end, onward=-1)


def _walked(day: date, span: Span, calendar: Calendar, month_end: MonthEnd, onward: int) -> date:
    if span.unit == "working days":
        return _worked(day, span.count, calendar, onward * _DAY)
    if span.unit in ("days", "weeks"):
        return day + onward * timedelta(**{span.unit: span.count})
    return _months(day, onward * span.count * (12 if span.unit == "years" else 1), month_end)


def works(calendar: Calendar, day: date) -> bool:
    """Ask `calendar` whether `day` is a working day.

    Raises:
        CalendarFailed: It raised.
    """
    try:
        return bool(calendar.works(day))
    except (Exception, SystemExit) as error:
        what = f"asked about {day} it raised {raised(error)}"
        raise CalendarFailed(calendar.name, what) from error


def _worked(day: date, left: int, calendar: Calendar, step: timedelta) -> date:
    rested = 0
    while left:
        day += step
        if works(calendar, day):
            left, rested = left - 1, 0
        elif (rested := rested + 1) > _LONGEST_REST:
            raise CalendarFailed(calendar.name, f"no day within a year of {day} is worked")
    return day


def _months(day: date, count: int, month_end: MonthEnd) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"year {year} is out of range")
    last = monthrange(year, month)[1]
    if day.day <= last:
        return date(year, month, day.day)
    if month_end == "refuse":
        raise NoSuchDay(f"{year:04}-{month:02}", day.day)
    end = date(year, month, last)
    return end if month_end == "down" else end + _DAY


def intervals(period: Period, every: Span, month_end: MonthEnd = "down") -> tuple[Period, ...]:
    """Cut `period` from its first day into intervals; the last may be shorter.

    Raises:
        NoSuchDay: `month_end` is ``refuse``, and one would begin on a day its month does not have.
        NotCounted: `every` counts working days, or cuts more than 5000 intervals.
    """
    if every.unit == "working days":
        message = saying(
            "{every} cannot cut a period: use days, weeks, months or years", every=every
        )
        raise NotCounted(message)
    starts = [period.start]
    while (start := _nth(period, every, len(starts), month_end)) is not None:
        starts.append(start)
        if len(starts) > MOST_INTERVALS:
            message = saying(
                "{every} cuts the period into more than {most} intervals",
                every=every,
                most=MOST_INTERVALS,
            )
            raise NotCounted(message)
    ends = [each - _DAY for each in starts[1:]]
    return tuple(map(Period, starts, [*ends, period.end]))


def _nth(period: Period, every: Span, n: int, month_end: MonthEnd) -> date | None:
    """Return the first day of the interval after `n` of them; ``None`` where the period is over."""
    span, weekdays = Span(every.count * n, every.unit), CALENDARS["weekdays"]
    try:
        if after(period.start, span, weekdays, "down") > period.end:
            return None
        start = after(period.start, span, weekdays, month_end)
    except OverflowError:
        return None
    return start if start <= period.end else None


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
        NotCounted: It is none.
    """
    pairs = [part.partition("=")[::2] for part in rule.upper().split(";")]
    parts = dict(pairs)
    frequency = parts.get("FREQ")
    if frequency not in _FREQUENCIES:
        message = saying("a rule begins FREQ={known}", known=", ".join(_FREQUENCIES))
    elif len(parts) != len(pairs):
        message = saying("a part stands twice, or is empty")
    elif strange := parts.keys() - _ALWAYS - _ONLY_WITH.keys():
        message = saying("{part!r} is no part of a rule of days", part=min(strange))
    elif "COUNT" in parts and "UNTIL" in parts:
        message = saying("COUNT and UNTIL both say when it ends: keep one")
    elif "BYSETPOS" in parts and not any(
        name.startswith("BY") and name != "BYSETPOS" for name in parts
    ):
        message = saying("BYSETPOS chooses among what another BY part gives, and there is none")
    elif "UNTIL" in parts and not re.fullmatch(r"\d{8}", parts["UNTIL"]):
        message = saying("UNTIL is a day, written 20221231")
    elif wrong := [n for n in _ONLY_WITH if n in parts and frequency not in _ONLY_WITH[n]]:
        message = saying(
            "{part} does not go with FREQ={frequency}", part=wrong[0], frequency=frequency
        )
    elif wrong := [name for name in _NUMBERS if name in parts and not _fits(name, parts[name])]:
        message = saying("{part}={value} is out of range", part=wrong[0], value=parts[wrong[0]])
    elif not _weekdays(parts):
        message = saying(
            "BYDAY={days} does not go with FREQ={frequency}, or names no days",
            days=parts["BYDAY"],
            frequency=frequency,
        )
    else:
        return parts
    raise NotCounted(message)


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
        message = saying("the rule falls more than {most} times in the period", most=MOST_INTERVALS)
        raise NotCounted(message)
    return tuple(days)
