"""Days are counted as the terms say, by calendars that plugins bring; what fails is a no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from attrs import frozen

from coopflow import DefinitionError, Secretariat, parse_terms
from coopflow.host import Period, hookimpl
from coopflow.host.loading import given
from coopflow.host.manager import build_host
from coopflow.journal.memory import MemoryJournal

if TYPE_CHECKING:
    Maker = Callable[..., dict[str, Any]]
    Codes = Callable[..., list[str]]


class Clock:
    """Stands still."""

    def now(self) -> datetime:
        """Tell the time."""
        return datetime(2022, 1, 3, 2, tzinfo=UTC)


@frozen
class Working:
    """A calendar that works as it is told."""

    works: Callable[[date], bool]
    name: str = "own"


@frozen
class Reporting:
    """A reporting calendar that closes as it is told."""

    closes: Callable[[Period], date]
    name: str = "by-the-14th"


@frozen
class Plugin:
    """A plugin with some calendars."""

    calendars: Sequence[object]

    @hookimpl
    def coopflow_calendars(self) -> Sequence[object]:
        """Offer them."""
        return self.calendars


def by_the_14th(interval: Period) -> date:
    """Close on the 14th of the last month."""
    return interval.end.replace(day=14)


def broken(day: object) -> Any:
    """Fail."""
    raise ZeroDivisionError(day)


def office_with(*calendars: object, journal: MemoryJournal | None = None) -> Secretariat:
    """Open an office with one plugin that offers these calendars."""
    host = build_host(given([Plugin(calendars)]), "0")
    return Secretariat(journal or MemoryJournal(), host, Clock())


def begun(office: Secretariat, terms: dict[str, Any]) -> Secretariat:
    """Draft terms in an office, sign and start them."""
    office.draft(parse_terms(terms, known=office.known), by="an-head")
    for party in ("an", "binh", "chi"):
        office.submit("p1", "sign", by=f"{party}-head")
    office.submit("p1", "start", by="an-clerk")
    return office


def reporting(terms: dict[str, Any], *agencies: str, name: str = "by-the-14th") -> dict[str, Any]:
    """Let agencies work by a reporting calendar."""
    for each in agencies:
        terms["agencies"][each]["reporting"] = name
    return terms


def within(terms: dict[str, Any], span: str) -> dict[str, Any]:
    """Let what a flood triggers be due within a span."""
    terms["areas"][0]["obligations"][3]["within"] = span
    return terms


def flooded(office: Secretariat, at: str) -> date | None:
    """Return when what a flood triggers is due."""
    office.submit("p1", "occasion", by="an-clerk", occasion="flood", at=at)
    (row,) = (row for row in office.tasks("p1") if row.obligation == "1.4")
    return row.due


class TestMonthEnds:
    """A month after 31 January is what the terms say it is."""

    @pytest.mark.parametrize(
        ("month_end", "due"), [("down", date(2022, 2, 28)), ("up", date(2022, 3, 1))]
    )
    def test_an_occasion_on_the_31st(self, terms_of: Maker, month_end: str, due: date) -> None:
        """The last day of February, or the first of March."""
        office = begun(office_with(), within(terms_of(month_end=month_end), "1 month"))

        assert due == flooded(office, "2022-01-31")

    @pytest.mark.parametrize(
        ("month_end", "due"), [("down", date(2023, 2, 28)), ("up", date(2023, 3, 1))]
    )
    def test_half_a_year_after_31_august(self, terms_of: Maker, month_end: str, due: date) -> None:
        """The last day of February, or the first of March."""
        office = begun(office_with(), within(terms_of(month_end=month_end), "6 months"))

        assert due == flooded(office, "2022-08-31")

    def test_half_a_year_after_31_august_is_refused(self, terms_of: Maker, codes: Codes) -> None:
        """Where the terms will have no other day; from 30 September there is one."""
        office = begun(office_with(), within(terms_of(month_end="refuse"), "6 months"))
        flood = {"by": "an-clerk", "occasion": "flood"}

        assert ["month-end.refused"] == codes(
            office.submit, "p1", "occasion", at="2022-08-31", **flood
        )
        assert date(2023, 3, 30) == flooded(office, "2022-09-30")

    def test_a_day_there_is_not_refuses_the_command(self, terms_of: Maker, codes: Codes) -> None:
        """Nobody guesses; from another day it can be counted."""
        office = begun(office_with(), within(terms_of(month_end="refuse"), "1 month"))
        flood = {"by": "an-clerk", "occasion": "flood"}

        assert ["month-end.refused"] == codes(
            office.submit, "p1", "occasion", at="2022-01-31", **flood
        )
        assert date(2022, 3, 28) == flooded(office, "2022-02-28")

    def test_a_renewal_that_would_need_such_a_day_is_refused(
        self, terms_of: Maker, codes: Codes
    ) -> None:
        """Half a year after 31 May: the successor's terms have to be written."""
        terms = terms_of(month_end="refuse", period={"start": "2022-01-01", "end": "2022-06-30"})
        terms["areas"][0]["obligations"][0]["due"] = "2022-05-31"
        office = begun(office_with(), terms)

        assert ["month-end.refused"] == codes(office.renew, "p1", by="an-head")

    def test_intervals_begin_where_the_terms_say(self, terms_of: Maker) -> None:
        """From 31 August, six months later is 1 March."""
        terms = terms_of(month_end="up", period={"start": "2022-08-31", "end": "2023-08-30"})
        terms["areas"][0]["obligations"][0]["due"] = "end of period"
        office = begun(office_with(), terms)

        assert [date(2023, 2, 28), date(2023, 8, 30)] == [
            row.due for row in office.tasks("p1") if row.obligation == "1.2"
        ]


