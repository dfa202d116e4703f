"""What nobody reviewed in time lapses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopflow import parse_terms
from coopflow.values.events import AgreementMoved, ProposalAssented, TaskUnmet
from tests.unit.clock.ticks import begin, codes, plan, review, told

if TYPE_CHECKING:
    from coopflow import Secretariat


class TestLapse:
    """What nobody reviewed in time has lapsed."""

    def test_open_tasks_are_unmet(self, office: Secretariat) -> None:
        """When `review_within` is over, and not a moment before."""
        begin(office)
        office.tick("2023-02-28T23:59")
        before = office.get("p1").state
        office.tick("2023-03-01")
        events = [event for _, _, event in told(office)]

        assert ("executing", "lapsed") == (before, office.get("p1").state)
        assert ["1.1/1", "1.2/1", "1.3/1"] == [
            each.task for each in events if isinstance(each, TaskUnmet)
        ]
        assert isinstance(events[-1], AgreementMoved)
        assert not office.tick("2024-01-01")

    def test_so_is_what_was_signed_and_never_begun(self, office: Secretariat) -> None:
        """There is nothing to be unmet in it."""
        office.draft(parse_terms(plan()), by="an", at="2022-01-03")
        for by in ("an", "binh"):
            office.submit("p1", "sign", by=by, at="2022-01-03")
        office.tick("2023-03-01")

        assert "lapsed" == office.get("p1").state

    def test_what_is_reviewed_does_not(self, office: Secretariat) -> None:
        """It waits for its successor."""
        begin(office)
        office.submit("p1", "review", by="an", at="2022-02-01", body=review())
        office.submit("p1", "review", by="binh", at="2022-02-01")

        assert not office.tick("2024-01-01")

    def test_nobody_asks_for_it(self, office: Secretariat) -> None:
        """Whoever wonders is told to wait."""
        begin(office)
        (explained,) = office.why("p1", "lapse", by="an")

        assert ["authority.clock"] == codes(office, "lapse", by="an")
        assert ["wait-for-clock"] == [each.code for each in explained.remedies]
        assert "lapse" not in [each.command for each in office.available("p1", by="an")]

    def test_the_last_day_is_the_last_for_a_silent_yes(self, office: Secretariat) -> None:
        """What is to be answered by then is reviewed, and does not lapse at the same moment."""
        begin(office, silence="assent")
        said: dict[str, Any] = {"by": "an", "at": "2023-02-20", "body": review()}
        office.submit("p1", "review", until="2023-02-28", **said)
        office.tick("2023-06-01")

        assert "reviewed" == office.get("p1").state

    def test_what_fell_due_first_comes_first(self, office: Secretariat) -> None:
        """A proposal that was to be answered after the end falls with it."""
        begin(office, silence="assent")
        said: dict[str, Any] = {"by": "an", "at": "2023-02-20", "body": review()}
        office.submit("p1", "review", until="2023-03-20", **said)
        office.tick("2023-06-01")

        assert "lapsed" == office.get("p1").state
        assert not any(isinstance(each, ProposalAssented) for _, _, each in told(office))
