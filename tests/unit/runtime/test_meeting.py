"""Meetings: held, settling what they perform, adopting what is adopted there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import (
    Attendee,
    CommandRefused,
    DefinitionError,
    Disposition,
    Meeting,
    Review,
    Secretariat,
    Terms,
    parse_terms,
)
from coopflow.host import Question, Reason, Responsibility, hookimpl
from coopflow.values.events import OfficerEntered
from coopflow.values.handing_events import MeetingHeld
from coopflow.values.meeting import Adoption

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN = """
coopflow: 1
id: plan-{year}
title: Plan of {year}
period: {{start: {year}-01-01, end: {year}-12-31}}
time_zone: Asia/Ho_Chi_Minh
predecessor: {predecessor}
parties: [north, south]
agencies: {{north: {{name: North}}, south: {{name: South}}, east: {{name: East}}}}
officers:
  an: {{name: An, agency: north, may: [represent, sign]}}
  ba: {{name: Ba, agency: south, may: [represent, sign]}}
  chi: {{name: Chi, agency: east}}
areas:
  - id: "1"
    lead: north
    obligations:
      - {{id: "1.1", text: Brief, kind: recurring, every: 6 months, settled_by: briefing}}
      - {{id: "1.2", text: Confer, kind: once, settled_by: conference, coordinating: [south]}}
      - {{id: "1.3", text: Visit, kind: once}}
