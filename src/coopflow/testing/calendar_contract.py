"""What the calendars of a plugin promise: part of the contract of plugins."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from coopflow.definitions.calendars import intervals
from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.host.manager import Contributed, Host

_DAY = timedelta(days=1)
_YEARS = range(2020, 2031)
_OTHER_DAYS = (date.min, date(1900, 2, 28), date(2199, 12, 31), date.max)
_SPANS = (Span(1, "weeks"), Span(20, "days"), Span(1, "months"), Span(3, "months"),
          Span(6, "months"), Span(9, "months"), Span(1, "years"))  # fmt: skip
_STARTS = (date(2022, 1, 1), date(2022, 3, 22), date(2023, 10, 31), date(2024, 2, 29))


class CalendarPromises:
    """The promises of calendars; `PluginContract` holds a plugin's own against them."""

    def test_a_calendar_knows_every_day(self, host: Host, own: Contributed) -> None:
        """It says yes or no of each, the same when it is asked again, and works in every year."""
        for name in own.calendars:
            calendar = host.calendars[name]
            for year in _YEARS:
                answers = {day: calendar.works(day) for day in _days(year)}

                assert {True, False} >= set(answers.values()), (name, year)
                assert any(answers.values()), (name, year)
                assert answers == {day: calendar.works(day) for day in answers}, (name, year)
            for day in _OTHER_DAYS:
                assert calendar.works(day) in (True, False), (name, day)

    def test_a_reporting_calendar_closes_inside_the_interval(
        self, host: Host, own: Contributed
    ) -> None:
        """On one of its days, the same when it is asked again, whatever the interval."""
        for name in own.reporting:
            calendar = host.reporting[name]
            for interval in _intervals():
                day = calendar.closes(interval)

                assert day in interval, (name, interval, day)
                assert day == calendar.closes(interval), (name, interval)


def _days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += _DAY


def _intervals() -> Iterator[Period]:
    """Yield what periods of a year and more are cut into, from several days of the year."""
    for start in _STARTS:
        for length in (0, 13, 364, 800):
            for every in _SPANS:
                yield from intervals(Period(start, start + length * _DAY), every)
