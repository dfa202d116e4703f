"""Each objection, and what it takes to meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import parse_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Secretariat

MOVING = {"source": "Decree 1", "bodies": {"to": "dong"}}
HELD = {
    "kind": "briefing",
    "on": "2022-01-03",
    "attendees": [{"officer": "an-head"}, {"officer": "binh-head"}],
}

Case = tuple[str, str, str, str, dict[str, Any]]

ASKED: list[Case] = [
    # at which stage, with which objection, what is asked by whom
    ("draft", "agreement.unknown", "sign", "an-head", {"agreement": "p9"}),
    ("closed", "agreement.ended", "start", "an-head", {}),
    ("draft", "command.draft", "draft", "an-head", {}),
    ("draft", "command.unknown", "dance", "an-head", {}),
    ("draft", "command.not-now", "start", "an-head", {}),
    ("executing", "command.not-now", "sign", "an-head", {}),
    ("draft", "at.before-last", "sign", "an-head", {"at": "2022-01-02"}),
    ("draft", "key.form", "sign", "an-head", {"key": "a b"}),
    ("draft", "officer.unknown", "sign", "nobody", {}),
    # who may
    ("draft", "authority.other-agency", "sign", "an-head", {"agency": "binh"}),
    ("draft", "authority.party", "sign", "dong-head", {}),
    ("draft", "authority.sign", "sign", "an-deputy", {}),
    ("half-signed", "authority.sign", "assent", "binh-deputy", {}),
    ("half-reviewed", "authority.represent", "assent", "binh-clerk", {}),
    ("half-reviewed", "authority.represent", "decline", "binh-clerk", {}),
    ("half-signed", "authority.opener", "retract", "binh-head", {}),
    ("reviewed", "authority.successor", "renew", "an-head", {}),
    ("executing", "authority.lead", "report", "binh-head", {"task": "1.1/1"}),
    ("executing", "authority.lead", "occasion", "an-head", {"obligation": "1.5"}),
    ("reported", "authority.coordinating", "accept", "an-head", {"task": "1.1/1"}),
    ("reported", "authority.coordinating", "return", "chi-head", {"task": "1.1/1"}),
    # consent
    ("draft", "proposal.none", "assent", "an-head", {}),
    ("half-signed", "proposal.unknown", "assent", "binh-head", {"proposal": "sign/2"}),
    ("half-signed", "assent.given", "sign", "an-head", {}),
    ("half-signed", "assent.given", "assent", "an-head", {}),
    ("half-signed", "assent.given", "decline", "an-head", {}),
    # bodies
    ("draft", "body.missing", "revise", "an-head", {}),
    ("executing", "body.missing", "review", "an-head", {}),
    ("signed", "body.unexpected", "start", "an-head", {"body": {"dispositions": {}}}),
    ("executing", "body.unexpected", "report", "an-head",
     {"task": "1.7/1", "body": {"dispositions": {}}}),
    # tasks and occasions
    ("executing", "task.missing", "report", "an-head", {}),
    ("executing", "task.unknown", "report", "an-head", {"task": "1.1/9"}),
    ("executing", "task.unknown", "report", "an-head", {"task": "1.1/" + "9" * 5000}),
    ("executing", "task.settled", "report", "an-head", {"task": "1.9/1"}),
    ("reported", "task.already-reported", "report", "an-head", {"task": "1.1/1"}),
    ("executing", "task.not-reported", "accept", "binh-head", {"task": "1.1/1"}),
    ("executing", "assessment.missing", "report", "binh-head", {"task": "1.3/1"}),
    ("executing", "assessment.unknown", "report", "binh-head",
     {"task": "1.3/1", "assessment": "so-so"}),
    ("signed", "occasion.not-running", "occasion", "an-head", {"occasion": "flood"}),
    ("executing", "occasion.missing", "occasion", "an-head", {}),
    ("executing", "occasion.missing", "occasion", "an-head",
     {"occasion": "flood", "obligation": "1.5"}),
    ("executing", "occasion.unknown", "occasion", "an-head", {"occasion": "fire"}),
    ("executing", "obligation.unknown", "occasion", "an-head", {"obligation": "9"}),
    ("executing", "obligation.not-by-round", "occasion", "an-head", {"obligation": "1.1"}),
    # what is handed down
    ("executing", "task.missing", "assign", "an-head", {"to": "phong"}),
    ("executing", "task.settled", "assign", "an-head", {"task": "1.9/1", "to": "phong"}),
    ("executing", "authority.assign", "assign", "chi-head", {"task": "1.1/1", "to": "phong"}),
    ("executing", "assignment.nobody", "assign", "an-head", {"task": "1.1/1"}),
    ("executing", "agency.unknown", "assign", "an-head", {"task": "1.1/1", "to": "nobody"}),
    ("executing", "assignment.not-below", "assign", "an-head", {"task": "1.1/1", "to": "dong"}),
    ("executing", "assignment.not-below", "assign", "binh-head", {"task": "1.1/1", "to": "phong"}),
    ("executing", "assignment.until", "assign", "an-head",
     {"task": "1.1/1", "to": "phong", "until": "2022-07-01"}),
    ("executing", "until.past", "assign", "an-head",
     {"task": "1.1/1", "to": "phong", "until": "2022-01-02"}),
    ("handed", "assignment.given", "assign", "an-head", {"task": "1.1/1", "to": "phong"}),
    ("handed", "assignment.unknown", "assign", "phong-head",
     {"task": "1.1/1", "assignment": "1.1/1~9", "to": "to"}),
    ("handed", "authority.assignee", "assign", "an-head",
     {"task": "1.1/1", "assignment": "1.1/1~1", "to": "to"}),
    ("executing", "assignment.missing", "deliver", "an-head", {"evidence": "minutes"}),
    ("handed", "assignment.not-held", "acknowledge", "an-head", {"task": "1.1/1"}),
    ("handed", "assignment.unknown", "acknowledge", "to-head", {"assignment": "1.1/1~3"}),
    ("handed", "assignment.unknown", "acknowledge", "to-head", {"assignment": "1.1/1"}),
    ("handed", "assignment.unknown", "progress", "to-head", {"assignment": "~1", "note": "n"}),
    ("handed", "assignment.missing", "acknowledge", "to-head", {"assignment": ""}),
    ("handed", "assignment.missing", "acknowledge", "to-head", {"assignment": "", "task": "1.1/1"}),
    ("handed", "task.unknown", "acknowledge", "to-head", {"assignment": "1.1/9~3"}),
    ("handed", "authority.assignee", "acknowledge", "an-head", {"assignment": "1.1/1~1"}),
    ("handed", "note.missing", "refuse", "to-head", {"task": "1.1/1"}),
    ("handed", "assignment.handed-on", "refuse", "phong-head", {"task": "1.1/1", "note": "no"}),
    ("handed", "progress.missing", "progress", "to-head", {"task": "1.1/1"}),
    ("handed", "progress.percent", "progress", "to-head", {"task": "1.1/1", "percent": 101}),
    ("handed", "progress.percent", "progress", "to-head", {"task": "1.1/1", "percent": -1}),
    ("handed", "delivery.empty", "deliver", "to-head", {"task": "1.1/1"}),
    ("handed", "authority.lead", "report", "to-head", {"task": "1.1/1"}),
    ("handed", "body.missing", "reassign", "an-head", {}),
    ("handed", "authority.party", "reassign", "dong-head", {"body": MOVING}),
    ("handed", "reassign.nothing", "reassign", "an-head",
     {"body": {**MOVING, "bodies": {"chi": "dong"}}}),
    ("executing", "reassign.idle", "reassign", "an-head", {"body": MOVING}),
    ("handed", "reassign.level", "reassign", "an-head", {"body": {**MOVING, "level": "distrct"}}),
    ("handed", "reassign.giver", "reassign", "an-head",
     {"body": {**MOVING, "bodies": {"to": "phong"}}}),
    ("handed", "reassign.party", "reassign", "an-head",
     {"body": {**MOVING, "bodies": {"to": "an"}}}),
    ("handed", "reassign.party", "reassign", "an-head",
     {"body": {**MOVING, "bodies": {"phong": "binh"}}}),
    ("handed", "reassign.early", "reassign", "an-head", {"body": {**MOVING, "from": "2022-02-01"}}),
    ("handed", "agency.unknown", "reassign", "an-head",
     {"body": {**MOVING, "bodies": {"to": "nobody"}}}),
    ("handed", "directory.contradiction", "reassign", "an-head",
     {"body": {**MOVING, "agencies": {"dong": {"name": "Tây"}}}}),
    ("handed", "body.unexpected", "acknowledge", "to-head", {"task": "1.1/1", "body": MOVING}),
    # what no last day goes with
    *((stage, "until.unexpected", command, by, {"task": "1.1/1", "until": "2022-06-01", **more})
      for stage, command, by, more in (
          ("asked", "grant", "binh-head", {}),
          ("asked", "deny", "binh-head", {}),
          ("handed", "acknowledge", "to-head", {}),
          ("handed", "refuse", "to-head", {"note": "No."}),
          ("handed", "progress", "to-head", {"percent": 1}),
          ("handed", "deliver", "to-head", {"evidence": "minutes"}),
          ("handed", "reassign", "an-head", {"body": MOVING}),
          ("executing", "meeting", "an-head", {"body": HELD}),
          ("executing", "report", "an-head", {}),
      )),
]  # fmt: skip


class TestAsked:
    """What cannot be is refused for its very reason, in words, and nothing is written."""

    @pytest.mark.parametrize(
        ("stage", "code", "command", "by", "more"),
        ASKED,
        ids=[f"{stage}: {command}: {code}" for stage, code, command, *_ in ASKED],
    )
    def test_it_is_refused_for_this_reason_alone(
        self,
        stage: str,
        code: str,
        command: str,
        by: str,
        more: dict[str, Any],
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
    ) -> None:
        """The one mistake is told under its code; a missing review is told with what it lacks."""
        office = stand(stage)
        before = office.get("p1")
        told = codes(office.submit, **{"agreement": "p1", "command": command, "by": by, **more})

        assert [code] == [each for each in told if each != "disposition.missing"]
        assert before == office.get("p1")

    def test_a_second_acceptance(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """Where all must accept, each does so once."""
        office = stand("reported")
        asked = {"agreement": "p1", "command": "accept", "by": "binh-head", "task": "1.1/1"}

        assert [] == codes(office.submit, **asked)
        assert ["acceptance.given"] == codes(office.submit, **asked)

    def test_a_key_used_for_something_else(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """The same key and command again is harmless; with another command it is refused."""
        office = stand("draft")
        first = office.submit("p1", "sign", by="an-head", key="k")

        assert first == office.submit("p1", "sign", by="an-head", key="k")
        assert ["key.reused"] == codes(office.submit, "p1", "sign", by="binh-head", key="k")

    def test_another_text_than_the_one_signed(
        self,
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        terms_of: Callable[..., dict[str, Any]],
    ) -> None:
        """Before a signature and after it, only the draft's own text can be signed."""
        other = terms_of(title="Another")

        assert ["text.differs"] == codes(
            stand("draft").submit, "p1", "sign", by="an-head", body=other
        )
        assert ["proposal.other-text"] == codes(
            stand("half-signed").submit, "p1", "sign", by="binh-head", body=other
        )
        assert [] == codes(
            stand("half-signed").submit, "p1", "sign", by="binh-head", body=terms_of()
        )

    def test_revisions_that_are_none(
        self,
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        terms_of: Callable[..., dict[str, Any]],
    ) -> None:
        """A revision is another text of the same agreement."""
        revise = {"agreement": "p1", "command": "revise", "by": "an-clerk"}

        assert ["text.unchanged"] == codes(stand("draft").submit, **revise, body=terms_of())
        assert ["text.other-agreement"] == codes(
            stand("draft").submit, **revise, body=terms_of("p2")
        )

    def test_an_agency_nobody_knows(
        self, stand: Callable[..., Secretariat], codes: Callable[..., list[str]]
    ) -> None:
        """Asking for its tasks is refused, not answered with none."""
        assert ["agency.unknown"] == codes(stand("draft").tasks, agency="nobody")


