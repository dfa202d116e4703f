"""Working days in Vietnam, against the dates that were announced for offices."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

import coopflow_vietnam
from coopflow import Secretariat
from coopflow.definitions.calendars import CALENDARS, after, before
from coopflow.values.time import Span
from coopflow_vietnam import KNOWN, Table, VietnamCalendar
from coopflow_vietnam.working import days_of

VIETNAM = VietnamCalendar()


def days_off(first: date, last: date, calendar: VietnamCalendar = VIETNAM) -> list[date]:
    """Return the days from `first` to `last` that are not worked."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if not calendar.works(day)]


class TestTet:
    """Around Tết offices rest a week, the days in lieu of its weekend included."""

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            (date(2020, 1, 23), date(2020, 1, 29)),
            (date(2021, 2, 10), date(2021, 2, 16)),
            (date(2022, 1, 29), date(2022, 2, 6)),
            (date(2023, 1, 20), date(2023, 1, 26)),
            (date(2024, 2, 8), date(2024, 2, 14)),
            (date(2025, 1, 25), date(2025, 2, 2)),
            (date(2026, 2, 14), date(2026, 2, 22)),
            (date(2027, 2, 4), date(2027, 2, 10)),  # as the Labour Code has it: to be decided
        ],
    )
    def test_the_week_of_each_year(self, first: date, last: date) -> None:
        """From the day after the last working day to the day before the next one."""
        found = days_off(first, last)

        assert (last - first).days + 1 == len(found)
        assert VIETNAM.works(first - timedelta(days=1))
        assert VIETNAM.works(last + timedelta(days=1))

    def test_three_working_days_across_tet_of_2022(self) -> None:
        """From Friday 28 January they end on Wednesday 9 February, and lead back from there."""
        three = Span(3, "working days")

        assert date(2022, 2, 9) == after(date(2022, 1, 28), three, VIETNAM)
        assert date(2022, 1, 28) == before(date(2022, 2, 9), three, VIETNAM)

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            (date(2026, 2, 12), date(2026, 2, 24)),
            (date(2026, 2, 13), date(2026, 2, 25)),
            (date(2027, 2, 2), date(2027, 2, 12)),
            (date(2027, 2, 3), date(2027, 2, 15)),
        ],
    )
    def test_three_working_days_across_later_ones(self, first: date, last: date) -> None:
        """The week of 2026, and that of 2027."""
        assert last == after(first, Span(3, "working days"), VIETNAM)


class TestSubstitutes:
    """A holiday on a weekend is taken on the next working day."""

    @pytest.mark.parametrize(
        "day",
        [
            date(2022, 1, 3),  # for New Year's Day, a Saturday
            date(2022, 4, 11),  # for the Hùng Kings, a Sunday
            date(2022, 5, 2),  # for 30 April, a Saturday
            date(2022, 5, 3),  # for 1 May, a Sunday
            date(2023, 1, 2),
            date(2023, 9, 4),
        ],
    )
    def test_days_in_lieu(self, day: date) -> None:
        """They are off, though no holiday falls on them."""
        assert not VIETNAM.works(day)

    @pytest.mark.parametrize(("year", "other"), [(2021, 3), (2022, 1), (2023, 1), (2024, 3)])
    def test_the_second_day_of_the_national_holiday(self, year: int, other: int) -> None:
        """2 September is off with the day before it or after it."""
        assert not VIETNAM.works(date(year, 9, 2))
        assert not VIETNAM.works(date(year, 9, other))


