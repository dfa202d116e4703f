"""A tick: what time alone does, once, however often and from wherever it is asked for."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import CommandRefused, Lifecycle, Secretariat, parse_terms
from coopflow.host import Guard, Reason, hookimpl
from coopflow.runtime import ticking
from coopflow.values.clock_events import ProposalExpired, TaskReminded
from coopflow.values.events import (
    AgreementMoved,
    ProposalAssented,
    ReviewAdopted,
    TaskUnmet,
)
from coopflow.values.lifecycle import Row, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLOCK = ":clock"
NOW = datetime(2022, 1, 3, 2, tzinfo=UTC)


class Clock:
    """Stands still, so that what is recorded is the same every time."""

    def now(self) -> datetime:
        """Tell the time."""
        return NOW


def plan(name: str = "p1", **more: Any) -> dict[str, Any]:
    """Return terms with a task that is due on 30 June, and one that has no day."""
    return {
        "coopflow": 1,
        "id": name,
        "title": f"Plan {name}",
        "period": {"start": "2022-01-01", "end": "2022-12-31"},
        "review_within": "2 months",
        "time_zone": "Asia/Ho_Chi_Minh",
        "parties": ["an", "binh"],
        "remind": ["14d", "7d", "0d"],
        "urge": ["3d", "7d"],
        "agencies": {
            "an": {"name": "An", "parent": "tren"},
            "binh": {"name": "Binh"},
            "tren": {"name": "Tren"},
        },
        "officers": {
            name: {"name": name, "agency": name, "may": ["sign"]} for name in ("an", "binh")
        },
        "areas": [
            {
                "id": "1",
                "lead": "an",
                "obligations": [
                    {"id": "1.1", "text": "A", "kind": "once", "due": "2022-06-30",
                     "coordinating": ["binh"]},
                    {"id": "1.2", "text": "B", "kind": "once"},
                    {"id": "1.3", "text": "C", "kind": "once", "due": "2022-06-30", "joint": True,
                     "remind": [], "urge": "3d"},
                ],
            }
        ],
        **more,
    }  # fmt: skip


HALTING = Lifecycle(
    name="halting",
    edition=1,
    initial="draft",
    states=(
        State(name="draft", phase="drafting"),
        State(name="open", phase="executing"),
        State(name="waiting", phase="binding"),
        State(name="closed", phase="ended"),
    ),
    rows=(
        Row(command="begin", origin="draft", target="open", event="e", by="party"),
        Row(command="halt", origin="open", target="waiting", event="e", by="party"),
        Row(command="go-on", origin="waiting", target="open", event="e", by="party"),
        Row(command="end", origin="open", target="closed", event="e", by="clock", guards=("ok",)),
    ),
)


class Guest:
    """A plugin that offers the guard of `HALTING`, or does not."""

    __name__ = "guest"

    def __init__(self, reason: Reason | None = None) -> None:
        self.reason = reason

    @hookimpl
    def coopflow_guards(self) -> list[Guard]:
        """Offer it."""
        return [Guard(name="ok", check=lambda _: self.reason)]


def begin(office: Secretariat, *names: str, **more: Any) -> None:
    """Bring agreements on `standard@1` to where they are carried out."""
    for name in names or ("p1",):
        office.draft(parse_terms(plan(name, **more)), by="an", at="2022-01-03")
        for command, by in (("sign", "an"), ("sign", "binh"), ("start", "an")):
            office.submit(name, command, by=by, at="2022-01-03")


def begin_halting(office: Secretariat, name: str = "p1", **more: Any) -> None:
    """Bring an agreement on `HALTING` to where it is carried out."""
    terms = parse_terms(plan(name, lifecycle="halting@1", **more), known=office.known)
    office.draft(terms, by="an", at="2022-01-03")
    office.submit(name, "begin", by="an", at="2022-01-03")


def told(office: Secretariat, *names: str) -> list[Any]:
    """Return what the clock did in agreements: when it happened, and what."""
    history = [each for name in names or ("p1",) for each in office.history(name)]
    return [(each.stream, each.at, each.event) for each in history if each.by == CLOCK]


def rungs(office: Secretariat, task: str = "1.1/1") -> list[tuple[int, tuple[int, ...]]]:
    """Return the rungs of a task that were sent, each with those that were skipped."""
    events = [event for _, _, event in told(office)]
    return [
        (each.rung, each.skipped)
        for each in events
        if isinstance(each, TaskReminded) and each.task == task
    ]


@pytest.fixture
def office(url: str) -> Iterator[Secretariat]:
    """An office that knows `HALTING`."""
    with Secretariat.open(url, plugins=[Guest()], lifecycles=[HALTING], clock=Clock()) as opened:
        yield opened


class TestReminders:
    """The lead is reminded before the due day, and urged after it."""

    def test_a_rung_is_sent_when_its_day_begins(self, office: Secretariat) -> None:
        """Where the agreement is, and not before."""
        begin(office)

        assert not office.tick("2022-06-15T23:59:59")
        done = office.tick("2022-06-16")
        (issued,) = done.issued
        (event,) = issued.events
        assert (CLOCK, datetime(2022, 6, 15, 17, tzinfo=UTC), NOW) == (
            event.by, event.at, event.recorded_at,
        )  # fmt: skip
        assert event.event == TaskReminded(
            task="1.1/1", rung=-14, due=event.event.due, to=("an",), skipped=()
        )

    def test_the_last_urging_goes_to_the_body_above(self, office: Secretariat) -> None:
        """Of what is joint, to what is above any of the parties."""
        begin(office)
        office.tick("2022-07-03")
        office.tick("2022-07-07")
        events = [event for _, _, event in told(office)]

        assert [
            ("1.1/1", 3, ("an",)),
            ("1.3/1", 3, ("an", "binh", "tren")),
            ("1.1/1", 7, ("an", "tren")),
        ] == [(each.task, each.rung, each.to) for each in events]

    def test_after_a_long_sleep_only_the_latest_is_sent(self, office: Secretariat) -> None:
        """The others are recorded as skipped, and never sent."""
        begin(office)
        office.tick("2022-07-04")
        office.tick("2022-07-31")
        office.tick("2022-08-31")

        assert [(3, (-14, -7, 0)), (7, ())] == rungs(office)

    def test_a_second_tick_does_nothing(self, office: Secretariat) -> None:
        """Nor does one for a day before it."""
        begin(office)
        office.tick("2022-06-23")
        before = office.get("p1")

        for day in ("2022-06-23", "2022-06-16", "2022-01-01", "2022-06-23T23:00"):
            assert not office.tick(day)
        assert before == office.get("p1")

    def test_what_is_reported_is_not_reminded_of(self, office: Secretariat) -> None:
        """Once the report is returned it is; what came meanwhile is not made up for one by one."""
        begin(office)
        office.submit("p1", "report", by="an", task="1.1/1", at="2022-06-20")
        office.tick("2022-06-29")
        reported = rungs(office)
        office.submit("p1", "return", by="binh", task="1.1/1", at="2022-06-29")
        office.tick("2022-06-29")

        assert [] == reported
        assert [(-7, (-14,))] == rungs(office)

    def test_what_is_settled_is_not_reminded_of(self, office: Secretariat) -> None:
        """Neither what was accepted nor anything of an agreement that ended."""
        begin(office)
        office.submit("p1", "report", by="an", task="1.1/1", at="2022-06-01")
        office.submit("p1", "accept", by="binh", task="1.1/1", at="2022-06-02")
        office.tick("2022-08-01")

        assert [] == rungs(office)

    def test_it_happens_after_what_happened_last(self, office: Secretariat) -> None:
        """Somebody recorded what was to happen later: the record stays in order."""
        begin(office)
        office.submit("p1", "report", by="an", task="1.3/1", at="2022-06-20T09:00")
        office.tick("2022-06-16")

        assert [datetime(2022, 6, 20, 2, tzinfo=UTC)] == [at for _, at, _ in told(office)]

    def test_by_default_it_is_now(self, url: str) -> None:
        """As the clock of the office tells it."""
        with Secretariat.open(url, plugins=[], clock=Clock()) as office:
            begin(office)

            assert NOW == office.tick().at


class TestPhases:
    """Nobody is reminded while an agreement stands still or only binds."""

    def test_alarms_follow_the_phase(self, office: Secretariat) -> None:
        """Halting touches no task, and the board rings no more; going on, it rings again."""
        begin_halting(office)
        rings = office._board.alarms("p1")
        office.submit("p1", "halt", by="an", at="2022-02-01")
        halted = office._board.alarms("p1")
        none = office.tick("2022-07-01")
        office.submit("p1", "go-on", by="an", at="2022-07-02")

        assert (None, rings[1]) == halted
        assert not none
        assert rings == office._board.alarms("p1")
        assert office.tick("2022-07-02")
        assert [(0, (-14, -7))] == rungs(office)

    def test_a_board_that_is_made_anew_rings_alike(self, office: Secretariat) -> None:
        """And `verify` holds the one against the other."""
        begin(office, "p1", "p2", answer_within="9 days")
        office.submit("p2", "review", by="an", at="2022-02-01", body=_review())
        office.tick("2022-06-16")
        before = [office._board.alarms(name) for name in ("p1", "p2")]

        assert office.verify()
        office.rebuild()
        assert before == [office._board.alarms(name) for name in ("p1", "p2")]
        assert office.verify()

    def test_what_the_clock_did_is_told_as_it_stood(self, office: Secretariat) -> None:
        """Before its day, the rung had not been reached."""
        begin(office)
        office.tick("2022-06-16")

        assert office.get("p1", as_of="2022-06-15").tasks["1.1/1"].clock.rung is None
        assert -14 == office.get("p1", as_of="2022-06-16").tasks["1.1/1"].clock.rung
        assert [CLOCK] == [each.by for each in office.history("p1", task="1.1/1")][-1:]


def _review(**more: Any) -> dict[str, Any]:
    waived = {"as": "waive", "reason": "Over."}
    named = {f"1.{number}/1": waived for number in (1, 2, 3)}
    return {"as_of": "2022-02-01", "findings": [], "dispositions": named, **more}


class TestProposals:
    """A proposal may have a last day to be answered."""

    def test_it_expires_when_that_day_is_over(self, office: Secretariat) -> None:
        """Given with the command that opens it; the same may be proposed again."""
        begin(office)
        said = {"by": "an", "at": "2022-02-01", "body": _review()}
        office.submit("p1", "review", until="2022-02-10", **said)
        (standing,) = office.get("p1").proposals
        early = office.tick("2022-02-10T23:59")
        office.tick("2022-02-11")

        assert "2022-02-10" == str(standing.until)
        assert not early
        assert [ProposalExpired(proposal="review/1")] == [each for _, _, each in told(office)]
        assert () == office.get("p1").proposals
        assert office.submit("p1", "review", by="an", at="2022-02-12", body=_review())

    @pytest.mark.parametrize("command", ["assent", "decline", "review"])
    def test_afterwards_nobody_answers(self, office: Secretariat, command: str) -> None:
        """Whether anybody looked at the clock or not; the last day itself is not over."""
        begin(office)
        said = {"by": "an", "at": "2022-02-01", "body": _review()}
        office.submit("p1", "review", until="2022-02-10", **said)
        asked = {"by": "binh", "at": "2022-02-11"}
        (explained,) = office.why("p1", command, **asked)

        assert ["proposal.over"] == _codes(office, command, **asked)
        assert ["give", "wait-for-clock"] == [each.code for each in explained.remedies]
        assert office.submit("p1", command, by="binh", at="2022-02-10T23:59")

    def test_the_terms_may_give_one_to_all(self, office: Secretariat) -> None:
        """Counted by the calendar they name, from the day it is opened."""
        begin(office, answer_within="3 working days")
        office.submit("p1", "review", by="an", at="2022-02-03", body=_review())

        assert ["2022-02-08"] == [str(each.until) for each in office.get("p1").proposals]

    def test_who_joins_may_not_name_another(self, office: Secretariat) -> None:
        """Nor does a last day go with what opens no proposal, or lie in the past."""
        begin(office)
        said: dict[str, Any] = {"at": "2022-02-01", "until": "2022-02-10"}
        office.submit("p1", "review", by="an", body=_review(), **said)
        cases = [
            ("review", {**said, "until": "2022-02-11"}, "proposal.other-until"),
            ("assent", said, "until.unexpected"),
            ("report", {**said, "task": "1.2/1"}, "until.unexpected"),
        ]
        for command, more, code in cases:
            by = "an" if command == "report" else "binh"
            assert code in _codes(office, command, by=by, **more)
        past = {"by": "an", "at": "2022-02-02", "until": "2022-02-01", "body": _review()}
        office.submit("p1", "retract", by="an", at="2022-02-02")
        assert ["until.past"] == _codes(office, "review", **past)
        assert office.why("p1", "review", **past)[0].remedies

    @pytest.mark.parametrize(("command", "code"), [("start", "until.unexpected")])
    def test_a_plain_row_takes_none(self, office: Secretariat, command: str, code: str) -> None:
        """It waits for nobody."""
        office.draft(parse_terms(plan()), by="an", at="2022-01-03")
        for by in ("an", "binh"):
            office.submit("p1", "sign", by=by, at="2022-01-03")

        assert [code] == _codes(office, command, by="an", at="2022-01-04", until="2022-02-01")

    def test_silence_may_mean_yes(self, office: Secretariat) -> None:
        """Where the terms say so; history tells that it was silence."""
        begin(office, silence="assent", answer_within="9 days")
        office.submit("p1", "review", by="an", at="2022-02-01", body=_review())
        office.tick("2022-02-11")
        events = [event for _, _, event in told(office)]

        assert "reviewed" == office.get("p1").state
        assert isinstance(events[0], ProposalAssented)
        assert ("binh", True) == (events[0].party, events[0].silence)
        assert any(isinstance(each, ReviewAdopted) for each in events)

    def test_silence_binds_nobody_to_a_text(self, office: Secretariat) -> None:
        """Until it is signed, the terms say nothing."""
        terms = parse_terms(plan(silence="assent", answer_within="9 days"))
        office.draft(terms, by="an", at="2022-01-03")
        office.submit("p1", "sign", by="an", at="2022-01-03")
        office.tick("2022-03-01")

        assert "draft" == office.get("p1").state
        assert [ProposalExpired(proposal="sign/1")] == [each for _, _, each in told(office)]

    def test_a_silent_yes_to_what_cannot_be_expires(self, office: Secretariat) -> None:
        """An occasion has opened a task since, of which the review says nothing."""
        areas = plan()["areas"]
        more = {"id": "1.4", "text": "D", "kind": "triggered", "on": "flood", "within": "3 days"}
        areas[0]["obligations"].append(more)
        occasions = {"flood": {"text": "A flood"}}
        begin(office, silence="assent", answer_within="9 days", areas=areas, occasions=occasions)
        office.submit("p1", "review", by="an", at="2022-02-01T08:00", body=_review())
        office.submit("p1", "occasion", by="an", at="2022-02-01T09:00", occasion="flood")
        office.tick("2022-02-11")

        assert "executing" == office.get("p1").state
        assert ProposalExpired(proposal="review/1") in [each for _, _, each in told(office)]


def _codes(office: Secretariat, command: str, **said: Any) -> list[str]:
    with pytest.raises(CommandRefused) as caught:
        office.submit("p1", command, **said)
    return [reason.code for reason in caught.value.reasons]


class TestLapse:
    """What nobody reviewed in time has lapsed."""

    def test_open_tasks_are_unmet(self, office: Secretariat) -> None:
        """When `review_within` is over, and not a moment before."""
        begin(office)
        office.tick("2023-02-28T23:59")
        before = office.get("p1").state
        office.tick("2023-03-01")
        events = [event for _, _, event in told(office)]

        assert ("executing", "lapsed") == (before, office.get("p1").state)
        assert ["1.1/1", "1.2/1", "1.3/1"] == [
            each.task for each in events if isinstance(each, TaskUnmet)
        ]
        assert isinstance(events[-1], AgreementMoved)
        assert not office.tick("2024-01-01")

    def test_so_is_what_was_signed_and_never_begun(self, office: Secretariat) -> None:
        """There is nothing to be unmet in it."""
        office.draft(parse_terms(plan()), by="an", at="2022-01-03")
        for by in ("an", "binh"):
            office.submit("p1", "sign", by=by, at="2022-01-03")
        office.tick("2023-03-01")

        assert "lapsed" == office.get("p1").state

    def test_what_is_reviewed_does_not(self, office: Secretariat) -> None:
        """It waits for its successor."""
        begin(office)
        office.submit("p1", "review", by="an", at="2022-02-01", body=_review())
        office.submit("p1", "review", by="binh", at="2022-02-01")

        assert not office.tick("2024-01-01")

    def test_nobody_asks_for_it(self, office: Secretariat) -> None:
        """Whoever wonders is told to wait."""
        begin(office)
        (explained,) = office.why("p1", "lapse", by="an")

        assert ["authority.clock"] == _codes(office, "lapse", by="an")
        assert ["wait-for-clock"] == [each.code for each in explained.remedies]
        assert "lapse" not in [each.command for each in office.available("p1", by="an")]

    def test_what_fell_due_first_comes_first(self, office: Secretariat) -> None:
        """A proposal that was to be answered after the end falls with it."""
        begin(office, silence="assent")
        said = {"by": "an", "at": "2023-02-20", "body": _review()}
        office.submit("p1", "review", until="2023-03-20", **said)
        office.tick("2023-06-01")

        assert "lapsed" == office.get("p1").state
        assert not any(isinstance(each, ProposalAssented) for _, _, each in told(office))


class TestMany:
    """One agreement stops no other, and no tick another."""

    def test_what_cannot_be_done_is_told_and_stops_nobody(self, tmp_path: Path) -> None:
        """A guard that no plugin offers any more; the reminders of that agreement go out."""
        url = f"sqlite:///{tmp_path / 'p.db'}"
        with Secretariat.open(url, plugins=[Guest()], lifecycles=[HALTING]) as office:
            begin_halting(office, "p1")
            begin(office, "p2")
        with Secretariat.open(url, plugins=[]) as office:
            done = office.tick("2023-03-01")
            (hindered,) = done.hindered
            again = office.tick("2023-03-01")

            assert ["p1", "p2"] == sorted(each.agreement for each in done.issued)
            assert ("p1", ["guard.missing"]) == (
                hindered.agreement,
                [each.code for each in hindered.reasons],
            )
            assert all("ok" in text for text in hindered.texts)
            assert ("open", "lapsed") == (office.get("p1").state, office.get("p2").state)
            assert (False, 1) == (bool(again), len(again.hindered))

    def test_a_guard_may_say_no(self, url: str) -> None:
        """The agreement stays until it says otherwise."""
        guest = Guest(Reason("guest.no", text="not yet"))
        with Secretariat.open(url, plugins=[guest], lifecycles=[HALTING]) as office:
            begin_halting(office)
            (hindered,) = office.tick("2023-03-01").hindered
            guest.reason = None
            office.tick("2023-03-02")

            assert ("not yet [plugin guest]",) == hindered.texts
            assert "closed" == office.get("p1").state

    def test_an_agreement_is_named_whose_record_cannot_be_read(self, tmp_path: Path) -> None:
        """The others are dealt with."""
        url = f"sqlite:///{tmp_path / 'p.db'}"
        with Secretariat.open(url, plugins=[]) as office:
            begin(office, "p1", "p2")
            with office._journal.reading() as connection:  # type: ignore[attr-defined]
                connection.execute("UPDATE entries SET data = x'7B' WHERE stream = 'p1'")
                connection.commit()
        with Secretariat.open(url, plugins=[]) as office:
            done = office.tick("2022-06-16")

            assert ["p2"] == [each.agreement for each in done.issued]
            assert [("p1", "p1")] == [
                (each.agreement, each.broken.stream) for each in done.hindered if each.broken
            ]
            assert all(each.texts for each in done.hindered)

    def test_it_goes_on_after_it_was_cut_off(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was done stays done; the rest is done by the next: the same record as at once."""
        monkeypatch.setattr(ticking, "BATCH", 2)
        names = [f"p{number}" for number in range(5)]
        records = []
        for file, stop in (("whole.db", None), ("cut.db", 2)):
            url = f"sqlite:///{tmp_path / file}"
            with Secretariat.open(url, plugins=[], clock=Clock()) as office:
                begin(office, *names)
                seen: list[int] = []
                if stop is not None:
                    with pytest.raises(KeyboardInterrupt):
                        office.tick("2022-06-16", progress=_stopping)
                    assert 2 == len(told(office, *names))
                office.tick("2022-06-16", progress=seen.append)
                records.append([office.history(name) for name in names])

                assert seen[-1] == (5 if stop is None else 3)
        assert [[_plain(each) for each in one] for one in records[0]] == [
            [_plain(each) for each in one] for one in records[1]
        ]

    def test_two_at_once_do_what_one_does(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Two offices on one file begin at the same moment; each rung is there once."""
        monkeypatch.setattr(ticking, "BATCH", 3)
        url = f"sqlite:///{tmp_path / 'p.db'}"
        names = [f"p{number:02}" for number in range(12)]
        with Secretariat.open(url, plugins=[]) as office:
            begin(office, *names)
        ready, done = threading.Barrier(2), []

        def run() -> None:
            with Secretariat.open(url, plugins=[]) as own:
                ready.wait()
                done.append(own.tick("2022-06-23"))

        threads = [threading.Thread(target=run) for _ in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        with Secretariat.open(url, plugins=[]) as office:
            found = told(office, *names)

            assert names == sorted(e.agreement for each in done for e in each.issued)
            assert names == [stream for stream, _, _ in found]
            assert {(-7, (-14,))} == {(event.rung, event.skipped) for _, _, event in found}
            assert office.verify()


def _stopping(_: int) -> None:
    raise KeyboardInterrupt


def _plain(each: Any) -> Any:
    return each.stream, each.version, each.at, each.by, each.event