class TestDrafted:
    """What is drafted must fit what there is."""

    def test_an_id_that_is_taken(
        self,
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        terms_of: Callable[..., dict[str, Any]],
    ) -> None:
        """It is refused for that alone, whatever the agreement of that id is doing."""
        for stage in ("draft", "executing", "closed"):
            office = stand(stage)
            office.draft(parse_terms(terms_of("p2")), by="an-head")
            again = parse_terms(terms_of(predecessor="p2", framework="p2"))

            assert ["agreement.exists"] == codes(office.draft, again, by="an-head")

    @pytest.mark.parametrize(
        ("stage", "code", "more"),
        [
            ("draft", "predecessor.unknown", {"predecessor": "p9"}),
            ("closed", "predecessor.ended", {"predecessor": "p1"}),
            ("draft", "framework.unknown", {"framework": "p9"}),
            ("closed", "framework.ended", {"framework": "p1"}),
            (
                "draft",
                "framework.period",
                {"framework": "p1", "period": {"start": "2022-01-01", "end": "2023-01-01"}},
            ),
            ("draft", "authority.party", {"parties": ["binh", "chi"], "lead": "chi"}),
            ("draft", "directory.contradiction", {"groups": {}, "agencies": "other"}),
        ],
        ids=lambda each: each if isinstance(each, str) else "",
    )
    def test_what_it_names_must_be_there(
        self,
        stage: str,
        code: str,
        more: dict[str, Any],
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        terms_of: Callable[..., dict[str, Any]],
    ) -> None:
        """Predecessor, framework, directory and drafter: each is looked up and judged."""
        office = stand(stage)
        file = terms_of("p2") | more
        if more.get("agencies") == "other":
            file["agencies"] = {**terms_of()["agencies"], "an": {"name": "Ân"}}
        if "parties" in more:
            file["areas"][0]["lead"] = "binh"
            file["areas"][0]["obligations"] = []

        assert [code] == codes(office.draft, parse_terms(file), by="an-head")

    def test_a_successor_of_another(
        self,
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        terms_of: Callable[..., dict[str, Any]],
    ) -> None:
        """What renews an agreement names it as its predecessor."""
        office = stand("executing")
        office.draft(parse_terms(terms_of("p2")), by="an-head")
        following = parse_terms(terms_of("p3", predecessor="p2"))

        assert ["predecessor.other"] == codes(office.renew, "p1", by="an-head", terms=following)

    def test_signing_before_the_review(
        self,
        stand: Callable[..., Secretariat],
        codes: Callable[..., list[str]],
        terms_of: Callable[..., dict[str, Any]],
    ) -> None:
        """A successor can be drafted at any time, and signed once its predecessor is reviewed."""
        office = stand("executing")
        office.draft(parse_terms(terms_of("p2", predecessor="p1")), by="an-head")

        assert ["predecessor.not-reviewed"] == codes(office.submit, "p2", "sign", by="an-head")
