"""Clocks for tests: one stands, one is stepped."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from coopflow import Secretariat
from coopflow.testing import FixedClock, SteppedClock

NINE = "2022-03-22T09:00+07:00"
TWO = datetime(2022, 3, 22, 2, tzinfo=UTC)


class TestFixedClock:
    """It tells one instant, in UTC."""

    def test_it_stands(self) -> None:
        """However it is said."""
        clock = FixedClock(NINE)

        assert (TWO, TWO) == (clock.now(), clock.now())
        assert TWO == FixedClock(TWO).now()
        assert UTC is clock.now().tzinfo

    def test_it_is_an_offices(self) -> None:
        """An office asks it what time it is."""
        with Secretariat.open("memory:", plugins=[], clock=FixedClock(NINE)) as office:
            assert TWO == office.clock.now()

    @pytest.mark.parametrize("instant", ["2022-03-22T09:00", datetime(2022, 3, 22), "soon"])  # noqa: DTZ001 - it is to be refused
    def test_it_is_told_where(self, instant: datetime | str) -> None:
        """A time without its offset is nobody's."""
        with pytest.raises(ValueError, match=r"offset|isoformat"):
            FixedClock(instant)

    def test_it_is_shown(self) -> None:
        """As it could be made again."""
        assert "FixedClock('2022-03-22T02:00:00+00:00')" == repr(FixedClock(NINE))


class TestSteppedClock:
    """It goes on by hand, and never back."""

    def test_it_is_stepped(self) -> None:
        """By days, hours and minutes, or by any span."""
        clock = SteppedClock(NINE)
        expected = TWO + timedelta(days=1, hours=2, minutes=3, seconds=4)

        assert expected == clock.step(timedelta(seconds=4), days=1, hours=2, minutes=3)
        assert expected == clock.now()

    def test_it_is_set(self) -> None:
        """To a later instant, or the one it is."""
        clock = SteppedClock(NINE)

        assert TWO == clock.to(TWO)
        assert datetime(2022, 3, 23, 2, tzinfo=UTC) == clock.to("2022-03-23T02:00Z") == clock.now()

    def test_it_never_goes_back(self) -> None:
        """Neither way; and it stays where it is."""
        clock = SteppedClock(NINE)
        with pytest.raises(ValueError, match="goes back"):
            clock.step(minutes=-1)
        with pytest.raises(ValueError, match="goes back"):
            clock.to(TWO - timedelta(seconds=1))

        assert TWO == clock.now()


class TestWithoutPytest:
    """The clocks serve where nothing is tested."""

    def test_no_pytest_is_needed(self) -> None:
        """For a demonstration, say: a simulated year."""
        asked = (
            "import sys; sys.modules['pytest'] = None; from coopflow.testing import FixedClock;"
            f" print(FixedClock({NINE!r}).now().isoformat())"
        )
        answer = subprocess.run(
            [sys.executable, "-c", asked], check=False, capture_output=True, text=True
        )

        assert (0, "") == (answer.returncode, answer.stderr)
        assert f"{TWO.isoformat()}\n" == answer.stdout
