"""Suspensions: clocks stand still, and get back exactly what remained."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Pause, Secretariat, Text, parse_terms
from coopflow.host import Lifecycle, Row, State
from coopflow.values.clock_events import SuspensionBegun, SuspensionEnded, TaskStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow.values.lifecycle import By
    from coopflow.values.task import Task
    from coopflow.values.timing import Counted

SIGNED = date(2022, 1, 3)
"""A Monday, on which everything below is signed and started."""


def _row(command: str, origin: str, target: str, by: By = "party") -> Row:
    event = f"agreement.{command}"
    return Row(command=command, origin=origin, target=target, event=event, by=by)


ICE = Lifecycle(
    name="ice",
    edition=1,
    initial="draft",
    states=(
        State(name="draft", phase="drafting"),
        State(name="open", phase="executing"),
        State(name="frozen", phase="suspended"),
        State(name="deep", phase="suspended"),
        State(name="seen", phase="reviewing"),
        State(name="over", phase="ended"),
    ),
    rows=(
        _row("share", "draft", "open"),
        _row("freeze", "open", "frozen"),
        _row("deepen", "frozen", "deep"),
        _row("melt", "frozen", "open"),
        _row("melt", "deep", "open"),
        _row("look", "frozen", "seen"),
        _row("drop", "frozen", "over"),
        _row("drop", "open", "over"),
        _row("next", "seen", "over", "successor"),
    ),
)
"""Other words; nobody's consent is needed, and nobody need name a cause."""


def clauses(*obligations: dict[str, Any]) -> list[dict[str, Any]]:
    """Return areas with these obligations, led by one party."""
    told = [{"kind": "once", "text": "What.", **each} for each in obligations]
    return [{"id": "1", "lead": "an", "obligations": told}]


def after(of: str, by: str, **more: Any) -> dict[str, Any]:
    """Return a clause that is due after something."""
    return {"id": "1.1", "due": {"after": of, "by": by}, **more}


def everybody(
    office: Secretariat, command: str, day: int, cause: str | None = "flood-2022"
) -> None:
    """Let every party say yes to a command so many days after the signing."""
    for party in ("an", "binh", "chi"):
        body = {"cause": cause} if cause is not None and party == "an" else None
        office.submit("p1", command, by=f"{party}-head", at=on(day), body=body)


def on(day: int) -> date:
    """Return the day that lies so many days after the signing."""
    return SIGNED + timedelta(days=day)


def task(office: Secretariat, name: str = "1.1/1") -> Task:
    """Return a task as it stands."""
    return office.get("p1").tasks[name]