"""
BOTH = [{"officer": "an", "role": "chair"}, {"officer": "ba"}]
BRIEFING = {
    "kind": "briefing",
    "on": "2021-06-28",
    "place": "Tam Kỳ",
    "attendees": BOTH,
    "minutes": [{"kind": "minutes", "title": "Half a year"}],
}
REVIEW: dict[str, Any] = {
    "as_of": "2021-12-20",
    "findings": [],
    "dispositions": {
        "1.1/1": {"as": "carry"},
        "1.1/2": {"as": "carry"},
        "1.2/1": {"as": "carry"},
        "1.3/1": {"as": "waive", "reason": "It rained."},
    },
}


@pytest.fixture
def office(url: str) -> Iterator[Secretariat]:
    """An office where the plan of 2021 is executing and its successor is drafted."""
    with Secretariat.open(url, plugins=[]) as opened:
        opened.draft(
            parse_terms(PLAN.format(year=2021, predecessor="null")), by="an", at="2021-01-04"
        )
        opened.submit("plan-2021", "sign", by="an", at="2021-01-04")
        opened.submit("plan-2021", "sign", by="ba", at="2021-01-04")
        opened.submit("plan-2021", "start", by="an", at="2021-01-04")
        following = parse_terms(PLAN.format(year=2022, predecessor="plan-2021"))
        opened.draft(following, by="an", at="2021-12-01")
        yield opened


def states(office: Secretariat, agreement: str = "plan-2021") -> dict[str, str]:
    """Return the state of every task."""
    return {row.id: row.state for row in office.tasks(agreement)}


def codes(error: pytest.ExceptionInfo[CommandRefused]) -> list[str]:
    """Return the codes of what was refused."""
    return [each.code for each in error.value.reasons]


def told(office: Secretariat, agreement: str, **said: Any) -> list[MeetingHeld]:
    """Return the meetings of an agreement."""
    entries = (each.event for each in office.meetings(agreement, **said))
    return [event for event in entries if isinstance(event, MeetingHeld)]


def refused(office: Secretariat, **other: Any) -> list[str]:
    """Return the codes a briefing is refused with that is told otherwise; nothing is written."""
    before = len(office.history("plan-2021"))
    with pytest.raises(CommandRefused) as error:
        office.meet("plan-2021", {**BRIEFING, **other}, by="an", at="2021-07-01")

    assert before == len(office.history("plan-2021"))
    return codes(error)


class TestHolding:
    """A meeting is one entry, and performs what the terms say such a meeting performs."""

    def test_a_briefing_settles_the_first_that_is_open(self, office: Secretariat) -> None:
        """Of a recurring obligation the earliest round is settled, and no other."""
        receipt = office.meet("plan-2021", BRIEFING, by="ba")

        assert ["MeetingHeld", "TaskAccepted"] == [type(e.event).__name__ for e in receipt.events]
        assert {"1.1/1": "accepted", "1.1/2": "open", "1.2/1": "open", "1.3/1": "open"} == states(
            office
        )

    def test_what_has_not_begun_is_not_settled(self, office: Secretariat) -> None:
        """A second briefing in the first half year leaves the round of the second alone."""
        office.meet("plan-2021", BRIEFING, by="ba")
        office.meet("plan-2021", {**BRIEFING, "on": "2021-06-29"}, by="ba")

        assert "open" == states(office)["1.1/2"]

    def test_a_named_task_is_settled(self, office: Secretariat) -> None:
        """Whoever names tasks says which."""
        office.meet("plan-2021", {**BRIEFING, "tasks": ["1.1/2"]}, by="ba")

        assert ("open", "accepted") == tuple(states(office)[each] for each in ("1.1/1", "1.1/2"))

    def test_it_is_told_with_its_task(self, office: Secretariat) -> None:
        """The history of the task has the meeting, with its minutes."""
        office.meet("plan-2021", BRIEFING, by="ba")
        held = [e.event for e in office.history("plan-2021", task="1.1/1")][-2]

        assert isinstance(held, MeetingHeld)
        assert ("briefing/1", ("1.1/1",), ["minutes"]) == (
            held.meeting,
            held.held.tasks,
            [each.kind for each in held.held.minutes],
        )
        assert ["north", "south"] == [each.agency for each in held.held.attendees]

    def test_a_value_says_the_same_as_a_mapping(self, office: Secretariat) -> None:
        """`Meeting` and its mapping are one body: the same key takes either."""
        mapping = {"kind": "briefing", "on": "2021-06-28", "attendees": BOTH}
        there = (Attendee(officer="an", role="chair"), Attendee(officer="ba"))
        first = office.meet("plan-2021", mapping, by="an", key="k")
        value = Meeting(kind="briefing", on=date(2021, 6, 28), attendees=there)

        assert first == office.meet("plan-2021", value, by="an", key="k")

    def test_meetings_are_listed(self, office: Secretariat) -> None:
        """`meetings` tells them in order, as of a day only those told by then."""
        office.meet("plan-2021", BRIEFING, by="ba")
        office.meet("plan-2021", {**BRIEFING, "on": "2021-12-20"}, by="ba")
        listed = [each.meeting for each in told(office, "plan-2021")]

        assert ["briefing/1", "briefing/2"] == listed
        assert 1 == len(told(office, "plan-2021", as_of="2021-07-01"))

    def test_a_review_disposes_of_what_no_meeting_settled(self, office: Secretariat) -> None:
        """A briefing that was not held is a promise like any other."""
        with pytest.raises(CommandRefused) as error:
            office.submit(
                "plan-2021", "review", by="an", at="2021-12-20", body={**REVIEW, "dispositions": {}}
            )

        values = dict(error.value.reasons[0].values)
        assert "1.1/1, 1.1/2, 1.2/1, 1.3/1" == values["tasks"]


class TestRefusing:
    """What is no meeting between agencies is refused, and nothing is written."""

    def test_a_day_to_come(self, office: Secretariat) -> None:
        """It is told once it was held."""
        assert ["meeting.future"] == refused(office, on="2021-07-02")

    def test_one_party_alone(self, office: Secretariat) -> None:
        """Two parties at least attend."""
        assert ["meeting.one-sided"] == refused(office, attendees=[{"officer": "an"}])

    def test_strangers(self, office: Secretariat) -> None:
        """Whoever attended is known to the directory, for the right agency."""
        there = [
            *BOTH,
            {"officer": "xu"},
            {"agency": "west"},
            {"officer": "chi", "agency": "north"},
        ]

        expected = ["officer.unknown", "agency.unknown", "meeting.other-agency"]
        assert expected == refused(office, attendees=there)

    def test_tasks_it_cannot_settle(self, office: Secretariat) -> None:
        """A named task is there, is not settled, and is one that such meetings perform."""
        office.meet("plan-2021", BRIEFING, by="ba")

        named = ["1.1/1", "1.3/1", "1.2/1", "9/9"]
        expected = ["task.settled", "meeting.other-task", "meeting.other-task", "task.unknown"]
        assert expected == refused(office, tasks=named)

    def test_an_officer_of_no_party(self, office: Secretariat) -> None:
        """It is the parties' record."""
        with pytest.raises(CommandRefused) as error:
            office.meet("plan-2021", BRIEFING, by="chi")

        assert ["authority.party"] == codes(error)

    def test_without_a_body(self, office: Secretariat) -> None:
        """A meeting is told; `available` says so."""
        with pytest.raises(CommandRefused) as error:
            office.submit("plan-2021", "meeting", by="an")
        option = next(o for o in office.available("plan-2021", by="an") if o.command == "meeting")

        assert ["body.missing"] == codes(error)
        assert ("body.missing",) == option.needs

    def test_another_body(self, office: Secretariat) -> None:
        """A review is no meeting."""
        body = Review(as_of=date(2021, 6, 1), findings=(), dispositions=())
        with pytest.raises(DefinitionError):
            office.submit("plan-2021", "meeting", by="an", body=body)


