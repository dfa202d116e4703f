"""What a caller may write for *when*."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from coopflow import Secretariat
from coopflow.runtime.instants import When, instant, until

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ZONE = "Asia/Ho_Chi_Minh"


def _instant(when: When, last: datetime | None = None) -> datetime:
    return instant(when, zone=ZONE, now=NOW, last=last)


class TestInstant:
    """Whatever has no zone is local to the agreement; the answer is in UTC."""

    @pytest.mark.parametrize(
        ("when", "expected"),
        [
            ("2022-03-22", datetime(2022, 3, 21, 17, tzinfo=UTC)),
            (date(2022, 3, 22), datetime(2022, 3, 21, 17, tzinfo=UTC)),
            ("2022-03-22T09:00", datetime(2022, 3, 22, 2, tzinfo=UTC)),
            (datetime(2022, 3, 22, 9), datetime(2022, 3, 22, 2, tzinfo=UTC)),  # noqa: DTZ001 - that is the case
            ("2022-03-22T09:00Z", datetime(2022, 3, 22, 9, tzinfo=UTC)),
            ("2022-03-22T09:00+01:00", datetime(2022, 3, 22, 8, tzinfo=UTC)),
            (None, NOW),
        ],
    )
    def test_it_reads_every_form(self, when: When, expected: datetime) -> None:
        """A day begins at midnight where the agreement is."""
        assert expected == _instant(when)

    def test_now_is_never_before_what_happened_last(self) -> None:
        """The later of the clock and the stream."""
        later = datetime(2027, 1, 1, tzinfo=UTC)

        assert later == _instant(None, later)

    def test_a_day_alone_follows_what_happened_on_it(self) -> None:
        """Two things on one day need no times of day."""
        nine = datetime(2022, 3, 22, 2, tzinfo=UTC)

        assert nine == _instant("2022-03-22", nine)

    def test_a_day_alone_is_not_moved_to_another_day(self) -> None:
        """What precedes the stream stays before it, and is refused there."""
        next_day = datetime(2022, 3, 23, 2, tzinfo=UTC)

        assert datetime(2022, 3, 21, 17, tzinfo=UTC) == _instant("2022-03-22", next_day)

    @pytest.mark.parametrize(
        "when",
        ["tomorrow", "2022-02-30", "", "0001-01-01T00:00+14:00", 5, True, 2022.5, b"2022", []],
    )
    def test_what_is_no_instant_is_an_error(self, when: Any) -> None:
        """It says what can be written, to whoever asks for an instant or until when."""
        with pytest.raises(ValueError, match=r"write|calendar"):
            _instant(when)

        with pytest.raises(ValueError, match=r"write|calendar"):
            until(when, zone=ZONE)

    @pytest.mark.parametrize("when", [5, b"2022", "soon"])
    def test_the_clock_does_not_tick_for_it(self, when: Any) -> None:
        """Whatever the journal holds."""
        with (
            Secretariat.open("memory:", plugins=[]) as office,
            pytest.raises(ValueError, match="is no date or time: write"),
        ):
            office.tick(when)
