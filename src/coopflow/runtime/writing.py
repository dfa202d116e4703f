"""From a verdict to the journal: encode, append, and keep the board in step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen

from coopflow.errors import DefinitionError, StaleVersion
from coopflow.journal.codec import proven, type_of
from coopflow.journal.entry import Append, Draft
from coopflow.projections.rows import Rows, fold
from coopflow.runtime.records import Recorded, recorded
from coopflow.values.problem import Problem
from coopflow.values.time import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coopflow.journal.entry import Entry
    from coopflow.journal.store import Journal
    from coopflow.projections.board import Board
    from coopflow.runtime.records import Records
    from coopflow.values.agreement import Agreement
    from coopflow.values.verdict import Change


@frozen(kw_only=True)
class Receipt:
    """What a command did.

    Attributes:
        version: How many entries the agreement's stream has now.
        position: Place of its last entry in the whole journal.
        events: Everything that was recorded, in order, in all streams concerned.
    """

    version: int
    position: int
    events: tuple[Recorded, ...]


def receipt(stream: str, entries: Sequence[Entry]) -> Receipt:
    """Return the receipt for what was appended for a command to `stream`."""
    return _receipt(stream, tuple(recorded(entry) for entry in entries))


def _receipt(stream: str, events: tuple[Recorded, ...]) -> Receipt:
    last = [each for each in events if each.stream == stream][-1]
    return Receipt(version=last.version, position=last.position, events=events)


@frozen(kw_only=True)
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
    journal: Journal,
    board: Board,
    records: Records,
    stream: str,
    changes: Sequence[Change],
    stamps: Stamps,
) -> Receipt:
    """Append `changes` and the rows they change in one transaction.

    Raises:
        StaleVersion: Another writer was first; nothing is written.
        DefinitionError: An event holds what could never be read again; nothing is written.
    """
    after: list[Agreement] = []
    rows: list[Rows] = []
    for change in changes:
        if not change.stream.startswith(":"):
            before = records.agreement(change.stream) if change.expected else None
            if before is not None and before.version != change.expected:
                raise StaleVersion(change.stream, change.expected, before.version)
            facts = [(event, stamps.at, stamps.by) for event in change.events]
            agreement, changed = fold(before, facts)  # type: ignore[arg-type]  # an agreement's stream
            after.append(agreement)
            rows.append(changed)
    put: Callable[[Any], None] = lambda transaction: board.put(rows, transaction)  # noqa: E731 - it is passed on
    appends = [_append(change, stream, stamps) for change in changes]
    entries = journal.append(appends, recorded_at=stamp(stamps.recorded_at), also=put)
    for agreement in after:
        records.keep(agreement)
    events = (event for change in changes for event in change.events)
    told = tuple(recorded(entry, event) for entry, event in zip(entries, events, strict=True))
    return _receipt(stream, told)


def _append(change: Change, stream: str, stamps: Stamps) -> Append:
    at, key = stamp(stamps.at), stamps.key
    if key is not None and change.stream != stream:
        key = beside(key)
    try:
        drafts = tuple(
            Draft(type=type_of(event), at=at, by=stamps.by, key=key, data=proven(event))
            for event in change.events
        )
    except (ValueError, TypeError, UnicodeError) as error:
        text = f"it holds what cannot be kept: {error}"
        raise DefinitionError((Problem(code="type.wrong", text=text),)) from None
    return Append(stream=change.stream, expected=change.expected, drafts=drafts)
