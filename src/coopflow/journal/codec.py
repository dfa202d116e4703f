"""Events to bytes and back. The names events are stored under are data and never change."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from coopflow.errors import JournalBroken
from coopflow.values import clock_events as c
from coopflow.values import events as e
from coopflow.values import handing_events as h

if TYPE_CHECKING:
    from coopflow.journal.entry import Entry
    from coopflow.values.events import Event

TYPES: dict[str, type[Event]] = {
    "directory.agency-entered": e.AgencyEntered,
    "directory.group-entered": e.GroupEntered,
    "directory.officer-entered": e.OfficerEntered,
    "lifecycle.stored": e.LifecycleStored,
    "agreement.drafted": e.AgreementDrafted,
    "agreement.revised": e.AgreementRevised,
    "agreement.moved": e.AgreementMoved,
    "agreement.bound": e.AgreementBound,
    "proposal.opened": e.ProposalOpened,
    "proposal.assented": e.ProposalAssented,
    "proposal.declined": e.ProposalDeclined,
    "proposal.retracted": e.ProposalRetracted,
    "proposal.voided": e.ProposalVoided,
    "proposal.adopted": e.ProposalAdopted,
    "review.adopted": e.ReviewAdopted,
    "occasion.recorded": e.OccasionRecorded,
    "task.opened": e.TaskOpened,
    "task.skipped": e.TaskSkipped,
    "task.reported": e.TaskReported,
    "task.accepted": e.TaskAccepted,
    "task.returned": e.TaskReturned,
    "task.waived": e.TaskWaived,
    "task.unmet": e.TaskUnmet,
    "task.carried": e.TaskCarried,
    "task.taken-up": e.TaskTakenUp,
    "task.stopped": c.TaskStopped,
    "task.due-moved": c.TaskDueMoved,
    "task.reminded": c.TaskReminded,
    "extension.asked": c.ExtensionAsked,
    "extension.granted": c.ExtensionGranted,
    "extension.denied": c.ExtensionDenied,
    "suspension.begun": c.SuspensionBegun,
    "suspension.ended": c.SuspensionEnded,
    "proposal.expired": c.ProposalExpired,
    "task.assigned": h.TaskAssigned,
    "assignment.acknowledged": h.AssignmentAcknowledged,
    "assignment.refused": h.AssignmentRefused,
    "assignment.progressed": h.AssignmentProgressed,
    "assignment.delivered": h.AssignmentDelivered,
    "assignment.moved": h.AssignmentMoved,
    "assignment.stopped": h.AssignmentStopped,
    "assignment.due-moved": h.AssignmentDueMoved,
    "meeting.held": h.MeetingHeld,
}
_NAMES = {kind: name for name, kind in TYPES.items()}


def type_of(event: Event) -> str:
    """Return the name `event` is stored under."""
    return _NAMES[type(event)]


def encode(event: Event) -> bytes:
    """Return `event` as JSON, the name of its type left aside."""
    written: bytes = _encoder()(event)
    return written


def proven(event: Event) -> bytes:
    """Return `event` as JSON that is known to read back as the same event.

    Raises:
        ValueError: It holds something that could be written and never be read.
    """
    if type(event) is e.AgreementMoved and event.note is None:
        return _proven_move(event)
    return _proven(event)


@lru_cache(maxsize=1024)
def _proven_move(event: e.AgreementMoved) -> bytes:
    """Prove it once for each row of a table: what moves agreements along is always the same."""
    return _proven(event)


def _proven(event: Event) -> bytes:
    written = encode(event)
    try:
        same = decoded(type_of(event), written) == event
    except Undecodable as error:
        raise ValueError(str(error)) from None
    if not same:
        message = f"{type_of(event)} would not be read as it was written"
        raise ValueError(message)
    return written


class Undecodable(ValueError):
    """An entry holds what no event is made of. It never leaves the library."""


def decode(entry: Entry) -> Event:
    """Return the event that `entry` holds.

    Raises:
        JournalBroken: The entry is of no type this library knows, or not of its shape.
    """
    try:
        event: Event = decoded(entry.type, entry.data)
    except Undecodable as error:
        raise JournalBroken(entry.stream, entry.version, str(error)) from None
    return event


def decoded(kind: str, data: bytes) -> Any:
    """Return the event of a stored type that `data` tells.

    Raises:
        Undecodable: There is no such type, or the data are not of its shape.
    """
    try:
        return _decoder(kind)(data)
    except Undecodable:
        raise
    except (ValueError, TypeError) as error:  # msgspec's errors, and those of what is no text
        what = f"its data are not those of {kind!r}: {error}"
        raise Undecodable(what) from None


@cache
def _encoder() -> Any:
    import msgspec  # noqa: PLC0415 - only where journals are written

    return msgspec.json.Encoder().encode


@cache
def _decoder(name: str) -> Any:
    import msgspec  # noqa: PLC0415 - only where journals are read

    kind = TYPES.get(name)
    if kind is None:
        what = f"its type {name!r} is not known: a newer coopflow wrote it, or it was changed"
        raise Undecodable(what)
    return msgspec.json.Decoder(kind).decode
