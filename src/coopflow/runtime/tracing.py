"""The history of one task, through every agreement that has owed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.naming import among
from coopflow.runtime.past import entries_until
from coopflow.runtime.records import Recorded, recorded
from coopflow.values.events import (
    OccasionRecorded,
    ProposalOpened,
    ReviewAdopted,
    TaskCarried,
    TaskOpened,
    TaskTakenUp,
)
from coopflow.values.handing_events import MeetingHeld

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from coopflow.journal.store import Journal
    from coopflow.values.events import Event
    from coopflow.values.task import Owed


def trace(
    journal: Journal, agreement: str, task: str, last: datetime | None
) -> tuple[Recorded, ...]:
    """Return everything that happened to a task: where it was born first, then as it was carried.

    An entry belongs to it if it names the task; so does the occasion that opened it, and
    whatever became of a proposal that would dispose of it.

    Args:
        journal: Where the entries are.
        agreement: One that owes it, or did.
        task: Its id there; or another clause of the same act, with the task's ordinal.
        last: Nothing that happened later is told; ``None`` for no such limit.

    Returns:
        The entries, stream by stream; none where the agreement has no such task.
    """
    streams = _Streams(journal, last)
    stream, found = agreement, _called(streams.read(agreement), task)
    while found is not None and (earlier := streams.carried_from(stream, found)) is not None:
        stream, found = earlier
    told: list[Recorded] = []
    while found is not None:
        own = [each for each in streams.read(stream) if _names(each.event, found)]
        entries = _with_context(streams.read(stream), own, found)
        told += entries
        carried = next((e.event for e in own if isinstance(e.event, TaskCarried)), None)
        if carried is None:
            break
        stream, found = carried.successor, carried.as_task
    return tuple(told)


class _Streams:
    """Streams as far as they are looked at, each of them read once."""

    def __init__(self, journal: Journal, last: datetime | None) -> None:
        self._journal = journal
        self._last = last
        self._known: dict[str, tuple[Recorded, ...]] = {}

    def read(self, stream: str) -> tuple[Recorded, ...]:
        if stream not in self._known:
            entries = entries_until(self._journal, stream, self._last)
            self._known[stream] = tuple(recorded(entry) for entry in entries)
        return self._known[stream]

    def carried_from(self, stream: str, task: str) -> tuple[str, str] | None:
        """Return where a task was owed before, and its id there; ``None`` where it was born."""
        for each in self.read(stream):
            event = each.event
            if isinstance(event, TaskTakenUp) and event.task.id == task:
                for before in self.read(event.predecessor):
                    left = before.event
                    if isinstance(left, TaskCarried) and left.as_task == task:
                        return before.stream, left.task
        return None


def _called(history: Sequence[Recorded], name: str) -> str | None:
    """Return the id of the task that is called `name`, by whichever clause of its act."""
    opened: list[Owed] = [e.event.task for e in history if isinstance(e.event, _BEGINNINGS)]
    found = among(opened, name)
    return found.id if found is not None else None


def _names(event: Event, task: str) -> bool:
    if isinstance(event, _BEGINNINGS):
        return event.task.id == task
    if isinstance(event, ReviewAdopted):
        review = event.review
        named = {each.task for each in review.dispositions}
        return task in named.union(*(each.tasks for each in review.findings))
    if isinstance(event, MeetingHeld):
        return task in event.held.tasks
    return getattr(event, "task", None) == task


def _with_context(
    history: Sequence[Recorded], own: Sequence[Recorded], task: str
) -> Iterator[Recorded]:
    """Yield what names the task, what occasioned it, and the fate of proposals to dispose of it."""
    begun = {each.event.task.occasion for each in own if isinstance(each.event, TaskOpened)}
    proposals = {
        each.event.proposal
        for each in history
        if isinstance(each.event, ProposalOpened) and _disposes(each.event, task)
    }
    named = {each.version for each in own}
    for each in history:
        occasioned = isinstance(each.event, OccasionRecorded) and each.event.occasion in begun
        proposed = getattr(each.event, "proposal", None) in proposals
        if each.version in named or occasioned or proposed:
            yield each


def _disposes(event: ProposalOpened, task: str) -> bool:
    bodies = [body for body in (event.review, event.closing) if body is not None]
    return any(each.task == task for body in bodies for each in body.dispositions)


_BEGINNINGS = (TaskOpened, TaskTakenUp)