class Demanding:
    """What two agencies demand: minutes before a report, a title before acceptance."""

    @hookimpl
    def coopflow_responsibilities(self) -> list[Responsibility]:
        """Offer one part each."""
        north = Responsibility(
            agency="north", scope="plan-2021", obligations=("1.2",), evidence=("minutes",)
        )
        south = Responsibility(
            agency="south", scope="plan-2021", obligations=("1.2",), before_accept=self.titled
        )
        return [north, south]

    def titled(self, question: Question) -> Reason | None:
        """Refuse minutes without a title."""
        task = question.task
        titles = [each.title for each in task.evidence] if task is not None else []
        return None if all(titles) else Reason("minutes.untitled", text="Which minutes?")


class TestDemands:
    """What agencies demand of a report, and check before they accept, holds for the minutes."""

    @pytest.mark.parametrize(
        ("minutes", "expected"),
        [
            ([], ["evidence.missing"]),
            ([{"kind": "minutes"}], ["minutes.untitled"]),
            ([{"kind": "minutes", "title": "M"}], []),
        ],
    )
    def test_they_are_asked(self, minutes: list[Any], expected: list[str]) -> None:
        """The lead's first, then that of whoever coordinates."""
        with Secretariat.open("memory:", plugins=[Demanding()]) as office:
            office.draft(
                parse_terms(PLAN.format(year=2021, predecessor="null")), by="an", at="2021-01-04"
            )
            for by, command in (("an", "sign"), ("ba", "sign"), ("an", "start")):
                office.submit("plan-2021", command, by=by, at="2021-01-04")
            body = {**BRIEFING, "kind": "conference", "minutes": minutes}
            found = office.why("plan-2021", "meeting", by="ba", at="2021-06-28", body=body)

        assert expected == [each.reason.code for each in found]


def knowing(*officers: str) -> Terms:
    """Return the plan of 2022 with more officers."""
    lines = "".join(f"  {each}: {{{{name: {each}, agency: east}}}}\n" for each in officers)
    text = PLAN.replace("areas:", f"{lines}areas:")
    return parse_terms(text.format(year=2022, predecessor="plan-2021"))


SETTLED = {
    **REVIEW,
    "dispositions": {k: v for k, v in REVIEW["dispositions"].items() if k != "1.2/1"},
}
CONFERENCE: dict[str, Any] = {
    "kind": "conference",
    "on": "2021-12-20",
    "attendees": BOTH,
    "adoptions": [
        {"agreement": "plan-2021", "command": "review", "by": ["an", "ba"], "with": REVIEW},
        {"command": "sign", "by": ["ba", "an"]},
    ],
}


