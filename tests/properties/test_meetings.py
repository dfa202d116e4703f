"""Meetings settle what a plain model says they settle, and what is adopted is all or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coopflow import CommandRefused, Secretariat, parse_terms
from coopflow.values.task import is_late

FIRST = date(2022, 1, 1)
# Of each obligation: who settles it, and the days of its tasks, from and to.
PLAN: dict[str, tuple[str, list[tuple[date, date]]]] = {
    "1": ("briefing", [(date(2022, m, 1), date(2022, m + 3, 1) - timedelta(1)) for m in (1, 4, 7)]),
    "2": ("briefing", [(FIRST, date(2022, 6, 30)), (date(2022, 7, 1), date(2022, 9, 30))]),
    "3": ("conference", [(FIRST, date(2022, 5, 31))]),
    "4": ("nobody", [(FIRST, date(2022, 3, 31))]),
}
TERMS = parse_terms(
    {
        "coopflow": 1,
        "id": "p",
        "title": "P",
        "period": {"start": "2022-01-01", "end": "2022-09-30"},
        "time_zone": "Asia/Ho_Chi_Minh",
        "parties": ["a", "b"],
        "agencies": {"a": {"name": "A"}, "b": {"name": "B"}},
        "officers": {
            "an": {"name": "An", "agency": "a", "may": ["sign"]},
            "ba": {"name": "Ba", "agency": "b", "may": ["sign"]},
        },
        "areas": [
            {
                "id": "1",
                "lead": "a",
                "obligations": [
                    {"id": "1", "text": "x", "kind": "recurring", "every": "3 months",
                     "settled_by": "briefing"},
                    {"id": "2", "text": "x", "kind": "recurring", "every": "6 months",
                     "settled_by": "briefing", "coordinating": ["b"]},
                    {"id": "3", "text": "x", "kind": "once", "due": "2022-05-31",
                     "settled_by": "conference"},
                    {"id": "4", "text": "x", "kind": "once", "due": "2022-03-31"},
                ],
            }
        ],
    }
)  # fmt: skip
IDS = [f"{name}/{place}" for name, (_, days) in PLAN.items() for place in range(1, len(days) + 1)]


@st.composite
def meetings(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw meetings in order: of what kind, when, told how many days later, for which tasks."""
    days = sorted(draw(st.lists(st.integers(1, 270), max_size=6)))
    return [
        {
            "kind": draw(st.sampled_from(("briefing", "conference"))),
            "on": FIRST + timedelta(day - draw(st.integers(0, 20))),
            "told": FIRST + timedelta(day),
            "tasks": draw(st.just([]) | st.lists(st.sampled_from(IDS), max_size=3, unique=True)),
        }
        for day in days
    ]


class Model:
    """What is owed, in lists and dicts: nothing of the engine."""

    def __init__(self) -> None:
        self.settled: dict[str, date] = {}

    def hold(self, kind: str, on: date, named: list[str]) -> bool:
        """Settle what such a meeting settles; tell whether it can be held."""
        mine = [name for name, (by, _) in PLAN.items() if by == kind]
        if any(each.split("/")[0] not in mine or each in self.settled for each in named):
            return False
        chosen = named or [each for name in mine for each in self._next(name, on)]
        self.settled.update(dict.fromkeys(chosen, on))
        return True

    def _next(self, name: str, on: date) -> list[str]:
        """Return the first task of an obligation that has begun and is not settled."""
        begun = [
            f"{name}/{place}"
            for place, (opens, _) in enumerate(PLAN[name][1], start=1)
            if opens <= on
        ]
        return [each for each in begun if each not in self.settled][:1]


class TestMeetings:
    """A meeting performs what the terms say on its day; what was held too late is late."""

    @given(meetings())
    def test_they_settle_what_the_model_settles(self, held: list[dict[str, Any]]) -> None:
        """The same tasks, late on the same days; and refused where the model cannot hold them."""
        model = Model()
        with Secretariat.open("memory:", plugins=[]) as office:
            office.draft(TERMS, by="an", at="2022-01-01")
            for by, command in (("an", "sign"), ("ba", "sign"), ("an", "start")):
                office.submit("p", command, by=by, at="2022-01-01")
            there = [{"officer": "an"}, {"officer": "ba"}]
            for each in held:
                told, named = each["told"], each["tasks"]
                version = office.get("p").version
                possible = model.hold(each["kind"], each["on"], named)
                body = {"kind": each["kind"], "on": each["on"], "tasks": named}
                try:
                    office.meet("p", {**body, "attendees": there}, by="ba", at=told)
                except CommandRefused:
                    assert (False, version) == (possible, office.get("p").version)
                else:
                    assert possible
            rows = office.tasks("p", at="2022-10-31")

        assert model.settled.keys() == {row.id for row in rows if row.state == "accepted"}
        for row in rows:
            name, place = row.id.split("/")
            due = PLAN[name][1][int(place) - 1][1]
            settled = model.settled.get(row.id)
            assert is_late(due, None, settled, date(2022, 10, 31)) == row.late
