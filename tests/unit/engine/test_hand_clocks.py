"""The day by which a body is to do its part stands still with its task, and goes on with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from coopflow.values.handing_events import AssignmentStopped

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Secretariat
    from coopflow.values.assignment import Assignment

    Stand = Callable[..., Secretariat]

SIGNED = date(2022, 1, 3)
"""A Monday, on which everything below is signed and started."""


def day(after: int) -> date:
    """Return the day that lies so many days after the signing."""
    return SIGNED + timedelta(days=after)


def begun(stand: Stand, **clause: Any) -> Secretariat:
    """Return an office whose plan has one task, which a division and a group of it have in hand."""
    told = {"id": "1.1", "kind": "once", "text": "What.", "due": "2022-06-30", **clause}
    return stand("executing", areas=[{"id": "1", "lead": "an", "obligations": [told]}])


def hand(office: Secretariat, by: str, to: str, until: int | None, at: int = 0) -> None:
    """Hand the task down, until so many days after the signing."""
    said: dict[str, Any] = {
        "to": to,
        "until": day(until) if until is not None else None,
        "at": day(at),
    }
    office.submit("p1", "assign", by=f"{by}-head", task="1.1/1", **said)


def everybody(office: Secretariat, command: str, at: int) -> None:
    """Let every party say yes to a command."""
    for party in ("an", "binh", "chi"):
        body = {"cause": "flood"} if party == "an" else None
        office.submit("p1", command, by=f"{party}-head", at=day(at), body=body)


def held(office: Secretariat) -> list[Assignment]:
    """Return the parts that were handed down."""
    return [*office.get("p1").tasks["1.1/1"].hands]


class TestSuspended:
    """What remained to a body remains to it, and no body has longer than its task."""

    @pytest.mark.parametrize(("begins", "ends"), [(0, 0), (0, 1), (10, 16), (40, 400)])
    @pytest.mark.parametrize("until", [40, 41, 170])
    def test_what_remained_remains(self, stand: Stand, begins: int, ends: int, until: int) -> None:
        """To the day, however long it stands still; meanwhile it has no day."""
        office = begun(stand)
        hand(office, "an", "phong", until)
        everybody(office, "suspend", begins)
        (meanwhile,) = held(office)
        everybody(office, "resume", ends)
        (after,) = held(office)

        assert (None, until - begins) == (meanwhile.due, meanwhile.remaining)
        assert (day(until + ends - begins), None) == (after.due, after.remaining)
        assert office.verify()

    def test_it_is_recorded_what_it_is_counted_in(self, stand: Stand) -> None:
        """As of the task: 30 days on, on the third, 19 working days are left."""
        office = begun(stand, due={"after": "signature", "by": "40 working days"})
        hand(office, "an", "phong", 30)
        everybody(office, "suspend", 3)
        events = [each.event for each in office.history("p1", task="1.1/1")]
        stopped = AssignmentStopped(
            task="1.1/1", assignment="1.1/1~1", remaining=19, counts="working days"
        )

        assert stopped in events

    def test_a_task_without_a_day(self, stand: Stand) -> None:
        """Its parts stand still all the same."""
        office = begun(stand, due=None)
        hand(office, "an", "phong", 40)
        everybody(office, "suspend", 10)
        everybody(office, "resume", 16)

        assert [day(46)] == [each.due for each in held(office)]

    def test_what_is_handed_on(self, stand: Stand) -> None:
        """Also meanwhile: it has what remains to whoever hands it on."""
        office = begun(stand)
        hand(office, "an", "phong", 40)
        everybody(office, "suspend", 10)
        hand(office, "phong", "to", None, at=12)
        everybody(office, "resume", 16)

        assert [day(46), day(46)] == [each.due for each in held(office)]

    def test_working_days(self, stand: Stand) -> None:
        """Count as they do for the task: three that remain on a Tuesday end on the next Friday."""
        office = begun(stand, due={"after": "signature", "by": "10 working days"})
        hand(office, "an", "phong", 4)
        everybody(office, "suspend", 1)
        everybody(office, "resume", 8)

        assert [day(11)] == [each.due for each in held(office)]

    def test_a_term_that_begins_anew(self, stand: Stand) -> None:
        """The part keeps its place in the whole term."""
        office = begun(stand, due={"after": "signature", "by": "8 weeks"}, suspension="restart")
        hand(office, "an", "phong", 40)
        everybody(office, "suspend", 10)
        everybody(office, "resume", 16)

        assert [day(56)] == [each.due for each in held(office)]

    @pytest.mark.parametrize(
        ("clause", "until"),
        [
            ({"suspension": "absolute"}, 40),
            ({}, 9),
            ({"suspension": "absolute", "due": {"after": "flood", "by": "3 days"}}, 40),
        ],
    )
    def test_what_does_not_stand_still(
        self, stand: Stand, clause: dict[str, Any], until: int
    ) -> None:
        """By law, or since it was late before."""
        office = begun(stand, **clause)
        hand(office, "an", "phong", until)
        everybody(office, "suspend", 10)
        everybody(office, "resume", 16)

        assert [day(until)] == [each.due for each in held(office)]

    def test_what_is_done_keeps_its_day(self, stand: Stand) -> None:
        """Nothing is awaited of who delivered."""
        office = begun(stand)
        hand(office, "an", "phong", 40)
        said: dict[str, Any] = {"task": "1.1/1", "evidence": "minutes", "at": day(5)}
        office.submit("p1", "deliver", by="phong-head", **said)
        everybody(office, "suspend", 10)

        assert [day(40)] == [each.due for each in held(office)]

    def test_nobody_outlasts_the_task(self, stand: Stand) -> None:
        """Where the task goes on with what it is due before, a weekend may swallow a day."""
        told = {"kind": "once", "text": "What."}
        hanging = {"id": "1.1", "due": {"before": "1.2", "by": "5 working days"}, **told}
        anchor = {"id": "1.2", "due": "2022-03-05", **told}
        areas = [{"id": "1", "lead": "an", "obligations": [hanging, anchor]}]
        office = stand("executing", areas=areas)
        hand(office, "an", "phong", (date(2022, 2, 28) - SIGNED).days)
        everybody(office, "suspend", 7)
        everybody(office, "resume", 8)
        task = office.get("p1").tasks["1.1/1"]

        assert date(2022, 2, 28) == task.due
        assert [task.due] == [each.due for each in task.hands]


class TestTold:
    """Whoever has it sees that it stands still, and from when on it does not."""

    def test_where_it_awaits(self, stand: Stand) -> None:
        """In the inbox it has no day and is not late; afterwards it has its new one."""
        office = begun(stand)
        hand(office, "an", "phong", 40)
        everybody(office, "suspend", 10)
        meanwhile = [(each.due, each.late) for each in office.inbox(agency="phong", at=day(99))]
        everybody(office, "resume", 99)

        assert [(None, False)] == meanwhile
        assert [day(129)] == [each.due for each in office.inbox(agency="phong", at=day(99))]


class TestMeanwhile:
    """What is handed down while everything stands still does so, and no body outlasts its giver."""

    def test_a_day_given_meanwhile_stands_still(self, stand: Stand) -> None:
        """It is given as though all went on today; what remains of it comes later."""
        office = begun(stand)
        everybody(office, "suspend", 10)
        hand(office, "an", "phong", 40, at=12)
        (meanwhile,) = held(office)
        everybody(office, "resume", 16)

        assert (None, 28) == (meanwhile.due, meanwhile.remaining)
        assert [day(44)] == [each.due for each in held(office)]

    def test_nobody_gives_more_than_remains(
        self, stand: Stand, codes: Callable[..., list[str]]
    ) -> None:
        """To the task, or to the body that hands on."""
        office = begun(stand)
        hand(office, "an", "phong", 40)
        everybody(office, "suspend", 10)

        assert ["assignment.until"] == codes(hand, office, "phong", "to", 43, at=12)
        assert [] == codes(hand, office, "phong", "to", 42, at=12)

    def test_what_is_late_is_late_for_all(self, stand: Stand) -> None:
        """While the rest stands still, what runs on by law is late in the tree and the inbox."""
        office = begun(stand, suspension="absolute")
        hand(office, "an", "phong", 40)
        everybody(office, "suspend", 10)
        (tree,) = office.tree("p1", at=day(41))
        (row,) = office.inbox(agency="phong", at=day(41))

        assert (1, True, True) == (tree.roll_up.late, tree.risk, row.late)

    def test_no_day_outlasts_that_of_the_task(self, stand: Stand) -> None:
        """A body may have got one while the task had none."""
        office = begun(stand, due={"after": "flood", "by": "3 days"})
        hand(office, "an", "phong", 400)
        office.submit("p1", "occasion", by="an-head", occasion="flood", at=day(1))
        (tree,) = office.tree("p1", at=day(5))
        (row,) = office.inbox(agency="phong", at=day(5))

        assert (day(4), "late") == (tree.branches[0].due, tree.branches[0].outcome)
        assert (day(4), True) == (row.due, row.late)