class TestAdopting:
    """What is adopted at a meeting is recorded with it: all or nothing."""

    def test_one_conference_reviews_signs_and_renews(self, office: Secretariat) -> None:
        """The meeting tells which versions its adoptions led to."""
        receipt = office.meet("plan-2022", CONFERENCE, by="an")
        (held,) = told(office, "plan-2022")
        reviewed = [e.version for e in office.history("plan-2021") if e.type == "agreement.moved"]

        assert ("renewed", "signed") == tuple(
            office.get(name).state for name in ("plan-2021", "plan-2022")
        )
        expected = (
            Adoption(agreement="plan-2021", command="review", version=reviewed[2]),
            Adoption(
                agreement="plan-2022", command="sign", version=office.get("plan-2022").version
            ),
        )
        assert expected == held.adoptions
        assert office.get("plan-2022").version == receipt.version
        assert {"ba", "an"} == {each.by for each in receipt.events}
        assert office.verify()

    def test_it_may_be_of_the_agreement_that_it_ends(self, office: Secretariat) -> None:
        """Its own entry comes first, and settles what the review need not speak of then."""
        adoptions = [
            {"command": "review", "by": ["an", "ba"], "with": SETTLED},
            {"agreement": "plan-2022", "command": "sign", "by": ["ba", "an"]},
        ]
        office.meet("plan-2021", {**CONFERENCE, "adoptions": adoptions}, by="an")

        assert "renewed" == office.get("plan-2021").state
        assert "accepted" == states(office)["1.2/1"]

    def test_all_or_nothing(self, office: Secretariat) -> None:
        """Where the last adoption is refused, nothing of the meeting stays."""
        before = [office.get(name) for name in ("plan-2021", "plan-2022")]
        adoptions = [*CONFERENCE["adoptions"][:1], {"command": "start", "by": "an"}]
        with pytest.raises(CommandRefused) as error:
            office.meet("plan-2022", {**CONFERENCE, "adoptions": adoptions}, by="an")

        assert ["command.not-now"] == codes(error)
        assert before == [office.get(name) for name in ("plan-2021", "plan-2022")]

    def test_an_adoption_has_its_consent(self, office: Secretariat) -> None:
        """What others still have to sign was not adopted."""
        adoptions = [CONFERENCE["adoptions"][0], {"command": "sign", "by": "an"}]
        with pytest.raises(CommandRefused) as error:
            office.meet("plan-2022", {**CONFERENCE, "adoptions": adoptions}, by="an")

        assert ["meeting.not-adopted"] == codes(error)
        assert "south" == dict(error.value.reasons[0].values)["parties"]

    def test_adoptions_may_stand_beside_a_value(self, office: Secretariat) -> None:
        """Bodies are values or mappings."""
        there = (Attendee(officer="an"), Attendee(officer="ba"))
        held = Meeting(kind="conference", on=date(2021, 12, 20), attendees=there)
        fates = (Disposition(task=t, outcome="carry") for t in ("1.1/1", "1.1/2", "1.3/1"))
        review = Review(as_of=date(2021, 12, 20), findings=(), dispositions=tuple(fates))
        adoptions = [{"command": "review", "by": ["an", "ba"], "with": review}]
        office.meet("plan-2021", held, by="an", adoptions=adoptions)

        assert "reviewed" == office.get("plan-2021").state

    def test_a_key_covers_all_of_it(self, office: Secretariat) -> None:
        """The same key and meeting again return the first receipt, from every stream."""
        first = office.meet("plan-2022", CONFERENCE, by="an", key="day")
        again = office.meet("plan-2022", CONFERENCE, by="an", key="day")
        with pytest.raises(CommandRefused) as error:
            office.meet("plan-2022", {**CONFERENCE, "place": "Huế"}, by="an", key="day")

        assert first == again
        assert {"plan-2021", "plan-2022"} == {each.stream for each in again.events}
        assert ["key.reused"] == codes(error)

    def test_a_key_covers_the_predecessor_it_is_of(self, office: Secretariat) -> None:
        """Also where the meeting's own stream is the one that is renewed."""
        adoptions = [
            {"command": "review", "by": ["an", "ba"], "with": SETTLED},
            {"agreement": "plan-2022", "command": "sign", "by": ["ba", "an"]},
        ]
        held = {**CONFERENCE, "adoptions": adoptions}
        first = office.meet("plan-2021", held, by="an", key="day")

        assert first == office.meet("plan-2021", held, by="an", key="day")
        assert "agreement.moved" in {e.type for e in first.events if e.stream == "plan-2021"}

    def test_several_may_enter_somebody(self, office: Secretariat) -> None:
        """Each revision finds the directory as those before it leave it; a key covers that too."""
        adoptions = [
            {"agreement": "plan-2022", "command": "revise", "by": "an", "with": knowing(*names)}
            for names in (("dao",), ("dao", "giang"))
        ]
        held = {**CONFERENCE, "adoptions": []}
        first = office.meet("plan-2021", held, by="an", adoptions=adoptions, key="day")
        again = office.meet("plan-2021", held, by="an", adoptions=adoptions, key="day")
        entered = [each.event for each in first.events if each.stream == ":directory"]

        assert ["dao", "giang"] == [e.officer.id for e in entered if isinstance(e, OfficerEntered)]
        assert first == again
        assert office.verify()
