"""Calendar files, read back by another implementation than the one that writes them."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve as changed
from ical.calendar_stream import IcsCalendarStream

from coopflow import CommandRefused, ExtraMissing, Secretariat, parse_terms
from coopflow.drawing.ics import calendar_file
from coopflow.projections.agenda import Agenda, agenda
from coopflow.testing import SteppedClock
from coopflow.values.clock_events import TaskDueMoved, TaskReminded, TaskStopped
from coopflow.values.events import TaskOpened
from coopflow.values.timing import Timing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ical.calendar import Calendar
    from ical.event import Event

TERMS = """
coopflow: 1
id: plan
title: {vi: "Kế hoạch; tỉnh, huyện", en: "Plan; province, district"}
period: {start: 2022-01-01, end: 2022-12-31}
time_zone: Europe/Berlin
parties: [north, south]
agencies: {north: {name: {vi: Bắc, en: North}}, south: {name: South}, east: {name: East}}
officers:
  an: {name: An, agency: north, may: [sign]}
  ba: {name: Ba, agency: south, may: [sign]}
areas:
  - id: "1"
    obligations:
      - {id: "1.1", text: {vi: "Họp,\\nbàn; xong", en: Meet}, kind: recurring, every: 6 months,
         settled_by: briefing, lead: north}
      - {id: "1.2", text: Undated, kind: once, lead: north}
      - {id: "1.3", text: Help, kind: once, due: 2022-03-31, lead: south}
      - {id: "1.4", text: Ask, kind: once, due: 2022-04-30, lead: south, coordinating: [east]}
"""
HELD = {
    "kind": "briefing",
    "on": "2022-06-28",
    "place": "Tam Kỳ, phòng 2",
    "attendees": [{"officer": "an"}, {"officer": "ba"}],
}
STAMP = datetime(2022, 1, 2, tzinfo=UTC)


@pytest.fixture
def office() -> Iterator[Secretariat]:
    """An office where the plan is executing, on the third of January."""
    clock = SteppedClock("2022-01-03T08:00Z")
    with Secretariat.open("memory:", plugins=[], clock=clock) as opened:
        opened.draft(parse_terms(TERMS), by="an")
        for by, command in (("an", "sign"), ("ba", "sign"), ("an", "start")):
            opened.submit("plan", command, by=by)
        clock.to("2022-07-01T08:00Z")
        yield opened


def read(made: bytes) -> Calendar:
    """Read a calendar file with the other implementation."""
    return IcsCalendarStream.calendar_from_ics(made.decode("utf-8"))


def events(made: bytes) -> dict[str, Event]:
    """Return its events by the names that stand in their ids."""
    return {str(each.uid).removesuffix("@coopflow"): each for each in read(made).events}


def days(trigger: object) -> int:
    """Return how many days from the due day an alarm rings."""
    assert isinstance(trigger, timedelta)
    return trigger.days


def moved(office: Secretariat, *more: Any) -> Agenda:
    """Return the agenda of what happened, and of `more` after it; the tasks have a ladder."""
    ladder = Timing(remind=(90, 14, 0))
    facts: list[tuple[Any, datetime, str]] = []
    for each in office.history("plan"):
        event = each.event
        if isinstance(event, TaskOpened):
            event = changed(event, task=changed(event.task, timing=ladder))
        facts.append((event, each.at, each.by))
    return agenda([*facts, *((event, STAMP, "an") for event in more)], {})


class TestReading:
    """What is written, another program reads."""

    def test_every_due_day_is_an_event(self, office: Secretariat) -> None:
        """A whole day each, under a lasting id; what has no date is not among them."""
        found = {
            name: (each.dtstart, each.dtend)
            for name, each in events(office.calendar("plan")).items()
        }

        due = {
            "plan/1.1/1": date(2022, 6, 30),
            "plan/1.1/2": date(2022, 12, 31),
            "plan/1.3/1": date(2022, 3, 31),
            "plan/1.4/1": date(2022, 4, 30),
        }
        assert {name: (day, day + timedelta(days=1)) for name, day in due.items()} == found

    def test_they_come_as_people_number_them(self) -> None:
        """1.9 before 1.10, in whatever order they were opened."""
        due = [
            f"{{id: {name!r}, text: T, kind: once, due: 2022-03-31, lead: north}}"
            for name in ("1.10", "1.9")
        ]
        areas = "".join(f"      - {each}\n" for each in due)
        text = f"{TERMS[: TERMS.index('      - ')]}{areas}"
        with Secretariat.open("memory:", plugins=[]) as office:
            office.draft(parse_terms(text), by="an", at="2022-01-03")
            for by, command in (("an", "sign"), ("ba", "sign"), ("an", "start")):
                office.submit("plan", command, by=by, at="2022-01-03")

            assert ["plan/1.9/1", "plan/1.10/1"] == [*events(office.calendar("plan"))]

    def test_words_come_through(self, office: Secretariat) -> None:
        """Commas, semicolons and line ends mean themselves; in either language."""
        spoken = events(office.calendar("plan", lang="vi"))["plan/1.1/1"]

        assert "1.1/1 Họp, bàn; xong" == spoken.summary
        expected = "Họp, bàn; xong\nChủ trì: Bắc\nTrạng thái: chưa báo cáo\nKế hoạch; tỉnh, huyện"
        assert expected == spoken.description
        assert "1.1/1 Meet" == events(office.calendar("plan"))["plan/1.1/1"].summary

    def test_a_long_promise_is_whole_below_its_headline(self, office: Secretariat) -> None:
        """The headline is cut."""
        told = moved(office)
        long = changed(told.due[0], words=changed(told.title, words=(("", "a" * 200),)))
        (event,) = read(calendar_file(changed(told, due=(long,)), STAMP)).events

        assert ("1.1/1 " + "a" * 119 + "…") == event.summary
        assert "a" * 200 in str(event.description)

    def test_the_zone_is_told(self, office: Secretariat) -> None:
        """With the changes of the clocks that fall into the year."""
        (zone,) = read(office.calendar("plan")).timezones

        assert "Europe/Berlin" == zone.tz_id
        assert {"CET", "CEST"} == {
            name for each in (*zone.standard, *zone.daylight) for name in each.tz_name
        }

    def test_a_meeting_is_an_event(self, office: Secretariat) -> None:
        """With its place and who was there; what it settled says so."""
        office.meet("plan", HELD, by="an")
        found = events(office.calendar("plan"))
        held = found["plan/meeting/briefing/1"]

        assert (date(2022, 6, 28), "Tam Kỳ, phòng 2") == (held.dtstart, held.location)
        assert "Briefing: Plan; province, district" == held.summary
        assert "present: an (north), ba (south)\nsettles 1.1/1" == held.description
        assert "State: accepted" in str(found["plan/1.1/1"].description)

    def test_an_agency_has_its_own(self, office: Secretariat) -> None:
        """What it leads or coordinates; nobody's whom the directory does not know."""
        office.meet("plan", HELD, by="an")

        assert {"plan/1.4/1"} == events(office.calendar("plan", "east")).keys()
        assert {"plan/1.3/1", "plan/1.4/1", "plan/meeting/briefing/1"} == events(
            office.calendar("plan", "south")
        ).keys()
        with pytest.raises(CommandRefused, match=r"agency\.unknown"):
            office.calendar("plan", "west")


