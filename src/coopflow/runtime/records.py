"""What the journal holds, as values: agreements, the directory, lifecycles."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen

from coopflow.definitions.plain import digest_of, plain
from coopflow.engine.evolve import evolve_directory
from coopflow.engine.machine import Plan, compile_plan
from coopflow.errors import JournalBroken
from coopflow.journal.codec import decode
from coopflow.projections.rows import Rows, fold
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

    from coopflow.journal.entry import Entry
    from coopflow.journal.store import Journal
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


def replay(entries: Iterable[Entry], agreement: Agreement | None = None) -> tuple[Agreement, Rows]:
    """Return the agreement and its rows after `entries`, one or more.

    Raises:
        JournalBroken: An entry cannot be read, or does not follow from those before it.
    """
    last: Entry | None = None

    def facts() -> Iterable[tuple[object, datetime, str]]:
        nonlocal last
        for entry in entries:
            last = entry
            yield decode(entry), _instant(entry, entry.at), entry.by

    try:
        return fold(agreement, facts())  # type: ignore[arg-type]  # evolve refuses what is no agreement's
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        stream, version = (last.stream, last.version) if last is not None else ("", None)
        what = f"it does not follow from the entries before it ({error})"
        raise JournalBroken(stream, version, what) from None


class Records:
    """Reads the journal, and remembers what it has read; entries never change."""

    def __init__(self, journal: Journal) -> None:
        """Read from `journal`."""
        self._journal = journal
        self._agreements: OrderedDict[str, Agreement] = OrderedDict()
        self._directory = Directory()
        self._plans: dict[str, Plan] = {}

    def agreement(self, name: str | None) -> Agreement | None:
        """Return the agreement as the journal has it now, ``None`` where there is none."""
        if name is None or name.startswith(":"):
            return None
        known = self._agreements.get(name)
        entries = list(self._journal.read(name, after=known.version if known is not None else 0))
        if entries:
            known, _ = replay(entries, known)
        if known is not None:
            self.keep(known)
        return known

    def keep(self, agreement: Agreement) -> None:
        """Remember an agreement as the journal has it now."""
        self._agreements[agreement.id] = agreement
        self._agreements.move_to_end(agreement.id)
        if len(self._agreements) > MOST_CACHED:
            self._agreements.popitem(last=False)

    def directory(self) -> Directory:
        """Return the directory as the journal has it now."""
        for entry in self._journal.read(DIRECTORY, after=self._directory.version):
            event = decode(entry)
            if not isinstance(event, (AgencyEntered, GroupEntered, OfficerEntered)):
                what = f"{entry.type!r} is nothing the directory holds"
                raise JournalBroken(DIRECTORY, entry.version, what)
            self._directory = evolve_directory(self._directory, event)
        return self._directory

    def tables(self, key: str) -> tuple[Lifecycle, ...]:
        """Return the tables called `key` that agreements were drafted on, the newest last.

        There is more than one only where an edition gained rows.

        Raises:
            JournalBroken: What stands there is no table.
        """
        found = []
        for entry in self._journal.read(lifecycle_stream(key)):
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
