"""Every due day, against days counted one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import naive_days
from hypothesis import given
from hypothesis import strategies as st
from naive_days import ONE
from oracle_acts import obligations
from people import AGENCIES, FIRST, OFFICERS
from story import Story

from coopflow import parse_terms
from coopflow.definitions.calendars import CALENDARS, after, intervals, occurrences
from coopflow.definitions.same_as import acts, groups, lead_of
from coopflow.testing.strategies import days, periods, spans, terms_files
from coopflow.testing.terms_strategies import RULES
from coopflow.values.events import TaskOpened, TaskSkipped
from coopflow.values.task import is_late
from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

WEEKDAYS = CALENDARS["weekdays"]
WHOLE = ("days", "weeks", "months", "years")


def named() -> SearchStrategy[list[tuple[str, tuple[str, ...]]]]:
    """Give ids, each with some of the others that it calls the same."""
    letters = st.sampled_from("abcdefgh")
    one = st.tuples(letters, st.lists(letters, max_size=2).map(tuple))
    return st.lists(one, unique_by=lambda pair: pair[0])


def plain_terms(clauses: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return the terms of a plan for 2022 with these obligations."""
    return {
        "coopflow": 1,
        "id": "p1",
        "title": "Plan",
        "period": {"start": date(2022, 1, 1), "end": date(2022, 12, 31)},
        "parties": ["an", "binh"],
        "agencies": AGENCIES,
        "officers": OFFICERS,
        "occasions": {"flood": {"text": "A flood"}},
        "areas": [{"id": "1", "obligations": clauses}],
        **more,
    }


class TestSpans:
    """Days count one by one, weeks are seven, months keep their day or end with the month."""

    @given(days(), spans(most=60))
    def test_after_is_as_far_as_one_walks(self, day: date, span: str) -> None:
        """The library and whoever walks day by day arrive on the same day."""
        assert naive_days.after(day, span) == after(day, Span.parse(span), WEEKDAYS)

    @given(days(), st.integers(1, 200))
    def test_working_days_end_on_one(self, day: date, count: int) -> None:
        """So many working days lie after the day, the last of them the due day."""
        due = after(day, Span(count, "working days"), WEEKDAYS)
        between = [day + ONE * n for n in range(1, (due - day).days + 1)]

        assert due.weekday() < naive_days.SATURDAY
        assert count == sum(each.weekday() < naive_days.SATURDAY for each in between)

    @given(days(), st.integers(1, 60))
    def test_months_keep_the_day_or_end_the_month(self, day: date, count: int) -> None:
        """It is the same day of a later month, or that month's last where it is shorter."""
        due = after(day, Span(count, "months"), WEEKDAYS)

        assert count == (due.year - day.year) * 12 + due.month - day.month
        assert due.day == day.day or (due.day < day.day and (due + ONE).month != due.month)

    @given(spans())
    def test_a_span_reads_as_it_is_written(self, span: str) -> None:
        """What is written reads back."""
        assert span == str(Span.parse(span))


class TestIntervals:
    """Intervals cut the period from its first day, and cover it exactly."""

    @given(periods(), spans(WHOLE, most=40))
    def test_they_are_a_partition(self, period: dict[str, date], span: str) -> None:
        """They follow one another without gap or overlap, from the first day to the last."""
        cut = intervals(Period(**period), Span.parse(span))

        assert period["start"] == cut[0].start
        assert period["end"] == cut[-1].end
        assert all(each.start <= each.end for each in cut)
        assert [each.end + ONE for each in cut[:-1]] == [each.start for each in cut[1:]]

    @given(periods(), spans(WHOLE, most=40))
    def test_they_are_those_one_walks(self, period: dict[str, date], span: str) -> None:
        """Each begins a whole number of spans after the first day: nothing drifts."""
        cut = intervals(Period(**period), Span.parse(span))

        expected = naive_days.intervals(period["start"], period["end"], span)
        assert expected == [(each.start, each.end) for each in cut]

    @given(st.integers(1, 12), st.integers(28, 31), st.integers(1, 7), st.integers(60, 800))
    def test_month_ends_do_not_drift(self, month: int, day: int, count: int, length: int) -> None:
        """After a short month the day of the first comes back: the 31st, the 28th, the 31st."""
        start = date(2022, 1, 1) + ONE * (31 * (month - 1) + day - 1)
        period = Period(start, start + ONE * length)
        cut = intervals(period, Span(count, "months"))

        expected = naive_days.intervals(period.start, period.end, f"{count} months")
        assert expected == [(each.start, each.end) for each in cut]


