"""Refused: days, leads, kinds, circles and shapes that cannot mean what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

Change = tuple[str, str]
Places = set[tuple[int | None, str]]

CASES: dict[str, list[Change]] = {
    # days and spans
    "an impossible first day": [("start: 2022-01-01", "start: 2022-02-30  #! date.impossible")],
    "an impossible due day": [("due: 2022-06-30", "due: 2022-06-31  #! date.impossible")],
    "an impossible day of a source": [
        ("2019-10-30", "2019-13-01"),
        ("aliases: [One]}", "aliases: [One]}  #! date.impossible"),
    ],
    "a day that is no date": [("start: 2022-01-01", "start: soon  #! date.impossible")],
    "a period that ends before it starts": [
        ("end: 2022-12-31", "end: 2021-12-31  #! period.backwards"),
        ("        due: 2022-06-30\n", ""),
    ],
    "due before the period": [("due: 2022-06-30", "due: 2021-12-31  #! due.outside")],
    "due after period and review": [("due: 2022-06-30", "due: 2023-07-01  #! due.outside")],
    "an unreadable rule": [("every: 3 months", "rule: FREQ=SOMETIMES  #! rule.unreadable")],
    "a rule of hours": [("every: 3 months", "rule: FREQ=HOURLY  #! rule.unreadable")],
    "a rule that is no rule": [("every: 3 months", "rule: each spring  #! rule.unreadable")],
    "a rule that never falls": [
        ("every: 3 months", "rule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30  #! rule.never")
    ],
    "an unreadable interval": [("every: 3 months", "every: 3 moons  #! span.unreadable")],
    "an interval of nothing": [("every: 3 months", "every: 0 months  #! span.unreadable")],
    "an interval of working days": [
        ("every: 3 months", "every: 5 working days  #! span.unreadable")
    ],
    "an unreadable report interval": [
        ("report_every: 6 months", "report_every: now  #! span.unreadable")
    ],
    "an unreadable time to act": [("within: 5 working days", "within: soon  #! span.unreadable")],
    "an unreadable time to review": [
        ("review_within: 6 months", "review_within: 6  #! span.unreadable")
    ],
    "an interval that would begin on 31 April, where that is refused": [
        ("start: 2022-01-01", "start: 2022-01-31"),
        ("review_within: 6 months", "month_end: refuse\nreview_within: 1 year"),
        ("every: 3 months", "every: 3 months  #! month-end.refused"),
    ],
    "a report interval that would begin on 30 February, where that is refused": [
        ("start: 2022-01-01", "start: 2021-08-30"),
        ("review_within: 6 months", "month_end: refuse\nreview_within: 1 year"),
        ("report_every: 6 months", "report_every: 6 months  #! month-end.refused"),
        ("every: 3 months", "every: 30 days"),
    ],
    "a review until 31 June, where that is refused": [
        (
            "review_within: 6 months",
            "month_end: refuse\nreview_within: 18 months  #! month-end.refused",
        ),
    ],
    "a review until 29 February, where that is refused and not said": [
        ("end: 2022-12-31", "end: 2024-02-29"),
        ("review_within: 6 months", "month_end: refuse  #! month-end.refused"),
    ],
    # leads
    "an agreement led by no party": [
        ("review_within", "lead: tren  #! lead.no-party\nreview_within")
    ],
    "an area led by no party": [("    lead: an\n", "    lead: tren  #! lead.no-party\n")],
    "an obligation led by no party": [
        ("        lead: binh", "        lead: tren  #! lead.no-party")
    ],
    "a lead that also coordinates": [
        ("coordinating: [binh]", "coordinating: [binh, an]  #! lead.coordinates")
    ],
    "a lead of what is joint": [
        ("        lead: binh", "        lead: binh\n        joint: true  #! key.conflict")
    ],
    "a basis without its lead": [
        (
            "        lead: binh",
            "        lead: binh\n        lead_basis: joint  #! lead-basis.mismatch",
        )
    ],
    "a party for which nobody may sign": [
        ("  - an\n", "  - an  #! party.no-signatory\n"),
        ("may: [sign]", "may: [represent]"),
    ],
    "one party": [
        ("parties:", "parties:  #! parties.few"),
        ("  - an\n", ""),
        ("    lead: an\n", "    lead: an  #! lead.no-party\n"),
    ],
    # keys that belong to another kind
    "due of what recurs": [("every: 3 months", "due: 2022-06-30  #! key.not-for-kind")],
    "settlement of what recurs": [("every: 3 months", "settled_by: review  #! key.not-for-kind")],
    "every of what is once": [("due: 2022-06-30", "every: 3 months  #! key.not-for-kind")],
    "a rule of what is once": [("due: 2022-06-30", "rule: FREQ=MONTHLY  #! key.not-for-kind")],
    "reports of what is once": [("due: 2022-06-30", "report_every: 3 months  #! key.not-for-kind")],
    "an occasion of what is once": [("due: 2022-06-30", "on: [flood]  #! key.not-for-kind")],
    "time to act of what is once": [("due: 2022-06-30", "within: 3 days  #! key.not-for-kind")],
    "every and a rule": [
        ("every: 3 months", "every: 3 months\n        rule: FREQ=MONTHLY  #! key.conflict")
    ],
    # circles, and what should be one
    "an agency above itself": [
        ("  tren: {name: Trên}", "  tren: {name: Trên, parent: tren}  #! agency.circle")
    ],
    "two agencies above each other": [
        ("parent: tren}", "parent: tren}  #! agency.circle"),
        ("{name: Trên}", "{name: Trên, parent: an}"),
    ],
    "an obligation that is itself": [
        ("text: Again", "text: Again\n        same_as: ['1.2']  #! same-as.circle")
    ],
    "one act of two kinds": [
        ("        every: 3 months\n        lead: binh", "        same_as: ['1.3']"),
        (
            "kind: continuous\n        report_every: 6 months",
            "kind: continuous  #! same-as.differs",
        ),
    ],
    "one act with two due days": [
        (
            "kind: recurring\n        every: 3 months",
            "kind: once\n        due: 2022-07-01  #! same-as.differs",
        ),
        ("        lead: binh", "        same_as: ['1.1']"),
    ],
    "an agreement under itself": [
        ("review_within", "framework: p-2022  #! framework.self\nreview_within")
    ],
    "an agreement after itself": [
        ("review_within", "predecessor: p-2022  #! predecessor.self\nreview_within")
    ],
    # values of the wrong shape
    "an officer who is a list": [
        ("  oc:\n    name: Oc\n    agency: tren", "  oc: [Oc]  #! type.wrong")
    ],
    "a period that is no mapping": [
        ("period:\n  start: 2022-01-01\n  end: 2022-12-31", "period: 2022  #! type.wrong")
    ],
    "words that are a number": [("text: Again", "text: 12  #! text.unquoted")],
    "words that are nothing but space": [("text: Again", 'text: "  "  #! text.empty')],
    "words in no language": [
        ("title: {vi: Kế hoạch, en: Plan}", "title: {v1!: x}  #! text.language")
    ],
    "a flag that is a word": [("        lead: binh", "        joint: maybe  #! type.wrong")],
    "words with half a letter": [("text: Again", 'text: "\\ud800"  #! text.not-normal')],
    "words with a letter nobody has defined": [
        ("text: Again", "text: a\u0378  #! text.not-normal")
    ],
    "words with a bell in them": [("text: Again", 'text: "\\a"  #! text.not-normal')],
    "a tag on words": [("text: Again", "text: !secret Again  #! yaml.tag")],
    "a tag on a mapping": [
        (
            "title: {vi: Kế hoạch, en: Plan}",
            "title: !!python/object:os.system {vi: Kế hoạch}  #! yaml.tag",
        )
    ],
    "a tag on a list": [("on: [flood]", "on: !!set [flood]  #! yaml.tag")],
    "a key that is a list": [
        ("  dan: {name: Dân}", "  [dan]: {name: Dân}  #! key.unreadable"),
        ("recipients: [dan, tren]", "recipients: [tren]"),
    ],
}


class TestValues:
    """A value that cannot be is refused under its own code, on its line, and only there."""

    @pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
    def test_each_has_its_code_and_its_line(
        self,
        changes: list[Change],
        broken: Callable[[list[Change]], tuple[str, Places]],
        found: Callable[[str], Places],
    ) -> None:
        """The problems found are exactly those announced."""
        text, expected = broken(changes)

        assert expected
        assert expected == found(text)
