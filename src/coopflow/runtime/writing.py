"""From a verdict to the journal: encode, append, and keep the board in step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.errors import DefinitionError
from coopflow.journal.codec import proven, type_of
from coopflow.journal.entry import Append, Draft, Entry
from coopflow.projections.rows import Rows, fold
from coopflow.projections.snapshots import due
from coopflow.runtime.records import Recorded, recorded
from coopflow.values.directory import DIRECTORY
from coopflow.values.events import Event
from coopflow.values.problem import Problem
from coopflow.values.time import stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.journal.store import Writing
    from coopflow.projections.board import Board
    from coopflow.runtime.records import Records
    from coopflow.values.agreement import Agreement
    from coopflow.values.verdict import Change


@frozen
class Receipt:
    """What a command did.

    Attributes:
        version: How many entries the agreement's stream has now.
        position: Place of its last entry in the whole journal.
    """

    version: int
    position: int
    _told: tuple[tuple[Entry, Event], ...]

    @property
    def events(self) -> tuple[Recorded, ...]:
        """Everything that was recorded, in order, in all streams concerned."""
        return tuple(recorded(entry, event) for entry, event in self._told)


def receipt(stream: str, entries: Sequence[Entry], events: Sequence[Event]) -> Receipt:
    """Return the receipt for what was appended for a command to `stream`."""
    last = entries[-1]
    if last.stream != stream:
        last = next(each for each in reversed(entries) if each.stream == stream)
    return Receipt(last.version, last.position, tuple(zip(entries, events, strict=True)))


@frozen
class Stamps:
    """What every entry of one command bears."""

    at: datetime
    recorded_at: datetime
    by: str
    key: str | None


def beside(key: str) -> str:
    """Return how a stored key stands in the streams that are written beside the command's own.

    A key is unique in the stream that was commanded. No caller's key begins with a space, so
    it is taken in no other.
    """
    return f" {key}"


def write(
    writing: Writing,
    board: Board,
    records: Records,
    stream: str,
    changes: Sequence[Change],
    stamps: Stamps,
) -> Receipt:
    """Append `changes` through `writing`, and with them the rows they change.

    Raises:
        StaleVersion: They were decided upon another version.
        DefinitionError: An event holds what could never be read again.
    """
    after: list[Agreement] = []
    versions: list[int] = []
    rows: list[Rows] = []
    appends: list[Append] = []
    events: list[Event] = []
    directory = False
    at = stamp(stamps.at)
    recorded_at = at if stamps.recorded_at is stamps.at else stamp(stamps.recorded_at)
    for change in changes:
        appends.append(_append(change, stream, stamps, at))
        events += change.events
        if change.stream.startswith(":"):
            directory = directory or change.stream == DIRECTORY
            continue
        before = records.agreement(change.stream) if change.expected else None
        facts = [(event, stamps.at, stamps.by) for event in change.events]
        agreement, changed = fold(before, facts, records.lapsing)  # type: ignore[arg-type]  # an agreement's stream
        after.append(agreement)
        versions.append(change.expected)
        rows.append(changed)
    entries = writing.append(appends, recorded_at=recorded_at)
    board.put(rows, writing.handle)
    for agreement, version in zip(after, versions, strict=True):
        if due(agreement, version):
            board.keep(agreement, writing.handle)
    records.wrote(writing, after, directory=directory)
    return receipt(stream, entries, events)


def _append(change: Change, stream: str, stamps: Stamps, at: str) -> Append:
    key = stamps.key
    if key is not None and change.stream != stream:
        key = beside(key)
    try:
        drafts = [
            Draft(type=type_of(event), at=at, by=stamps.by, key=key, data=proven(event))
            for event in change.events
        ]
    except (ValueError, TypeError, UnicodeError) as error:
        text = f"it holds what cannot be kept: {error}"
        raise DefinitionError((Problem(code="type.wrong", text=text),)) from None
    return Append(stream=change.stream, expected=change.expected, drafts=tuple(drafts))
