"""Where a State body closes its books, and an agreement in which it works beside a Party body."""

from __future__ import annotations

from datetime import date

import pytest

import coopflow_vietnam
from coopflow import Secretariat, parse_terms
from coopflow.host import Period
from coopflow.testing.scenario import begin
from coopflow_vietnam import StateReporting

TERMS = """
coopflow: 1
id: p-2022
title: Kế hoạch phối hợp
period: {start: 2022-01-01, end: 2022-12-31}
time_zone: Asia/Ho_Chi_Minh
calendar: vietnam
parties: [state, party]
agencies:
  state: {name: Ban Dân tộc, system: state, reporting: nd-09-2019}
  party: {name: Ban Dân vận, system: party}
officers:
  an: {name: An, agency: state, may: [represent, sign]}
  binh: {name: Bình, agency: party, may: [represent, sign]}
occasions:
  flood: {text: Lũ}
areas:
  - id: "1"
    obligations:
      - {id: "1", text: Báo cáo, kind: recurring, every: 3 months, lead: state}
      - {id: "2", text: Báo cáo, kind: recurring, every: 3 months, lead: party}
      - {id: "3", text: Báo cáo, kind: recurring, every: 6 months, joint: true}
      - {id: "4", text: Theo dõi, kind: continuous, lead: state}
      - {id: "5", text: Cứu trợ, kind: triggered, on: flood, within: 3 working days, lead: party}
"""


class TestCutOffs:
    """Article 12: months, quarters, half-years, nine months and years close on the 14th."""

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (date(2022, 3, 1), date(2022, 3, 31), date(2022, 3, 14)),
            (date(2022, 1, 1), date(2022, 3, 31), date(2022, 3, 14)),
            (date(2022, 10, 1), date(2022, 12, 31), date(2022, 12, 14)),
            (date(2022, 1, 1), date(2022, 6, 30), date(2022, 6, 14)),
            (date(2022, 7, 1), date(2022, 12, 31), date(2022, 12, 14)),
            (date(2022, 1, 1), date(2022, 9, 30), date(2022, 9, 14)),
            (date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 14)),
        ],
    )
    def test_whole_months(self, first: date, last: date, expected: date) -> None:
        """On the 14th of the last one."""
        assert expected == StateReporting().closes(Period(first, last))

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (date(2022, 3, 22), date(2022, 6, 21), date(2022, 6, 14)),
            (date(2022, 3, 10), date(2022, 6, 9), date(2022, 5, 14)),
            (date(2022, 12, 15), date(2023, 1, 14), date(2023, 1, 14)),
            (date(2022, 12, 15), date(2023, 1, 13), date(2023, 1, 13)),
            (date(2022, 12, 22), date(2022, 12, 31), date(2022, 12, 31)),
            (date(2022, 3, 7), date(2022, 3, 20), date(2022, 3, 20)),
        ],
    )
    def test_others(self, first: date, last: date, expected: date) -> None:
        """On the last 14th there is; without one, or shorter than a month, with their end."""
        assert expected == StateReporting().closes(Period(first, last))


class TestBesideAPartyBody:
    """Each agency closes its intervals by its own calendar, in one agreement."""

    def test_the_year_2022(self) -> None:
        """The State body on the 14th, the Party body and both together with the interval."""
        with Secretariat.open("memory:", plugins=[coopflow_vietnam]) as office:
            begin(office, parse_terms(TERMS, known=office.known), at="2022-01-04")
            rows = [(row.obligation, row.opens, row.due) for row in office.tasks("p-2022")]

        assert [
            ("1", date(2022, 1, 1), date(2022, 3, 14)),
            ("1", date(2022, 3, 15), date(2022, 6, 14)),
            ("1", date(2022, 6, 15), date(2022, 9, 14)),
            ("1", date(2022, 9, 15), date(2022, 12, 14)),
            ("2", date(2022, 1, 1), date(2022, 3, 31)),
            ("2", date(2022, 4, 1), date(2022, 6, 30)),
            ("2", date(2022, 7, 1), date(2022, 9, 30)),
            ("2", date(2022, 10, 1), date(2022, 12, 31)),
            ("3", date(2022, 1, 1), date(2022, 6, 30)),
            ("3", date(2022, 7, 1), date(2022, 12, 31)),
            ("4", date(2022, 1, 1), date(2022, 12, 14)),
        ] == sorted(rows)

    def test_working_days_jump_over_tet(self) -> None:
        """What happens on the eve of the holidays is due after them."""
        with Secretariat.open("memory:", plugins=[coopflow_vietnam]) as office:
            begin(office, parse_terms(TERMS, known=office.known), at="2022-01-04")
            office.submit("p-2022", "occasion", by="an", occasion="flood", at="2022-01-28")
            (row,) = (row for row in office.tasks("p-2022") if row.obligation == "5")

        assert date(2022, 2, 9) == row.due
