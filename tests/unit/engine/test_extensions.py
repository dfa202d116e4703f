"""Extensions: asked by the lead in time, granted by whoever would accept its report."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import DefinitionError, Secretariat

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow.values.task import Task

DUE = date(2022, 6, 30)
ASK = {"command": "extension", "by": "an-clerk", "task": "1.1/1", "until": "2022-07-31"}
LONE = {"id": "1.1", "kind": "once", "due": DUE, "text": "What."}
HELPED = {**LONE, "coordinating": ["binh", "dong"]}


def areas(*obligations: dict[str, Any]) -> list[dict[str, Any]]:
    """Return areas with these obligations, led by one party."""
    return [{"id": "1", "lead": "an", "obligations": list(obligations)}]


def task(office: Secretariat) -> Task:
    """Return the task as it stands."""
    return office.get("p1").tasks["1.1/1"]


class TestAsking:
    """The lead asks before the due day, to a later one, as often as the terms say."""

    @pytest.mark.parametrize(
        ("code", "change"),
        [
            ("until.missing", {"until": None}),
            ("extension.not-later", {"until": DUE}),
            ("extension.late", {"at": DUE + timedelta(days=1)}),
            ("authority.lead", {"by": "binh-clerk"}),
            ("task.missing", {"task": None}),
            ("task.unknown", {"task": "1.1/2"}),
        ],
    )
    def test_what_it_takes_is_told(
        self,
        code: str,
        change: dict[str, Any],
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
    ) -> None:
        """One thing is wrong with it, and that is the objection."""
        office = stand("executing", areas=areas(HELPED))

        assert [code] == codes(office.submit, "p1", **{**ASK, **change})

    def test_on_the_last_day_it_is_in_time(self, stand: Callable[..., Secretariat]) -> None:
        """The due day itself is not past."""
        office = stand("executing", areas=areas(HELPED))
        office.submit("p1", **ASK, at=DUE)
        asked = task(office).clock.asked

        assert asked is not None
        assert ("an", date(2022, 7, 31), ()) == (asked.party, asked.until, asked.granted_by)
        assert DUE == task(office).due

    def test_what_has_no_due_day_is_not_extended(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """Nor what is reported, nor what is settled, nor what is asked for already."""
        undated = {**LONE, "id": "1.2"}
        del undated["due"]
        office = stand("executing", areas=areas(HELPED, undated, {**HELPED, "id": "1.3"}))
        office.submit("p1", "report", by="an-clerk", task="1.3/1")

        assert ["task.undated"] == codes(office.submit, "p1", **{**ASK, "task": "1.2/1"})
        assert ["task.already-reported"] == codes(office.submit, "p1", **{**ASK, "task": "1.3/1"})

        office.submit("p1", "accept", by="binh-clerk", task="1.3/1")
        office.submit("p1", **ASK)

        assert ["task.settled"] == codes(office.submit, "p1", **{**ASK, "task": "1.3/1"})
        assert ["extension.pending"] == codes(office.submit, "p1", **ASK)

    def test_a_day_is_a_day(self, stand: Callable[..., Secretariat]) -> None:
        """Whatever is none is told as such, whoever asks."""
        office = stand("executing", areas=areas(HELPED))

        with pytest.raises(DefinitionError, match=r"until: type\.wrong"):
            office.submit("p1", **{**ASK, "until": "soon"})


class TestGranting:
    """Every agency that would accept a report has to grant it; one may deny it."""

    def test_the_last_grant_moves_the_deadline(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """Until then it stands; an agency grants once, and nobody else does."""
        office = stand("executing", areas=areas(HELPED))
        grant = {"command": "grant", "task": "1.1/1"}

        assert ["extension.not-asked"] == codes(office.submit, "p1", **grant, by="dong-clerk")

        office.submit("p1", **ASK)
        office.submit("p1", **grant, by="dong-clerk", at="2022-07-02")

        assert DUE == task(office).due
        assert ["grant.given"] == codes(office.submit, "p1", **grant, by="dong-clerk")
        assert ["authority.granting"] == codes(office.submit, "p1", **grant, by="chi-head")

        office.submit("p1", **grant, by="binh-clerk", at="2022-07-03")
        clock = task(office).clock

        assert date(2022, 7, 31) == task(office).due
        assert (1, None, date(2022, 7, 3)) == (clock.extended, clock.asked, clock.since)
        assert ["extension.used-up"] == codes(office.submit, "p1", **{**ASK, "until": "2022-08-31"})

    def test_a_deadline_may_be_extended_more_often(self, stand: Callable[..., Secretariat]) -> None:
        """Or not at all, as the terms say."""
        office = stand("executing", areas=areas({**HELPED, "extensions": 2}))
        for until in ("2022-07-31", "2022-08-31"):
            office.submit("p1", **{**ASK, "until": until})
            for by in ("binh-clerk", "dong-clerk"):
                office.submit("p1", "grant", by=by, task="1.1/1")

        assert date(2022, 8, 31) == task(office).due

    def test_none_at_all(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """`extensions: 0` lets nobody ask."""
        office = stand("executing", areas=areas({**HELPED, "extensions": 0}))

        assert ["extension.used-up"] == codes(office.submit, "p1", **ASK)

    def test_a_denial_leaves_it_as_it_was(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """The lead may ask again."""
        office = stand("executing", areas=areas(HELPED))
        office.submit("p1", **ASK)
        office.submit("p1", "grant", by="dong-clerk", task="1.1/1")
        office.submit("p1", "deny", by="binh-clerk", task="1.1/1", note="No need.")

        assert (DUE, None, 0) == (
            task(office).due,
            task(office).clock.asked,
            task(office).clock.extended,
        )
        assert [] == codes(office.submit, "p1", **ASK)

    @pytest.mark.parametrize(
        ("clause", "by"),
        [
            (LONE, ("binh-clerk", "chi-clerk")),
            (
                {**LONE, "joint": True, "coordinating": ["dong"]},
                ("binh-head", "chi-head", "dong-head"),
            ),
        ],
    )
    def test_who_grants_where_nobody_helps(
        self, clause: dict[str, Any], by: tuple[str, ...], stand: Callable[..., Secretariat]
    ) -> None:
        """The other parties; of a joint task everybody but who asks."""
        office = stand("executing", areas=areas(clause))
        office.submit("p1", **ASK)
        for each in by:
            assert DUE == task(office).due

            office.submit("p1", "grant", by=each, task="1.1/1")

        assert date(2022, 7, 31) == task(office).due

    def test_a_clock_that_stands_still_is_not_extended(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """What was asked before waits; once the deadline lies later, it can only be denied."""
        office = stand("executing", areas=areas(HELPED, {**HELPED, "id": "1.2"}))
        office.submit("p1", **ASK)
        for command, day in (("suspend", "2022-02-01"), ("resume", "2022-04-01")):
            if command == "resume":
                grant = {"command": "grant", "by": "binh-clerk", "task": "1.1/1"}

                assert ["task.halted"] == codes(office.submit, "p1", **grant)
                assert ["task.halted"] == codes(office.submit, "p1", **{**ASK, "task": "1.2/1"})
            for party in ("an", "binh", "chi"):
                office.submit("p1", command, by=f"{party}-head", at=day)

        assert ["extension.not-later"] == codes(office.submit, "p1", **grant)
        assert [] == codes(office.submit, "p1", "deny", by="binh-clerk", task="1.1/1")


class TestLooking:
    """`available` offers it where it would be accepted; `why` says what would change a no."""

    def test_who_may_ask_and_grant_is_told(self, stand: Callable[..., Secretariat]) -> None:
        """The lead asks with a day; whoever helps then grants or denies."""
        office = stand("executing", areas=areas(HELPED))
        offered = {each.command: each.needs for each in office.available("p1", by="an-clerk")}

        assert ("until.missing",) == offered["extension"]
        assert {"grant", "deny"}.isdisjoint(offered)

        office.submit("p1", **ASK)
        offered = {each.command: each.needs for each in office.available("p1", by="binh-clerk")}

        assert ((), ()) == (offered["grant"], offered["deny"])

    def test_a_remedy_names_who_grants(self, stand: Callable[..., Secretariat]) -> None:
        """Whoever asks twice hears who has to answer first."""
        office = stand("executing", areas=areas(HELPED))
        office.submit("p1", **ASK)
        (told,) = office.why("p1", **ASK)

        assert ["grant", "deny"] == [each.command for each in told.remedies]
        assert {"binh", "dong"} == {officer.agency for officer in told.remedies[0].by}


class TestAwaited:
    """Whoever has a say is asked, also after the report: it decides whether that came late."""

    def test_after_a_report(self, stand: Callable[..., Secretariat]) -> None:
        """The request stands in the inbox beside the report, and a grant moves the day."""
        office = stand("asked")
        office.submit("p1", "report", by="an-clerk", task="1.1/1", at="2022-07-02")
        asked = {row.what for row in office.inbox(agency="binh") if row.task == "1.1/1"}
        late = [office.tasks("p1", at="2022-07-03")[0].late]
        for officer in ("binh-clerk", "dong-clerk"):
            office.submit("p1", "grant", by=officer, task="1.1/1", at="2022-07-03")
        late.append(office.tasks("p1", at="2022-07-03")[0].late)

        assert {"accept", "grant"} == asked
        assert [True, False] == late
