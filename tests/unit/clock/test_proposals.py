"""Proposals with a last day to be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Secretariat, parse_terms, word
from coopflow.values.clock_events import ProposalExpired
from coopflow.values.events import ProposalAssented, ReviewAdopted
from tests.unit.clock.ticks import HALTING, Guest, begin, begin_halting, codes, plan, review, told

if TYPE_CHECKING:
    from pathlib import Path


class TestProposals:
    """A proposal may have a last day to be answered."""

    def test_it_expires_when_that_day_is_over(self, office: Secretariat) -> None:
        """Given with the command that opens it; the same may be proposed again."""
        begin(office)
        said: dict[str, Any] = {"by": "an", "at": "2022-02-01", "body": review()}
        office.submit("p1", "review", until="2022-02-10", **said)
        (standing,) = office.get("p1").proposals
        early = office.tick("2022-02-10T23:59")
        office.tick("2022-02-11")

        assert "2022-02-10" == str(standing.until)
        assert not early
        assert [ProposalExpired(proposal="review/1")] == [each for _, _, each in told(office)]
        assert () == office.get("p1").proposals
        assert office.submit("p1", "review", by="an", at="2022-02-12", body=review()).events

    @pytest.mark.parametrize("command", ["assent", "decline", "review"])
    def test_afterwards_nobody_answers(self, office: Secretariat, command: str) -> None:
        """Whether anybody looked at the clock or not; the last day itself is not over."""
        begin(office)
        said: dict[str, Any] = {"by": "an", "at": "2022-02-01", "body": review()}
        office.submit("p1", "review", until="2022-02-10", **said)
        asked: dict[str, Any] = {"by": "binh", "at": "2022-02-11"}
        (explained,) = office.why("p1", command, **asked)

        assert ["proposal.over"] == codes(office, command, **asked)
        assert "once the clock has let it expire" in word(explained.reason)
        assert ["give", "let-expire"] == [each.code for each in explained.remedies]
        assert office.submit("p1", command, by="binh", at="2022-02-10T23:59").events

    def test_the_terms_may_give_one_to_all(self, office: Secretariat) -> None:
        """Counted by the calendar they name, from the day it is opened."""
        begin(office, answer_within="3 working days")
        office.submit("p1", "review", by="an", at="2022-02-03", body=review())

        assert ["2022-02-08"] == [str(each.until) for each in office.get("p1").proposals]

    def test_who_joins_may_not_name_another(self, office: Secretariat) -> None:
        """Nor does a last day go with what opens no proposal, or lie in the past."""
        begin(office)
        said: dict[str, Any] = {"at": "2022-02-01", "until": "2022-02-10"}
        office.submit("p1", "review", by="an", body=review(), **said)
        cases = [
            ("review", {**said, "until": "2022-02-11"}, "proposal.other-until"),
            ("assent", said, "until.unexpected"),
            ("report", {**said, "task": "1.2/1"}, "until.unexpected"),
        ]
        for command, more, code in cases:
            by = "an" if command == "report" else "binh"
            assert code in codes(office, command, by=by, **more)
        past: dict[str, Any] = {
            "by": "an",
            "at": "2022-02-02",
            "until": "2022-02-01",
            "body": review(),
        }
        office.submit("p1", "retract", by="an", at="2022-02-02")
        assert ["until.past"] == codes(office, "review", **past)
        assert office.why("p1", "review", **past)[0].remedies

    @pytest.mark.parametrize(("command", "code"), [("start", "until.unexpected")])
    def test_a_plain_row_takes_none(self, office: Secretariat, command: str, code: str) -> None:
        """It waits for nobody."""
        office.draft(parse_terms(plan()), by="an", at="2022-01-03")
        for by in ("an", "binh"):
            office.submit("p1", "sign", by=by, at="2022-01-03")

        assert [code] == codes(office, command, by="an", at="2022-01-04", until="2022-02-01")

    def test_silence_may_mean_yes(self, office: Secretariat) -> None:
        """Where the terms say so; history tells that it was silence."""
        begin(office, silence="assent", answer_within="9 days")
        office.submit("p1", "review", by="an", at="2022-02-01", body=review())
        office.tick("2022-02-11")
        events = [event for _, _, event in told(office)]

        assert "reviewed" == office.get("p1").state
        assert isinstance(events[0], ProposalAssented)
        assert ("binh", True) == (events[0].party, events[0].silence)
        assert any(isinstance(each, ReviewAdopted) for each in events)

    def test_a_silent_yes_waits_for_what_cannot_be_asked(self, tmp_path: Path) -> None:
        """Nobody knows what a guard that is missing would say: it is tried again."""
        url = f"sqlite:///{tmp_path / 'p.db'}"
        said: dict[str, Any] = {"by": "an", "at": "2022-02-01", "until": "2022-02-10"}
        with Secretariat.open(url, plugins=[Guest()], lifecycles=[HALTING]) as office:
            begin_halting(office, silence="assent")
            office.submit("p1", "rest", **said)
        with Secretariat.open(url, plugins=[]) as office:
            done = office.tick("2022-02-11")
            standing = office.get("p1").proposals
        with Secretariat.open(url, plugins=[Guest()]) as office:
            office.tick("2022-02-11")

            assert (False, 1) == (bool(done), len(standing))
            assert ["guard.missing"] == [r.code for each in done.hindered for r in each.reasons]
            assert "waiting" == office.get("p1").state

    def test_silence_binds_nobody_to_a_text(self, office: Secretariat) -> None:
        """Until it is signed, the terms say nothing."""
        terms = parse_terms(plan(silence="assent", answer_within="9 days"))
        office.draft(terms, by="an", at="2022-01-03")
        office.submit("p1", "sign", by="an", at="2022-01-03")
        office.tick("2022-03-01")

        assert "draft" == office.get("p1").state
        assert [ProposalExpired(proposal="sign/1")] == [each for _, _, each in told(office)]

    def test_a_silent_yes_to_what_cannot_be_expires(self, office: Secretariat) -> None:
        """An occasion has opened a task since, of which the review says nothing."""
        areas = plan()["areas"]
        more = {"id": "1.4", "text": "D", "kind": "triggered", "on": "flood", "within": "3 days"}
        areas[0]["obligations"].append(more)
        occasions = {"flood": {"text": "A flood"}}
        begin(office, silence="assent", answer_within="9 days", areas=areas, occasions=occasions)
        office.submit("p1", "review", by="an", at="2022-02-01T08:00", body=review())
        office.submit("p1", "occasion", by="an", at="2022-02-01T09:00", occasion="flood")
        office.tick("2022-02-11")

        assert "executing" == office.get("p1").state
        assert ProposalExpired(proposal="review/1") in [each for _, _, each in told(office)]
