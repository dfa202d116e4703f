"""Hold a meeting: it is recorded, and what is adopted at it, in one transaction or not at all."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from attrs import evolve as changed
from attrs import frozen

from coopflow.definitions.consents import awaited
from coopflow.definitions.meeting_file import read_meeting
from coopflow.engine.evolve import evolve_directory
from coopflow.journal.codec import decode
from coopflow.projections.rows import fold
from coopflow.runtime.casework import Casework, as_document, as_in_a_file
from coopflow.runtime.instants import instant
from coopflow.runtime.records import Records
from coopflow.runtime.request import Request, read_said
from coopflow.runtime.submitting import refusal, refused, used, well_formed
from coopflow.runtime.writing import Stamps, beside, receipt, write
from coopflow.values.directory import DIRECTORY
from coopflow.values.events import AgreementMoved
from coopflow.values.handing_events import MeetingHeld
from coopflow.values.meeting import Adoption, Meeting
from coopflow.values.time import day_of
from coopflow.values.verdict import Change, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coopflow.definitions.meeting_file import Adopting
    from coopflow.host.manager import Host
    from coopflow.journal.entry import Entry
    from coopflow.journal.store import Journal, Writing
    from coopflow.projections.board import Board
    from coopflow.runtime.clock import Clock
    from coopflow.runtime.records import Recorded
    from coopflow.runtime.writing import Receipt
    from coopflow.values.agreement import Agreement


def meeting_body(held: Any, adoptions: Iterable[Mapping[str, Any]]) -> Any:
    """Return what a meeting's file would hold, with these adoptions besides its own.

    Raises:
        DefinitionError: Something in it is a value that was put together otherwise than it
            should be.
    """
    more = [
        {**each, "with": as_in_a_file(each["with"])} if "with" in each else dict(each)
        for each in adoptions
    ]
    told = as_in_a_file(held)
    if not more or not isinstance(told, dict):
        return held
    return {**told, "adoptions": [*(told.get("adoptions") or ()), *more]}


def meetings_in(history: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """Return the entries of a history that tell of a meeting, in order."""
    return tuple(each for each in history if isinstance(each.event, MeetingHeld))


@frozen
class _Step:
    """One command of a meeting, decided and not yet written."""

    stream: str
    by: str
    at: datetime
    changes: tuple[Change, ...]


class Holding:
    """Turns a meeting with its adoptions into one receipt.

    What is adopted is decided first, upon what the meeting and every adoption before would have
    made of the agreements; so the meeting's own entry can come first and tell which versions its
    adoptions led to. Then all of it is written.
    """

    def __init__(
        self, journal: Journal, board: Board, records: Records, host: Host, clock: Clock
    ) -> None:
        """Write to `journal` and `board`, through the writers' own `records`."""
        self._journal = journal
        self._board = board
        self._records = records
        self._host = host
        self._clock = clock

    def hold(self, request: Request, key: str | None) -> Receipt:
        """Record a meeting, and do what is adopted at it: everything or nothing, once.

        Args:
            request: The command ``meeting``, the whole file or value as its body.
            key: Makes a repetition harmless, for the meeting and all its adoptions together.

        Raises:
            CommandRefused: The rules say no to the meeting or to an adoption.
            DefinitionError: The body is not what it should be.
            ValueError: `at` is no date or time.
        """
        read_said(request)
        stored = None if key is None else well_formed(key, request)
        held: Meeting | None = None
        adoptions: tuple[Adopting, ...] = ()
        if request.body is not None:
            held, adoptions = read_meeting(as_document(request.body))

        def work(writing: Writing) -> Receipt:
            self._records.look(writing)
            if key is not None and stored is not None:
                earlier = self._earlier(writing, request.agreement, adoptions, key, stored)
                if earlier is not None:
                    return earlier
            now = self._clock.now()
            scratch = _Scratch(writing, self._board, self._host, _Stopped(now))
            at = scratch.instant(request, held, adoptions, now)
            steps = scratch.decide(changed(request, at=at), adoptions)
            return self._write(writing, steps, now, stored)

        return self._journal.write(work)

    def _write(
        self, writing: Writing, steps: Sequence[_Step], now: datetime, stored: str | None
    ) -> Receipt:
        stream = steps[0].stream
        before: dict[str, int] = {}
        for step in steps:
            for change in step.changes:
                before.setdefault(change.stream, change.expected)
            key = stored if stored is None or step.stream == stream else beside(stored)
            stamps = Stamps(step.at, now, step.by, key)
            write(writing, self._board, self._records, step.stream, step.changes, stamps)
        every = (
            entry for name, after in before.items() for entry in writing.read(name, after=after)
        )
        return _receipt(stream, every)

    def _earlier(
        self,
        writing: Writing,
        agreement: str,
        adoptions: Sequence[Adopting],
        key: str,
        stored: str,
    ) -> Receipt | None:
        """Return what the same key and meeting did before, where they did."""
        if self._records.agreement(agreement) is None:
            return None
        entries = used(writing, agreement, key, stored)
        if not entries:
            return None
        streams = dict.fromkeys((agreement, *(each.agreement or agreement for each in adoptions)))
        found = (self._records.agreement(name) for name in streams)
        before = (each.terms.predecessor for each in found if each is not None)
        predecessors = (name for name in before if name is not None)
        every = dict.fromkeys((*streams, *predecessors, DIRECTORY))
        kept = (beside(stored), beside(beside(stored)))
        others = (e for name in every for mark in kept for e in writing.keyed(name, mark))
        return _receipt(agreement, (*entries, *others))


