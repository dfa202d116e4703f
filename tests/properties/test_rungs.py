"""Laws of the ladder: each rung is reached exactly once, whenever the clock is looked at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from coopflow import Secretariat, parse_terms
from coopflow.engine.due import alarm, due
from coopflow.engine.evolve import evolve
from coopflow.engine.rules import Rules, View
from coopflow.values import events as e
from coopflow.values.clock_events import TaskDueMoved, TaskReminded, TaskStopped
from coopflow.values.evidence import Evidence

if TYPE_CHECKING:
    from coopflow.values.agreement import Agreement

START = date(2022, 3, 1)
DUE = date(2022, 4, 15)
TERMS: dict[str, Any] = {
    "coopflow": 1,
    "id": "p1",
    "title": "Plan",
    "period": {"start": "2022-01-01", "end": "2022-12-31"},
    "time_zone": "Asia/Ho_Chi_Minh",
    "parties": ["an", "binh"],
    "agencies": {
        "an": {"name": "An", "parent": "tren"},
        "binh": {"name": "B"},
        "tren": {"name": "T"},
    },
    "officers": {name: {"name": name, "agency": name, "may": ["sign"]} for name in ("an", "binh")},
    "areas": [
        {
            "id": "1",
            "lead": "an",
            "obligations": [{"id": "1.1", "text": "Do.", "kind": "once", "due": str(DUE)}],
        }
    ],
}
TASK = "1.1/1"


@st.composite
def ladders(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Give days before and after a due day, as a terms file holds them."""
    before = draw(st.sets(st.integers(0, 40), max_size=5))
    after = draw(st.sets(st.integers(1, 40), max_size=4))
    return sorted(before, reverse=True), sorted(after)


def steps() -> st.SearchStrategy[list[tuple[str, float, int]]]:
    """Give what happens: a kind, how many hours later, and a number for it.

    Sometimes nobody looks at the clock for a month and more, sometimes twice at once.
    """
    hours = st.sampled_from((0, 0, 5, 24, 24, 72, 24 * 33))
    kinds = st.sampled_from(("tick", "tick", "tick", "report", "return", "move", "pause"))
    return st.lists(st.tuples(kinds, hours, st.integers(-5, 40)), max_size=30)


class Naive:
    """The ladder once more: a calendar on which every day is looked at."""

    def __init__(self, remind: list[int], urge: list[int]) -> None:
        self.rungs = {-days for days in remind} | {*urge}
        self.last = max(urge, default=None)
        self.due, self.first, self.state = DUE, START, "open"
        self.told: set[int] = set()

    def tick(self, today: date) -> tuple[int, tuple[int, ...], tuple[str, ...]] | None:
        """Return the rung that is sent, those that are skipped, and whom it goes to."""
        new = []
        day = self.first
        while day <= today:
            rung = (day - self.due).days
            if rung in self.rungs and rung not in self.told:
                new.append(rung)
            day += timedelta(days=1)
        if self.state != "open" or not new:
            return None
        self.told |= {*new}
        above = ("tren",) if new[-1] == self.last else ()
        return new[-1], tuple(new[:-1]), ("an", *above)

    def move(self, to: date, today: date) -> None:
        """Begin the ladder anew."""
        self.due, self.first, self.told = to, today, set()


def begun(remind: list[int], urge: list[int]) -> Secretariat:
    """Return an office with an agreement that is carried out since `START`."""
    terms = parse_terms(
        {**TERMS, "remind": [f"{day}d" for day in remind], "urge": [f"{day}d" for day in urge]}
    )
    office = Secretariat.open("memory:", plugins=[])
    office.draft(terms, by="an", at=START)
    for command, by in (("sign", "an"), ("sign", "binh"), ("start", "an")):
        office.submit("p1", command, by=by, at=START)
    return office


def prepared(remind: list[int], urge: list[int]) -> tuple[Rules, View, Agreement]:
    """Return such an agreement, and what it is judged by."""
    with begun(remind, urge) as office:
        now = office.get("p1")
        casework, records = office._casework, office._records
        view = casework.view(now, now.terms)
        return casework.rules(records.plan(now), now.terms), view, now


