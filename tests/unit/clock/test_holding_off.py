"""What hinders the clock of a runner is tried again after pauses, and holds up nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Patience, Secretariat
from coopflow.host import Guard, Reason, hookimpl
from coopflow.testing.clocks import SteppedClock
from tests.unit.clock.ticks import HALTING, begin, begin_halting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.host import Question
    from coopflow.runtime.runner import Doing

FIRST, MOST = timedelta(seconds=10), timedelta(seconds=30)


class Counting:
    """A plugin with the guard of `HALTING`, which counts how often the clock asks it."""

    __name__ = "guest"

    def __init__(self) -> None:
        self.reason: Reason | None = Reason("guest.no", text="not yet")
        self.asked = 0

    def check(self, _: Question) -> Reason | None:
        """Say what it is told to say."""
        self.asked += 1
        return self.reason

    @hookimpl
    def coopflow_guards(self) -> list[Guard]:
        """Offer it."""
        return [Guard(name="ok", check=self.check)]


@pytest.fixture
def guest() -> Counting:
    """A plugin that says no."""
    return Counting()


@pytest.fixture
def clock() -> SteppedClock:
    """A clock that goes on by hand."""
    return SteppedClock("2022-01-03T02:00Z")


@pytest.fixture
def office(url: str, guest: Counting, clock: SteppedClock) -> Iterator[Secretariat]:
    """An office where `p1` cannot end as it should, and `p2` is over a second after `clock`."""
    with Secretariat.open(url, plugins=[guest], lifecycles=[HALTING], clock=clock) as opened:
        begin_halting(opened)
        begin(opened, "p2", review_within="3 months")
        clock.to("2023-03-31T16:59:59Z")  # where they are it is the last second of the day
        yield opened


class TestHoldingOff:
    """A runner looks once a second, and does not judge the same again each time."""

    def test_it_is_tried_after_pauses_that_double(
        self, office: Secretariat, guest: Counting, clock: SteppedClock
    ) -> None:
        """Up to the longest, without end; until then nothing of it is judged or written."""
        runner = office.runner(patience=Patience(attempts=1, first=FIRST, most=MOST))
        asked = []
        for seconds in (0, 9, 1, 19, 1, 29, 1, 29, 1):
            clock.step(timedelta(seconds=seconds))
            runner.step()
            asked.append(guest.asked)

        assert [1, 1, 2, 2, 3, 3, 4, 4, 5] == asked

    def test_it_takes_no_transaction_meanwhile(
        self, office: Secretariat, guest: Counting, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Others may write as if nobody looked."""
        runner = office.runner()
        runner.step()
        journal: Any = office._journal
        writes: list[object] = []
        monkeypatch.setattr(journal, "write", writes.append)
        for _ in range(3):
            runner.step()

        assert (1, []) == (guest.asked, writes)

    def test_others_go_on(self, office: Secretariat, guest: Counting, clock: SteppedClock) -> None:
        """What comes due in another agreement meanwhile is done when it is due."""
        runner = office.runner()
        runner.step()
        before = office.get("p2").state
        clock.step(timedelta(seconds=1))
        step = runner.step()

        assert ("executing", "lapsed") == (before, office.get("p2").state)
        assert 1 == guest.asked
        assert step.tick is not None
        assert ["p1"] == [each.agreement for each in step.tick.hindered]

    def test_it_is_told_once_and_done_at_last(
        self, office: Secretariat, guest: Counting, clock: SteppedClock
    ) -> None:
        """Another reason is news, and is tried again after the first pause."""
        heard: list[Doing] = []
        runner = office.runner(tell=heard.append, patience=Patience(first=FIRST))
        for seconds, text in ((0, "no"), (10, "no"), (20, "never"), (10, "never"), (20, "")):
            guest.reason = Reason("guest.no", text=text) if text else None
            clock.step(timedelta(seconds=seconds))
            runner.step()
        ticks = [each.tick for each in heard if each.tick is not None]
        told = [text for tick in ticks for each in tick.hindered for text in each.texts]

        assert ["no [plugin guest]", "never [plugin guest]"] == told
        assert 5 == guest.asked
        assert "closed" == office.get("p1").state
        assert ["p1"] == [each.agreement for each in ticks[-1].issued]

    def test_whoever_ticks_by_hand_tries_at_once(
        self, office: Secretariat, guest: Counting
    ) -> None:
        """Only a runner waits."""
        office.runner().step()
        office.tick()
        office.tick()

        assert 3 == guest.asked
