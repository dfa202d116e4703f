"""Reviews and closings: what they must say of every task, and when it takes effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import parse_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Secretariat

CARRY = {"as": "carry"}
WAIVE = {"as": "waive", "reason": "Past."}


def with_(body: dict[str, Any], task: str, said: dict[str, Any]) -> dict[str, Any]:
    """Return a body that says something of one more task."""
    return {**body, "dispositions": {**body["dispositions"], task: said}}


def without(body: dict[str, Any], task: str) -> dict[str, Any]:
    """Return a body that says nothing of one task."""
    kept = {name: said for name, said in body["dispositions"].items() if name != task}
    return {**body, "dispositions": kept}


class TestReview:
    """A review names what becomes of every task open on its day."""

    @pytest.mark.parametrize(
        ("code", "change"),
        [
            ("disposition.missing", lambda body: without(body, "1.1/1")),
            ("disposition.not-open", lambda body: with_(body, "1.1/2", CARRY)),
            ("disposition.not-open", lambda body: with_(body, "1.9/1", CARRY)),
            ("disposition.not-open", lambda body: with_(body, "p0:1.1/1", CARRY)),
            ("disposition.reason", lambda body: with_(body, "1.1/1", {"as": "waive"})),
            ("disposition.reason", lambda body: with_(body, "1.1/1", {"as": "unmet"})),
            ("disposition.by-review", lambda body: with_(body, "1.8/1", CARRY)),
            ("review.as-of-future", lambda body: {**body, "as_of": "2022-01-04"}),
            ("finding.unknown-area", lambda body: finding(body, areas=["9"])),
            ("finding.unknown-task", lambda body: finding(body, tasks=["1.1/2"])),
            ("finding.unknown-task", lambda body: finding(body, tasks=["p0:1.1/1"])),
        ],
    )
    def test_what_it_lacks_is_told(
        self,
        code: str,
        change: Callable[[dict[str, Any]], dict[str, Any]],
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        review: dict[str, Any],
    ) -> None:
        """One thing is wrong with it, and that is the objection."""
        office = stand("executing")

        assert [code] == codes(office.submit, "p1", "review", by="an-head", body=change(review))

    def test_the_list_of_what_is_missing(
        self, stand: Callable[..., Secretariat], review: dict[str, Any]
    ) -> None:
        """Every task that no word is said of is named."""
        body = without(without(review, "1.1/1"), "1.3/1")
        (told,) = stand("executing").why("p1", "review", by="an-head", body=body)

        assert "1.1/1, 1.3/1" == dict(told.reason.values)["tasks"]

    def test_what_was_opened_after_its_day_needs_no_word(
        self,
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        review: dict[str, Any],
    ) -> None:
        """It stays open, and needs one only where it opened by then."""
        office = stand("executing")
        flood = {"command": "occasion", "by": "chi-clerk", "occasion": "flood"}
        office.submit("p1", **flood, at="2022-01-05")

        assert [] == codes(office.submit, "p1", "review", by="an-head", body=review)
        assert "1.4/1" in [row.id for row in office.tasks("p1", open_only=True)]

    def test_what_opens_before_the_last_assent_needs_one(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """Completeness holds again at the firing: the last assent writes nothing, and says why."""
        office = stand("half-reviewed")
        office.submit("p1", "occasion", by="chi-clerk", occasion="flood")
        office.submit("p1", "review", by="binh-head")
        before = office.get("p1")

        assert ["disposition.missing"] == codes(office.submit, "p1", "review", by="chi-head")
        assert before == office.get("p1")

    def test_what_was_settled_meanwhile_stays_so(self, stand: Callable[..., Secretariat]) -> None:
        """A task accepted between the opening and the last assent is accepted, not carried."""
        office = stand("half-reviewed")
        office.submit("p1", "accept", by="binh-clerk", task="1.1/1")
        office.submit("p1", "accept", by="dong-clerk", task="1.1/1")
        for party in ("binh", "chi"):
            office.submit("p1", "assent", by=f"{party}-head")

        assert "reviewed" == office.get("p1").state
        assert "accepted" == {row.id: row.state for row in office.tasks("p1")}["1.1/1"]

    def test_a_review_out_of_season(
        self,
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        review: dict[str, Any],
    ) -> None:
        """Where no review can be, that is the objection, however well its body is written."""
        for stage in ("draft", "signed", "reviewed"):
            office = stand(stage)

            assert ["command.not-now"] == codes(
                office.submit, "p1", "review", by="an-head", body=review
            )


class TestClosing:
    """What nothing follows must say what becomes of everything."""

    @pytest.mark.parametrize(
        ("code", "change"),
        [
            ("disposition.missing", lambda body: without(body, "1.6/1")),
            ("disposition.missing", lambda body: without(body, "1.1/1")),
            ("disposition.no-successor", lambda body: with_(body, "1.1/1", CARRY)),
            ("disposition.not-open", lambda body: with_(body, "1.8/1", WAIVE)),
            ("disposition.reason", lambda body: with_(body, "1.1/1", {"as": "unmet"})),
        ],
    )
    def test_what_it_lacks_is_told(
        self,
        code: str,
        change: Callable[[dict[str, Any]], dict[str, Any]],
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        closing: dict[str, Any],
    ) -> None:
        """One thing is wrong with it, and that is the objection."""
        office = stand("reviewed")

        assert [code] == codes(office.submit, "p1", "close", by="an-head", body=change(closing))


class TestRenewal:
    """The last signature renews the predecessor and takes up what it owed."""

    def test_everything_open_is_found_in_the_successor(
        self, stand: Callable[..., Secretariat], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Under the names they were born with, with lead, helpers and due day kept."""
        office = stand("reviewed")
        before = {row.id: row for row in office.tasks("p1", open_only=True)}
        office.draft(parse_terms(terms_of("p2", predecessor="p1")), by="an-head")
        for party in ("an", "binh", "chi"):
            office.submit("p2", "sign", by=f"{party}-head")
        states = {row.id: row.state for row in office.tasks("p1")}

        kept = ("obligation", "lead", "coordinating", "due", "state", "reporter")
        assert "renewed" == office.get("p1").state
        assert "p2" == office.get("p1").successor
        assert "accepted" == states.pop("1.6/1")
        assert {f"p1:{name}" for name in before if name != "1.6/1"} == {
            row.id for row in office.tasks("p2")
        }
        for row in office.tasks("p2"):
            born = before[row.id.removeprefix("p1:")]
            assert [getattr(born, key) for key in kept] == [getattr(row, key) for key in kept]
            assert "carried" == states[born.id]

    def test_what_the_successor_settled_is_settled_there(
        self,
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        terms_of: Callable[..., dict[str, Any]],
    ) -> None:
        """Reporting it once more is refused as that of any settled task."""
        office = stand("reviewed")
        office.draft(parse_terms(terms_of("p2", predecessor="p1")), by="an-head")
        for party in ("an", "binh", "chi"):
            office.submit("p2", "sign", by=f"{party}-head")
        done = {"agreement": "p2", "command": "report", "by": "binh-clerk", "task": "p1:1.3/1"}

        assert [] == codes(office.submit, **done, assessment="met")
        assert ["task.settled"] == codes(office.submit, **done, assessment="met")


def finding(body: dict[str, Any], **about: list[str]) -> dict[str, Any]:
    """Return a review whose finding speaks of something."""
    return {**body, "findings": [{"kind": "cause", "text": "Rain.", **about}]}
