"""The whole library against the oracle: random agreements, random officers, foolish and wise."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import journal_laws
import oracle_tasks
from attrs import asdict
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from naive_days import local_day
from oracle import ENDED, Oracle
from world import (
    COMMANDS,
    FIRST,
    IDS,
    OFFICERS,
    PARTIES,
    SELDOM,
    STEPS,
    alive,
    files,
    moves,
    spoiled,
)

from coopflow import CommandRefused, Secretariat, parse_terms
from coopflow.definitions.plain import digest_of
from coopflow.values.events import ReviewAdopted, TaskSkipped

if TYPE_CHECKING:
    from datetime import date, datetime

    from hypothesis.strategies import DataObject
    from oracle import Asked, World


MOST_DRAFTS = 2
POINTERS = ("command", "task", "occasion", "obligation")


class Clock:
    """The office's clock stands still; what happens says itself when."""

    def now(self) -> datetime:
        """Tell the time."""
        return FIRST


class Agreements(RuleBasedStateMachine):
    """Whatever is asked, the library and the oracle say the same and end up the same."""

    def __init__(self) -> None:
        super().__init__()
        self.office = self.open()
        self.oracle = Oracle()
        self.now = FIRST
        self.position = 0
        self.keyed: list[tuple[Asked, str, Any]] = []

    def open(self) -> Secretariat:
        """Open an empty journal."""
        return Secretariat.open("memory:", plugins=[], clock=Clock())

    def room(self) -> bool:
        """Tell whether another agreement can be drafted."""
        return len(self.oracle.agreements) < len(IDS)

    # --- what is asked ---------------------------------------------------------------------------

    @initialize(data=st.data())
    def begin(self, data: DataObject) -> None:
        """Draft a first agreement."""
        terms = data.draw(files("p1", self.oracle))
        self._draft(terms, f"{terms['parties'][1]}-clerk")

    @precondition(
        lambda self: (
            len(self.oracle.agreements) < len(IDS)
            and len(alive(self.oracle, "draft")) < MOST_DRAFTS
        )
    )
    @rule(data=st.data())
    def draft(self, data: DataObject) -> None:
        """Draft an agreement, at times one that exists or contradicts the directory."""
        name = data.draw(st.sampled_from([IDS[len(self.oracle.agreements)]] * 4 + ["p1"]))
        terms = data.draw(files(name, self.oracle))
        by = data.draw(st.sampled_from([f"{terms['parties'][0]}-clerk"] * 3 + ["dong-head", "x"]))
        self._draft(terms, by)

    @precondition(lambda self: self.room() and bool(alive(self.oracle, "reviewed")))
    @rule(data=st.data())
    def succeed(self, data: DataObject) -> None:
        """Draft the successor of what was reviewed, and let every party sign it."""
        reviewed = data.draw(st.sampled_from(alive(self.oracle, "reviewed")))
        name = IDS[len(self.oracle.agreements)]
        terms = data.draw(files(name, self.oracle, reviewed["id"]))
        self._draft(terms, f"{terms['parties'][0]}-deputy")
        for party in terms["parties"]:
            asked = {"agreement": name, "command": "sign", "by": f"{party}-head"}
            self._submit(asked, timedelta(hours=1))

    @precondition(lambda self: self.position % 3 == 0 and bool(alive(self.oracle, "draft")))
    @rule(data=st.data())
    def revise(self, data: DataObject) -> None:
        """Give a draft another text, or the same."""
        agreement = data.draw(st.sampled_from(alive(self.oracle, "draft")))
        text = agreement["terms"]
        if data.draw(st.integers(0, 4)):
            text = data.draw(files(agreement["id"], self.oracle)) | {"title": f"{self.position}"}
        by = data.draw(st.sampled_from([f"{agreement['terms']['parties'][0]}-clerk", *OFFICERS]))
        asked = {"agreement": agreement["id"], "command": "revise", "by": by, "body": text}
        self._submit(asked, timedelta(0))

    @precondition(lambda self: bool(alive(self.oracle)))
    @rule(data=st.data(), step=st.sampled_from(STEPS))
    def ask(self, data: DataObject, step: timedelta) -> None:
        """Ask what makes sense, or almost."""
        agreement = data.draw(st.sampled_from(alive(self.oracle)))
        sensible = moves(agreement)
        commands = [each["command"] for each in sensible]
        often = [name for name in commands if name not in SELDOM]
        command = data.draw(st.sampled_from(sorted({*commands}) + sorted({*often}) * 2))
        asked = data.draw(st.sampled_from([e for e in sensible if e["command"] == command]))
        for _ in range(data.draw(st.sampled_from((0, 0, 0, 1, 1, 2)))):
            asked = data.draw(spoiled(asked, self.oracle))
        self._submit(asked, step)

    @precondition(lambda self: bool(alive(self.oracle, *ENDED)))
    @rule(data=st.data(), command=st.sampled_from(COMMANDS))
    def ask_what_has_ended(self, data: DataObject, command: str) -> None:
        """Ask for anything where nothing can happen any more."""
        agreement = data.draw(st.sampled_from(alive(self.oracle, *ENDED)))
        asked = {"agreement": agreement["id"], "command": command, "by": "an-head"}
        self._submit(asked, timedelta(0))

    @precondition(lambda self: bool(alive(self.oracle)))
    @rule(data=st.data())
    def hurry(self, data: DataObject) -> None:
        """Let everybody do what comes next: assent to what stands, or report what is open."""
        agreement = data.draw(st.sampled_from(alive(self.oracle)))
        wanted = data.draw(
            st.sampled_from((("sign", "start", "review", "assent"), ("report", "accept")))
        )
        for _ in agreement["terms"]["parties"]:
            wise = [e for e in moves(agreement) if e["command"] in wanted]
            if wise:
                self._submit(wise[0], timedelta(hours=1))

    @precondition(lambda self: bool(alive(self.oracle)))
    @rule(data=st.data(), by=st.sampled_from(sorted(OFFICERS)))
    def look(self, data: DataObject, by: str) -> None:
        """What is said to be possible is, and what makes sense and is possible is said to be."""
        agreement = data.draw(st.sampled_from(alive(self.oracle)))
        options = self.office.available(agreement["id"], by=by, at=self.now)
        said = [asdict(option) for option in options]
        for option in said:
            needs = option.pop("needs")
            reasons = self.office.why(agreement["id"], by=by, at=self.now, **option)

            assert set(needs) == {each.reason.code for each in reasons}
        for each in moves(agreement):
            asked = {**each, "by": by, "at": self.now}
            plain = {key: asked[key] for key in POINTERS if asked.get(key) is not None}
            if not self.office.why(**asked):
                assert any(plain.items() <= option.items() for option in said)

    @precondition(lambda self: self.keyed)
    @rule(data=st.data())
    def repeat(self, data: DataObject) -> None:
        """Ask the same again under its key: nothing happens twice. Another command is refused."""
        asked, key, receipt = data.draw(st.sampled_from(self.keyed))

        assert receipt == self.office.submit(**asked, key=key)
        assert {"key.reused"} == self._told({**asked, "note": "more"}, key=key)

    # --- what must hold --------------------------------------------------------------------------

    @invariant()
    def both_know_the_same(self) -> None:
        """Every agreement stands where the oracle has it, with the same proposals and tasks."""
        for name, expected in self.oracle.agreements.items():
            actual = self.office.get(name)

            assert expected["state"] == actual.state
            assert expected["last"] == actual.at
            assert expected["successor"] == actual.successor
            assert bound(expected) == actual.charter.bound
            assert [(p["id"], p["opener"], p["assents"]) for p in expected["proposals"]] == [
                (p.id, p.opener, [*p.parties]) for p in actual.proposals
            ]
            today = local_day(self.now, oracle_tasks.zone(expected))
            rows = {row.id: row for row in self.office.tasks(name, at=today)}
            assert {*expected["tasks"]} == {*rows}
            for task in expected["tasks"].values():
                row = {key: getattr(rows[task["id"]], key) for key in SHOWN}
                assert shown(expected, task, today) == row, task["id"]

    @invariant()
    def what_is_late_is_found(self) -> None:
        """Asking for what is late, or open, gives exactly that, agency by agency."""
        for agency in PARTIES:
            expected = set()
            for agreement in self.oracle.agreements.values():
                today = local_day(self.now, oracle_tasks.zone(agreement))
                expected |= {
                    (agreement["id"], task["id"])
                    for task in oracle_tasks.owed(agreement)
                    if oracle_tasks.late(agreement, task, today)
                    and agency in (*oracle_tasks.leaders(agreement, task), *task["coordinating"])
                }
            if self.oracle.directory["agencies"]:
                rows = self.office.tasks(agency=agency, late=True, at=self.now)

                assert expected == {(row.agreement, row.id) for row in rows}

    def teardown(self) -> None:
        """Read the journal alone: every law of the record holds."""
        for name, expected in self.oracle.agreements.items():
            history = [each.event for each in self.office.history(name)]
            skipped = [e for e in history if isinstance(e, TaskSkipped)]
            held = [e.not_held for e in history if isinstance(e, ReviewAdopted)]
            lessons = self.office.get(name).charter.lessons

            assert expected["skipped"] == [(e.obligation, e.opens, e.due) for e in skipped]
            assert expected["not_held"] == [obligation for each in held for obligation in each]
            assert expected["lessons"] == [lesson.say() for lesson in lessons]
        entries = list(self.office._journal.tail())

        assert [] == list(journal_laws.lost_promises(entries))
        assert [] == list(journal_laws.forced_moves(entries))
        assert [] == list(journal_laws.impostors(entries))
        assert self.office.verify()
        self.office.close()

    # --- how it is asked -------------------------------------------------------------------------

    def _draft(self, terms: World, by: str) -> None:
        expected = self.oracle.draft(terms, by=by, at=self.now)
        try:
            self.office.draft(parse_terms(terms), by=by, at=self.now)
            actual = set()
        except CommandRefused as error:
            actual = {reason.code for reason in error.reasons}
        self._agree(expected, actual, terms["id"])

    def _submit(self, asked: Asked, step: timedelta) -> None:
        earlier = asked.get("earlier")
        at = self.now + step if earlier is None else self.now - timedelta(days=earlier)
        asked = {**asked, "at": at}
        asked.pop("earlier", None)
        before = self.oracle.agreements.get(asked["agreement"], {}).get("state")
        expected = self.oracle.do(asked)
        said = {key: value for key, value in asked.items() if value is not None}
        why = {each.reason.code for each in self.office.why(**said)}
        key = f"k{self.position}" if self.position % 3 == 0 else None
        actual = self._told(said, key=key)

        assert why == actual
        self._agree(expected, actual, asked["agreement"])
        if not actual:
            self.now = max(self.now, at)

            assert before not in ENDED

    def _told(self, asked: Asked, key: str | None) -> set[str]:
        try:
            receipt = self.office.submit(**asked, key=key)
        except CommandRefused as error:
            return {reason.code for reason in error.reasons}
        if key is not None:
            self.keyed.append((asked, key, receipt))
        return set()

    def _agree(self, expected: set[str], actual: set[str], stream: str) -> None:
        """Demand the same answer and the same objection; what is refused writes nothing."""
        written = list(self.office._journal.tail(after=self.position))

        assert bool(expected) == bool(actual), (expected, actual)
        assert not expected or expected & actual, (expected, actual)
        if len(expected) == 1 and "agreement.exists" not in expected:
            assert expected == actual, (expected, actual)
        assert bool(written) != bool(actual)
        assert {entry.stream for entry in written if not entry.stream.startswith(":")} <= {
            stream,
            self.oracle.agreements.get(stream, {}).get("terms", {}).get("predecessor"),
        }
        self.position += len(written)


