"""Clocks that tell the time they are told: for tests, demonstrations and simulated years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FixedClock:
    """A clock that stands: it tells one instant, whenever it is asked.

    >>> from coopflow import Secretariat
    >>> office = Secretariat.open("memory:", plugins=[], clock=FixedClock("2022-03-22T02:00Z"))
    >>> office.clock.now().isoformat()
    '2022-03-22T02:00:00+00:00'
    """

    def __init__(self, instant: datetime | str) -> None:
        """Stand at `instant`: aware, or ISO text with its offset.

        Raises:
            ValueError: It is no instant, or nobody could tell where it is meant.
        """
        self._instant = _aware(instant)

    def now(self) -> datetime:
        """Return the instant it stands at, in UTC."""
        return self._instant

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._instant.isoformat()!r})"


class SteppedClock(FixedClock):
    """A clock that goes on when it is stepped by hand, and never back.

    >>> clock = SteppedClock("2022-03-22T02:00Z")
    >>> clock.step(days=1).isoformat()
    '2022-03-23T02:00:00+00:00'
    >>> clock.to("2022-06-28T02:00Z").isoformat()
    '2022-06-28T02:00:00+00:00'
    """

    def step(
        self, by: timedelta = timedelta(), *, days: int = 0, hours: int = 0, minutes: int = 0
    ) -> datetime:
        """Go on by so much, and return the instant it is then.

        Raises:
            ValueError: That leads back.
        """
        return self.to(self._instant + by + timedelta(days=days, hours=hours, minutes=minutes))

    def to(self, instant: datetime | str) -> datetime:
        """Go on to `instant`, and return it.

        Raises:
            ValueError: It lies before the instant that it is, or is none.
        """
        aware = _aware(instant)
        if aware < self._instant:
            message = (
                f"it is {self._instant.isoformat()}: no clock goes back to {aware.isoformat()}"
            )
            raise ValueError(message)
        self._instant = aware
        return aware


def _aware(instant: datetime | str) -> datetime:
    read = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    if read.utcoffset() is None:
        message = (
            f"{instant} has no offset: write 2022-03-22T09:00+07:00, or give an aware datetime"
        )
        raise ValueError(message)
    return read.astimezone(UTC)
