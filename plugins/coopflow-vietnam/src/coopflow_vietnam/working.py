"""The days that are worked: what the `holidays` package knows, and tables that correct it."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

from attrs import field, frozen

from coopflow_vietnam.tables import DECIDED, KNOWN, Table

_WEEKEND = 5


@frozen(kw_only=True)
class VietnamCalendar:
    """Working days of offices in Vietnam that rest on Saturdays and Sundays.

    Holidays are Tết and the other days of the Labour Code, with the days off in lieu of those
    that fall on a weekend, and the days that the Government swaps with a Saturday.

    Attributes:
        name: What terms call it by. An agency that corrects it gives its own calendar another.
        overrides: Tables that go before what the package says; of two that name the same day,
            the later one.
        decided: The last year whose days off the Government has announced. What lies beyond is an
            estimate, which `coopflow check` says.

    Source:
        Labour Code 2019 (45/2019/QH14), Article 112.
    """

    name: str = "vietnam"
    overrides: tuple[Table, ...] = KNOWN
    decided: int = DECIDED
    _told: dict[date, bool] = field(init=False, repr=False, eq=False)

    @_told.default
    def _days_of_tables(self) -> dict[date, bool]:
        told: dict[date, bool] = {}
        for table in self.overrides:
            told |= dict.fromkeys(table.off, False) | dict.fromkeys(table.worked, True)
        return told

    def works(self, day: date, /) -> bool:
        """Tell whether `day` is a working day."""
        told = self._told.get(day)
        if told is not None:
            return told
        off, worked = days_of(day.year)
        return day in worked if day.weekday() >= _WEEKEND else day not in off


@lru_cache(maxsize=256)
def days_of(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the holidays of a year, and those of its weekend days that are worked.

    Its neighbours are looked at too: 5 January 2019 was worked for 31 December 2018, and 27
    December 2014 for 2 January 2015.
    """
    from holidays import country_holidays  # noqa: PLC0415 - slow to import; only where days are counted

    years = range(max(year - 1, MINYEAR), min(year + 1, MAXYEAR) + 1)
    found = country_holidays("VN", years=years)
    of_the_year = frozenset(day for day in found if day.year == year)
    return of_the_year, frozenset(day for day in found.weekend_workdays if day.year == year)
