"""What events do to deadlines, and to what else runs by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve as changed

from coopflow.values import clock_events as c
from coopflow.values.suspension import Suspended
from coopflow.values.task import Extension, Task, TaskClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coopflow.engine.folding import Folding


def with_clock(task: Task, clock: TaskClock) -> Task:
    """Return `task` with another clock."""
    return changed(task, clock=clock)


def _begun(now: Folding, event: c.SuspensionBegun, at: datetime, by: str) -> None:
    suspended = Suspended(cause=event.cause, since=at, by=by)
    now.course = changed(now.course, suspended=suspended)


def _ended(now: Folding, event: c.SuspensionEnded, _: datetime, __: str) -> None:
    given_back = now.course.given_back + event.days
    now.course = changed(now.course, suspended=None, given_back=given_back)


def _stopped(now: Folding, event: c.TaskStopped, _: datetime, __: str) -> None:
    task = now.tasks[event.task]
    clock = changed(task.clock, remaining=event.remaining, was_due=task.due)
    now.put(with_clock(changed(task, owed=changed(task.owed, due=None)), clock))


_BEGINS = ("settlement", "occasion")
"""What begins the term of a task."""


def _due_moved(now: Folding, event: c.TaskDueMoved, _: datetime, __: str) -> None:
    """Move a due day: to another one with a ladder of its own, or back to where it stood."""
    task = now.tasks[event.task]
    clock, stood = task.clock, task.clock.remaining is not None
    began_anew = stood and task.opens <= event.since
    if event.because in _BEGINS or began_anew:
        clock = changed(clock, began=event.since)
    if not stood or event.due != clock.was_due:
        clock = changed(clock, since=event.since, rung=None)
    clock = changed(clock, remaining=None, was_due=None)
    if event.because == "extension":
        clock = changed(clock, extended=clock.extended + 1, asked=None)
    now.put(with_clock(changed(task, owed=changed(task.owed, due=event.due)), clock))


def _asked(now: Folding, event: c.ExtensionAsked, _: datetime, __: str) -> None:
    task = now.tasks[event.task]
    asked = Extension(party=event.party, until=event.until)
    now.put(with_clock(task, changed(task.clock, asked=asked)))


def _granted(now: Folding, event: c.ExtensionGranted, _: datetime, __: str) -> None:
    task = now.tasks[event.task]
    asked = task.clock.asked
    if asked is not None:
        asked = changed(asked, granted_by=(*asked.granted_by, event.party))
    now.put(with_clock(task, changed(task.clock, asked=asked)))


def _denied(now: Folding, event: c.ExtensionDenied, _: datetime, __: str) -> None:
    task = now.tasks[event.task]
    now.put(with_clock(task, changed(task.clock, asked=None)))


def _reminded(now: Folding, event: c.TaskReminded, _: datetime, __: str) -> None:
    task = now.tasks[event.task]
    now.put(with_clock(task, changed(task.clock, rung=event.rung)))


STEPS: dict[type, Callable[[Folding, Any, datetime, str], None]] = {
    c.SuspensionBegun: _begun,
    c.SuspensionEnded: _ended,
    c.TaskStopped: _stopped,
    c.TaskDueMoved: _due_moved,
    c.ExtensionAsked: _asked,
    c.ExtensionGranted: _granted,
    c.ExtensionDenied: _denied,
    c.TaskReminded: _reminded,
}
