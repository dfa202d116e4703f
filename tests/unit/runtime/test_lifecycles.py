"""Agreements on a lifecycle of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from coopflow import (
    CommandRefused,
    DefinitionError,
    Lifecycle,
    Secretariat,
    dump_terms,
    parse_terms,
)
from coopflow.definitions.document import read_document
from coopflow.definitions.lifecycle_file import read_lifecycle
from coopflow.definitions.standard import STANDARD

if TYPE_CHECKING:
    from pathlib import Path

    from coopflow import Terms

MOU = """\
coopflow: 1
lifecycle: county-mou
edition: 1
initial: draft
states:
  {draft: drafting, shared: drafting, open: executing, checked: reviewing,
   closed: ended, next: ended}
rows:
  - {command: share, from: draft, to: shared, event: agreement.shared, by: party}
  - {command: sign, from: shared, to: open, event: agreement.opened, by: signatory, consent: all}
  - {command: review, from: open, to: checked, event: e, by: party, consent: {at_least: 1}}
  - {command: close, from: checked, to: closed, event: e, by: party, consent: lead}
  - {command: go-on, from: checked, to: next, event: e, by: successor}
"""


@pytest.fixture
def mou() -> Lifecycle:
    """The lifecycle."""
    return read_lifecycle(read_document(MOU.encode()))


@pytest.fixture
def ours(terms: Terms) -> Terms:
    """The plan, on that lifecycle."""
    return evolve(terms, lifecycle="county-mou@1", lead="north")


class TestStrangers:
    """Nobody ends an agreement of others: who succeeds it shares a party with it."""

    def test_an_agreement_of_strangers_succeeds_nothing(self, terms: Terms) -> None:
        """Neither at the draft, nor at the signing that would take it over."""
        text = dump_terms(evolve(terms, id="coup", predecessor="plan-2022"))
        for name, other in (
            ("north", "east"),
            ("south", "west"),
            ("  an:", "  en:"),
            ("  ba:", "  bo:"),
        ):
            text = text.replace(name, other)
        with Secretariat.open("memory:", plugins=[]) as office:
            office.draft(terms, by="an", at="2022-01-03")
            with pytest.raises(CommandRefused) as refusal:
                office.draft(parse_terms(text), by="en", at="2022-01-03")

        assert ["predecessor.strangers"] == [each.code for each in refusal.value.reasons]


class TestOwnLifecycle:
    """Effects follow the phases; the table is kept with the first agreement that needs it."""

    def test_it_runs_to_its_own_end_without_the_file(
        self, tmp_path: Path, mou: Lifecycle, ours: Terms
    ) -> None:
        """Given once at the draft, and never again: not even to renew."""
        url = f"sqlite:///{tmp_path / 'plan.db'}"
        with Secretariat.open(url, plugins=[], lifecycles=[mou]) as office:
            office.draft(ours, by="an", at="2022-01-03")
        with Secretariat.open(url, plugins=[]) as office:
            office.submit("plan-2022", "share", by="ba", at="2022-01-03")
            for by in ("an", "ba"):
                office.submit("plan-2022", "sign", by=by, at="2022-01-03")
            opened = [row.id for row in office.tasks("plan-2022")]
            carried = {row.id: {"as": "carry"} for row in office.tasks(open_only=True)}
            body = {"as_of": "2022-12-31", "findings": [], "dispositions": carried}
            office.submit("plan-2022", "review", by="ba", at="2023-01-05", body=body)
            state = office.get("plan-2022").state
            office.renew("plan-2022", by="an", at="2023-01-05")
            office.submit("plan-2023", "share", by="an", at="2023-01-05")
            for by in ("an", "ba"):
                office.submit("plan-2023", "sign", by=by, at="2023-01-05")

            assert ["1.1/1", "1.1/2", "1.3/1"] == opened
            assert "checked" == state
            assert ["next", "open"] == [row.state for row in office.agreements()]
            assert mou == office.lifecycle("plan-2023")
            assert office.verify()

    def test_the_journal_offers_what_it_keeps(
        self, tmp_path: Path, mou: Lifecycle, ours: Terms
    ) -> None:
        """Other agreements may be drafted on it without the file, too."""
        url = f"sqlite:///{tmp_path / 'plan.db'}"
        with Secretariat.open(url, plugins=[], lifecycles=[mou]) as office:
            office.draft(ours, by="an", at="2022-01-03")
        with Secretariat.open(url, plugins=[]) as office:
            office.draft(evolve(ours, id="another"), by="an", at="2022-01-03")

            assert mou == office.lifecycle("another")

    def test_another_table_of_a_kept_name_is_refused(
        self, tmp_path: Path, mou: Lifecycle, ours: Terms
    ) -> None:
        """Unless it only gained rows: then each agreement keeps the table it was drafted on."""
        url = f"sqlite:///{tmp_path / 'plan.db'}"
        gained = evolve(mou, rows=(*mou.rows, evolve(mou.rows[0], command="send")))
        lost = evolve(mou, rows=tuple(row for row in mou.rows if row.command != "go-on"))
        lost = evolve(lost, states=tuple(each for each in mou.states if each.name != "next"))
        for name, table in (("one", mou), ("two", gained)):
            with Secretariat.open(url, plugins=[], lifecycles=[table]) as office:
                office.draft(evolve(ours, id=name), by="an", at="2022-01-03")
        with (
            Secretariat.open(url, plugins=[], lifecycles=[lost]) as office,
            pytest.raises(CommandRefused) as refusal,
        ):
            office.draft(evolve(ours, id="three"), by="an", at="2022-01-03")

        assert ["lifecycle.changed"] == [each.code for each in refusal.value.reasons]
        with Secretariat.open(url, plugins=[]) as office:
            assert [mou, gained] == [office.lifecycle(name) for name in ("one", "two")]
            assert office.verify()

    def test_it_ends_by_the_consent_of_the_lead(self, mou: Lifecycle, ours: Terms) -> None:
        """Any party may open the proposal; only the lead's assent counts."""
        with Secretariat.open("memory:", plugins=[], lifecycles=[mou]) as office:
            office.draft(ours, by="an", at="2022-01-03")
            office.submit("plan-2022", "share", by="ba", at="2022-01-03")
            for by in ("an", "ba"):
                office.submit("plan-2022", "sign", by=by, at="2022-01-03")
            unmet = {
                row.id: {"as": "unmet", "reason": "no"} for row in office.tasks(open_only=True)
            }
            body = {"as_of": "2022-01-02", "findings": [], "dispositions": {}}
            office.submit("plan-2022", "review", by="ba", at="2023-01-05", body=body)
            closing = {"dispositions": unmet}
            office.submit("plan-2022", "close", by="ba", at="2023-01-05", body=closing)
            with pytest.raises(CommandRefused) as refusal:
                office.submit("plan-2022", "assent", by="ba", at="2023-01-05")
            office.submit("plan-2022", "assent", by="an", at="2023-01-05")

            assert ["assent.not-needed"] == [each.code for each in refusal.value.reasons]
            assert "closed" == office.get("plan-2022").state

    def test_a_consent_nobody_can_give_is_refused_at_the_draft(
        self, mou: Lifecycle, ours: Terms
    ) -> None:
        """It would only be found out when it is too late."""
        with (
            Secretariat.open("memory:", plugins=[], lifecycles=[mou]) as office,
            pytest.raises(DefinitionError, match=r"lead: consent\.unreachable: .* add lead:"),
        ):
            office.draft(evolve(ours, lead=None), by="an", at="2022-01-03")

    def test_another_table_of_the_same_edition_is_refused(self) -> None:
        """A published edition never changes."""
        other = evolve(STANDARD, rows=STANDARD.rows[:-1])
        with pytest.raises(DefinitionError, match=r"id\.duplicate|state\.unreachable"):
            Secretariat.open("memory:", plugins=[], lifecycles=[other])

    def test_a_table_that_cannot_run_is_refused(self, mou: Lifecycle) -> None:
        """With what is wrong with it."""
        with pytest.raises(DefinitionError, match=r"phase\.never-binds"):
            Secretariat.open("memory:", plugins=[], lifecycles=[evolve(mou, rows=mou.rows[:1])])
