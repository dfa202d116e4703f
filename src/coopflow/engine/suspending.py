"""Suspending and resuming: every clock stands still, and gets back what remained.

It follows from phases: whatever leads into one that is suspended does it, and whatever leads
out of one ends it. Only what resumes has to name the cause; a review or an end says more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.clocks import before_which, go_on, stop, stops
from coopflow.engine.hand_clocks import hands_go_on, stop_hands
from coopflow.engine.unfolding import reason
from coopflow.values.clock_events import SuspensionBegun, SuspensionEnded
from coopflow.values.suspension import Pause
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from coopflow.definitions.calendars import Calendar
    from coopflow.engine.phases import Body, Effect
    from coopflow.engine.rules import Rules
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.reason import Reason


def may_pause(rules: Rules, effect: Effect, now: Agreement, body: Body) -> list[Reason]:
    """Return what speaks against suspending or resuming: no calendar, or another cause.

    A cause that nobody named is the command that suspended; then none need be named again.
    """
    objections = []
    if rules.calendar is None and (effect.suspends or (effect.resumes and not effect.ends)):
        objections.append(reason("calendar.unknown", calendar=now.terms.calendar))
    suspended = now.work.course.suspended
    if not effect.resumes or effect.body is not Pause or suspended is None:
        return objections
    since = day_of(suspended.since, now.terms.time_zone)
    standing = {"agreement": now.id, "cause": suspended.cause, "since": since}
    if isinstance(body, Pause):
        if body.cause != suspended.cause:
            objections.append(reason("suspension.other-cause", **standing, given=body.cause))
    elif suspended.cause not in rules.plan.commands:
        objections.append(reason("cause.missing", **standing))
    return objections


def pause(unfolding: Unfolding, command: str, body: Body, calendar: Calendar) -> None:
    """Suspend the agreement, and stop the clocks that do not run on."""
    told = body if isinstance(body, Pause) else Pause(cause=command)
    begun = SuspensionBegun(cause=told.cause, reason=told.reason, source=told.source)
    unfolding.add(begun)
    now, today = unfolding.now, unfolding.today()
    for task in now.open_tasks():
        if stops(now, task, today):
            stop(unfolding, task, calendar)
            stop_hands(unfolding, task, calendar)
        elif task.due is None and task.owed.timing.suspension != "absolute":
            stop_hands(unfolding, task, calendar)


def resume(unfolding: Unfolding, calendar: Calendar | None) -> None:
    """End the suspension, and give back what remained.

    What is due before another task goes on with that one, if that one stood still.
    """
    now = unfolding.now
    suspended = now.work.course.suspended
    if suspended is None:  # it was suspended by a library that stopped no clocks
        return
    since = day_of(suspended.since, now.terms.time_zone)
    days = (unfolding.today() - since).days
    unfolding.add(SuspensionEnded(cause=suspended.cause, days=days))
    if calendar is None:
        return
    for task in now.open_tasks():
        anchor = before_which(now, task)
        if anchor is None or anchor.clock.remaining is None:
            go_on(unfolding, task, calendar)
    for task in unfolding.now.open_tasks():
        hands_go_on(unfolding, task, calendar)
