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


def after(day: date, span: str) -> date:
    """Walk `span` on from `day`; a day a month does not have becomes that month's last."""
    count, unit = span.split(" ", 1)
    steps = int(count)
    if unit.startswith("month"):
        return _months_on(day, steps)
    if unit.startswith("year"):
        return _months_on(day, 12 * steps)
    if unit.startswith("week"):
        return day + 7 * steps * ONE
    if unit.startswith("day"):
        return day + steps * ONE
    while steps:
        day += ONE
        if day.weekday() < SATURDAY:
            steps -= 1
    return day


def _months_on(day: date, months: int) -> date:
    year, month, last = day.year, day.month, day.day
    for _ in range(months):
        month += 1
        if month > 12:
            year, month = year + 1, 1
    while True:
        try:
            return date(year, month, last)
        except ValueError:
            last -= 1


def times(span: str, factor: int) -> str:
    """Return a span `factor` times as long."""
    count, unit = span.split(" ", 1)
    return f"{int(count) * factor} {unit}"


def intervals(start: date, end: date, span: str) -> list[tuple[date, date]]:
    """Cut the days from `start` to `end` by `span`, always measured from `start`."""
    cut: list[tuple[date, date]] = []
    opens = start
    while opens <= end:
        following = after(start, times(span, len(cut) + 1))
        cut.append((opens, min(following - ONE, end)))
        opens = following
    return cut


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
