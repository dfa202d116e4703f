"""Days counted one by one: a second opinion on every due date. Slow, plain, and on its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ONE = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def local_day(at: datetime, zone: str) -> date:
    """Return the day a clock in `zone` shows at `at`."""
    return at.astimezone(UTC).astimezone(ZoneInfo(zone)).date()


class Refused(Exception):
    """There is no such day, and nobody wants to guess."""


def after(
    day: date, span: str, month_end: str = "down", swapped: frozenset[date] = frozenset()
) -> date:
    """Walk `span` on from `day`; weekdays are worked and weekends not, but for what is swapped."""
    return _walk(day, span, month_end, swapped, ONE)


def before(
    day: date, span: str, month_end: str = "down", swapped: frozenset[date] = frozenset()
) -> date:
    """Walk `span` back from `day`; weekdays are worked and weekends not, but for the swapped."""
    return _walk(day, span, month_end, swapped, -ONE)


def _walk(day: date, span: str, month_end: str, swapped: frozenset[date], step: timedelta) -> date:
    count, unit = span.split(" ", 1)
    steps = int(count)
    if unit.startswith("month"):
        return _months_on(day, steps, month_end, step.days)
    if unit.startswith("year"):
        return _months_on(day, 12 * steps, month_end, step.days)
    if unit.startswith("week"):
        return day + 7 * steps * step
    if unit.startswith("day"):
        return day + steps * step
    while steps:
        day += step
        if (day.weekday() < SATURDAY) != (day in swapped):
            steps -= 1
    return day


def _months_on(day: date, months: int, month_end: str, step: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        month += step
        if month > 12:
            year, month = year + 1, 1
        if month < 1:
            year, month = year - 1, 12
    there = [
        each
        for each in (date(year, month, 1) + n * ONE for n in range(31))
        if each.month == month and each.day <= day.day
    ]
    if there[-1].day == day.day:
        return there[-1]
    if month_end == "refuse":
        raise Refused
    return there[-1] if month_end == "down" else there[-1] + ONE


def times(span: str, factor: int) -> str:
    """Return a span `factor` times as long."""
    count, unit = span.split(" ", 1)
    return f"{int(count) * factor} {unit}"


def intervals(
    start: date, end: date, span: str, month_end: str = "down"
) -> list[tuple[date, date]]:
    """Cut the days from `start` to `end` by `span`, always measured from `start`."""
    cut: list[tuple[date, date]] = []
    opens = start
    while opens <= end:
        longer = times(span, len(cut) + 1)
        if after(start, longer) > end:
            return [*cut, (opens, end)]
        following = after(start, longer, month_end)
        cut.append((opens, min(following - ONE, end)))
        opens = following
    return cut


def closing(cut: list[tuple[date, date]], number: int) -> list[tuple[date, date]]:
    """Close each interval on its last day of that number, where it has one, else with its end."""
    found: list[tuple[date, date]] = []
    for start, end in cut:
        last = end
        while last.day != number and last > start:
            last -= ONE
        close = last if last.day == number else end
        found.append((found[-1][1] + ONE if found else start, close))
    return found


def rule_days(start: date, end: date, rule: str) -> list[date]:
    """Return the days from `start` to `end` on which `rule` falls, by looking at each of them.

    It knows yearly rules with BYMONTH and BYMONTHDAY, monthly ones with BYMONTHDAY, and weekly
    ones with BYDAY; that is all the strategies write.
    """
    parts = dict(part.split("=") for part in rule.split(";"))
    months = [int(month) for month in parts.get("BYMONTH", "").split(",") if month]
    monthdays = [int(day) for day in parts.get("BYMONTHDAY", "").split(",") if day]
    weekdays = [day for day in parts.get("BYDAY", "").split(",") if day]
    found = []
    day = start
    while day <= end:
        fits = not months or day.month in months
        fits = fits and (not monthdays or any(_is_monthday(day, each) for each in monthdays))
        fits = fits and (not weekdays or WEEKDAYS[day.weekday()] in weekdays)
        if fits:
            found.append(day)
        day += ONE
    return found


def _is_monthday(day: date, wanted: int) -> bool:
    if wanted > 0:
        return day.day == wanted
    return (day - wanted * ONE).month != day.month and (
        day + (-wanted - 1) * ONE
    ).month == day.month
