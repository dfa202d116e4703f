"""Days, periods and spans; instants are aware datetimes in UTC.

An *instant* is when something happened. A *day* is a date in the agreement's time zone:
deadlines are days, and a day is over when the next one begins there.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from attrs import frozen

Day = date
"""A day of the calendar; the name keeps fields called `date` clear of the class."""

Unit = Literal["days", "working days", "weeks", "months", "years"]

_SPAN = re.compile(r"(\d{1,4}) +(working days?|days?|weeks?|months?|years?)")


@frozen
class Span:
    """A length of time as people write it: ``5 working days``, ``6 months``.

    Attributes:
        count: How many (1 to 9999).
        unit: Of what.
    """

    count: int
    unit: Unit

    @classmethod
    def parse(cls, written: str) -> Span:
        """Read ``"6 months"`` or ``"1 month"``.

        Raises:
            ValueError: It is not a whole number of 1 to 9999 and a known unit.
        """
        match = _SPAN.fullmatch(written.strip())
        if match is None or int(match[1]) == 0:
            message = (
                f"{written!r} is no span: write a whole number from 1 to 9999 and a unit,"
                " such as '6 months'"
            )
            raise ValueError(message)
        unit: Unit = match[2].rstrip("s") + "s"  # type: ignore[assignment]  # the pattern holds only units
        return cls(int(match[1]), unit)

    def __str__(self) -> str:
        return f"{self.count} {self.unit[:-1] if self.count == 1 else self.unit}"


@frozen
class Period:
    """From one day to another, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def holds(self, other: Period) -> bool:
        """Tell whether `other` lies inside this period."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"


def day_of(instant: datetime, zone: str) -> date:
    """Return the day that `instant` falls on in time zone `zone` (an IANA name)."""
    return instant.astimezone(ZoneInfo(zone)).date()


_BEFORE_ZONE = len("2022-03-22T02:00:00.000000")


def stamp(instant: datetime) -> str:
    """Write an aware `instant` in UTC at a fixed width, so that text order is time order."""
    utc = instant if instant.tzinfo is UTC else instant.astimezone(UTC)
    return utc.isoformat(timespec="microseconds")[:_BEFORE_ZONE] + "Z"


def local(instant: datetime, zone: str) -> str:
    """Write `instant` for people, to the minute, in time zone `zone`."""
    return instant.astimezone(ZoneInfo(zone)).isoformat(" ", "minutes")


def unstamp(written: str) -> datetime:
    """Read what `stamp` wrote."""
    return datetime.fromisoformat(written)
