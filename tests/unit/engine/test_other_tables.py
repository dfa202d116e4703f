"""Other lifecycles, and what plugins forbid: the objections `standard@1` alone never makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve as changed

from coopflow import DefinitionError, Secretariat, parse_terms
from coopflow.definitions.calendars import CALENDARS
from coopflow.definitions.checks import Known
from coopflow.definitions.plain import digest_of
from coopflow.host import Consent, Guard, Lifecycle, Responsibility, Row, State, hookimpl
from coopflow.host.loading import given
from coopflow.host.manager import build_host
from coopflow.journal.memory import MemoryJournal
from coopflow.testing import FixedClock
from coopflow.values.events import ProposalOpened

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow.host import Question, Reason
    from coopflow.host.manager import Host


def row(command: str, origin: str, target: str, **more: Any) -> Row:
    """Return a row that any party may ask for."""
    return Row(
        command=command,
        origin=origin,
        target=target,
        event=f"agreement.{command}",
        **{"by": "party", **more},
    )


STATES = tuple(
    State(name=name, phase=phase)  # type: ignore[arg-type]  # the six phases
    for name, phase in (
        ("draft", "drafting"),
        ("open", "executing"),
        ("read", "reviewing"),
        ("over", "ended"),
    )
)


def table(name: str, *rows: Row, states: tuple[State, ...] = STATES) -> Lifecycle:
    """Return a lifecycle that shares, reads and ends, with rows of its own before those."""
    leave = tuple(row("drop", each.name, "over") for each in states[len(STATES) :])
    after = (row("read", "open", "read"), row("end", "read", "over"), row("drop", "draft", "over"))
    return Lifecycle(
        name=name, edition=1, initial="draft", states=states, rows=(*rows, *leave, *after)
    )


class Tables:
    """A plugin with tables of several kinds."""

    __name__ = "tables"

    @hookimpl
    def coopflow_lifecycles(self) -> list[Lifecycle]:
        """Offer them."""
        two, any_ = Consent(count="at_least", at_least=2), Consent(count="any")
        return [
            table("two", row("share", "draft", "open", consent=two)),
            table("leading", row("share", "draft", "open", consent=Consent(count="lead"))),
            table("guarded", row("share", "draft", "open", guards=("funds",))),
            table(
                "either",
                row("share", "draft", "open", consent=two),
                row("stop", "draft", "over", consent=two),
            ),
            table(
                "looked-at",
                row("look", "draft", "read", consent=Consent(count="all")),
                row("share", "read", "open"),
            ),
            table(
                "loose",
                row("share", "draft", "open"),
                row("note", "open", "open"),
                row("judge", "open", "read", consent=any_),
            ),
            table(
                "split",
                row("share", "draft", "open", guards=("funds",)),
                row("share", "draft", "agreed"),
                states=(*STATES, State(name="agreed", phase="drafting")),
            ),
        ]

    @hookimpl
    def coopflow_guards(self) -> list[Guard]:
        """Offer the guard that one of them names."""
        return [Guard(name="funds", check=lambda _: None)]


class Strict:
    """A plugin that demands evidence, and whose other check fails."""

    __name__ = "strict"

    @hookimpl
    def coopflow_guards(self) -> list[Guard]:
        """Raise when anybody wants to withdraw."""
        return [Guard(name="broken", commands=("withdraw",), check=self.check)]

    @hookimpl
    def coopflow_responsibilities(self) -> list[Responsibility]:
        """Demand minutes of what Binh reports."""
        return [
            Responsibility(agency="binh", scope="p1", obligations=("1.3",), evidence=("minutes",))
        ]

    def check(self, question: Question) -> Reason | None:
        """Fail."""
        raise ZeroDivisionError(question.command.name)


CLOCK = FixedClock("2022-01-03T02:00Z")


def office_with(*plugins: object, journal: MemoryJournal | None = None) -> Secretariat:
    """Open an office with some plugins over a journal, or a new one."""
    return Secretariat(journal or MemoryJournal(), build_host(given(plugins), "0"), CLOCK)


def lunar(host: Host) -> Host:
    """Return a host that knows another calendar besides."""
    return changed(host, calendars={**CALENDARS, "lunar": CALENDARS["weekdays"]})


class TestConsent:
    """Who is needed is asked; who has said no has said so; who is not needed need not speak."""

    def test_who_has_declined_cannot_assent(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Two of three still suffice, and the third has said no."""
        office = office_with(Tables())
        office.draft(parse_terms(terms_of(lifecycle="two@1"), known=office.known), by="an-head")
        office.submit("p1", "share", by="an-head")
        office.submit("p1", "decline", by="chi-head")

        assert ["assent.declined"] == codes(office.submit, "p1", "share", by="chi-head")
        assert [] == codes(office.submit, "p1", "share", by="binh-head")
        assert "open" == office.get("p1").state

    def test_where_the_lead_alone_decides(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Any party may open; the lead's assent is the one that counts."""
        office = office_with(Tables())
        led = terms_of(lifecycle="leading@1", lead="binh")
        office.draft(parse_terms(led, known=office.known), by="an-head")
        office.submit("p1", "share", by="an-head")

        assert ["assent.not-needed"] == codes(office.submit, "p1", "assent", by="chi-head")
        assert [] == codes(office.submit, "p1", "assent", by="binh-head")
        assert "open" == office.get("p1").state

    def test_where_nobody_leads_the_lead_cannot_decide(
        self, terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """A consent that can never be reached is told where the terms are read."""
        office = office_with(Tables())

        with pytest.raises(DefinitionError, match=r"consent\.unreachable"):
            parse_terms(terms_of(lifecycle="leading@1"), known=office.known)

    def test_two_proposals_at_once(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Where several stand open, one says which."""
        office = office_with(Tables())
        office.draft(parse_terms(terms_of(lifecycle="either@1"), known=office.known), by="an-head")
        office.submit("p1", "share", by="an-head")
        office.submit("p1", "stop", by="an-head")

        assert ["proposal.several"] == codes(office.submit, "p1", "assent", by="binh-head")
        assert [] == codes(office.submit, "p1", "assent", by="binh-head", proposal="stop/1")
        assert "over" == office.get("p1").state


class TestTables:
    """An agreement keeps to the table it was drafted on."""

    def test_a_draft_cannot_change_its_table(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """A revision stays on the lifecycle of the draft."""
        office = office_with(Tables())
        office.draft(parse_terms(terms_of()), by="an-head")
        other = terms_of(lifecycle="two@1")

        assert ["text.other-lifecycle"] == codes(
            office.submit, "p1", "revise", by="an-head", body=other
        )

    def test_a_table_without_renewal(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """What its lifecycle never renews cannot be succeeded."""
        office = office_with(Tables())
        terms = terms_of(lifecycle="guarded@1")
        terms["areas"][0]["obligations"] = []
        office.draft(parse_terms(terms, known=office.known), by="an-head")
        office.submit("p1", "share", by="an-head")
        body = {"as_of": "2022-01-03", "findings": [], "dispositions": {}}
        office.submit("p1", "read", by="an-head", body=body)
        office.draft(parse_terms(terms_of("p2", predecessor="p1")), by="an-head")

        assert ["predecessor.no-renewal"] == codes(office.submit, "p2", "sign", by="an-head")

    def test_a_guard_nobody_offers_any_more(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Reading goes on without the plugin; writing what needs it is refused by name."""
        journal = MemoryJournal()
        office = office_with(Tables(), journal=journal)
        office.draft(parse_terms(terms_of(lifecycle="guarded@1"), known=office.known), by="an-head")
        later = office_with(journal=journal)

        assert office.get("p1") == later.get("p1")
        assert ["guard.missing"] == codes(later.submit, "p1", "share", by="an-head")

    def test_a_calendar_nobody_offers_any_more(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Days cannot be counted, so nothing that counts them is done."""
        journal = MemoryJournal()
        host = build_host((), "0")
        office = Secretariat(journal, lunar(host), CLOCK)
        known = Known(lifecycles=host.known.lifecycles, calendars=("lunar",))
        office.draft(parse_terms(terms_of(calendar="lunar"), known=known), by="an-head")
        later = Secretariat(journal, host, CLOCK)

        assert ["calendar.unknown"] == codes(later.submit, "p1", "sign", by="an-head")
        assert [] == codes(office.submit, "p1", "sign", by="an-head")


class TestRows:
    """What a row does follows from the phases of its states; which of several, from guards."""

    def test_a_draft_is_signed_with_a_review_at_once(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Such a row binds the text and takes a review; whoever assents assents to both."""
        office = office_with(Tables())
        office.draft(
            parse_terms(terms_of(lifecycle="looked-at@1"), known=office.known), by="an-head"
        )
        body = {"as_of": "2022-01-03", "findings": [], "dispositions": {}}

        assert ["body.missing"] == codes(office.submit, "p1", "look", by="an-head")
        for party in ("an", "binh", "chi"):
            office.submit("p1", "look", by=f"{party}-head", body=body)
        now = office.get("p1")
        history = [each.event for each in office.history("p1")]
        (proposed,) = (each for each in history if isinstance(each, ProposalOpened))
        assert ("read", now.charter.digest) == (now.state, now.charter.bound)
        assert now.review is not None
        assert proposed.digest != digest_of(now.review)

    def test_who_says_the_same_again_assents(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Even where nobody's assent stands yet: what was settled meanwhile falls away."""
        office = office_with(Tables())
        office.draft(parse_terms(terms_of(lifecycle="loose@1"), known=office.known), by="an-head")
        office.submit("p1", "share", by="an-head")
        waived = {
            each.id: {"as": "waive", "reason": "Over."}
            for each in office.get("p1").open_tasks()
            if each.settled_by is None
        }
        body = {"as_of": "2022-01-03", "findings": [], "dispositions": waived}
        office.submit("p1", "judge", by="an-clerk", body=body)
        office.submit("p1", "report", by="an-clerk", task="1.7/1")
        office.submit("p1", "accept", by="binh-clerk", task="1.7/1")

        assert [] == codes(office.submit, "p1", "judge", by="binh-head", body=body)
        assert "read" == office.get("p1").state

    def test_a_loop_leaves_no_state(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """What else stands proposed stands on, and no task is opened twice."""
        office = office_with(Tables())
        office.draft(parse_terms(terms_of(lifecycle="loose@1"), known=office.known), by="an-head")
        office.submit("p1", "share", by="an-head")
        body = {"as_of": "2022-01-01", "findings": [], "dispositions": {}}
        office.submit("p1", "judge", by="an-clerk", body=body)
        before = office.get("p1")

        assert [] == codes(office.submit, "p1", "note", by="an-head")
        assert ("open", before.proposals) == (office.get("p1").state, office.get("p1").proposals)
        assert before.open_tasks() == office.get("p1").open_tasks()

    def test_only_guards_lead_to_the_next_row(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """What else speaks against the row that is meant is said, and no other row is taken."""
        office = office_with(Tables())
        office.draft(parse_terms(terms_of()), by="an-head")
        text = terms_of("p2", lifecycle="split@1", predecessor="p1")
        office.draft(parse_terms(text, known=office.known), by="an-head")

        assert ["predecessor.not-reviewed"] == codes(office.submit, "p2", "share", by="an-head")
        assert "draft" == office.get("p2").state

    def test_a_guard_that_is_missing_leads_to_no_other_row(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Nobody knows what it would have said."""
        journal = MemoryJournal()
        office = office_with(Tables(), journal=journal)
        office.draft(parse_terms(terms_of(lifecycle="split@1"), known=office.known), by="an-head")
        later = office_with(journal=journal)

        assert ["guard.missing"] == codes(later.submit, "p1", "share", by="an-head")
        assert "draft" == later.get("p1").state


class TestPlugins:
    """A plugin can forbid more, under its own name."""

    def test_evidence_that_is_demanded(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Without it a report is refused; with it it is taken."""
        office = office_with(Strict())
        office.draft(parse_terms(terms_of()), by="an-head")
        for party in ("an", "binh", "chi"):
            office.submit("p1", "sign", by=f"{party}-head")
        office.submit("p1", "start", by="an-head")
        done = {"command": "report", "by": "binh-head", "task": "1.3/1", "assessment": "met"}

        assert ["evidence.missing"] == codes(office.submit, "p1", **done)
        assert [] == codes(office.submit, "p1", **done, evidence="minutes")

    def test_a_check_that_fails_is_a_no(
        self, codes: Callable[..., list[str]], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Whatever a plugin raises refuses, and names it."""
        office = office_with(Strict())
        office.draft(parse_terms(terms_of()), by="an-head")

        assert ["plugin.failed"] == codes(office.submit, "p1", "withdraw", by="an-head")
        assert "strict" == office.why("p1", "withdraw", by="an-head")[0].reason.plugin