class TestSwappedSaturdays:
    """A day between holidays is off, and a Saturday is worked for it."""

    @pytest.mark.parametrize(
        ("off", "worked"),
        [
            (date(2015, 1, 2), date(2014, 12, 27)),
            (date(2018, 12, 31), date(2019, 1, 5)),
            (date(2019, 4, 29), date(2019, 5, 4)),
            (date(2024, 4, 29), date(2024, 5, 4)),
            (date(2025, 5, 2), date(2025, 4, 26)),
            (date(2026, 8, 31), date(2026, 8, 22)),
        ],
    )
    def test_the_package_knows(self, off: date, worked: date) -> None:
        """Whichever of the two comes first, also across a year's end."""
        assert not VIETNAM.works(off)
        assert 5 == worked.weekday()
        assert VIETNAM.works(worked)

    @pytest.mark.parametrize(
        ("thursday", "monday"),
        [
            (date(2025, 4, 24), date(2025, 4, 28)),
            (date(2026, 1, 8), date(2026, 1, 12)),
            (date(2026, 8, 20), date(2026, 8, 24)),
        ],
    )
    def test_a_saturday_that_is_worked_counts(self, thursday: date, monday: date) -> None:
        """Three working days from a Thursday end on Monday then, not on Tuesday."""
        assert monday == after(thursday, Span(3, "working days"), VIETNAM)
        assert monday + timedelta(days=1) == after(
            thursday - timedelta(weeks=2), Span(3, "working days"), CALENDARS["weekdays"]
        ) + timedelta(weeks=2)

    def test_our_table_knows(self) -> None:
        """2 January 2026 was swapped with Saturday 10 January, which the package lacks."""
        off, worked = date(2026, 1, 2), date(2026, 1, 10)
        bare = VietnamCalendar(name="bare", overrides=())

        assert (True, False) == (bare.works(off), bare.works(worked))
        assert (False, True) == (VIETNAM.works(off), VIETNAM.works(worked))


class TestTables:
    """An agency corrects the calendar by a table a year, under a name of its own."""

    def test_a_table_goes_before_the_package(self) -> None:
        """Of days it names; all others are as they were."""
        flood, saturday, tet = date(2022, 10, 17), date(2022, 10, 22), date(2022, 2, 1)
        table = Table(year=2022, off=(flood,), worked=(saturday, tet), source="CV 1/UBND")
        ours = VietnamCalendar(name="quang-nam", overrides=(*KNOWN, table))

        assert (True, False, False) == tuple(map(VIETNAM.works, (flood, saturday, tet)))
        assert (False, True, True) == tuple(map(ours.works, (flood, saturday, tet)))
        assert not ours.works(date(2022, 1, 31))
        assert not ours.works(date(2026, 1, 2))

    def test_the_later_table_counts(self) -> None:
        """A second document of a year corrects the first."""
        day = date(2022, 10, 17)
        first = Table(year=2022, off=(day,), source="CV 1/UBND")
        second = Table(year=2022, worked=(day,), source="CV 2/UBND")

        assert VietnamCalendar(overrides=(first, second)).works(day)
        assert not VietnamCalendar(overrides=(second, first)).works(day)

    def test_a_day_of_another_year_is_refused(self) -> None:
        """It would never be looked for there."""
        with pytest.raises(ValueError, match="2023-01-02 is no day of 2022"):
            Table(year=2022, off=(date(2023, 1, 2),), source="CV 1/UBND")

    def test_a_day_that_is_both_is_refused(self) -> None:
        """It cannot be off and worked."""
        day = date(2022, 1, 8)

        with pytest.raises(ValueError, match="2022-01-08 is both off and worked"):
            Table(year=2022, off=(day,), worked=(day,), source="CV 1/UBND")


class TestDecided:
    """What nobody has decided yet is an estimate, and a terms file is told so."""

    def test_the_calendar_tells_how_far_it_knows(self) -> None:
        """Up to the last year it has a table of; an agency's own may know more."""
        assert max(table.year for table in KNOWN) == VIETNAM.decided
        with Secretariat.open("memory:", plugins=[coopflow_vietnam]) as office:
            assert {"vietnam": VIETNAM.decided} == office.known.decided


class TestPackage:
    """The package is asked once for each year."""

    def test_a_year_is_made_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """However many of its days are asked about."""
        asked: list[object] = []
        real = holidays.country_holidays

        def counted(country: str, *, years: range) -> holidays.HolidayBase:
            asked.append(years)
            return real(country, years=years)

        monkeypatch.setattr(holidays, "country_holidays", counted)
        days_of.cache_clear()
        for month in range(1, 13):
            VIETNAM.works(date(2022, month, 1))
            VIETNAM.works(date(2023, month, 1))
        days_of.cache_clear()

        assert [range(2021, 2024), range(2022, 2025)] == asked
