"""Deadlines that hang on the signature, on an occasion, on what is done before or after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Secretariat, parse_terms
from coopflow.values.clock_events import TaskDueMoved

if TYPE_CHECKING:
    from collections.abc import Callable

PERIOD, DAY = date(2022, 1, 1), date(2022, 1, 3)


def on(day: int) -> date:
    """Return the day that lies so many days after the signing."""
    return DAY + timedelta(days=day)


def clauses(*told: tuple[str, Any], **more: Any) -> list[dict[str, Any]]:
    """Return areas with clauses that are done once, each with its due."""
    obligations = [
        {"id": name, "kind": "once", "text": "What.", **({"due": due} if due else {}), **more}
        for name, due in told
    ]
    return [{"id": "1", "lead": "an", "obligations": obligations}]


def due(office: Secretariat, name: str, agreement: str = "p1") -> date | None:
    """Return when a task is due."""
    return office.get(agreement).tasks[name].due


def moved(office: Secretariat) -> list[tuple[str, str]]:
    """Return which deadlines were moved, and because of what."""
    events = [each.event for each in office.history("p1")]
    return [(e.task, e.because) for e in events if isinstance(e, TaskDueMoved)]


class TestSignature:
    """What hangs on the signature is known when it opens."""

    def test_it_is_counted_from_the_day_of_it(
        self, terms_of: Callable[..., dict[str, Any]], stand: Callable[..., Secretariat]
    ) -> None:
        """However much later it is started."""
        office = stand("signed", areas=clauses(("1.1", {"after": "signature", "by": "2 months"})))
        office.submit("p1", "start", by="an-clerk", at=on(20))

        assert date(2022, 3, 3) == due(office, "1.1/1")
        assert DAY == office.get("p1").tasks["1.1/1"].opens
        assert [] == moved(office)


class TestOccasion:
    """What hangs on an occasion has no date until the first of them."""

    def test_only_the_first_counts(self, stand: Callable[..., Secretariat]) -> None:
        """Later ones move nothing, nor do others."""
        areas = clauses(("1.1", {"after": "flood", "by": "3 working days"}))
        drought = {"flood": {"text": "A flood"}, "drought": {"text": "A drought"}}
        office = stand("executing", areas=areas, occasions=drought)
        office.submit("p1", "occasion", by="an-clerk", occasion="drought", at=on(1))

        assert due(office, "1.1/1") is None

        for day in (3, 5):
            office.submit("p1", "occasion", by="an-clerk", occasion="flood", at=on(day))

        assert date(2022, 1, 11) == due(office, "1.1/1")
        assert [("1.1/1", "occasion")] == moved(office)


class TestSettlement:
    """What comes after another task is due once that is settled."""

    def test_it_is_counted_from_the_settlement(self, stand: Callable[..., Secretariat]) -> None:
        """Not from the report; and what follows it in turn is not due yet."""
        one = ("1.1", on(60))
        two, three = (
            ("1.2", {"after": "1.1", "by": "10 days"}),
            ("1.3", {"after": "1.2", "by": "1 day"}),
        )
        office = stand("executing", areas=clauses(three, two, one, coordinating=["binh"]))
        office.submit("p1", "report", by="an-clerk", task="1.1/1", at=on(5))

        assert due(office, "1.2/1") is None

        office.submit("p1", "accept", by="binh-clerk", task="1.1/1", at=on(8))

        assert (on(18), None) == (due(office, "1.2/1"), due(office, "1.3/1"))
        assert [("1.2/1", "settlement")] == moved(office)

    def test_where_nobody_accepts_the_report_settles(
        self, stand: Callable[..., Secretariat]
    ) -> None:
        """At once, with everything that hangs on it."""
        areas = clauses(("1.1", on(60)), ("1.2", {"after": "1.1", "by": "10 days"}))
        office = stand("executing", areas=areas)
        office.submit("p1", "report", by="an-clerk", task="1.1/1", at=on(5))

        assert on(15) == due(office, "1.2/1")

    def test_the_signature_settles(self, stand: Callable[..., Secretariat]) -> None:
        """What it performs by itself was settled on its day, even for clauses above it."""
        areas = clauses(("1.2", {"after": "1.1", "by": "10 days"}))
        areas[0]["obligations"].append(
            {"id": "1.1", "kind": "once", "text": "W.", "settled_by": "signature"}
        )
        office = stand("signed", areas=areas)
        office.submit("p1", "start", by="an-clerk", at=on(4))

        assert on(10) == due(office, "1.2/1")

    def test_a_meeting_settles_on_its_day(self, stand: Callable[..., Secretariat]) -> None:
        """What comes after it is counted from the day it was held, not from when it is told."""
        areas = clauses(("1.1", on(60)), ("1.2", {"after": "1.1", "by": "10 days"}))
        areas[0]["obligations"][0]["settled_by"] = "briefing"
        office = stand("executing", areas=areas)
        there = [{"officer": "an-head"}, {"officer": "binh-head"}]
        held = {"kind": "briefing", "on": on(2), "attendees": there}
        office.meet("p1", held, by="an-head", at=on(7))

        assert on(12) == due(office, "1.2/1")

    def test_any_clause_of_an_act_will_do(self, stand: Callable[..., Secretariat]) -> None:
        """Whichever of several clauses is named, the one act is meant."""
        areas = clauses(("1.1", on(60)), ("1.2", on(60)), ("1.3", {"after": "1.2", "by": "1 day"}),
                        ("1.4", {"before": "1.2", "by": "1 day"}))  # fmt: skip
        areas[0]["obligations"][1]["same_as"] = ["1.1"]
        office = stand("executing", areas=areas)
        office.submit("p1", "report", by="an-clerk", task="1.1/1", at=on(2))

        assert (on(3), on(59)) == (due(office, "1.3/1"), due(office, "1.4/1"))

    def test_a_review_settles_too(self, stand: Callable[..., Secretariat]) -> None:
        """What it waives or performs by itself; what hangs on that runs on."""
        areas = clauses(("1.1", on(60)), ("1.2", {"after": "1.1", "by": "9 days"}),
                        ("1.3", {"after": "1.4", "by": "8 days"}))  # fmt: skip
        areas[0]["obligations"].append(
            {"id": "1.4", "kind": "once", "text": "W.", "settled_by": "review"}
        )
        office = stand("executing", areas=areas)
        fates = {name: {"as": "carry"} for name in ("1.2/1", "1.3/1")}
        told = {"1.1/1": {"as": "waive", "reason": "W."}, **fates}
        body = {"as_of": on(5), "findings": [], "dispositions": told}
        for party in ("an", "binh", "chi"):
            said = body if party == "an" else None
            office.submit("p1", "review", by=f"{party}-head", body=said, at=on(5))

        assert (on(14), on(13)) == (due(office, "1.2/1"), due(office, "1.3/1"))


class TestBefore:
    """What comes before another task moves with it."""

    AREAS = (
        ("1.1", {"before": "1.2", "by": "10 working days"}),
        ("1.2", {"before": "1.3", "by": "1 week"}),
        ("1.3", date(2022, 6, 30)),
    )

    def extend(self, office: Secretariat, task: str, until: str) -> None:
        """Let a deadline be extended."""
        office.submit("p1", "extension", by="an-clerk", task=task, until=until)
        for by in ("binh-clerk", "chi-clerk"):
            office.submit("p1", "grant", by=by, task=task)

    def test_it_is_known_as_far_as_the_other_is(self, stand: Callable[..., Secretariat]) -> None:
        """Through several, and whatever their order in the file."""
        office = stand("executing", areas=clauses(*self.AREAS))

        assert (date(2022, 6, 9), date(2022, 6, 23)) == (due(office, "1.1/1"), due(office, "1.2/1"))

    def test_it_moves_with_the_other(self, stand: Callable[..., Secretariat]) -> None:
        """An extension takes along what hangs on it, and what hangs on that."""
        office = stand("executing", areas=clauses(*self.AREAS))
        self.extend(office, "1.3/1", "2022-07-28")

        assert (date(2022, 7, 7), date(2022, 7, 21)) == (due(office, "1.1/1"), due(office, "1.2/1"))
        assert [("1.3/1", "extension"), ("1.2/1", "anchor moved"), ("1.1/1", "anchor moved")] == (
            moved(office)
        )

    def test_what_was_extended_itself_loses_nothing(
        self, stand: Callable[..., Secretariat]
    ) -> None:
        """A smaller step of what it hangs on does not take back what was granted."""
        office = stand("executing", areas=clauses(*self.AREAS))
        self.extend(office, "1.1/1", "2022-06-22")
        self.extend(office, "1.3/1", "2022-07-01")

        assert date(2022, 6, 22) == due(office, "1.1/1")

    def test_it_stands_still_and_goes_on_with_the_other(
        self, stand: Callable[..., Secretariat]
    ) -> None:
        """The span between them stays what the terms say, over a suspension too."""
        office = stand("executing", areas=clauses(*self.AREAS))
        for command, day in (("suspend", 30), ("resume", 58)):
            for party in ("an", "binh", "chi"):
                office.submit("p1", command, by=f"{party}-head", at=on(day))

        assert (date(2022, 7, 7), date(2022, 7, 21)) == (due(office, "1.1/1"), due(office, "1.2/1"))
        assert [("1.3/1", "resumption"), ("1.2/1", "anchor moved"), ("1.1/1", "anchor moved")] == (
            moved(office)
        )

    def test_before_what_stands_it_stands(self, stand: Callable[..., Secretariat]) -> None:
        """Where the other's deadline is absolute, its own does not stop either."""
        areas = clauses(("1.1", {"before": "1.2", "by": "1 week"}), ("1.2", on(90)))
        areas[0]["obligations"][1]["suspension"] = "absolute"
        office = stand("executing", areas=areas)
        for party in ("an", "binh", "chi"):
            office.submit("p1", "suspend", by=f"{party}-head", at=on(30))

        assert (on(83), on(90)) == (due(office, "1.1/1"), due(office, "1.2/1"))

    def test_what_was_late_is_not_taken_along(self, stand: Callable[..., Secretariat]) -> None:
        """It had run out before the suspension, and stays late."""
        areas = clauses(("1.1", {"before": "1.2", "by": "80 days"}), ("1.2", on(90)))
        office = stand("executing", areas=areas)
        for command, day in (("suspend", 30), ("resume", 40)):
            for party in ("an", "binh", "chi"):
                office.submit("p1", command, by=f"{party}-head", at=on(day))

        assert (on(10), on(100)) == (due(office, "1.1/1"), due(office, "1.2/1"))

    def test_what_stands_at_the_far_end_is_not_taken_along(
        self, stand: Callable[..., Secretariat]
    ) -> None:
        """However many stood still between it and what goes on first."""
        told = (("1.1", on(90)), ("1.2", {"before": "1.1", "by": "10 days"}),
                ("1.3", {"before": "1.2", "by": "10 days"}))  # fmt: skip
        areas = clauses(*told)
        areas[0]["obligations"][2]["suspension"] = "absolute"
        office = stand("executing", areas=areas)
        for command, day in (("suspend", 30), ("resume", 36)):
            for party in ("an", "binh", "chi"):
                office.submit("p1", command, by=f"{party}-head", at=on(day))

        assert [on(96), on(86), on(70)] == [due(office, f"1.{n}/1") for n in (1, 2, 3)]

    @pytest.mark.parametrize("suspension", ["remaining", "restart"])
    def test_what_was_granted_is_not_taken_away(
        self, suspension: str, stand: Callable[..., Secretariat]
    ) -> None:
        """It goes on with the other, but for no less than remained to it, over and over."""
        told = (("1.1", on(90)), ("1.2", {"before": "1.1", "by": "20 days"}),
                ("1.3", {"before": "1.2", "by": "5 days"}))  # fmt: skip
        areas = clauses(*told)
        areas[0]["obligations"][1]["suspension"] = suspension
        office = stand("executing", areas=areas)
        self.extend(office, "1.2/1", str(on(85)))
        for command, day in (("suspend", 30), ("resume", 40)):
            for party in ("an", "binh", "chi"):
                office.submit("p1", command, by=f"{party}-head", at=on(day))
        first = PERIOD if suspension == "restart" else on(30)
        whole = on(85) - first

        assert [on(100), on(40) + whole] == [due(office, "1.1/1"), due(office, "1.2/1")]
        assert on(35) + whole == due(office, "1.3/1")

        for command in ("suspend", "resume"):
            for party in ("an", "binh", "chi"):
                office.submit("p1", command, by=f"{party}-head", at=on(50))
        last = on(50) + whole if suspension == "restart" else on(40) + whole

        assert [on(100), last] == [due(office, "1.1/1"), due(office, "1.2/1")]

    def test_it_stands_by_whichever_clause_the_other_is_named(
        self, stand: Callable[..., Secretariat]
    ) -> None:
        """Of an act of several clauses."""
        areas = clauses(("1.1", on(60)), ("1.2", on(60)), ("1.3", {"before": "1.2", "by": "1 day"}))
        areas[0]["obligations"][0]["suspension"] = "absolute"
        areas[0]["obligations"][1] |= {"same_as": ["1.1"], "suspension": "absolute"}
        office = stand("executing", areas=areas)
        for party in ("an", "binh", "chi"):
            office.submit("p1", "suspend", by=f"{party}-head", at=on(30))

        assert (on(60), on(59)) == (due(office, "1.1/1"), due(office, "1.3/1"))


