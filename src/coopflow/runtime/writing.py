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
from coopflow.values.saying import saying
from coopflow.values.time import stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.journal.store import Writing
    from coopflow.projections.board import Board
    from coopflow.runtime.records import Records
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
    _entries: tuple[Entry, ...]
    _told: tuple[Event, ...]

    @property
    def events(self) -> tuple[Recorded, ...]:
        """Everything that was recorded, in order, in all streams concerned."""
        return tuple(map(recorded, self._entries, self._told))


def receipt(stream: str, entries: tuple[Entry, ...], events: Sequence[Event]) -> Receipt:
    """Return the receipt for what was appended for a command to `stream`."""
    last = entries[-1]
    if last.stream != stream:
        last = next(each for each in reversed(entries) if each.stream == stream)
    return Receipt(last.version, last.position, entries, tuple(events))


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
    at = stamp(stamps.at)
    recorded_at = at if stamps.recorded_at is stamps.at else stamp(stamps.recorded_at)
    appends = [_append(change, stream, stamps, at) for change in changes]
    folds = [_fold(records, change, stamps) for change in changes if _of_agreement(change)]
    entries = writing.append(appends, recorded_at=recorded_at)
    rows = [changed for _, changed in folds]
    board.put(rows, writing)
    for before, changed in folds:
        if due(changed.now, before):
            board.keep(changed.now, writing.handle)
    directory = any(change.stream == DIRECTORY for change in changes)
    records.wrote(writing, [changed.now for changed in rows], directory=directory)
    return receipt(stream, entries, [event for change in changes for event in change.events])


def _of_agreement(change: Change) -> bool:
    return not change.stream.startswith(":")


def _fold(records: Records, change: Change, stamps: Stamps) -> tuple[int, Rows]:
    """Return the version an agreement was at, and the rows it has after `change`."""
    before = records.agreement(change.stream) if change.expected else None
    facts = [(event, stamps.at, stamps.by) for event in change.events]
    return change.expected, fold(before, facts, records.lapsing)[1]  # type: ignore[arg-type]  # an agreement's stream


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
        text = saying("it holds what cannot be kept: {why}", why=error)
        raise DefinitionError((Problem(code="type.wrong", said=text),)) from None
    return Append(stream=change.stream, expected=change.expected, drafts=tuple(drafts))
