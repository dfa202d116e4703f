"""When a task is due: how its clock runs, what its deadline hangs on, and what moves it.

Whatever settles a task or moves its deadline looks at what hangs on it, and at nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.spans import ahead, away, left
from coopflow.engine.unfolding import reason
from coopflow.values.clock_events import TaskDueMoved, TaskStopped
from coopflow.values.timing import Timing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from coopflow.definitions.calendars import Calendar
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.clock_events import Because
    from coopflow.values.reason import Reason
    from coopflow.values.task import Task
    from coopflow.values.terms import Obligation, Terms
    from coopflow.values.timing import MonthEnd, Relative

    Act = tuple[Obligation, ...]


def timing_of(terms: Terms, act: Act) -> Timing:
    """Return how the clock of an act runs: what the law sets stands while others stop."""
    head = act[0]
    remind = terms.remind if head.remind is None else head.remind
    urge = terms.urge if head.urge is None else head.urge
    span = head.due_from.by if head.due_from is not None else head.within
    worked = span is not None and span.unit == "working days"
    return Timing(
        remind=tuple(sorted(set(remind), reverse=True)),
        urge=tuple(sorted(set(urge))),
        extensions=head.extensions,
        suspension=head.suspension or ("absolute" if head.due_source else "remaining"),
        counts="working days" if worked else "days",
        due_from=head.due_from,
    )


def anchored(timing: Timing, homes: Mapping[str, Act]) -> Timing:
    """Return `timing` hanging on the first clause of an act, by which its task is called.

    Args:
        timing: As the terms have it, hanging on whichever clause.
        homes: Every act by each of its clauses.
    """
    hangs = timing.due_from
    if hangs is None or hangs.anchor != "obligation":
        return timing
    return changed(timing, due_from=changed(hangs, of=homes[hangs.of][0].id))


def due_at_opening(
    act: Act, homes: Mapping[str, Act], signed_on: date, calendar: Calendar, month_end: MonthEnd
) -> date | None:
    """Return when a `once` act is due as far as it is known when it opens.

    Args:
        act: The act.
        homes: Every act by each of its clauses.
        signed_on: The day the text was bound.
        calendar: The agreement's.
        month_end: What its terms say of days that a month does not have.
    """
    hangs = act[0].due_from
    if hangs is None:
        return act[0].due
    if hangs.anchor == "signature":
        return away(signed_on, hangs, calendar, month_end)
    if hangs.anchor == "occasion" or hangs.side == "after":
        return None
    due = due_at_opening(homes[hangs.of], homes, signed_on, calendar, month_end)
    return away(due, hangs, calendar, month_end) if due is not None else None


def from_signature(clause: Obligation) -> bool:
    """Tell whether the term of a clause begins with the signature."""
    hangs = clause.due_from
    return hangs is not None and hangs.anchor == "signature" and hangs.side == "after"


def waits(now: Agreement, task: Task, calendar: Calendar | None) -> list[Reason]:
    """Return what speaks against settling `task`, because a deadline hangs on it."""
    if calendar is not None or not now.work.hanging or not any(_upon(now, task, "after")):
        return []
    return [reason("calendar.unknown", calendar=now.terms.calendar)]


def settled(
    unfolding: Unfolding,
    now: Agreement,
    task: Task,
    calendar: Calendar | None,
    on: date | None = None,
) -> None:
    """Let everything be due that is due so long after `task`, which is settled.

    Args:
        unfolding: Where it happens.
        now: The agreement, before or after that.
        task: The task.
        calendar: The agreement's; without one nothing that hangs on a task is settled.
        on: The day it was settled; by default today.
    """
    if calendar is None or not now.work.hanging:
        return
    for other in _upon(now, task, "after"):
        if other.due is None and other.clock.since is None and other.clock.remaining is None:
            due = away(on or unfolding.today(), _hanging(other), calendar, now.terms.month_end)
            move(unfolding, other.id, due, "settlement", calendar)


def occurred(unfolding: Unfolding, name: str, calendar: Calendar) -> None:
    """Let everything be due that is due so long after the first occasion of a `name`."""
    now = unfolding.now
    for waiting in now.work.hanging.get(f"occasion {name}", ()):
        task = now.tasks[waiting]
        if task.clock.since is None:
            due = away(unfolding.today(), _hanging(task), calendar, now.terms.month_end)
            move(unfolding, task.id, due, "occasion", calendar)


def move(unfolding: Unfolding, name: str, due: date, because: Because, calendar: Calendar) -> None:
    """Give a task another due day, and move whatever is due before it by as much.

    While the agreement is suspended the new deadline stands still as the others do. What goes
    on after a suspension takes those along that stood still with it, and no others. What an
    extension gave is not taken away again.
    """
    today = unfolding.today()
    stood = unfolding.now.tasks[name].clock.remaining is not None
    unfolding.add(TaskDueMoved(task=name, due=due, because=because, since=today))
    now = unfolding.now
    task = now.tasks[name]
    if now.work.course.suspended is not None and stops(now, task, today):
        stop(unfolding, task, calendar)
    for other in tuple(_upon(now, task, "before")):
        if stood and other.clock.remaining is None:
            continue
        moved = away(due, _hanging(other), calendar, now.terms.month_end)
        own = other.due or _due_again(other, today, calendar)
        if own is not None and other.clock.extended:
            moved = max(moved, own)
        if moved != other.due:
            move(unfolding, other.id, moved, "anchor moved", calendar)


def stops(now: Agreement, task: Task, today: date) -> bool:
    """Tell whether a suspension stops the clock of `task`.

    What is due before another task stands still exactly while that one does.
    """
    if task.due is None or task.due < today or task.owed.timing.suspension == "absolute":
        return False
    anchor = before_which(now, task)
    return anchor is None or anchor.clock.remaining is not None or stops(now, anchor, today)


def stop(unfolding: Unfolding, task: Task, calendar: Calendar) -> None:
    """Stop the clock of `task`, which has a due day, with what remains; or with all of it."""
    if task.due is None:
        return
    begins, counts = counted_from(task, unfolding.today()), task.owed.timing.counts
    remaining = left(begins, task.due, counts, calendar)
    unfolding.add(TaskStopped(task=task.id, remaining=remaining, counts=counts))


def counted_from(task: Task, today: date) -> date:
    """Return the day from which on counts what a suspension gives back: `today`, or its first.

    Of a term that has not begun, nothing has gone by: it gets back what remains, as others do.
    """
    if task.owed.timing.suspension == "restart":
        return min(task.clock.began or task.opens, today)
    return today


def go_on(unfolding: Unfolding, task: Task, calendar: Calendar) -> None:
    """Let the clock of `task` run again, from today."""
    due = _due_again(task, unfolding.today(), calendar)
    if due is not None:
        move(unfolding, task.id, due, "resumption", calendar)


def _due_again(task: Task, today: date, calendar: Calendar) -> date | None:
    """Return when `task` is due if it goes on `today`; ``None`` where it did not stand still."""
    if task.clock.remaining is None:
        return None
    return ahead(today, task.clock.remaining, task.owed.timing.counts, calendar)


def before_which(now: Agreement, task: Task) -> Task | None:
    """Return the open task that `task` is due before, where there is one."""
    hangs = task.owed.timing.due_from
    if hangs is None or hangs.side != "before" or hangs.anchor != "obligation":
        return None
    born, colon, _ = task.id.rpartition(":")
    return now.tasks.get(f"{born}{colon}{hangs.of}/1")


def _upon(now: Agreement, task: Task, side: str) -> Iterator[Task]:
    """Yield the open tasks that are due before or after `task`."""
    born, colon, _ = task.id.rpartition(":")
    for name in now.work.hanging.get(f"{born}{colon}{task.obligation}", ()):
        other = now.tasks[name]
        if _hanging(other).side == side:
            yield other


def _hanging(task: Task) -> Relative:
    hangs = task.owed.timing.due_from
    if hangs is None:
        message = f"the deadline of {task.id} hangs on nothing"
        raise ValueError(message)
    return hangs