SHOWN = ("obligation", "also", "kind", "lead", "coordinating", "opens", "due", "occasion",
         "settled_by", "state", "assessment", "reporter", "accepted_by", "late")  # fmt: skip


def shown(agreement: World, task: World, today: date) -> World:
    """Return an oracle's task as the library lists it."""
    told = {**task, "late": oracle_tasks.late(agreement, task, today)}
    told |= {key: tuple(task[key]) for key in ("also", "coordinating", "accepted_by")}
    return {key: told[key] for key in SHOWN}


def bound(agreement: World) -> str | None:
    """Return the digest of the text the parties should be bound to."""
    return None if agreement["bound"] is None else digest_of(parse_terms(agreement["bound"]))


class AgreementsInAFile(Agreements):
    """The same in a SQLite file; and whoever opens that file anew finds the very same."""

    def open(self) -> Secretariat:
        """Open a journal in a folder of its own."""
        self.folder = tempfile.TemporaryDirectory(prefix="coopflow-")
        return Secretariat.open(f"sqlite:///{self.folder.name}/j.db", plugins=[], clock=Clock())

    def teardown(self) -> None:
        """Open the file a second time: the present is what the journal tells."""
        try:
            self.compare()
            super().teardown()
        finally:
            self.office.close()
            self.folder.cleanup()

    def compare(self) -> None:
        """Demand of an office over the same file whatever this one knows."""
        url = f"sqlite:///{self.folder.name}/j.db"
        with Secretariat.open(url, plugins=[], clock=Clock(), create=False) as other:
            assert self.office.agreements() == other.agreements()
            assert self.office.tasks(at=self.now) == other.tasks(at=self.now)
            for name in self.oracle.agreements:
                assert self.office.get(name) == other.get(name)
                assert self.office.history(name) == other.history(name)


TestInMemory = Agreements.TestCase
TestInMemory.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)

TestInAFile = AgreementsInAFile.TestCase
TestInAFile.settings = settings(max_examples=8, stateful_step_count=30, deadline=None)
