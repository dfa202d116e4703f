"""Reminding and urging: each rung when its day begins, and once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coopflow import Secretariat
from coopflow.values.clock_events import CLOCK, TaskReminded
from tests.unit.clock.ticks import NOW, Clock, begin, begin_halting, review, rungs, told


class TestReminders:
    """The lead is reminded before the due day, and urged after it."""

    def test_a_rung_is_sent_when_its_day_begins(self, office: Secretariat) -> None:
        """Where the agreement is, and not before."""
        begin(office)

        assert not office.tick("2022-06-15T23:59:59")
        done = office.tick("2022-06-16")
        (issued,) = done.issued
        (event,) = issued.events
        assert (CLOCK, datetime(2022, 6, 15, 17, tzinfo=UTC), NOW) == (
            event.by, event.at, event.recorded_at,
        )  # fmt: skip
        assert event.event == TaskReminded(
            task="1.1/1", rung=-14, due=date(2022, 6, 30), to=("an",), skipped=()
        )

    def test_a_naive_instant_is_local(self, office: Secretariat) -> None:
        """To each agreement, as text without a zone is; one with a zone is that instant."""
        begin(office)

        assert not office.tick(datetime(2022, 6, 15, 23, 59))  # noqa: DTZ001 - that is the case
        assert not office.tick(datetime(2022, 6, 15, 16, 59, tzinfo=UTC))
        assert office.tick(datetime(2022, 6, 16))  # noqa: DTZ001 - that is the case

    def test_the_last_urging_goes_to_the_body_above(self, office: Secretariat) -> None:
        """Of what is joint, to what is above any of the parties."""
        begin(office)
        office.tick("2022-07-03")
        office.tick("2022-07-07")
        events = [event for _, _, event in told(office)]

        assert [
            ("1.1/1", 3, ("an",)),
            ("1.3/1", 3, ("an", "binh", "tren")),
            ("1.1/1", 7, ("an", "tren")),
        ] == [(each.task, each.rung, each.to) for each in events]

    def test_after_a_long_sleep_only_the_latest_is_sent(self, office: Secretariat) -> None:
        """The others are recorded as skipped, and never sent."""
        begin(office)
        office.tick("2022-07-04")
        office.tick("2022-07-31")
        office.tick("2022-08-31")

        assert [(3, (-14, -7, 0)), (7, ())] == rungs(office)

    @pytest.mark.parametrize(("day", "rung"), [("2022-06-16", -14), ("2022-06-17", None)])
    def test_rungs_before_the_task_do_not_exist(
        self, office: Secretariat, day: str, rung: int | None
    ) -> None:
        """The one of the very day on which it was opened does."""
        begin(office, at=day)
        office.tick(day)

        assert ([] if rung is None else [(rung, ())]) == rungs(office)

    def test_a_second_tick_does_nothing(self, office: Secretariat) -> None:
        """Nor does one for a day before it."""
        begin(office)
        office.tick("2022-06-23")
        before = office.get("p1")

        for day in ("2022-06-23", "2022-06-16", "2022-01-01", "2022-06-23T23:00"):
            assert not office.tick(day)
        assert before == office.get("p1")

    def test_what_is_reported_is_not_reminded_of(self, office: Secretariat) -> None:
        """Once the report is returned it is; what came meanwhile is not made up for one by one."""
        begin(office)
        office.submit("p1", "report", by="an", task="1.1/1", at="2022-06-20")
        office.tick("2022-06-29")
        reported = rungs(office)
        office.submit("p1", "return", by="binh", task="1.1/1", at="2022-06-29")
        office.tick("2022-06-29")

        assert [] == reported
        assert [(-7, (-14,))] == rungs(office)

    def test_what_is_settled_is_not_reminded_of(self, office: Secretariat) -> None:
        """Neither what was accepted nor anything of an agreement that ended."""
        begin(office)
        office.submit("p1", "report", by="an", task="1.1/1", at="2022-06-01")
        office.submit("p1", "accept", by="binh", task="1.1/1", at="2022-06-02")
        office.tick("2022-08-01")

        assert [] == rungs(office)

    def test_it_happens_after_what_happened_last(self, office: Secretariat) -> None:
        """Somebody recorded what was to happen later: the record stays in order."""
        begin(office)
        office.submit("p1", "report", by="an", task="1.3/1", at="2022-06-20T09:00")
        office.tick("2022-06-16")

        assert [datetime(2022, 6, 20, 2, tzinfo=UTC)] == [at for _, at, _ in told(office)]

    def test_by_default_it_is_now(self, url: str) -> None:
        """As the clock of the office tells it."""
        with Secretariat.open(url, plugins=[], clock=Clock()) as office:
            begin(office)

            assert NOW == office.tick().at


class TestSuspended:
    """A suspension that moves no due day leaves the ladder as it was."""

    def pause(self, office: Secretariat, begins: str, ends: str) -> None:
        """Let both parties suspend, and go on."""
        for command, day in (("suspend", begins), ("resume", ends)):
            for party in ("an", "binh"):
                office.submit("p1", command, by=party, at=day)

    def test_on_one_day_no_rung_is_sent_twice(self, office: Secretariat) -> None:
        """Nor is one lost that was not sent yet."""
        begin(office)
        office.tick("2022-06-16")
        self.pause(office, "2022-06-16", "2022-06-16")

        assert not office.tick("2022-06-22")
        assert office.tick("2022-06-23")
        assert [(-14, ()), (-7, ())] == rungs(office)

    def test_what_came_meanwhile_is_sent_late(self, office: Secretariat) -> None:
        """Over a weekend, where working days are counted: nothing was given back."""
        begin(office, areas=_in_working_days("10 working days"), remind=["2d"], urge=[])
        self.pause(office, "2022-01-14", "2022-01-16")

        assert date(2022, 1, 17) == office.get("p1").tasks["1.1/1"].due
        assert office.tick("2022-01-16")
        assert [(-2, ())] == rungs(office)

    def test_another_due_day_has_a_ladder_of_its_own(self, office: Secretariat) -> None:
        """A day later everybody is told again."""
        begin(office)
        office.tick("2022-06-16")
        self.pause(office, "2022-06-16", "2022-06-17")

        assert office.tick("2022-06-17")
        assert [(-14, ()), (-14, ())] == rungs(office)


def _in_working_days(by: str) -> list[dict[str, object]]:
    due = {"after": "signature", "by": by}
    return [{"id": "1", "lead": "an", "obligations": [
        {"id": "1.1", "text": "A", "kind": "once", "due": due},
    ]}]  # fmt: skip


class TestPhases:
    """Nobody is reminded while an agreement stands still or only binds."""

    def test_alarms_follow_the_phase(self, office: Secretariat) -> None:
        """Halting touches no task, and the board rings no more; going on, it rings again."""
        begin_halting(office)
        rings = office._board.alarms("p1")
        office.submit("p1", "halt", by="an", at="2022-02-01")
        halted = office._board.alarms("p1")
        none = office.tick("2022-07-01")
        office.submit("p1", "go-on", by="an", at="2022-07-02")

        assert (None, rings[1]) == halted
        assert not none
        assert rings == office._board.alarms("p1")
        assert office.tick("2022-07-02")
        assert [(0, (-14, -7))] == rungs(office)

    def test_a_board_that_is_made_anew_rings_alike(self, office: Secretariat) -> None:
        """And `verify` holds the one against the other."""
        begin(office, "p1", "p2", answer_within="9 days")
        office.submit("p2", "review", by="an", at="2022-02-01", body=review())
        office.tick("2022-06-16")
        before = [office._board.alarms(name) for name in ("p1", "p2")]

        assert office.verify()
        office.rebuild()
        assert before == [office._board.alarms(name) for name in ("p1", "p2")]
        assert office.verify()

    def test_what_the_clock_did_is_told_as_it_stood(self, office: Secretariat) -> None:
        """Before its day, the rung had not been reached."""
        begin(office)
        office.tick("2022-06-16")

        assert office.get("p1", as_of="2022-06-15").tasks["1.1/1"].clock.rung is None
        assert -14 == office.get("p1", as_of="2022-06-16").tasks["1.1/1"].clock.rung
        assert [CLOCK] == [each.by for each in office.history("p1", task="1.1/1")][-1:]