class TestChanging:
    """A file read again changes what was read before."""

    def test_the_same_record_makes_the_same_bytes(self, office: Secretariat) -> None:
        """Whenever it is made; what is stamped is the last entry."""
        first = office.calendar("plan")
        office.clock.step(days=3)  # type: ignore[attr-defined]  # the clock of these tests

        assert first == office.calendar("plan")
        assert {datetime(2022, 1, 3, 8, tzinfo=UTC)} == {e.dtstamp for e in read(first).events}

    def test_the_number_rises_with_every_change(self, office: Secretariat) -> None:
        """A report, a moved deadline."""
        before = events(office.calendar("plan"))["plan/1.4/1"].sequence
        office.submit("plan", "report", by="ba", task="1.4/1")
        after = events(office.calendar("plan"))["plan/1.4/1"].sequence
        later = TaskDueMoved(
            task="1.3/1", due=date(2022, 5, 31), because="extension", since=date(2022, 1, 2)
        )
        shift = events(calendar_file(moved(office, later), STAMP))["plan/1.3/1"]

        assert (0, 1) == (before, after)
        assert (date(2022, 5, 31), 1, "CONFIRMED") == (shift.dtstart, shift.sequence, shift.status)

    def test_a_day_that_is_gone_is_cancelled(self, office: Secretariat) -> None:
        """A stopped clock has no day; calendars that knew it take it out."""
        stopped = TaskStopped(task="1.3/1", remaining=10)
        event = events(calendar_file(moved(office, stopped), STAMP))["plan/1.3/1"]

        assert ("CANCELLED", date(2022, 3, 31), 1) == (event.status, event.dtstart, event.sequence)
        assert [] == event.alarm


class TestAlarms:
    """Reminders stand as the terms have them."""

    def test_each_rung_is_an_alarm(self, office: Secretariat) -> None:
        """As many days before; none that lies before the task was opened."""
        found = events(calendar_file(moved(office), STAMP))

        expected = {"plan/1.3/1": [-14, 0], "plan/1.4/1": [-90, -14, 0]}
        assert expected == {
            name: [days(each.trigger) for each in found[name].alarm] for name in expected
        }

    def test_what_was_sent_is_over(self, office: Secretariat) -> None:
        """A rung that the clock has reached has no alarm any more; what was skipped has none."""
        sent = TaskReminded(
            task="1.4/1", rung=-14, due=date(2022, 4, 30), to=("south",), skipped=(-90,)
        )
        event = events(calendar_file(moved(office, sent), STAMP))["plan/1.4/1"]

        assert [0] == [days(each.trigger) for each in event.alarm]

    def test_what_is_done_reminds_nobody(self, office: Secretariat) -> None:
        """A task that was reported has no alarms."""
        office.submit("plan", "report", by="ba", task="1.4/1")

        assert [] == events(calendar_file(moved(office), STAMP))["plan/1.4/1"].alarm


class TestMissing:
    """Without the extra, an error says how to get it."""

    def test_it_says_what_to_install(
        self, office: Secretariat, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """By its name."""
        monkeypatch.setitem(sys.modules, "icalendar", None)
        with pytest.raises(ExtraMissing, match=r"pip install 'coopflow\[ics\]'"):
            office.calendar("plan")


def test_the_last_day_of_the_calendar_has_no_day_after() -> None:
    """Somebody may extend a deadline as far as that; the file is written all the same."""
    clock = SteppedClock("2022-01-03T08:00Z")
    with Secretariat.open("memory:", plugins=[], clock=clock) as office:
        office.draft(parse_terms(TERMS), by="an")
        for by, command in (("an", "sign"), ("ba", "sign"), ("an", "start")):
            office.submit("plan", command, by=by)
        asked = {"task": "1.3/1", "until": "9999-12-31"}
        office.submit("plan", "extension", by="ba", **asked)
        office.submit("plan", "grant", by="an", task="1.3/1")
        made = office.calendar("plan")

    assert b"DTSTART;VALUE=DATE:99991231" in made