class TestClocks:
    """What remained when it was suspended remains when it goes on."""

    def test_eight_weeks_less_nineteen_days(self, stand: Callable[..., Secretariat]) -> None:
        """An 8-week term suspended on day 19 and resumed 6 days later keeps 8 weeks - 19 days."""
        office = stand("executing", areas=clauses(after("signature", "8 weeks")))
        everybody(office, "suspend", 19)

        assert (None, 8 * 7 - 19) == (task(office).due, task(office).clock.remaining)

        everybody(office, "resume", 19 + 6)

        assert on(19 + 6) + timedelta(weeks=8, days=-19) == task(office).due
        assert task(office).clock.remaining is None
        assert 6 == office.get("p1").work.course.given_back

    def test_working_days_are_given_back_as_such(self, stand: Callable[..., Secretariat]) -> None:
        """Ten working days, of which three are gone on Thursday, leave seven from a Saturday on."""
        office = stand("executing", areas=clauses(after("signature", "10 working days")))
        everybody(office, "suspend", 3)

        assert 7 == task(office).clock.remaining

        everybody(office, "resume", 12)

        assert date(2022, 1, 25) == task(office).due

    @pytest.mark.parametrize(
        ("said", "due"),
        [
            ({"suspension": "absolute"}, on(30)),
            ({"due_source": "L-1"}, on(30)),
            ({"due_source": "L-1", "suspension": "remaining"}, on(30 + 10)),
            ({"suspension": "restart"}, on(20 + 30)),
        ],
    )
    def test_the_terms_may_say_otherwise(
        self, said: dict[str, Any], due: date, stand: Callable[..., Secretariat]
    ) -> None:
        """A deadline stands, gets back what remained, or begins anew; what the law sets stands."""
        sources = {"L-1": {"title": "Law"}}
        areas = clauses(after("signature", "30 days", **said))
        office = stand("executing", areas=areas, sources=sources)
        everybody(office, "suspend", 10)
        everybody(office, "resume", 20)

        assert due == task(office).due

    def test_restarting_twice_is_no_longer(self, stand: Callable[..., Secretariat]) -> None:
        """The whole length is what was given, not what went by."""
        areas = clauses(after("signature", "30 days", suspension="restart"))
        office = stand("executing", areas=areas)
        for day in (10, 30):
            everybody(office, "suspend", day)
            everybody(office, "resume", day + 10)

        assert on(40 + 30) == task(office).due

    @pytest.mark.parametrize(
        "often",
        [
            {"kind": "recurring", "every": "6 months"},
            {"kind": "continuous", "report_every": "6 months"},
        ],
    )
    def test_an_interval_that_has_not_begun_keeps_its_length(
        self, often: dict[str, str], stand: Callable[..., Secretariat]
    ) -> None:
        """It gets back what remained, however often; once it has begun, its whole length."""
        office = stand("executing", areas=clauses({"id": "1.1", **often, "suspension": "restart"}))
        for day in (20, 50):
            everybody(office, "suspend", day)
            everybody(office, "resume", day + 5)

        assert on(55 + 180) == task(office, "1.1/1").due
        assert date(2023, 1, 10) == task(office, "1.1/2").due

        everybody(office, "suspend", 200)
        everybody(office, "resume", 200)

        assert on(200) + (date(2023, 1, 10) - date(2022, 7, 1)) == task(office, "1.1/2").due

    def test_on_the_same_day_nothing_is_given(self, stand: Callable[..., Secretariat]) -> None:
        """Also where it begins anew, but to what has begun."""
        told = {"kind": "continuous", "report_every": "3 months", "suspension": "restart"}
        office = stand("executing", areas=clauses({"id": "1.1", **told}))
        everybody(office, "suspend", 29)
        everybody(office, "resume", 29)

        assert [date(2022, 5, 1), date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)] == [
            task(office, f"1.1/{ordinal}").due for ordinal in (1, 2, 3, 4)
        ]

    @pytest.mark.parametrize("unit", ["days", "working days"])
    def test_it_is_recorded_what_remains_is_counted_in(
        self, unit: Counted, stand: Callable[..., Secretariat]
    ) -> None:
        """So that history can say so."""
        office = stand("executing", areas=clauses(after("signature", f"10 {unit}")))
        everybody(office, "suspend", 3)
        stopped = [each.event for each in office.history("p1", task="1.1/1")][-1]

        assert TaskStopped(task="1.1/1", remaining=7, counts=unit) == stopped

    def test_what_was_late_stays_late(self, stand: Callable[..., Secretariat]) -> None:
        """And nothing that stands still is late, however long."""
        late, soon = {"id": "1.1", "due": on(5)}, {"id": "1.2", "due": on(10)}
        office = stand("executing", areas=clauses(late, soon))
        everybody(office, "suspend", 6)

        assert ["1.1/1"] == [row.id for row in office.tasks(late=True, at=on(100))]

        everybody(office, "resume", 100)

        assert [on(5), on(104)] == [task(office, name).due for name in ("1.1/1", "1.2/1")]

    def test_the_last_day_is_given_back(self, stand: Callable[..., Secretariat]) -> None:
        """What is due on the day of the suspension is due on the day it goes on."""
        office = stand("executing", areas=clauses({"id": "1.1", "due": on(6)}))
        everybody(office, "suspend", 6)
        everybody(office, "resume", 9)

        assert on(9) == task(office).due

    def test_reports_are_taken_meanwhile(self, stand: Callable[..., Secretariat]) -> None:
        """A reported task keeps its clock and its report; what is settled gets nothing back."""
        one, two = {"id": "1.1", "due": on(10), "coordinating": ["chi"]}, {"id": "1.2"}
        office = stand("executing", areas=clauses(one, {**two, "due": on(10)}))
        office.submit("p1", "report", by="an-clerk", task="1.1/1", at=on(4))
        everybody(office, "suspend", 5)
        office.submit("p1", "report", by="an-clerk", task="1.2/1", at=on(6))
        office.submit("p1", "return", by="chi-clerk", task="1.1/1", at=on(7))
        office.submit("p1", "report", by="an-clerk", task="1.1/1", at=on(8))
        everybody(office, "resume", 25)

        assert {"1.1/1"} == {*office.get("p1").tasks}
        assert (on(30), "reported") == (task(office).due, task(office).state)
        assert not office.tasks("p1", late=True, at=on(200))


