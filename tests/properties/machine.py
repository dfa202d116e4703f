"""The whole library against the oracle: random agreements, random officers, foolish and wise."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import journal_laws
import looks
import oracle_tasks
import tables
import work
from attrs import asdict
from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from naive_days import local_day
from oracle import Oracle
from oracle_ground import leaders, owed, zone
from people import AGENCIES, FIRST, OFFICERS, PARTIES
from spoiling import commands_of, spoiled
from story import Clock
from world import IDS, STEPS, alive, files, forward, moves, often, renewable, revisable

from coopflow import CommandRefused, Secretariat, parse_terms
from coopflow.definitions.plain import digest_of
from coopflow.values.events import ReviewAdopted, TaskSkipped
from coopflow.values.handing_events import MeetingHeld

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject, SearchStrategy
    from oracle import Asked, World

    from coopflow import Lifecycle

MOST_DRAFTS = 2
POINTERS = ("command", "task", "occasion", "obligation")


class Agreements(RuleBasedStateMachine):
    """Whatever is asked, the library and the oracle say the same and end up the same."""

    others: SearchStrategy[list[World]] = st.just([])

    def __init__(self) -> None:
        super().__init__()
        self.now = FIRST
        self.position = 0
        self.looked = 0
        self.keyed: list[tuple[Asked, str, Any]] = []
        self.reached: set[str] = set()
        self.digests: dict[str, str] = {}

    def open(self, lifecycles: list[Lifecycle]) -> Secretariat:
        """Open an empty journal."""
        return Secretariat.open(
            "memory:", plugins=[tables.Guest()], lifecycles=lifecycles, clock=Clock()
        )

    def room(self) -> bool:
        """Tell whether another agreement can be drafted."""
        return len(self.oracle.agreements) < len(IDS)

    # --- what is asked ---------------------------------------------------------------------------

    @initialize(data=st.data())
    def begin(self, data: DataObject) -> None:
        """Open an office that offers some lifecycles, and draft a first agreement."""
        others = data.draw(self.others)
        self.office = self.open([tables.read(each) for each in others])
        self.oracle = Oracle(*others)
        terms = data.draw(files("p1", self.oracle))
        self._draft(terms, f"{terms['parties'][1]}-clerk")

    @precondition(
        lambda self: (
            self.looked % 2 == 0
            and self.room()
            and len(alive(self.oracle, "drafting")) < MOST_DRAFTS
        )
    )
    @rule(data=st.data())
    def draft(self, data: DataObject) -> None:
        """Draft an agreement, at times one that exists or contradicts the directory."""
        name = data.draw(st.sampled_from([IDS[len(self.oracle.agreements)]] * 4 + ["p1"]))
        terms = data.draw(files(name, self.oracle))
        by = data.draw(st.sampled_from([f"{terms['parties'][0]}-clerk"] * 3 + ["dong-head", "x"]))
        self._draft(terms, by)

    @precondition(lambda self: self.room() and bool(renewable(self.oracle)))
    @rule(data=st.data())
    def succeed(self, data: DataObject) -> None:
        """Draft the successor of what was reviewed, and let every party sign it."""
        reviewed = data.draw(st.sampled_from(renewable(self.oracle)))
        name = IDS[len(self.oracle.agreements)]
        terms = data.draw(files(name, self.oracle, reviewed["id"]))
        self._draft(terms, f"{terms['parties'][0]}-deputy")
        self._forward(self.oracle.agreements.get(name))

    @precondition(lambda self: self.position % 3 == 0 and bool(revisable(self.oracle)))
    @rule(data=st.data())
    def revise(self, data: DataObject) -> None:
        """Give a draft another text, or the same."""
        agreement, command = data.draw(st.sampled_from(revisable(self.oracle)))
        text = agreement["terms"]
        if data.draw(st.integers(0, 4)):
            key = tables.key(agreement["table"])
            keys = data.draw(st.sampled_from([key] * 9 + sorted(self.oracle.tables)))
            text = data.draw(files(agreement["id"], self.oracle, lifecycle=keys))
            text |= {"title": f"{self.position}"}
        by = data.draw(st.sampled_from([f"{agreement['terms']['parties'][0]}-clerk", *OFFICERS]))
        asked = {"agreement": agreement["id"], "command": command, "by": by, "body": text}
        self._submit(asked, timedelta(0))

    @precondition(lambda self: bool(alive(self.oracle)))
    @rule(data=st.data(), step=st.sampled_from(STEPS))
    def ask(self, data: DataObject, step: timedelta) -> None:
        """Ask what makes sense, or almost; and something more of the same agreement."""
        agreement = data.draw(st.sampled_from(alive(self.oracle)))
        for _ in range(data.draw(st.integers(1, 3))):
            sensible = moves(agreement)
            commands = sorted({each["command"] for each in sensible})
            if not commands:
                return
            command = data.draw(st.sampled_from(commands + often(agreement, commands) * 2))
            asked = data.draw(st.sampled_from([e for e in sensible if e["command"] == command]))
            for _ in range(data.draw(st.sampled_from((0, 0, 0, 1, 1, 2)))):
                asked = data.draw(spoiled(asked, self.oracle))
            self._submit(asked, step)

    @precondition(lambda self: any(work.below(each) for each in alive(self.oracle)))
    @rule(data=st.data(), step=st.sampled_from(STEPS))
    def work_below(self, data: DataObject, step: timedelta) -> None:
        """Hand tasks down and let bodies answer, or ask for time: a few steps of it."""
        agreement = data.draw(st.sampled_from([e for e in alive(self.oracle) if work.below(e)]))
        for _ in range(data.draw(st.integers(1, 5))):
            sensible = work.below(agreement)
            commands = sorted({each["command"] for each in sensible})
            if commands:
                command = data.draw(st.sampled_from(commands))
                some = [each for each in sensible if each["command"] == command]
                self._submit(data.draw(st.sampled_from(some)), step)

    @precondition(lambda self: bool(alive(self.oracle, "ended")))
    @rule(data=st.data())
    def ask_what_has_ended(self, data: DataObject) -> None:
        """Ask for anything where nothing can happen any more."""
        agreement = data.draw(st.sampled_from(alive(self.oracle, "ended")))
        command = data.draw(st.sampled_from(commands_of(self.oracle)))
        asked = {"agreement": agreement["id"], "command": command, "by": "an-head"}
        self._submit(asked, timedelta(0))

    @precondition(lambda self: bool(alive(self.oracle)))
    @rule(data=st.data())
    def hurry(self, data: DataObject) -> None:
        """Let everybody do what comes next: assent to what stands, or report what is open."""
        agreement = data.draw(st.sampled_from(alive(self.oracle)))
        if data.draw(st.booleans()):
            self._forward(agreement)
            return
        for _ in agreement["terms"]["parties"]:
            wise = [e for e in moves(agreement) if e["command"] in ("report", "accept")]
            if wise:
                self._submit(wise[0], timedelta(hours=1))

    def _forward(self, agreement: World | None) -> None:
        """Let every party of an agreement say yes to one thing that brings it on."""
        if agreement is None:
            return
        wise = forward(agreement)
        for _ in agreement["terms"]["parties"]:
            if wise:
                self._submit(wise[0], timedelta(hours=1))
                same = (wise[0]["command"], "assent")
                wise = [each for each in forward(agreement) if each["command"] in same]

    @precondition(lambda self: bool(alive(self.oracle)))
    @rule(data=st.data(), by=st.sampled_from(sorted(OFFICERS)))
    def look(self, data: DataObject, by: str) -> None:
        """What is said to be possible is, and what makes sense and is possible is said to be."""
        agreement = data.draw(st.sampled_from(alive(self.oracle)))
        options = self.office.available(agreement["id"], by=by, at=self.now)
        said = [asdict(option) for option in options]
        for option in said:
            needs, rows = option.pop("needs"), option.pop("rows")
            assert {agreement["state"]} >= {row["origin"] for row in rows}
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
            assert self.bound(expected) == actual.charter.bound
            assert tables.phase(expected) == actual.phase
            assert [
                (p["id"], p["opener"], p["assents"], p["declined"]) for p in expected["proposals"]
            ] == [(p.id, p.opener, [*p.parties], [*p.declined_by]) for p in actual.proposals]
            today = local_day(self.now, zone(expected))
            rows = {row.id: row for row in self.office.tasks(name, at=today)}
            assert {*expected["tasks"]} == {*rows}
            for task in expected["tasks"].values():
                row = {key: getattr(rows[task["id"]], key) for key in oracle_tasks.SHOWN}
                assert oracle_tasks.shown(expected, task, today) == row, task["id"]

    @invariant()
    def hands_are_where_they_were_put(self) -> None:
        """Whatever was handed down stands where the oracle has it, and adds up the same."""
        for expected in self.oracle.agreements.values():
            looks.at_hands(self.office, expected, self.now)

    @invariant()
    def whom_it_awaits_finds_it(self) -> None:
        """In the inbox of an agency is what awaits it, and nothing else; of each in its turn."""
        if self.oracle.directory["agencies"]:
            self.looked += 1
            agency = sorted(AGENCIES)[self.looked % len(AGENCIES)]
            looks.at_inbox(self.office, self.oracle, agency, self.now)

    @invariant()
    def what_is_late_is_found(self) -> None:
        """Asking for what is late, or open, gives exactly that, agency by agency."""
        for agency in PARTIES:
            expected = set()
            for agreement in self.oracle.agreements.values():
                today = local_day(self.now, zone(agreement))
                expected |= {
                    (agreement["id"], task["id"])
                    for task in owed(agreement)
                    if oracle_tasks.late(agreement, task, today)
                    and agency in (*leaders(agreement, task), *task["coordinating"])
                }
            if self.oracle.directory["agencies"]:
                rows = self.office.tasks(agency=agency, late=True, at=self.now)

                assert expected == {(row.agreement, row.id) for row in rows}

    def teardown(self) -> None:
        """Read the journal alone: every law of the record holds."""
        for expected in self.oracle.agreements.values():
            if expected["successor"]:
                later = self.oracle.agreements[expected["successor"]]
                across = expected["table"] != later["table"]
                self.reached.add("renewed across tables" if across else "renewed")
        for what in sorted(self.reached):
            event(what)
        for name, expected in self.oracle.agreements.items():
            history = [each.event for each in self.office.history(name)]
            skipped = [e for e in history if isinstance(e, TaskSkipped)]
            held = [e.not_held for e in history if isinstance(e, ReviewAdopted)]
            lessons = self.office.get(name).charter.lessons

            assert expected["skipped"] == [(e.obligation, e.opens, e.due) for e in skipped]
            met = [
                (e.held.kind, sorted(e.held.tasks)) for e in history if isinstance(e, MeetingHeld)
            ]
            assert expected["held"] == met
            assert expected["not_held"] == [obligation for each in held for obligation in each]
            assert expected["lessons"] == [lesson.say() for lesson in lessons]
        entries = list(self.office._journal.tail())

        assert [] == list(journal_laws.lost_promises(entries))
        assert [] == list(journal_laws.forced_moves(entries))
        assert [] == list(journal_laws.impostors(entries))
        assert self.office.verify()
        self.office.close()

    def bound(self, agreement: World) -> str | None:
        """Return the digest of the text the parties should be bound to."""
        text = agreement["bound"]
        if text is not None and agreement["id"] not in self.digests:
            read = parse_terms(text, known=self.office.known)
            self.digests[agreement["id"]] = digest_of(read)
        return self.digests.get(agreement["id"])

    # --- how it is asked -------------------------------------------------------------------------

    def _draft(self, terms: World, by: str) -> None:
        expected = self.oracle.draft(terms, by=by, at=self.now)
        try:
            text = parse_terms(terms, known=self.office.known)
            self.office.draft(text, by=by, at=self.now)
            actual = set()
        except CommandRefused as error:
            actual = {reason.code for reason in error.reasons}
        self._agree(expected, actual, terms["id"])

    def _submit(self, asked: Asked, step: timedelta) -> None:
        earlier = asked.get("earlier")
        at = self.now + step if earlier is None else self.now - timedelta(days=earlier)
        asked = {**asked, "at": at}
        asked.pop("earlier", None)
        stood = self.oracle.agreements.get(asked["agreement"])
        before = tables.phase(stood) if stood is not None else None
        expected = self.oracle.do(asked)
        said = {key: value for key, value in asked.items() if value is not None}
        why = {each.reason.code for each in self.office.why(**said)}
        key = f"k{self.position}" if self.position % 3 == 0 else None
        actual = self._told(said, key=key)

        assert why == actual
        self._agree(expected, actual, asked["agreement"])
        if not actual:
            self.now = max(self.now, at)
            self._note(before, stood)

            assert before != "ended"

    def _note(self, before: str | None, agreement: World | None) -> None:
        """Remember which ways have been gone, for whoever wants to see that the laws bite."""
        if agreement is not None and tables.phase(agreement) != before:
            own = "" if tables.key(agreement["table"]) == "standard@1" else ", on its own table"
            self.reached.add(f"{before} to {tables.phase(agreement)}{own}")

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


class AgreementsInAFile(Agreements):
    """The same in a SQLite file; and whoever opens that file anew finds the very same.

    The lifecycles are not offered any more then: the journal has them.
    """

    def open(self, lifecycles: list[Lifecycle]) -> Secretariat:
        """Open a journal in a folder of its own."""
        self.folder = tempfile.TemporaryDirectory(prefix="coopflow-")
        self.url = f"sqlite:///{self.folder.name}/j.db"
        return Secretariat.open(
            self.url, plugins=[tables.Guest()], lifecycles=lifecycles, clock=Clock()
        )

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
        with Secretariat.open(self.url, plugins=[], clock=Clock(), create=False) as other:
            assert self.office.agreements() == other.agreements()
            assert self.office.tasks(at=self.now) == other.tasks(at=self.now)
            for name in self.oracle.agreements:
                assert self.office.get(name) == other.get(name)
                assert self.office.lifecycle(name) == other.lifecycle(name)
                assert self.office.history(name) == other.history(name)