class TestWorkingDays:
    """Working days are those of the calendar the terms name."""

    def test_a_calendar_of_ones_own(self, terms_of: Maker) -> None:
        """Who works on Saturdays alone has the third working day on the third Saturday."""
        office = office_with(Working(lambda day: day.weekday() == 5))
        begun(office, within(terms_of(calendar="own"), "3 working days"))

        assert date(2022, 3, 19) == flooded(office, "2022-03-01")

    def test_three_from_a_thursday_end_on_tuesday(self, terms_of: Maker) -> None:
        """By the calendar that is built in."""
        office = begun(office_with(), within(terms_of(), "3 working days"))

        assert date(2022, 3, 29) == flooded(office, "2022-03-24")

    def test_what_was_counted_stays(self, terms_of: Maker) -> None:
        """A calendar that has learned of a holiday counts on with it, and rewrites nothing."""
        journal = MemoryJournal()
        office = office_with(Working(lambda _: True), journal=journal)
        begun(office, within(terms_of(calendar="own"), "3 working days"))
        before = flooded(office, "2022-03-01")
        later = office_with(Working(lambda day: day.day % 2 == 0), journal=journal)
        later.submit("p1", "occasion", by="an-clerk", occasion="flood", at="2022-03-01")
        dues = [task.due for task in later.get("p1").open_tasks() if task.obligation == "1.4"]

        assert date(2022, 3, 4) == before
        assert [date(2022, 3, 4), date(2022, 3, 6)] == dues

    @pytest.mark.parametrize("works", [broken, lambda _: False])
    def test_a_calendar_that_fails_refuses_the_command(
        self, terms_of: Maker, codes: Codes, works: Callable[[date], bool]
    ) -> None:
        """It raises, or knows no working day: what needs it is refused, and the rest goes on."""
        office = office_with(Working(works))
        begun(office, within(terms_of(calendar="own"), "3 working days"))
        flood = {"by": "an-clerk", "occasion": "flood", "at": "2022-03-01"}

        assert ["calendar.failed"] == codes(office.submit, "p1", "occasion", **flood)
        assert [] == codes(office.submit, "p1", "report", by="an-clerk", task="1.7/1")