class TestBook:
    """Who hangs on what is written down when a task opens, and when it leaves."""

    def test_what_happens_between_does_not_touch_it(
        self, stand: Callable[..., Secretariat]
    ) -> None:
        """However much moves, it is the very same; and it is empty in the end."""
        hanging = [(f"1.{n}", {"after": "1.0", "by": "9 days"}) for n in range(1, 12)]
        office = stand("executing", areas=clauses(*reversed(hanging), ("1.0", on(60))))
        book = office.get("p1").work.hanging
        for party in ("an", "binh", "chi"):
            office.submit("p1", "suspend", by=f"{party}-head", at=on(3))
        office.submit("p1", "report", by="an-clerk", task="1.0/1", at=on(5))
        for party in ("an", "binh", "chi"):
            office.submit("p1", "resume", by=f"{party}-head", at=on(20))

        assert {"1.0": tuple(sorted(f"1.{n}/1" for n in range(1, 12)))} == dict(book)
        assert book is office.get("p1").work.hanging

        for name, _ in hanging:
            office.submit("p1", "report", by="an-clerk", task=f"{name}/1", at=on(21))

        assert {} == dict(office.get("p1").work.hanging)


class TestWhileSuspended:
    """A deadline that becomes known while the agreement stands still stands still as well."""

    def test_it_begins_with_the_resumption(self, stand: Callable[..., Secretariat]) -> None:
        """The whole span is left."""
        areas = clauses(("1.1", on(60)), ("1.2", {"after": "1.1", "by": "10 days"}),
                        ("1.3", {"before": "1.2", "by": "2 days"}))  # fmt: skip
        office = stand("executing", areas=areas)
        for party in ("an", "binh", "chi"):
            office.submit("p1", "suspend", by=f"{party}-head", at=on(3))
        office.submit("p1", "report", by="an-clerk", task="1.1/1", at=on(5))

        assert (None, None) == (due(office, "1.2/1"), due(office, "1.3/1"))

        for party in ("an", "binh", "chi"):
            office.submit("p1", "resume", by=f"{party}-head", at=on(20))

        assert (on(30), on(28)) == (due(office, "1.2/1"), due(office, "1.3/1"))


