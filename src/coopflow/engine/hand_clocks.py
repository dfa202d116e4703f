"""The days by which bodies are to do their parts stand still with their task, and go on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.clocks import counted_from
from coopflow.engine.spans import ahead, left
from coopflow.values.handing_events import AssignmentDueMoved, AssignmentStopped

if TYPE_CHECKING:
    from coopflow.definitions.calendars import Calendar
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.task import Task


def stop_hands(unfolding: Unfolding, task: Task, calendar: Calendar) -> None:
    """Stop every part of `task` that has a day of its own, if that day is not past.

    What was late before stays late; what is done or refused is over.
    """
    today, counts = unfolding.today(), task.owed.timing.counts
    for each in task.hands:
        if each.live and each.due is not None and each.due >= today:
            remaining = left(counted_from(task, today), each.due, counts, calendar)
            stopped = AssignmentStopped(
                task=task.id, assignment=each.id, remaining=remaining, counts=counts
            )
            unfolding.add(stopped)


def hands_go_on(unfolding: Unfolding, task: Task, calendar: Calendar) -> None:
    """Give back to every part of `task` that stood still what remained of it, from today."""
    for each in task.hands:
        if each.remaining is not None:
            due = ahead(unfolding.today(), each.remaining, task.owed.timing.counts, calendar)
            if task.due is not None:  # nobody has longer than the task itself
                due = min(due, task.due)
            unfolding.add(AssignmentDueMoved(task=task.id, assignment=each.id, due=due))
