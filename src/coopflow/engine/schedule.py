"""Which tasks the terms open, and when each is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.definitions.calendars import intervals, occurrences
from coopflow.definitions.reporting import closing
from coopflow.definitions.same_as import acts, lead_of
from coopflow.engine.clocks import anchored, due_at_opening, from_signature, settled, timing_of
from coopflow.engine.spans import onward
from coopflow.values.events import TaskAccepted, TaskOpened, TaskSkipped
from coopflow.values.task import Owed, Task
from coopflow.values.time import Period, day_of

if TYPE_CHECKING:
    from datetime import date

    from coopflow.definitions.calendars import Calendar
    from coopflow.engine.rules import Rules
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.terms import Acceptance, Obligation, Terms

Act = tuple["Obligation", ...]
"""The clauses that mean one act, the first in the file first."""


def open_tasks(unfolding: Unfolding, rules: Rules, calendar: Calendar) -> None:
    """Open every task the period still holds; skip intervals that ended before the signature."""
    terms, charter = unfolding.now.terms, unfolding.now.charter
    signed_at = charter.bound_at or unfolding.at
    signed_on = day_of(signed_at, terms.time_zone)
    due: date | None
    every = acts(terms.obligations)
    homes = {clause.id: act for act in every for clause in act}
    performed: list[Owed] = []
    for act in every:
        head = act[0]
        for interval in _intervals(act, terms, rules):
            if head.kind != "once" and interval.end < signed_on:
                skipped = TaskSkipped(obligation=head.id, opens=interval.start, due=interval.end)
                unfolding.add(skipped)
                continue
            task = _task(unfolding, act)
            timing = anchored(task.timing, homes)
            opens, due = interval.start, interval.end
            if head.kind == "once":
                due = due_at_opening(act, homes, signed_on, calendar, terms.month_end)
                opens = signed_on if from_signature(head) else opens
            unfolding.add(TaskOpened(task=changed(task, opens=opens, due=due, timing=timing)))
            if head.settled_by == "signature":
                unfolding.add(
                    TaskAccepted(
                        task=task.id, settles=True, settled_by="signature", settled_at=signed_at
                    )
                )
                performed.append(task)
    for task in performed:
        settled(unfolding, unfolding.now, Task(task), calendar, signed_on)


def open_for_occasion(unfolding: Unfolding, act: Act, occasion: str, calendar: Calendar) -> None:
    """Open the task that an occasion triggers, or the round a lead opens."""
    task, head, today = _task(unfolding, act), act[0], unfolding.today()
    due = None
    if head.within is not None:
        due = onward(today, head.within, calendar, unfolding.now.terms.month_end)
    task = changed(task, opens=today, due=due, occasion=occasion)
    unfolding.add(TaskOpened(task=task))


def _intervals(act: Act, terms: Terms, rules: Rules) -> tuple[Period, ...]:
    """Return the intervals of an act's tasks; by a rule, each ends on one of its days.

    Others close on the cut-off days of the lead's reporting calendar where it works by one; what
    is led jointly goes by none.
    """
    head, period = act[0], terms.period
    if head.kind == "triggered" or head.by_round:
        return ()
    if head.kind == "once":
        return (period,)
    if head.rule is not None:
        days = occurrences(period, head.rule)
        starts = [period.start, *(day + timedelta(days=1) for day in days)]
        return tuple(Period(start, day) for start, day in zip(starts, days, strict=False))
    every = head.every or head.report_every
    cut = (period,) if every is None else intervals(period, every, terms.month_end)
    lead = lead_of(act)
    agency = terms.agency(lead) if lead is not None else None
    if agency is None or agency.reporting is None:
        return cut
    return closing(cut, rules.reporting[agency.reporting])


def _task(unfolding: Unfolding, act: Act) -> Owed:
    head, lead = act[0], lead_of(act)
    leads = {clause.lead for clause in act}
    return Owed(
        id=f"{head.id}/{unfolding.ordinal('task', head.id)}",
        obligation=head.id,
        also=tuple(clause.id for clause in act[1:]),
        kind=head.kind,
        lead=lead,
        coordinating=tuple(
            dict.fromkeys(a for clause in act for a in clause.coordinating if a not in leads)
        ),
        acceptance=_acceptance(act, joint=lead is None),
        opens=unfolding.now.terms.period.start,
        opened_on=unfolding.today(),
        settled_by=head.settled_by,
        timing=timing_of(unfolding.now.terms, act),
    )


def _acceptance(act: Act, *, joint: bool) -> Acceptance:
    """Return the strictest its clauses ask for; clauses led differently ask for one at least."""
    asked = {clause.acceptance for clause in act}
    if "all" in asked:
        return "all"
    return "any" if "any" in asked or (joint and len(act) > 1) else "none"
