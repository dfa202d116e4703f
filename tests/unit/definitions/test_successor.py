"""The terms a renewal begins from."""

from __future__ import annotations

from datetime import date

import pytest

from coopflow import parse_terms
from coopflow.definitions.calendars import NoSuchDay
from coopflow.definitions.successor import successor_terms
from coopflow.values.time import Period

PLAN = """
coopflow: 1
id: {id}
title: Plan of {year}
period: {{start: {start}, end: {end}}}
parties: [north, south]
agencies: {{north: {{name: North}}, south: {{name: South}}}}
officers:
  an: {{name: An, agency: north, may: [sign]}}
  ba: {{name: Ba, agency: south, may: [sign]}}
areas:
  - id: "1"
    obligations:
      - {{id: "1.1", text: A, kind: once, due: {due}}}
      - {{id: "1.2", text: B, kind: once, due: end of period}}
"""


class TestSuccessor:
    """A renewal begins from the same promises, for the period that follows."""

    @pytest.mark.parametrize(
        ("start", "end", "following"),
        [
            ("2022-01-01", "2022-12-31", Period(date(2023, 1, 1), date(2023, 12, 31))),
            ("2021-01-01", "2025-12-31", Period(date(2026, 1, 1), date(2030, 12, 31))),
            ("2023-03-01", "2024-02-29", Period(date(2024, 3, 1), date(2025, 2, 28))),
            ("2022-01-01", "2022-06-30", Period(date(2022, 7, 1), date(2022, 12, 31))),
            ("2022-01-10", "2022-01-19", Period(date(2022, 1, 20), date(2022, 1, 29))),
        ],
    )
    def test_the_period_follows(self, start: str, end: str, following: Period) -> None:
        """Whole months stay whole months; other lengths keep their days."""
        text = PLAN.format(id="p", year=start[:4], start=start, end=end, due=end)
        terms = successor_terms(parse_terms(text), framework=None)

        assert following == terms.period
        assert [following.end] * 2 == [each.due for each in terms.obligations]

    @pytest.mark.parametrize(
        ("month_end", "due"), [("down", date(2022, 11, 30)), ("up", date(2022, 12, 1))]
    )
    def test_due_days_move_as_the_terms_say(self, month_end: str, due: date) -> None:
        """Half a year after 31 May it is the last of November, or the first of December."""
        text = PLAN.format(
            id="p", year="2022", start="2022-01-01", end="2022-06-30", due="2022-05-31"
        )
        terms = successor_terms(parse_terms(f"{text}month_end: {month_end}"), framework=None)

        assert [due, date(2022, 12, 31)] == [each.due for each in terms.obligations]

    def test_where_no_day_is_meant_none_is_taken(self) -> None:
        """31 November is refused where the terms refuse such days."""
        text = PLAN.format(
            id="p", year="2022", start="2022-01-01", end="2022-06-30", due="2022-05-31"
        )
        half_year = parse_terms(f"{text}month_end: refuse")

        with pytest.raises(NoSuchDay, match="2022-11 has no day 31"):
            successor_terms(half_year, framework=None)

    @pytest.mark.parametrize(
        ("name", "following"), [("qn-2022", "qn-2023"), ("plan", "plan-2"), ("plan-2", "plan-3")]
    )
    def test_the_id_follows(self, name: str, following: str) -> None:
        """By the year it bears, or by counting."""
        text = PLAN.format(
            id=name, year="2022", start="2022-01-01", end="2022-12-31", due="2022-12-20"
        )
        terms = successor_terms(parse_terms(text), framework=None)

        assert (following, name) == (terms.id, terms.predecessor)
        assert "Plan of 2023" == terms.title.say()
        assert date(2023, 12, 20) == terms.obligations[0].due