def _receipt(stream: str, entries: Iterable[Entry]) -> Receipt:
    found = tuple(sorted(entries, key=lambda entry: entry.position))
    return receipt(stream, found, [decode(entry) for entry in found])


@frozen
class _Stopped:
    """One instant, for everything that is decided in one transaction."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant


class _Scratch:
    """Decides one command after the other without writing any of them."""

    def __init__(self, writing: Writing, board: Board, host: Host, clock: Clock) -> None:
        self._writing = writing
        self._records = Records(writing, board)
        self._records.look(writing)
        self._casework = Casework(self._records, host, clock)

    def instant(
        self,
        request: Request,
        held: Meeting | None,
        adoptions: Sequence[Adopting],
        now: datetime,
    ) -> datetime:
        """Return when all of it happens: by default on the day of the meeting.

        Where something was recorded since, it is the instant of that: entries stand in order.
        """
        agreement = self._records.agreement(request.agreement)
        if agreement is None:
            raise refusal("agreement.unknown", agreement=request.agreement)
        zone, when = agreement.terms.time_zone, request.at
        if when is None and held is not None and held.on < day_of(now, zone):
            when = held.on
        named = (request.agreement, *(each.agreement for each in adoptions))
        concerned = [each for name in named if (each := self._records.agreement(name)) is not None]
        before = (self._records.agreement(each.terms.predecessor) for each in concerned)
        every = (*concerned, *(each for each in before if each is not None))
        last = max(each.at for each in every)
        found = instant(when, zone=zone, now=now, last=last)
        return found if request.at is not None else max(found, last)

    def decide(self, request: Request, adoptions: Sequence[Adopting]) -> tuple[_Step, ...]:
        """Return every step, the meeting first.

        Raises:
            CommandRefused: The rules say no to one of them.
        """
        first = self._step(request)
        rest: list[_Step] = []
        made: list[Adoption] = []
        for each in adoptions:
            name = each.agreement or request.agreement
            steps = [self._step(asked) for asked in _commands(each, name, request)]
            rest += steps
            made.append(self._adopted(each, name, steps))
        return (changed(first, changes=tuple(_told(first.changes, tuple(made)))), *rest)

    def _step(self, request: Request) -> _Step:
        case = self._casework.prepare(request, read_said(request))
        verdict = case if isinstance(case, Refused) else case.judge()
        if isinstance(case, Refused) or isinstance(verdict, Refused):
            raise refused(verdict)  # type: ignore[arg-type]  # it is, either way
        at, after = case.command.at, []
        for change in verdict.changes:
            if change.stream == DIRECTORY:
                self._records.enter(reduce(evolve_directory, change.events, case.view.directory))  # type: ignore[arg-type]  # the directory's stream
                continue
            facts = [(event, at, request.by) for event in change.events]
            agreement, _ = fold(self._records.agreement(change.stream), facts)  # type: ignore[arg-type]  # an agreement's stream
            after.append(agreement)
        self._records.wrote(self._writing, after, directory=False)
        return _Step(request.agreement, request.by, at, verdict.changes)

    def _adopted(self, asked: Adopting, name: str, steps: Sequence[_Step]) -> Adoption:
        """Return what was adopted.

        Raises:
            CommandRefused: It is not: others still have to consent.
        """
        agreement: Agreement = self._records.agreement(name)  # type: ignore[assignment]  # a command was decided upon it
        moves = (
            event
            for step in steps
            for change in step.changes
            if change.stream == name
            for event in change.events
            if isinstance(event, AgreementMoved)
        )
        if any(event.command == asked.command for event in moves):
            return Adoption(agreement=name, command=asked.command, version=agreement.version)
        waiting = (each for each in agreement.proposals if each.command == asked.command)
        parties = [party for each in waiting for party in awaited(each, agreement.terms)]
        told = {"agreement": name, "command": asked.command, "parties": ", ".join(parties)}
        raise refusal("meeting.not-adopted", **told)


def _commands(adopting: Adopting, agreement: str, request: Request) -> Iterator[Request]:
    """Yield the command of each officer; the first brings the body."""
    for place, officer in enumerate(adopting.by):
        yield Request(
            agreement=agreement,
            name=adopting.command,
            by=officer,
            at=request.at,
            body=adopting.body if place == 0 else None,
        )


def _told(changes: Iterable[Change], made: tuple[Adoption, ...]) -> Iterator[Change]:
    """Yield `changes` with what was adopted written into the meeting's own entry."""
    for change in changes:
        events = (
            changed(event, adoptions=made) if isinstance(event, MeetingHeld) else event
            for event in change.events
        )
        yield changed(change, events=tuple(events))