class TestReportingCalendars:
    """Where the lead works by a reporting calendar, intervals close on its cut-off days."""

    def test_one_closes_on_the_14th_beside_one_that_does_not(self, terms_of: Maker) -> None:
        """The State body's half-years close on the 14th; the Party body's year with its end."""
        office = begun(office_with(Reporting(by_the_14th)), reporting(terms_of(), "an"))
        rows = {row.id: (row.opens, row.due) for row in office.tasks("p1")}

        assert (date(2022, 1, 1), date(2022, 6, 14)) == rows["1.2/1"]
        assert (date(2022, 6, 15), date(2022, 12, 14)) == rows["1.2/2"]
        assert (date(2022, 1, 1), date(2022, 12, 31)) == rows["1.3/1"]
        assert date(2022, 6, 30) == rows["1.1/1"][1]

    def test_a_whole_period_closes_too(self, terms_of: Maker) -> None:
        """What is continuous and has no intervals has one, the period."""
        office = begun(office_with(Reporting(by_the_14th)), reporting(terms_of(), "binh"))
        (row,) = (row for row in office.tasks("p1") if row.obligation == "1.3")

        assert (date(2022, 1, 1), date(2022, 12, 14)) == (row.opens, row.due)

    def test_what_is_led_jointly_goes_by_none(self, terms_of: Maker) -> None:
        """Whose calendar would it be?"""
        terms = reporting(terms_of(), "an", "binh", "chi")
        terms["areas"][0]["obligations"][1]["joint"] = True
        office = begun(office_with(Reporting(by_the_14th)), terms)

        assert [date(2022, 6, 30), date(2022, 12, 31)] == [
            row.due for row in office.tasks("p1") if row.obligation == "1.2"
        ]

    def test_a_rule_names_its_own_days(self, terms_of: Maker) -> None:
        """A recurrence closes on the days it falls on."""
        terms = reporting(terms_of(), "an")
        terms["areas"][0]["obligations"][1] = {
            "id": "1.2",
            "kind": "recurring",
            "text": "What.",
            "rule": "FREQ=YEARLY;BYMONTH=4,9;BYMONTHDAY=19",
        }
        office = begun(office_with(Reporting(by_the_14th)), terms)

        assert [date(2022, 4, 19), date(2022, 9, 19)] == [
            row.due for row in office.tasks("p1") if row.obligation == "1.2"
        ]

    @pytest.mark.parametrize("closes", [broken, lambda _: date(2021, 12, 14), lambda _: None])
    def test_one_that_fails_refuses_the_start(
        self, terms_of: Maker, codes: Codes, closes: Callable[[Period], date]
    ) -> None:
        """It raises, or closes an interval outside it: no task is opened on a guess."""
        office = office_with(Reporting(closes))
        terms = reporting(terms_of(), "an")
        office.draft(parse_terms(terms, known=office.known), by="an-head")
        for party in ("an", "binh", "chi"):
            office.submit("p1", "sign", by=f"{party}-head")

        assert ["calendar.failed"] == codes(office.submit, "p1", "start", by="an-clerk")

    def test_one_nobody_offers_is_an_error_when_it_is_set(self, terms_of: Maker) -> None:
        """Of the file, under the agency; a calendar of working days is none either."""
        for name in ("by-the-15th", "weekdays"):
            with pytest.raises(DefinitionError) as caught:
                parse_terms(
                    reporting(terms_of(), "an", name=name),
                    known=office_with(Reporting(by_the_14th)).known,
                )
            (problem,) = caught.value.problems

            assert ("reporting.unknown", ("agencies", "an", "reporting")) == (
                problem.code,
                problem.path,
            )
            assert "known: by-the-14th" in problem.text

    def test_one_nobody_offers_any_more(self, terms_of: Maker, codes: Codes) -> None:
        """Nobody knows when that agency closes its books: nothing is drafted, nothing signed."""
        journal = MemoryJournal()
        office = office_with(Reporting(by_the_14th), journal=journal)
        terms = parse_terms(reporting(terms_of(), "an"), known=office.known)
        office.draft(terms, by="an-head")
        later = office_with(journal=journal)

        assert ["reporting.unknown"] == codes(later.submit, "p1", "sign", by="an-head")
        assert [] == codes(office.submit, "p1", "sign", by="an-head")