class TestCauses:
    """Only the cause that suspended lets it go on."""

    def test_another_cause_is_refused(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """And so is none; the parties may still not say it one after another."""
        office = stand("executing")
        everybody(office, "suspend", 1)
        resume = {"command": "resume", "by": "an-head"}
        other = {"cause": "strike-2022"}

        assert ["suspension.other-cause"] == codes(office.submit, "p1", **resume, body=other)
        assert ["cause.missing"] == codes(office.submit, "p1", **resume)

    def test_a_cause_nobody_named_is_the_command(self, stand: Callable[..., Secretariat]) -> None:
        """Then none need be named again."""
        office = stand("executing")
        everybody(office, "suspend", 1, cause=None)
        suspended = office.get("p1").work.course.suspended

        assert suspended is not None
        assert ("suspend", "chi-head") == (suspended.cause, suspended.by)

        everybody(office, "resume", 2, cause=None)

        assert office.get("p1").work.course.suspended is None

    def test_another_text_waits_for_the_first(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """Each party assents to one cause, in words and all."""
        office = stand("executing")
        office.submit("p1", "suspend", by="an-head", body={"cause": "flood", "source": "L-1"})
        asked = {"command": "suspend", "by": "binh-head", "body": {"cause": "flood"}}

        assert ["proposal.other-text"] == codes(office.submit, "p1", **asked)

    def test_it_may_be_a_value(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """Or a mapping that says the same."""
        office = stand("executing")
        told = Pause(cause="flood", reason=Text.plain("Flood"))
        for party in ("an", "binh"):
            office.submit("p1", "suspend", by=f"{party}-head", body=told)
        said = {"cause": "flood", "reason": "Flood"}

        assert [] == codes(office.submit, "p1", "suspend", by="chi-head", body=said)
        assert "suspended" == office.get("p1").state

    def test_what_was_consented_to_is_recorded(self, stand: Callable[..., Secretariat]) -> None:
        """The cause with its reason and its source, and how long it lasted."""
        office = stand("executing")
        told = {"cause": "flood", "reason": {"vi": "Lũ", "en": "Flood"}, "source": "12/QĐ-UBND"}
        for party in ("an", "binh", "chi"):
            body = told if party == "an" else None
            office.submit("p1", "suspend", by=f"{party}-head", body=body, at=on(3))
        everybody(office, "resume", 8, cause="flood")
        events = [each.event for each in office.history("p1")]
        (begun,) = [each for each in events if isinstance(each, SuspensionBegun)]
        (ended,) = [each for each in events if isinstance(each, SuspensionEnded)]

        assert ("flood", "12/QĐ-UBND") == (begun.cause, begun.source)
        assert begun.reason is not None
        assert "Lũ" == begun.reason.say("vi")
        assert ("flood", 5) == (ended.cause, ended.days)


class TestElsewhere:
    """It follows from phases: any row into one that is suspended, or out of it."""

    @pytest.fixture
    def office(self, terms_of: Callable[..., dict[str, Any]]) -> Iterator[Secretariat]:
        """Give an office with a lifecycle of other words, whose plan stands still since day 4."""
        with Secretariat.open("memory:", plugins=[], lifecycles=[ICE]) as office:
            areas = clauses({"id": "1.1", "due": on(10)}, {"id": "1.2", "due": on(20)})
            terms = terms_of("p1", lifecycle="ice@1", areas=areas)
            office.draft(parse_terms(terms, known=office.known), by="an-clerk", at=SIGNED)
            office.submit("p1", "share", by="an-clerk", at=SIGNED)
            office.submit("p1", "freeze", by="an-clerk", at=on(4))
            yield office

    def test_a_review_ends_it(self, office: Secretariat) -> None:
        """What is still open then runs on, with what remained; no cause is named."""
        fates = {"1.1/1": {"as": "unmet", "reason": "Ice."}, "1.2/1": {"as": "carry"}}
        told = {"as_of": on(9), "findings": [], "dispositions": fates}
        office.submit("p1", "look", by="an-clerk", at=on(9), body=told)

        assert (None, 5) == (
            office.get("p1").work.course.suspended,
            office.get("p1").work.course.given_back,
        )
        assert on(25) == task(office, "1.2/1").due

    def test_it_may_end_there(self, office: Secretariat) -> None:
        """Whatever stood still is disposed of, as at every end."""
        fates = {name: {"as": "waive", "reason": "Ice."} for name in ("1.1/1", "1.2/1")}
        office.submit("p1", "drop", by="an-clerk", at=on(9), body={"dispositions": fates})
        now = office.get("p1")

        assert ("ended", 0, None) == (now.phase, len(now.tasks), now.work.course.suspended)

    def test_from_one_suspended_state_to_another_nothing_happens(
        self, office: Secretariat, codes: Callable[..., list[str]]
    ) -> None:
        """The clocks stand as they stood; no cause is told there."""
        asked: dict[str, Any] = {"command": "deepen", "by": "an-clerk", "at": on(6)}

        assert ["body.unexpected"] == codes(office.submit, "p1", **asked, body={"cause": "ice"})

        office.submit("p1", **asked)
        office.submit("p1", "melt", by="an-clerk", at=on(7))

        assert [on(13), on(23)] == [task(office, name).due for name in ("1.1/1", "1.2/1")]

    def test_rows_out_of_a_suspension_may_have_a_cause(
        self, office: Secretariat, codes: Callable[..., list[str]]
    ) -> None:
        """Nobody named one here: the command that suspended is it."""
        asked: dict[str, Any] = {"command": "melt", "by": "an-clerk", "at": on(6)}

        assert ["suspension.other-cause"] == codes(
            office.submit, "p1", **asked, body={"cause": "spring"}
        )
        assert [] == codes(office.submit, "p1", **asked, body={"cause": "freeze"})
