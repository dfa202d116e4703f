"""The inbox: what awaits whom, held against a scan of everything by an independent model."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coopflow import CommandRefused, Secretariat, parse_terms
from coopflow.host.manager import build_host
from coopflow.journal.memory import MemoryJournal
from coopflow.projections.inbox import of_task
from coopflow.runtime.clock import SystemClock
from coopflow.values.assignment import Assignment
from coopflow.values.task import Extension, TaskClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coopflow.values.agreement import Agreement
    from coopflow.values.assignment import AssignmentState
    from coopflow.values.task import Task

SIGNS = {"may": ["represent", "sign"]}
TERMS: dict[str, Any] = {
    "coopflow": 1,
    "id": "p",
    "title": "A plan",
    "period": {"start": "2026-01-01", "end": "2026-12-31"},
    "parties": ["north", "south", "west"],
    "agencies": {
        **{name: {"name": name} for name in ("north", "south", "west", "help")},
        "unit": {"name": "Unit", "parent": "north"},
    },
    "officers": {
        "an": {"name": "An", "agency": "north", **SIGNS},
        "ba": {"name": "Ba", "agency": "south", **SIGNS},
        "bu": {"name": "Bu", "agency": "south", "may": ["represent"]},
        "be": {"name": "Be", "agency": "south"},
        "ca": {"name": "Ca", "agency": "west", **SIGNS},
        "da": {"name": "Da", "agency": "help"},
        "un": {"name": "Un", "agency": "unit"},
    },
    "occasions": {"flood": {"text": "A flood"}},
    "areas": [
        {
            "id": "1",
            "lead": "north",
            "obligations": [
                {"id": "1.1", "text": "Dig", "kind": "once", "due": "2026-03-31",
                 "coordinating": ["south", "help"], "acceptance": "all"},
                {"id": "1.2", "text": "Meet", "kind": "recurring", "every": "3 months"},
                {"id": "1.3", "text": "Help", "kind": "triggered", "on": "flood",
                 "within": "3 days", "joint": True},
                {"id": "1.4", "text": "Paint", "kind": "once", "coordinating": ["west"]},
                {"id": "1.5", "text": "Renew", "kind": "once", "settled_by": "renewal"},
                {"id": "1.6", "text": "Gather", "kind": "once", "settled_by": "conference"},
            ],
        }
    ],
}  # fmt: skip
AGENCIES = ("north", "south", "west", "help", "unit")
SIGNED = ("sign", "close", "suspend", "resume")
"""What an officer who may sign has a say in."""
TIMED = ("1.1/1", "1.2/2", "1.4/1")
"""Tasks that are handed down, and for which time is asked for."""


def expected(now: Agreement, agency: str) -> list[tuple[Any, ...]]:
    """Scan an agreement for what awaits an agency: by the public values, and otherwise than ours.

    Day, agreement, about, what, why; in order.
    """
    found: list[tuple[Any, ...]] = []
    for task in now.open_tasks():
        joint = task.lead is None
        if task.state == "open":
            mine = agency in now.terms.parties if joint else task.lead == agency
            if mine and task.settled_by != "renewal":
                found.append((task.due, task.id, "report", "joint" if joint else "lead"))
        else:
            coordinates = agency in task.coordinating
            other = joint and agency in now.terms.parties and agency != task.reporter
            if (coordinates or other) and agency not in task.accepted_by:
                found.append(
                    (task.due, task.id, "accept", "coordinating" if coordinates else "party")
                )
        found += further(now, task, agency)
    for each in now.proposals:
        if agency in now.terms.parties and agency not in (*each.parties, *each.declined_by):
            what = "sign" if each.command in SIGNED else "assent"
            found.append((each.until, each.id, what, "party"))
    return sorted(found, key=lambda it: (it[0] or date.max, it[1], it[2]))


def further(now: Agreement, task: Task, agency: str) -> Iterator[tuple[Any, ...]]:
    """Scan a task for time that was asked for, and for what was handed down."""
    asked, parties = task.clock.asked, {*now.terms.parties}
    if asked is not None and agency not in asked.granted_by:
        everyone = {*parties, *task.coordinating} - {asked.party}
        alone = task.coordinating or parties - {task.lead}
        if agency in (everyone if task.lead is None else alone):
            part = "coordinating" if agency in task.coordinating else "party"
            yield task.due, task.id, "grant", part
    for held in task.hands:
        if held.to == agency and held.state in ("assigned", "acknowledged"):
            days = [day for day in (held.due, task.due) if day is not None]
            what = "acknowledge" if held.state == "assigned" else "deliver"
            yield min(days, default=None), held.id, what, "body"


def told(office: Secretariat, **whose: Any) -> list[tuple[Any, ...]]:
    """Return what an inbox holds, but for whose it is."""
    return [(row.due, row.about, row.what, row.why) for row in office.inbox(**whose)]


COMMANDS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["sign", "start", "withdraw", "assent", "decline", "retract"]),
            st.sampled_from(["an", "ba", "bu", "ca"]),
            st.just({}),
        ),
        st.tuples(
            st.sampled_from(["report", "accept", "return"]),
            st.sampled_from(["an", "ba", "ca", "da"]),
            st.fixed_dictionaries(
                {"task": st.sampled_from(["1.1/1", "1.2/1", "1.2/2", "1.3/1", "1.4/1"])}
            ),
        ),
        st.tuples(st.just("occasion"), st.just("an"), st.just({"occasion": "flood"})),
        st.tuples(
            st.just("review"),
            st.sampled_from(["an", "ba", "ca"]),
            st.sampled_from([{}, {"until": "2026-06-01"}]),
        ),
        st.tuples(
            st.sampled_from(["grant", "deny"]),
            st.sampled_from(["an", "ba", "ca", "da"]),
            st.fixed_dictionaries({"task": st.sampled_from(TIMED)}),
        ),
        st.tuples(
            st.just("extension"),
            st.sampled_from(["an", "ba"]),
            st.fixed_dictionaries({"task": st.sampled_from(TIMED), "until": st.just("2026-09-01")}),
        ),
        st.tuples(
            st.just("assign"),
            st.sampled_from(["an", "ba"]),
            st.fixed_dictionaries(
                {
                    "task": st.sampled_from(TIMED),
                    "to": st.just("unit"),
                    "until": st.sampled_from([None, "2026-05-20", "2026-06-01"]),
                }
            ),
        ),
        st.tuples(
            st.sampled_from(["acknowledge", "deliver"]),
            st.just("un"),
            st.fixed_dictionaries({"task": st.sampled_from(TIMED), "evidence": st.just("minutes")}),
        ),
        st.tuples(
            st.sampled_from(["suspend", "resume"]),
            st.sampled_from(["an", "ba", "ca"]),
            st.sampled_from([{}, {"body": {"cause": "flood"}}]),
        ),
    ),
    max_size=14,
)


def submit(office: Secretariat, command: str, by: str, said: dict[str, Any]) -> None:
    """Do it, if it may be done."""
    if command == "review" and not office.get("p").proposals:
        owed = office.outline("p", as_of="2026-05-01").undisposed
        fates = {row.id: {"as": "waive", "reason": "over"} for row in owed}
        said = {"body": {"as_of": "2026-05-01", "findings": [], "dispositions": fates}}
    try:
        office.submit("p", command, by=by, at="2026-05-02", **said)
    except CommandRefused:
        return


def running(office: Secretariat) -> None:
    """Draft, sign and start."""
    office.draft(parse_terms(TERMS), by="an", at="2026-01-02")
    for officer, command in (("an", "sign"), ("ba", "sign"), ("ca", "sign"), ("an", "start")):
        office.submit("p", command, by=officer, at="2026-01-02")


class TestModel:
    """Whatever happens, the inbox is what a scan of everything finds."""

    @given(COMMANDS, st.booleans())
    def test_in_memory(self, commands: list[Any], begun: bool) -> None:  # noqa: FBT001 - drawn
        """After each command, for every agency."""
        office = Secretariat(MemoryJournal(), build_host((), "1"), SystemClock())
        if begun:
            running(office)
        else:
            office.draft(parse_terms(TERMS), by="an", at="2026-01-02")
        for command in commands:
            submit(office, *command)
            now = office.get("p")

            assert [expected(now, each) for each in AGENCIES] == [
                told(office, agency=each) for each in AGENCIES
            ]

    @pytest.mark.parametrize("page", [1, 2, 5])
    def test_in_a_file(self, tmp_path: Path, page: int) -> None:
        """The same, page by page, and made anew from the journal."""
        acts: tuple[tuple[str, str, dict[str, Any]], ...] = (
            ("occasion", "ba", {"occasion": "flood"}),
            ("report", "ba", {"task": "1.3/1"}),
            ("report", "an", {"task": "1.1/1"}),
            ("accept", "ba", {"task": "1.1/1"}),
            ("return", "da", {"task": "1.1/1"}),
            ("report", "an", {"task": "1.2/1"}),
            ("review", "an", {}),
            ("decline", "ba", {}),
            ("review", "an", {}),
            ("assent", "ca", {}),
            ("assent", "ba", {}),
        )
        url = f"sqlite:///{tmp_path / 'journal.db'}"
        with Secretariat.open(url, plugins=[]) as office:
            running(office)
            for act in acts:
                submit(office, *act)
                now = office.get("p")
                for agency in AGENCIES:
                    rows = list(office.inbox(agency=agency, limit=page))
                    while len(more := office.inbox(agency=agency, limit=page, after=rows[-1])
                              if rows else ()):  # fmt: skip
                        rows += more

                    assert expected(now, agency) == [
                        (row.due, row.about, row.what, row.why) for row in rows
                    ]
            before = [office.inbox(agency=each) for each in AGENCIES]
            office.rebuild()

            assert before == [office.inbox(agency=each) for each in AGENCIES]
            assert "reviewed" == office.get("p").state


@pytest.fixture
def office() -> Iterator[Secretariat]:
    """Give an office in which the plan is drafted, and proposed by North."""
    with Secretariat.open("memory:", plugins=[]) as office:
        office.draft(parse_terms(TERMS), by="an", at="2026-01-02")
        office.submit("p", "sign", by="an", at="2026-01-02")
        yield office


class TestOfficers:
    """An officer is shown what they could do, and nothing else."""

    def test_who_may_sign_signs(self, office: Secretariat) -> None:
        """Others of the agency are not asked to."""
        assert [(None, "sign/1", "sign", "party")] == told(office, officer="ba")
        assert [] == told(office, officer="bu") == told(office, officer="be")
        assert [] == told(office, officer="an")

    def test_who_represents_assents(self, office: Secretariat) -> None:
        """To a review; who has no capacity still reports and accepts."""
        for officer, command in (("ba", "sign"), ("ca", "sign"), ("an", "start")):
            office.submit("p", command, by=officer, at="2026-01-02")
        submit(office, "review", "an", {})
        office.submit("p", "report", by="an", task="1.1/1", at="2026-05-03")
        accepting = (date(2026, 3, 31), "1.1/1", "accept", "coordinating")

        assert [accepting, (None, "review/1", "assent", "party")] == told(office, officer="bu")
        assert [accepting] == told(office, officer="be", limit=1) == told(office, officer="be")

    @pytest.mark.parametrize(
        ("whose", "code"),
        [({"agency": "east"}, "agency.unknown"), ({"officer": "zo"}, "officer.unknown")],
    )
    def test_a_stranger_has_none(
        self, office: Secretariat, whose: dict[str, Any], code: str
    ) -> None:
        """And is told so."""
        with pytest.raises(CommandRefused, match=code):
            office.inbox(**whose)

    @pytest.mark.parametrize(
        "words", [{}, {"agency": "north", "officer": "an"}, {"agency": "north", "limit": 0}]
    )
    def test_what_makes_no_sense_is_refused(
        self, office: Secretariat, words: dict[str, Any]
    ) -> None:
        """Whose it is must be said, once."""
        with pytest.raises(ValueError, match=r"whose inbox|limit=0"):
            office.inbox(**words)


class TestLate:
    """What is owed by a day is late behind it; what waits for an answer is not."""

    def test_by_the_day_one_asks_about(self) -> None:
        """The day itself is in time."""
        with Secretariat.open("memory:", plugins=[]) as office:
            running(office)
            days = ("2026-03-31", "2026-04-01")
            late = [[r.about for r in office.inbox(agency="north", at=d) if r.late] for d in days]
            office.submit("p", "report", by="an", task="1.1/1", at="2026-01-02")
            (accepting,) = office.inbox(agency="help", at="2026-04-01")

        assert [[], ["1.1/1", "1.2/1"]] == late
        assert ("accept", False) == (accepting.what, accepting.late)


class TestHands:
    """What was handed down awaits the body; time that was asked for awaits who has a say."""

    def test_of_a_task_with_everything(self) -> None:
        """By the state of each assignment, with its own day where it has one."""
        with Secretariat.open("memory:", plugins=[]) as office:
            running(office)
            now = office.get("p")
        at = datetime(2026, 2, 1, tzinfo=UTC)
        states: list[tuple[AssignmentState, date | None]] = [
            ("assigned", None),
            ("acknowledged", date(2026, 2, 2)),
            ("delivered", None),
            ("refused", None),
        ]
        hands = tuple(
            Assignment(id=f"1.1/1~{n}", to=f"b{n}", by="north", at=at, state=state, due=due)
            for n, (state, due) in enumerate(states)
        )
        asked = Extension(party="north", until=date(2026, 5, 1), granted_by=("help",))
        task = evolve(now.tasks["1.1/1"], hands=hands, clock=TaskClock(asked=asked))
        alone = evolve(now.tasks["1.2/1"], clock=TaskClock(asked=asked))
        due = date(2026, 3, 31)

        assert [
            ("north", due, "1.1/1", "report", "lead"),
            ("south", due, "1.1/1", "grant", "coordinating"),
            ("b0", due, "1.1/1~0", "acknowledge", "body"),
            ("b1", date(2026, 2, 2), "1.1/1~1", "deliver", "body"),
        ] == [(r.agency, r.due, r.about, r.what, r.why) for r in of_task(task, now)]
        assert {"south", "west"} == {r.agency for r in of_task(alone, now) if r.what == "grant"}


class TestVerified:
    """An inbox that says otherwise than the journal is found, and made anew."""

    @pytest.mark.parametrize(
        "change",
        [
            "DELETE FROM board_inbox WHERE task = '1.1/1'",
            "DELETE FROM board_inbox WHERE about = 'review/1' AND agency = 'south'",
            "UPDATE board_inbox SET agency = 'stranger' WHERE task = '1.1/1'",
            "UPDATE board_inbox SET due = '2027-01-01' WHERE task = '1.1/1'",
            "UPDATE board_inbox SET due = 'soon' WHERE task = '1.1/1'",
            "UPDATE board_inbox SET what = 'grant' WHERE task = '1.1/1'",
            "INSERT INTO board_inbox VALUES ('help', '~', 'p', '1.4/1', 'accept', 'party', '', '')",
        ],
    )
    def test_a_change_by_hand_is_found(self, tmp_path: Path, change: str) -> None:
        """Of a task or a proposal: gone, another's, of another day, or made up."""
        path = tmp_path / "journal.db"
        with Secretariat.open(f"sqlite:///{path}", plugins=[]) as office:
            running(office)
            submit(office, "review", "an", {})
            whole = office.verify()
            with sqlite3.connect(path) as connection:
                changed = connection.execute(change).rowcount
            connection.close()
            (broken,) = office.verify().broken
            office.rebuild()

            assert (True, True) == (bool(whole), changed > 0)
            assert "(rebuild)" in broken.what
            assert office.verify()
