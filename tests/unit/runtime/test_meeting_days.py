"""The day of a meeting: what it settles is settled on it, whatever day it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from coopflow import Secretariat, parse_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN = """
coopflow: 1
id: plan-2021
title: Plan
period: {start: 2021-01-01, end: 2021-12-31}
time_zone: Asia/Ho_Chi_Minh
parties: [north, south]
agencies: {north: {name: North}, south: {name: South}}
officers:
  an: {name: An, agency: north, may: [represent, sign]}
  ba: {name: Ba, agency: south, may: [represent, sign]}
areas:
  - id: "1"
    lead: north
    obligations:
      - {id: "1.1", text: Brief, kind: recurring, every: 6 months, settled_by: briefing}
      - {id: "1.2", text: Confer, kind: once, settled_by: conference, coordinating: [south]}
      - {id: "1.3", text: Visit, kind: once}
"""
BRIEFING: dict[str, Any] = {
    "kind": "briefing",
    "on": "2021-06-28",
    "attendees": [{"officer": "an"}, {"officer": "ba"}],
}


@pytest.fixture
def office(url: str) -> Iterator[Secretariat]:
    """An office where the plan is executing; its clock says another year."""
    with Secretariat.open(url, plugins=[]) as opened:
        opened.draft(parse_terms(PLAN), by="an", at="2021-01-04")
        for by, command in (("an", "sign"), ("ba", "sign"), ("an", "start")):
            opened.submit("plan-2021", command, by=by, at="2021-01-04")
        yield opened


class TestDay:
    """It counts from the day it was held: for what is late, and for what is reported."""

    def test_it_happens_on_its_day(self, office: Secretariat) -> None:
        """Where no time is given, it is the day of the meeting, and what it settles is in time."""
        office.meet("plan-2021", BRIEFING, by="ba")
        (row, *_) = office.tasks("plan-2021", at="2021-12-31")

        assert ("2021-06-28", False) == (str(row.reported_on), row.late)

    @pytest.mark.parametrize(("on", "late"), [("2021-06-30", False), ("2021-07-01", True)])
    def test_the_day_it_was_held_counts(self, office: Secretariat, on: str, *, late: bool) -> None:
        """Whatever day it is told as of: one held by the due day is in time, a later one late."""
        office.meet("plan-2021", {**BRIEFING, "on": on}, by="ba", at="2021-07-05")
        (row, *_) = office.tasks("plan-2021", at="2021-12-31")

        assert (on, on, late) == (str(row.reported_on), str(row.settled_on), row.late)
        assert {"2021-07-05"} == {
            str(each.at.astimezone(ZoneInfo(row.time_zone)).date())
            for each in office.history("plan-2021")[-2:]
        }

    def test_it_is_told_after_what_was_recorded_since(self, office: Secretariat) -> None:
        """Its entries come with the last one then; what it settles counts from its day still."""
        office.submit("plan-2021", "report", by="an", task="1.3/1", at="2021-07-03T08:00")
        office.meet("plan-2021", BRIEFING, by="ba")
        (row, *_) = office.tasks("plan-2021", at="2021-12-31")
        last = [each.at for each in office.history("plan-2021")[-4:]]

        assert ("2021-06-28", False) == (str(row.settled_on), row.late)
        assert 1 == len({*last})

    def test_a_report_after_it_was_not_needed(self, office: Secretariat) -> None:
        """Who reported stays; that it was done the meeting tells, from its day on."""
        office.submit("plan-2021", "report", by="an", task="1.2/1", at="2021-06-29")
        conference = {**BRIEFING, "kind": "conference"}
        office.meet("plan-2021", conference, by="ba", at="2021-07-05")
        row = next(each for each in office.tasks("plan-2021") if each.id == "1.2/1")

        assert ("2021-06-28", "2021-06-28") == (str(row.reported_on), str(row.settled_on))
        assert "north" == row.reporter

    def test_the_first_day_of_the_calendar(self, office: Secretariat) -> None:
        """No day is too early to be told of."""
        body = {**BRIEFING, "on": "0001-01-01", "tasks": ["1.1/1"]}
        office.meet("plan-2021", body, by="ba", at="2021-07-05")
        row = next(each for each in office.tasks("plan-2021") if each.id == "1.1/1")

        assert "0001-01-01" == str(row.settled_on)

    def test_an_earlier_report_keeps_its_day(self, office: Secretariat) -> None:
        """What was reported in time stays so, though the meeting that settles it is told late."""
        office.submit("plan-2021", "report", by="an", task="1.2/1", at="2021-06-01")
        conference = {**BRIEFING, "kind": "conference"}
        office.meet("plan-2021", conference, by="ba", at="2021-12-05")
        row = next(each for each in office.tasks("plan-2021") if each.id == "1.2/1")

        assert ("accepted", "2021-06-01") == (row.state, str(row.reported_on))
