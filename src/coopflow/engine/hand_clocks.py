"""The days by which bodies are to do their parts stand still with their task, and go on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.clocks import counted_from
from coopflow.engine.spans import ahead, left
from coopflow.values.handing_events import AssignmentDueMoved, AssignmentStopped

if TYPE_CHECKING:
    from datetime import date

    from coopflow.definitions.calendars import Calendar
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.assignment import Assignment
    from coopflow.values.task import Task


def stand_still(now: Agreement, task: Task) -> bool:
    """Tell whether the parts of `task` stand still now: with it, or since it has no day yet."""
    if now.work.course.suspended is None:
        return False
    if task.clock.remaining is not None:
        return True
    return task.due is None and task.owed.timing.suspension != "absolute"


def due_today(task: Task, held: Assignment | None, today: date, calendar: Calendar) -> date | None:
    """Return when what stands still would be due, did it go on today: `held`, or `task` itself."""
    counts = task.owed.timing.counts
    left_over = (task.clock.remaining, held.remaining if held is not None else None)
    days = [ahead(today, each, counts, calendar) for each in left_over if each is not None]
    if held is not None and held.due is not None:
        days.append(held.due)
    return min(days, default=None)


def stop_hand(unfolding: Unfolding, task: Task, held: Assignment, calendar: Calendar) -> None:
    """Stop a part that is handed down while `task` stands still, if it has a day of its own."""
    _stop(unfolding, task, held, unfolding.today(), calendar)


def stop_hands(unfolding: Unfolding, task: Task, calendar: Calendar) -> None:
    """Stop every part of `task` that has a day of its own, if that day is not past.

    What was late before stays late; what is done or refused is over.
    """
    begins = counted_from(task, unfolding.today())
    for each in task.hands:
        if each.live:
            _stop(unfolding, task, each, begins, calendar)


def _stop(
    unfolding: Unfolding, task: Task, held: Assignment, begins: date, calendar: Calendar
) -> None:
    """Stop one part, with what there is from a day on until its own."""
    if held.due is None or held.due < unfolding.today():
        return
    counts = task.owed.timing.counts
    remaining = left(begins, held.due, counts, calendar)
    unfolding.add(
        AssignmentStopped(task=task.id, assignment=held.id, remaining=remaining, counts=counts)
    )


def hands_go_on(unfolding: Unfolding, task: Task, calendar: Calendar) -> None:
    """Give back to every part of `task` that stood still what remained of it, from today."""
    for each in task.hands:
        if each.remaining is not None:
            due = ahead(unfolding.today(), each.remaining, task.owed.timing.counts, calendar)
            if task.due is not None:  # nobody has longer than the task itself
                due = min(due, task.due)
            unfolding.add(AssignmentDueMoved(task=task.id, assignment=each.id, due=due))
