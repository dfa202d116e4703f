"""What events do to the assignments of a task, and what a meeting leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve as changed

from coopflow.engine.joining import join
from coopflow.values import handing_events as h

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coopflow.engine.folding import Folding
    from coopflow.values.assignment import Assignment
    from coopflow.values.task import Task


def _assigned(now: Folding, event: h.TaskAssigned, _: datetime, __: str) -> None:
    task = now.tasks[event.task]
    _put(now, task, (*task.hands, event.assignment))


def _step(
    change: Callable[[Assignment, Any], Assignment],
) -> Callable[[Folding, Any, datetime, str], None]:
    def step(now: Folding, event: Any, at: datetime, _: str) -> None:
        task = now.tasks[event.task]
        hands = tuple(
            changed(change(each, event), at=at) if each.id == event.assignment else each
            for each in task.hands
        )
        _put(now, task, hands)

    return step


def _put(now: Folding, task: Task, hands: tuple[Assignment, ...]) -> None:
    now.put(changed(task, hands=hands))


def _progressed(each: Assignment, event: h.AssignmentProgressed) -> Assignment:
    percent = each.percent if event.percent is None else event.percent
    evidence = (*each.evidence, *event.evidence)
    return changed(each, percent=percent, note=event.note, evidence=evidence)


def _delivered(each: Assignment, event: h.AssignmentDelivered) -> Assignment:
    evidence = (*each.evidence, *event.evidence)
    return changed(each, state="delivered", note=event.note, evidence=evidence)


def _moved(now: Folding, event: h.AssignmentMoved, at: datetime, _: str) -> None:
    task = now.tasks[event.task]
    over = {"to": event.to, "state": "assigned", "source": event.source, "at": at}
    hands = [changed(each, **over) if each.id == event.assignment else each for each in task.hands]
    if event.joins:
        (kept,) = (each for each in hands if each.id == event.assignment)
        hands = [*join(hands, kept, event.joins)]
    _put(now, task, tuple(hands))


def _held(now: Folding, event: h.MeetingHeld, _: datetime, __: str) -> None:
    now.count(f"meeting {event.held.kind}")


STEPS: dict[type, Callable[[Folding, Any, datetime, str], None]] = {
    h.TaskAssigned: _assigned,
    h.AssignmentAcknowledged: _step(
        lambda each, event: changed(each, state="acknowledged", note=event.note)
    ),
    h.AssignmentRefused: _step(lambda each, event: changed(each, state="refused", note=event.note)),
    h.AssignmentProgressed: _step(_progressed),
    h.AssignmentDelivered: _step(_delivered),
    h.AssignmentMoved: _moved,
    h.AssignmentStopped: _step(
        lambda each, event: changed(each, due=None, remaining=event.remaining)
    ),
    h.AssignmentDueMoved: _step(lambda each, event: changed(each, due=event.due, remaining=None)),
    h.MeetingHeld: _held,
}
