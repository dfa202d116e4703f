"""Refused: keys that are not there or not known, names that mean nothing or two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

Change = tuple[str, str]
Places = set[tuple[int | None, str]]

CASES: dict[str, list[Change]] = {
    # keys
    "an unknown key at the top": [
        ("review_within: 6", "budget: 3  #! key.unknown\nreview_within: 6")
    ],
    "an unknown key of an agency": [("{name: Bình}", "{name: Bình, nmae: B}  #! key.unknown")],
    "an unknown key of an obligation": [
        ("text: Again", "text: Again\n        lade: an  #! key.unknown")
    ],
    "no format": [("coopflow: 1\nid: p-2022", "id: p-2022  #! key.missing")],
    "no id": [("coopflow: 1\nid: p-2022", "coopflow: 1  #! key.missing")],
    "no title": [
        ("coopflow: 1", "coopflow: 1  #! key.missing"),
        ("title: {vi: Kế hoạch, en: Plan}\n", ""),
    ],
    "no last day": [
        ("  start: 2022-01-01\n  end: 2022-12-31", "  start: 2022-01-01"),
        ("period:", "period:  #! key.missing"),
    ],
    "no name of an agency": [("{name: Bình}", "{level: province}  #! key.missing")],
    "no name of a group": [("{name: Dân}", "{}  #! key.missing")],
    "no agency of an officer": [
        ("    name: Oc\n    agency: tren", "    name: Oc"),
        ("  oc:", "  oc:  #! key.missing"),
    ],
    "no title of a source": [
        ("{title: One, date: 2019-10-30, aliases: [One]}", "{date: 2019-10-30}  #! key.missing")
    ],
    "no text of an occasion": [("{text: A flood}", "{}  #! key.missing")],
    "no id of an area": [('  - id: "1"\n    lead: an', "  - lead: an  #! key.missing")],
    "no id of an obligation": [
        ('      - id: "1.2"\n        text: Again', "      - text: Again  #! key.missing")
    ],
    "no text of an obligation": [
        ('      - id: "1.2"\n        text: Again', '      - id: "1.2"  #! key.missing')
    ],
    "no kind of an obligation": [
        ('      - id: "1.2"', '      - id: "1.2"  #! key.missing'),
        ("        kind: recurring\n        every: 3 months\n", ""),
    ],
    "no occasion of what is triggered": [
        ('      - id: "1.4"', '      - id: "1.4"  #! key.missing'),
        ("        on: [flood]\n", ""),
    ],
    # names that mean nothing
    "an unknown party": [("  - binh", "  - binh\n  - chi  #! agency.unknown, party.no-signatory")],
    "an unknown agency that coordinates": [("[binh]", "[bing]  #! agency.unknown")],
    "an unknown agency above": [("parent: tren}", "parent: duoi}  #! agency.unknown")],
    "an unknown agency of an officer": [("agency: tren", "agency: duoi  #! agency.unknown")],
    "an unknown recipient": [("[dan, tren]", "[dan, ai]  #! recipient.unknown")],
    "an unknown source": [("sources: [1-KL/TW]", "sources: [2-KL/TW]  #! source.unknown")],
    "an unknown occasion": [("on: [flood]", "on: [fire]  #! occasion.unknown")],
    "an unknown obligation overlapped": [
        ("text: Again", "text: Again\n        overlaps: ['9']  #! obligation.unknown")
    ],
    "an unknown obligation that is the same": [
        ("text: Again", "text: Again\n        same_as: ['9']  #! obligation.unknown")
    ],
    "an unknown lifecycle": [
        ("review_within", "lifecycle: other@1  #! lifecycle.unknown\nreview_within")
    ],
    "an unknown calendar": [
        ("review_within", "calendar: lunar  #! calendar.unknown\nreview_within")
    ],
    "an unknown reporting calendar": [
        ("parent: tren}", "parent: tren, reporting: lunar}  #! reporting.unknown")
    ],
    "an unknown month end": [
        ("review_within", "month_end: round  #! month-end.unknown\nreview_within")
    ],
    "an unknown silence": [("review_within", "silence: golden  #! silence.unknown\nreview_within")],
    "an unknown time zone": [("Asia/Ho_Chi_Minh", "Asia/Hoi_An  #! time-zone.unknown")],
    "a time zone that is a path": [("Asia/Ho_Chi_Minh", "../../etc/passwd  #! time-zone.unknown")],
    "an unknown kind": [("kind: once\n        due: 2022-06-30", "kind: twice  #! kind.unknown")],
    "an unknown settlement": [("due: 2022-06-30", "settled_by: luck  #! settled-by.unknown")],
    "an unknown acceptance": [
        ("[binh]", "[binh]\n        acceptance: most  #! acceptance.unknown")
    ],
    "an unknown basis": [("[binh]", "[binh]\n        lead_basis: rumour  #! lead-basis.unknown")],
    "an unknown capacity": [("[represent, sign]}", "[sign, dance]}  #! capacity.unknown")],
    "an unknown format": [("coopflow: 1\n", "coopflow: 2  #! format.unknown\n")],
    # names that mean two things
    "a key twice": [("title: {vi", "id: p-2023  #! id.duplicate\ntitle: {vi")],
    "an agency twice": [
        ("  tren: {name: Trên}", "  tren: {name: Trên}\n  an: {name: Anh}  #! id.duplicate")
    ],
    "a party twice": [("  - binh", "  - binh\n  - an  #! id.duplicate")],
    "a group that is an agency": [
        ("  dan: {name: Dân}", "  dan: {name: Dân}\n  an: {name: Anh}  #! id.duplicate")
    ],
    "an area twice": [
        ("areas:\n", 'areas:\n  - id: "1"\n'),
        ('  - id: "1"\n    lead: an', '  - id: "1"  #! id.duplicate\n    lead: an'),
    ],
    "an obligation twice": [('- id: "1.2"', '- id: "1.1"  #! id.duplicate')],
    "an alias of another document": [
        (
            "date: 2019-10-30, aliases: [One]}",
            "aliases: [One]}\n  Two: {title: Two, aliases: [One]}  #! id.duplicate",
        )
    ],
    "an occasion named twice": [("on: [flood]", "on: [flood, flood]  #! id.duplicate")],
    # ids
    "an obligation's id unquoted": [('- id: "1.2"', "- id: 5.10  #! id.unquoted")],
    "an agreement's id unquoted": [("id: p-2022", "id: 2022  #! id.unquoted")],
    "a reference unquoted": [
        ("text: Again", "text: Again\n        overlaps: [1.1]  #! id.unquoted")
    ],
    "a key unquoted": [
        ("  dan: {name: Dân}", "  dan: {name: Dân}\n  12: {name: Tá}  #! id.unquoted")
    ],
    "an id with a space": [('- id: "1.2"', "- id: one two  #! id.form")],
    "an id with a slash": [("id: p-2022", "id: p/2022  #! id.form")],
    "an id with a space, over an unknown key": [
        (
            "  dan: {name: Dân}",
            "  dan: {name: Dân}\n  dan ta: {name: Ta, nmae: T}  #! id.form, key.unknown",
        ),
    ],
    "an id that is a mapping": [('- id: "1.2"', "- id: {a: b}  #! id.form")],
}


class TestNames:
    """A name that does not fit is refused under its own code, on its line, and only there."""

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