class TestOpening:
    """What the period still holds at the signature is opened, and what had ended is skipped."""

    @given(
        st.sampled_from(("recurring", "continuous")),
        st.sampled_from(("20 days", "5 weeks", "2 months")),
        st.integers(0, 9),
        st.integers(-1, 1),
        st.sampled_from((0, 16, 17, 23)),
        st.sampled_from(("UTC", "Asia/Ho_Chi_Minh")),
    )
    def test_an_interval_that_ends_on_the_day_of_the_signature_is_owed(
        self, kind: str, span: str, index: int, off: int, hour: int, zone: str
    ) -> None:
        """The day it is where the agreement is decides, to the day and to the hour."""
        cut = naive_days.intervals(date(2022, 1, 1), date(2022, 12, 31), span)
        end = cut[min(index, len(cut) - 1)][1] + ONE * off
        at = datetime(end.year, end.month, end.day, hour, tzinfo=UTC)
        story = Story()
        story.now = at
        every = "every" if kind == "recurring" else "report_every"
        clause = {"id": "1", "text": "What.", "kind": kind, "lead": "an", every: span}
        story.draft(plain_terms([clause], time_zone=zone), "an-head")
        for command, by in (("sign", "an-head"), ("sign", "binh-head"), ("start", "an-clerk")):
            assert () == story.ask({"agreement": "p1", "command": command, "by": by})
        signed = naive_days.local_day(at, zone)
        history = [each.event for each in story.office.history("p1")]

        assert [each for each in cut if each[1] >= signed] == [
            (event.task.opens, event.task.due) for event in history if isinstance(event, TaskOpened)
        ]
        assert [each for each in cut if each[1] < signed] == [
            (event.opens, event.due) for event in history if isinstance(event, TaskSkipped)
        ]

    @given(
        st.sampled_from(("3 days", "5 working days", "2 weeks", "1 month")),
        days(date(2022, 1, 1), date(2022, 12, 31)),
        st.sampled_from((0, 16, 17, 23)),
        st.sampled_from(("UTC", "Asia/Ho_Chi_Minh")),
    )
    def test_an_occasion_counts_from_its_day_where_the_agreement_is(
        self, within: str, day: date, hour: int, zone: str
    ) -> None:
        """On 1 March, within 3 days: due on 4 March."""
        story = Story()
        clause = {"id": "1", "text": "What.", "kind": "triggered", "on": ["flood"], "joint": True}
        story.draft(plain_terms([{**clause, "within": within}], time_zone=zone), "an-head")
        for command, by in (("sign", "an-head"), ("sign", "binh-head"), ("start", "an-clerk")):
            story.ask({"agreement": "p1", "command": command, "by": by})
        story.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        flood = {"agreement": "p1", "command": "occasion", "by": "an-clerk", "occasion": "flood"}
        codes = story.ask(flood)
        there = naive_days.local_day(story.now, zone)

        assert codes == (("at.before-last",) if story.now < FIRST else ())
        assert [] == [
            row.due
            for row in story.office.tasks("p1")
            if (row.opens, row.due) != (there, naive_days.after(there, within))
        ]


class TestRules:
    """A recurrence falls on the days that it names, and on no other."""

    @given(periods(), st.sampled_from(RULES))
    def test_it_falls_where_one_finds_it(self, period: dict[str, date], rule: str) -> None:
        """Looking at each day of the period finds the same days."""
        found = occurrences(Period(**period), rule)

        assert naive_days.rule_days(period["start"], period["end"], rule) == list(found)


class TestLate:
    """A task is late when its due day is past and by then it was neither reported nor settled."""

    @given(days(), st.integers(-9, 9), *[st.one_of(st.none(), st.integers(-9, 9))] * 2)
    def test_late_is_derived_from_four_days(
        self, due: date, since: int, reported: int | None, settled: int | None
    ) -> None:
        """Due, today, the day of the report and, where none stands, that of the settling."""
        today = due + timedelta(days=since)
        report = None if reported is None else due + timedelta(days=reported)
        end = None if settled is None else due + timedelta(days=settled)
        answered = settled if reported is None else reported
        expected = since > 0 and (answered is None or answered > 0)

        assert expected == is_late(due, report, end, today)
        assert not is_late(None, report, end, today)


class TestSameAct:
    """Clauses that call each other the same, directly or not, are one act, and no others are."""

    @given(named())
    def test_groups_are_a_partition(self, pairs: list[tuple[str, tuple[str, ...]]]) -> None:
        """Every clause is in one group, its own, and all in a group agree on who is in it."""
        joined = groups(pairs)

        assert [name for name, _ in pairs] == list(joined)
        for name, members in joined.items():
            assert name in members
            assert all(joined[each] == members for each in members)
            assert sorted(members, key=list(joined).index) == list(members)

    @given(named())
    def test_a_group_is_what_can_be_reached(self, pairs: list[tuple[str, tuple[str, ...]]]) -> None:
        """Two clauses are together exactly where a chain of names, either way, joins them."""
        known = {name for name, _ in pairs}
        links = {(name, other) for name, others in pairs for other in others if other in known}
        links |= {(other, name) for name, other in links}
        for start in known:
            reached = {start}
            while more := {b for a, b in links if a in reached} - reached:
                reached |= more

            assert reached == set(groups(pairs)[start])

    @given(terms_files())
    def test_acts_are_led_by_one_or_jointly(self, file: dict[str, Any]) -> None:
        """An act stands under its first clause, led by the one lead it has, or jointly."""
        found = acts(parse_terms(file).obligations)
        expected = obligations({"terms": file})

        assert [(a["id"], a["also"], a["lead"]) for a in expected] == [
            (act[0].id, [clause.id for clause in act[1:]], lead_of(act)) for act in found
        ]
