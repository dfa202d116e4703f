"""What the journal holds, as values: agreements, the directory, lifecycles."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from attrs import frozen

from coopflow.definitions.plain import digest_of, plain
from coopflow.engine.evolve import evolve_directory
from coopflow.engine.folding import Folding
from coopflow.engine.machine import Plan, compile_plan
from coopflow.errors import JournalBroken
from coopflow.journal.codec import Undecodable, decode, decoded
from coopflow.values.directory import DIRECTORY, Directory
from coopflow.values.events import (
    AgencyEntered,
    Event,
    GroupEntered,
    LifecycleStored,
    OfficerEntered,
)
from coopflow.values.time import unstamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.journal.entry import Entry, Fact
    from coopflow.journal.store import Journal, Writing
    from coopflow.projections.board import Board
    from coopflow.values.agreement import Agreement
    from coopflow.values.lifecycle import Lifecycle

MOST_CACHED = 4096
"""Agreements kept in memory; those used least go first."""


@frozen(kw_only=True)
class Recorded:
    """One entry of the journal with the event it holds.

    Attributes:
        digest: SHA-256 (hex) of the entry and all before it in its stream. Noted elsewhere, it
            shows later that nothing was cut off.
    """

    stream: str
    version: int
    position: int
    type: str
    event: Event
    at: datetime
    recorded_at: datetime
    by: str
    key: str | None
    digest: str

    @property
    def data(self) -> Any:
        """The event as mappings, lists and text."""
        return plain(self.event)


def recorded(entry: Entry, event: Event | None = None) -> Recorded:
    """Return `entry` with its event, which is read from it unless it is at hand.

    Raises:
        JournalBroken: It cannot be read.
    """
    return Recorded(
        stream=entry.stream,
        version=entry.version,
        position=entry.position,
        type=entry.type,
        event=decode(entry) if event is None else event,
        at=_instant(entry, entry.at),
        recorded_at=_instant(entry, entry.recorded_at),
        by=entry.by,
        key=entry.key.split()[0] if entry.key is not None else None,
        digest=entry.digest,
    )


def lifecycle_stream(key: str) -> str:
    """Return the stream that keeps the tables called `key`, such as ``standard@1``."""
    return f":lifecycle/{key}"


def replay(
    stream: str, facts: Iterable[Fact], agreement: Agreement | None = None, *, watch: bool = False
) -> Folding:
    """Let what a stream tells happen to `agreement`, and return the fold.

    Args:
        stream: What is read.
        facts: What follows in it.
        agreement: Where it begins; ``None`` at the first entry.
        watch: Whether the fold keeps every task that changed.

    Raises:
        JournalBroken: An entry cannot be read, or does not follow from those before it.
    """
    folding = Folding(agreement, watch=watch, long=agreement is None)
    happen, version = folding.happen, folding.version
    try:
        for version, kind, at, by, data in facts:  # noqa: B007 - told where it fails
            happen(decoded(kind, data), unstamp(at), by)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"it does not follow from the entries before it ({error})"
        if isinstance(error, Undecodable):
            what = str(error)
        raise JournalBroken(stream, version, what) from None
    return folding


class Records:
    """Reads the journal, and remembers what it has read; entries never change.

    Where it reads through a `Writing`, what it remembers need not be looked at again for as long
    as the journal ends where it ended. That, and what it remembers, belongs to one caller at a
    time.
    """

    def __init__(self, source: Journal | Writing, board: Board) -> None:
        """Read from `source`, and what is kept of long streams from `board`."""
        self._source = source
        self._board = board
        self._agreements: OrderedDict[str, Agreement] = OrderedDict()
        self._directory = Directory()
        self._plans: dict[str, Plan] = {}
        self._fresh: set[str] = set()
        self._seen: tuple[int, int] | None = None

    def look(self, writing: Writing) -> None:
        """Read through `writing` from now on, and forget what may have been lost."""
        lost, position = self._seen or (writing.lost, -1)
        if lost != writing.lost:
            self._agreements.clear()
            self._directory = Directory()
        if (lost, position) != (writing.lost, writing.position):
            self._fresh.clear()
        self._source = writing
        self._seen = (writing.lost, writing.position)

    def wrote(self, writing: Writing, agreements: Iterable[Agreement], *, directory: bool) -> None:
        """Remember agreements as they are after what was just appended through `writing`.

        Args:
            writing: Where it was appended.
            agreements: Those it was about.
            directory: Whether it was also about the directory, which is read anew then.
        """
        for each in agreements:
            self._fresh.add(self.keep(each))
        if directory:
            self._fresh.discard(DIRECTORY)
        self._seen = (writing.lost, writing.position)

    def agreement(self, name: str | None) -> Agreement | None:
        """Return the agreement as the journal has it now, ``None`` where there is none."""
        if name is None or name.startswith(":"):
            return None
        known = self._agreements.get(name)
        if name in self._fresh:
            return known
        if known is None:
            known = self._snapshot(name)
        facts = self._source.facts(name, after=known.version if known is not None else 0)
        first = next(facts, None)
        if first is not None:
            known = replay(name, chain((first,), facts), known).agreement()
        if known is not None:
            self.keep(known)
        if self._seen is not None:
            self._fresh.add(name)
        return known

    def _snapshot(self, name: str) -> Agreement | None:
        """Return what is kept of a long stream, unless the stream ends before it."""
        kept = self._board.snapshot(name, getattr(self._source, "handle", None))
        if kept is None or next(self._source.facts(name, after=kept.version - 1), None) is None:
            return None
        return kept

    def keep(self, agreement: Agreement) -> str:
        """Remember an agreement as the journal has it now, and return its id."""
        name = agreement.id
        self._agreements[name] = agreement
        self._agreements.move_to_end(name)
        if len(self._agreements) > MOST_CACHED:
            gone, _ = self._agreements.popitem(last=False)
            self._fresh.discard(gone)
        return name

    def directory(self) -> Directory:
        """Return the directory as the journal has it now."""
        if DIRECTORY in self._fresh:
            return self._directory
        for entry in self._source.read(DIRECTORY, after=self._directory.version):
            event = decode(entry)
            if not isinstance(event, (AgencyEntered, GroupEntered, OfficerEntered)):
                what = f"{entry.type!r} is nothing the directory holds"
                raise JournalBroken(DIRECTORY, entry.version, what)
            self._directory = evolve_directory(self._directory, event)
        if self._seen is not None:
            self._fresh.add(DIRECTORY)
        return self._directory

    def enter(self, directory: Directory) -> None:
        """Remember the directory as it will be, without looking at the journal for it."""
        self._directory = directory
        self._fresh.add(DIRECTORY)

    def tables(self, key: str) -> tuple[Lifecycle, ...]:
        """Return the tables called `key` that agreements were drafted on, the newest last.

        There is more than one only where an edition gained rows.

        Raises:
            JournalBroken: What stands there is no table.
        """
        found = []
        for entry in self._source.read(lifecycle_stream(key)):
            event = decode(entry)
            if not isinstance(event, LifecycleStored) or digest_of(event.lifecycle) != event.digest:
                what = "a lifecycle is to stand here, and does not"
                raise JournalBroken(entry.stream, entry.version, what)
            found.append(event.lifecycle)
        return tuple(found)

    def plan(self, agreement: Agreement) -> Plan:
        """Return the plan of the table an agreement was drafted on.

        Raises:
            JournalBroken: The journal does not hold it.
        """
        charter = agreement.charter
        if charter.lifecycle_digest not in self._plans:
            for each in self.tables(charter.lifecycle):
                self.compiled(each)
        if charter.lifecycle_digest not in self._plans:
            what = "the table that agreements run on is missing"
            raise JournalBroken(lifecycle_stream(charter.lifecycle), None, what)
        return self._plans[charter.lifecycle_digest]

    def lapsing(self, agreement: Agreement) -> bool:
        """Tell whether time alone may end an agreement from where it is.

        Where the journal lacks its table, nothing can be judged there, by the clock either.
        """
        try:
            return agreement.state in self.plan(agreement).lapsing
        except JournalBroken:
            return False

    def compiled(self, lifecycle: Lifecycle) -> Plan:
        """Return the plan of a lifecycle."""
        digest = digest_of(lifecycle)
        if digest not in self._plans:
            self._plans[digest] = compile_plan(lifecycle, digest)
        return self._plans[digest]


def _instant(entry: Entry, written: str) -> datetime:
    try:
        return unstamp(written)
    except ValueError:
        what = f"{written!r} is no instant"
        raise JournalBroken(entry.stream, entry.version, what) from None