class TestTicks:
    """A tick does what is due, and what was done is not due any more."""

    @given(ladders(), st.lists(st.integers(0, 500), max_size=12))
    def test_whoever_ticks_more_records_the_same(
        self, ladder: tuple[list[int], list[int]], days: list[int]
    ) -> None:
        """Twice for an instant, and once more for an earlier one."""
        once, often = (begun(*ladder) for _ in range(2))
        for day in sorted(days):
            at = START + timedelta(days=day)
            once.tick(at)
            for again in (at, at, START, at - timedelta(days=day // 2)):
                often.tick(again)

        assert [each.event for each in once.history("p1")] == [
            each.event for each in often.history("p1")
        ]
        assert once._board.alarms("p1") == often._board.alarms("p1")
        for office in (once, often):
            office.close()


class TestRungs:
    """Each rung exactly once: sent in its time, or skipped for a later one."""

    @given(ladders(), steps())
    def test_they_are_those_of_a_calendar(
        self, ladder: tuple[list[int], list[int]], happening: list[tuple[str, float, int]]
    ) -> None:
        """Whatever is reported, returned and moved, and however seldom the clock is looked at."""
        rules, view, now = prepared(*ladder)
        naive, at = Naive(*ladder), now.at
        heard: list[tuple[date, int]] = []
        for kind, hours, number in happening:
            at += timedelta(hours=hours)
            today = (at + timedelta(hours=7)).date()
            task = now.tasks[TASK]
            if kind == "tick":
                ringing = alarm(task, now)
                named = [TASK] if ringing is not None and ringing <= at else []
                outcome = due(rules, View(view.directory, now), at, named)

                assert outcome == due(rules, View(view.directory, now), at, [TASK])
                expected = naive.tick(today)
                events = outcome.accepted.events if outcome.accepted is not None else ()
                assert ([] if expected is None else [expected]) == [
                    (each.rung, each.skipped, each.to)
                    for each in events
                    if isinstance(each, TaskReminded)
                ]
                assert bool(named) == bool(events)
                for each in events:
                    assert isinstance(each, TaskReminded)
                    heard += [(each.due, rung) for rung in (*each.skipped, each.rung)]
                    now = evolve(now, each, at, ":clock")
            elif kind == "report" and task.state == "open":
                done = e.TaskReported(task=TASK, party="an", evidence=(Evidence(kind="letter"),))
                now = evolve(now, done, at, "an")
                naive.state = "reported"
            elif kind == "return" and task.state == "reported":
                now = evolve(now, e.TaskReturned(task=TASK, party="binh"), at, "binh")
                naive.state = "open"
            elif kind == "move":
                to = today + timedelta(days=number)
                if to in {day for day, _ in heard}:
                    continue  # a day that was a due day before: its rungs would look like those
                moved = TaskDueMoved(task=TASK, due=to, because="extension", since=today)
                now = evolve(now, moved, at, "binh")
                naive.move(to, today)
            elif kind == "pause":  # stopped, and gone on without anything given back
                stopped = TaskStopped(task=TASK, remaining=0)
                back = TaskDueMoved(task=TASK, due=naive.due, because="resumption", since=today)
                for event in (stopped, back):
                    now = evolve(now, event, at, "binh")

        assert len({*heard}) == len(heard)

    @given(ladders(), st.integers(0, 120))
    def test_the_day_begins_where_the_agreement_is(
        self, ladder: tuple[list[int], list[int]], days: int
    ) -> None:
        """A microsecond before its alarm nothing happens, and at its alarm something does."""
        rules, view, now = prepared(*ladder)
        ringing = alarm(now.tasks[TASK], now)
        if ringing is None:
            later = datetime(2022, 3, 2, tzinfo=UTC) + timedelta(days=days)
            assert due(rules, view, later, [TASK]).accepted is None
            return
        before = due(rules, view, ringing - timedelta(microseconds=1), [TASK])

        assert before.accepted is None
        assert due(rules, view, ringing, [TASK]).accepted is not None
        assert due(rules, view, ringing + timedelta(days=days), [TASK]).accepted is not None
