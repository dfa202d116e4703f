"""Spans onward and back, and the ends of months, against days counted one by one."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Any

import naive_days
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from naive_days import ONE

from coopflow.definitions.calendars import (
    CALENDARS,
    CalendarFailed,
    NoSuchDay,
    after,
    before,
    intervals,
)
from coopflow.definitions.reporting import closing
from coopflow.engine.spans import ahead, left
from coopflow.testing.strategies import days, periods, spans
from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from coopflow.values.time import Unit
    from coopflow.values.timing import MonthEnd

WEEKDAYS = CALENDARS["weekdays"]
RULES_OF_MONTH_ENDS: tuple[MonthEnd, ...] = ("down", "up", "refuse")


def month_ends() -> SearchStrategy[date]:
    """Give the last days of months, and those that some months do not have."""
    months = st.tuples(st.integers(2020, 2030), st.integers(1, 12), st.integers(28, 31))
    return months.map(lambda it: date(it[0], it[1], min(it[2], monthrange(it[0], it[1])[1])))


def told(count: Callable[[], Any]) -> Any:
    """Return what is counted, or that there is no such day."""
    try:
        return count()
    except (naive_days.Refused, NoSuchDay):
        return "no such day"


@frozen
class Swapping:
    """Weekdays but some, and of the weekends some."""

    swapped: frozenset[date]
    name: str = "swapping"

    def works(self, day: date, /) -> bool:
        """Tell whether `day` is a weekday or swapped with one, and not both."""
        return WEEKDAYS.works(day) != (day in self.swapped)


class TestMonthEnds:
    """Where a month has no such day, the terms say what is meant: down, up, or nothing."""

    @given(days(), spans(most=60), st.sampled_from(RULES_OF_MONTH_ENDS))
    def test_both_directions_are_as_one_walks(
        self, day: date, span: str, month_end: MonthEnd
    ) -> None:
        """After and before, under each rule."""
        each = Span.parse(span)

        assert told(lambda: naive_days.after(day, span, month_end)) == told(
            lambda: after(day, each, WEEKDAYS, month_end)
        )
        assert told(lambda: naive_days.before(day, span, month_end)) == told(
            lambda: before(day, each, WEEKDAYS, month_end)
        )

    @given(month_ends(), st.integers(1, 60), st.sampled_from(RULES_OF_MONTH_ENDS))
    def test_ends_of_months_are_as_one_walks(
        self, day: date, count: int, month_end: MonthEnd
    ) -> None:
        """From the days that some months do not have."""
        span = f"{count} months"
        each = Span(count, "months")

        assert told(lambda: naive_days.after(day, span, month_end)) == told(
            lambda: after(day, each, WEEKDAYS, month_end)
        )
        assert told(lambda: naive_days.before(day, span, month_end)) == told(
            lambda: before(day, each, WEEKDAYS, month_end)
        )

    @given(
        month_ends(),
        st.integers(1, 7),
        st.integers(60, 800),
        st.sampled_from(RULES_OF_MONTH_ENDS),
    )
    def test_intervals_are_those_one_walks(
        self, start: date, count: int, length: int, month_end: MonthEnd
    ) -> None:
        """Whatever the rule, the intervals follow one another from the first day to the last."""
        period = Period(start, start + ONE * length)
        cut = told(lambda: intervals(period, Span(count, "months"), month_end))
        walked = told(lambda: naive_days.intervals(start, period.end, f"{count} months", month_end))

        assert walked == (cut if cut == "no such day" else [(e.start, e.end) for e in cut])

    @pytest.mark.parametrize(
        ("month_end", "expected"),
        [("down", date(2023, 2, 28)), ("up", date(2023, 3, 1)), ("refuse", "no such day")],
    )
    def test_31_august_and_6_months(self, month_end: MonthEnd, expected: date | str) -> None:
        """It is the last of February, the first of March, or refused."""
        assert expected == told(
            lambda: after(date(2022, 8, 31), Span(6, "months"), WEEKDAYS, month_end)
        )

    @pytest.mark.parametrize(
        ("month_end", "expected"),
        [("down", date(2023, 2, 28)), ("up", date(2023, 3, 1)), ("refuse", "no such day")],
    )
    def test_29_february_and_years(self, month_end: MonthEnd, expected: date | str) -> None:
        """A year after a leap day there is none, before it neither."""
        leap, year = date(2024, 2, 29), Span(1, "years")
        later = expected.replace(year=2025) if isinstance(expected, date) else expected

        assert later == told(lambda: after(leap, year, WEEKDAYS, month_end))
        assert expected == told(lambda: before(leap, year, WEEKDAYS, month_end))


@frozen
class ClosingOn:
    """A reporting calendar that closes on the last day of some number, else with the interval."""

    number: int
    name: str = "closing"

    def closes(self, interval: Period, /) -> date:
        """Look back from the interval's end."""
        day = interval.end
        while day.day != self.number and day > interval.start:
            day -= ONE
        return day if day.day == self.number else interval.end


