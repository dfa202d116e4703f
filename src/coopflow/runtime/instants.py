"""From what a caller writes for *when* to an instant in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

When = str | date | datetime | None
"""ISO text, a day, or an instant; without a zone it is local to the agreement."""


def instant(when: When, *, zone: str, now: datetime, last: datetime | None) -> datetime:
    """Return the instant that `when` means.

    Args:
        when: ``None`` for now. A day alone means its beginning, or what happened last if that
            was later on the same day.
        zone: The agreement's time zone (an IANA name).
        now: What the clock says.
        last: When the stream's last entry happened, where it has one.

    Raises:
        ValueError: It is no date or time of the calendar, or nothing that says one.
    """
    if when is None:
        return now if last is None else max(now, last)
    written = _read(when)
    local = ZoneInfo(zone)
    try:
        if not isinstance(written, datetime):
            begins = datetime.combine(written, time(), local).astimezone(UTC)
            same_day = last is not None and last.astimezone(local).date() == written
            return max(begins, last) if same_day and last is not None else begins
        return _aware(written, zone)
    except OverflowError:
        message = f"{when} lies outside the calendar"
        raise ValueError(message) from None


def until(when: str | date | datetime, *, zone: str) -> datetime:
    """Return the last instant that `when` takes in: a day alone is taken in whole.

    Args:
        when: As for `instant`.
        zone: The agreement's time zone (an IANA name).

    Raises:
        ValueError: It is no date or time of the calendar, or nothing that says one.
    """
    written = _read(when)
    try:
        if isinstance(written, datetime):
            return _aware(written, zone)
        following = datetime.combine(written + timedelta(days=1), time())
        return _aware(following, zone) - timedelta(microseconds=1)
    except OverflowError:
        message = f"{when} lies outside the calendar"
        raise ValueError(message) from None


def require_when(when: object) -> None:
    """Refuse what says no date or time, where it might not be looked at.

    Raises:
        ValueError: It is neither ``None`` nor a date or time.
    """
    if when is not None:
        _read(when)


def _aware(written: datetime, zone: str) -> datetime:
    local = written if written.tzinfo is not None else written.replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def _read(written: object) -> date | datetime:
    if isinstance(written, date):  # a datetime is one, too
        return written
    if not isinstance(written, str):
        message = f"{written!r} is no date or time: write 2022-03-22 or 2022-03-22T09:00"
        raise ValueError(message)  # noqa: TRY004 - one error for whatever is no date or time
    try:
        return date.fromisoformat(written)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        message = f"{written!r} is no date or time: write 2022-03-22 or 2022-03-22T09:00"
        raise ValueError(message) from None