class TestCarried:
    """What is carried hangs on what is carried with it."""

    def succeed(self, stand: Callable[..., Secretariat], terms: dict[str, Any]) -> Secretariat:
        """Carry everything to a successor that is signed and carried out."""
        areas = clauses(
            ("1.1", on(60)), ("1.2", {"after": "1.1", "by": "9 days"}),
            ("1.3", {"before": "1.1", "by": "8 days"}), ("1.4", {"after": "1.5", "by": "7 days"}),
            ("1.6", {"after": "flood", "by": "6 days"}),
        )  # fmt: skip
        areas[0]["obligations"].append(
            {"id": "1.5", "kind": "once", "text": "W.", "settled_by": "renewal"}
        )
        office = stand("executing", areas=areas)
        fates = {f"1.{n}/1": {"as": "carry"} for n in (1, 2, 3, 4, 6)}
        body = {"as_of": on(5), "findings": [], "dispositions": fates}
        for party in ("an", "binh", "chi"):
            said = body if party == "an" else None
            office.submit("p1", "review", by=f"{party}-head", body=said, at=on(5))
        office.draft(parse_terms(terms), by="an-clerk", at=on(6))
        for party in ("an", "binh", "chi"):
            office.submit("p2", "sign", by=f"{party}-head", at=on(6))
        office.submit("p2", "start", by="an-clerk", at=on(6))
        return office

    def test_it_hangs_on_as_before(
        self, stand: Callable[..., Secretariat], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """After its settlement, before its due day, after an occasion of the same name."""
        terms = terms_of("p2", predecessor="p1", areas=clauses(("1.1", on(90))))
        office = self.succeed(stand, terms)
        office.submit("p2", "extension", by="an-clerk", task="p1:1.1/1", until=on(80), at=on(7))
        for by in ("binh-clerk", "chi-clerk"):
            office.submit("p2", "grant", by=by, task="p1:1.1/1", at=on(7))

        assert on(72) == due(office, "p1:1.3/1", "p2")

        office.submit("p2", "report", by="an-clerk", task="1.1/1", at=on(8))

        assert due(office, "p1:1.2/1", "p2") is None

        office.submit("p2", "report", by="an-clerk", task="p1:1.1/1", at=on(9))
        office.submit("p2", "occasion", by="an-clerk", occasion="flood", at=on(10))

        assert (on(18), on(16)) == (due(office, "p1:1.2/1", "p2"), due(office, "p1:1.6/1", "p2"))

    def test_what_the_renewal_settles_is_counted_from_it(
        self, stand: Callable[..., Secretariat], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """What is carried brings the deadline along."""
        office = self.succeed(stand, terms_of("p2", predecessor="p1"))

        assert on(6 + 7) == due(office, "p1:1.4/1", "p2")