class TestReporting:
    """Intervals that close on cut-off days follow one another, and none reaches the next one's."""

    @given(periods(), spans(("weeks", "months", "years"), most=9), st.integers(1, 28))
    def test_they_follow_one_another(self, period: dict[str, date], span: str, number: int) -> None:
        """From the first day on without a gap, each closing on a day of its own interval."""
        cut = intervals(Period(**period), Span.parse(span))
        closed = closing(cut, ClosingOn(number))

        assert period["start"] == closed[0].start
        assert [each.end + ONE for each in closed[:-1]] == [each.start for each in closed[1:]]
        assert all(each.start <= each.end for each in closed)
        assert all(own.end in each for own, each in zip(closed, cut, strict=True))

    @given(periods(), st.integers(1, 9))
    def test_by_months_they_close_on_the_day(self, period: dict[str, date], count: int) -> None:
        """Whole months, counted from a first: each but the last closes on its last 14th."""
        start = period["start"].replace(day=1)
        cut = intervals(Period(start, period["end"] + 90 * ONE), Span(count, "months"))
        closed = closing(cut, ClosingOn(14))

        assert [each.end.replace(day=14) for each in cut[:-1]] == [each.end for each in closed[:-1]]


class TestWorkingDays:
    """Working days are counted one by one, the first day not among them; the last is one."""

    @given(days(), st.integers(1, 60), st.frozensets(st.integers(-99, 99), max_size=30))
    def test_swapped_days_count_as_they_are_worked(
        self, day: date, count: int, offsets: frozenset[int]
    ) -> None:
        """The library and whoever walks arrive on the same day, onward and back."""
        swapping = Swapping(frozenset(day + ONE * each for each in offsets))
        span, swapped = Span(count, "working days"), swapping.swapped

        assert naive_days.after(day, str(span), swapped=swapped) == after(day, span, swapping)
        assert naive_days.before(day, str(span), swapped=swapped) == before(day, span, swapping)

    @given(days(), st.integers(1, 60), st.frozensets(st.integers(-9, 99), max_size=30))
    def test_what_is_left_leads_there(self, day: date, count: int, offsets: frozenset[int]) -> None:
        """As many days are left as were walked, over days of rest and worked Saturdays."""
        swapping = Swapping(frozenset(day + ONE * each for each in offsets))
        due = after(day, Span(count, "working days"), swapping)

        assert count == left(day, due, "working days", swapping)
        assert due == ahead(day, count, "working days", swapping)
        assert count - 1 == left(day, due - ONE, "working days", swapping)

    @given(days(), st.integers(1, 200))
    def test_back_and_onward_from_a_working_day(self, day: date, count: int) -> None:
        """From a working day one comes back to it."""
        span = Span(count, "working days")
        worked = after(day, Span(1, "working days"), WEEKDAYS)

        assert worked == before(after(worked, span, WEEKDAYS), span, WEEKDAYS)

    def test_three_from_a_thursday(self) -> None:
        """They end on Tuesday; and three before that Tuesday it was Thursday."""
        thursday, tuesday, three = date(2022, 3, 24), date(2022, 3, 29), Span(3, "working days")

        assert tuesday == after(thursday, three, WEEKDAYS)
        assert thursday == before(tuesday, three, WEEKDAYS)

    def test_a_calendar_that_never_works_comes_to_an_end(self) -> None:
        """Nobody waits for the year 9999."""

        class Idle:
            name = "idle"

            def works(self, _: date, /) -> bool:
                return False

        with pytest.raises(CalendarFailed, match="idle: no day within a year of 2023-"):
            after(date(2022, 1, 1), Span(1, "working days"), Idle())

    @pytest.mark.parametrize("unit", ["days", "working days", "weeks", "months", "years"])
    def test_beyond_the_calendar(self, unit: Unit) -> None:
        """What no year has a day for is an overflow, in both directions."""
        with pytest.raises(OverflowError):
            after(date(9999, 12, 30), Span(9, unit), WEEKDAYS)
        with pytest.raises(OverflowError):
            before(date(1, 1, 2), Span(9, unit), WEEKDAYS)
