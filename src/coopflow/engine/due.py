"""What time alone does, and when it will next do any of it.

The clock reminds and urges, lets proposals expire that nobody answered in time, and lets an
agreement lapse that nobody reviewed. Like `decide` this reads values and returns values: the
instant is an argument, and the same instant again finds nothing left to do.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.definitions.calendars import CALENDARS, NoSuchDay, after
from coopflow.engine.consent import adopt_in_silence
from coopflow.engine.counting import UNCOUNTED, uncounted
from coopflow.engine.effects import take
from coopflow.engine.ladder import ahead, begins, reminder
from coopflow.engine.objections import UNANSWERED, chosen
from coopflow.engine.unfolding import Unfolding
from coopflow.values.agreement import task_order
from coopflow.values.clock_events import CLOCK, ProposalExpired
from coopflow.values.command import Command
from coopflow.values.lifecycle import RUNNING
from coopflow.values.reason import Reason
from coopflow.values.time import day_of
from coopflow.values.verdict import Accepted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date, datetime

    from coopflow.engine.consent import Answer
    from coopflow.engine.rules import Rules, View
    from coopflow.values.agreement import Agreement, Proposal
    from coopflow.values.lifecycle import Row
    from coopflow.values.task import Task
    from coopflow.values.time import Span
    from coopflow.values.timing import MonthEnd
    from coopflow.values.verdict import Change

Step = tuple["datetime", "Proposal | None"]
"""When something falls due, and the proposal that runs out; ``None`` where the agreement does."""


@frozen
class Outcome:
    """What time alone does with one agreement at an instant.

    Attributes:
        accepted: What to record; ``None`` where there is nothing to do.
        hindered: Why something that is due cannot be done now: a guard is missing, or says no.
    """

    accepted: Accepted | None = None
    hindered: tuple[Reason, ...] = ()


def alarm(task: Task, agreement: Agreement) -> datetime | None:
    """Return when time alone will next do something with `task`, ``None`` for never.

    It counts while the agreement is executing or reviewing: in other phases nobody is reminded.
    """
    following = next(ahead(task), None)
    try:
        return begins(following[1], agreement.terms.time_zone) if following is not None else None
    except OverflowError:
        return None


def agreement_alarm(agreement: Agreement, *, lapsing: bool) -> datetime | None:
    """Return when time alone will next do something with an agreement beside its tasks.

    Args:
        agreement: The present.
        lapsing: Whether a row of its table is taken by the clock out of its state.
    """
    if not lapsing and not agreement.proposals:
        return None  # asked with every entry, and most often so
    return min((instant for instant, _ in _steps(agreement, lapsing=lapsing)), default=None)


def due(rules: Rules, view: View, at: datetime, tasks: Iterable[str]) -> Outcome:
    """Return what time alone does with one agreement at an instant.

    What is about the agreement comes first, in the order in which it fell due; then the
    reminders on what is still open. Events happen at `at`, or when the last one did if that is
    later.

    Args:
        rules: What it is judged by.
        view: The agreement, and what else the answer may need.
        at: The instant.
        tasks: Ids of the tasks whose alarm has come by then; others are not looked at.
    """
    now = view.agreement
    if now is None:
        return Outcome()
    unfolding = Unfolding(now, max(at, now.at), CLOCK)
    hindered: list[Reason] = []
    others: list[Change] = []
    tried: set[str | None] = set()
    while (step := _next(rules, unfolding.now, at, tried)) is not None:
        _, proposal = step
        tried.add(_name(proposal))
        met, more = _step(rules, view, proposal, unfolding)
        hindered += met
        others += more
    _remind(view, unfolding, tasks, at)
    why = tuple(dict.fromkeys(hindered))
    if not unfolding.events:
        return Outcome(hindered=why)
    return Outcome(Accepted(now.id, now.version, tuple(unfolding.events), tuple(others)), why)


def _steps(now: Agreement, *, lapsing: bool) -> Iterator[Step]:
    for proposal in now.proposals:
        if proposal.until is not None:
            instant = _following(proposal.until, now.terms.time_zone)
            if instant is not None:
                yield instant, proposal
    if lapsing:
        terms, given_back = now.terms, now.work.course.given_back
        end, within, month_end = terms.period.end, terms.review_within, terms.month_end
        instant = _over(end, within, month_end, given_back, terms.time_zone)
        if instant is not None:
            yield instant, None


def _next(rules: Rules, now: Agreement, at: datetime, tried: Collection[str | None]) -> Step | None:
    """Return what fell due first of what was not tried yet; a proposal before the end."""
    lapsing = now.state in rules.plan.lapsing
    steps = [step for step in _steps(now, lapsing=lapsing) if step[0] <= at]
    left = [(instant, each) for instant, each in steps if _name(each) not in tried]
    return min(left, key=lambda step: (step[0], step[1] is None), default=None)


def _name(proposal: Proposal | None) -> str | None:
    return proposal.id if proposal is not None else None


def _step(rules: Rules, view: View, proposal: Proposal | None, unfolding: Unfolding) -> Answer:
    now = unfolding.now
    rows = [row for row in rules.plan.out_of(now.state) if row.by == "clock"]
    name = proposal.command if proposal is not None else rows[0].command
    command = Command(agreement=now.id, name=name, by=CLOCK, at=unfolding.at)
    if proposal is None:
        return _lapse(rules, view, command, tuple(rows), unfolding)
    if now.terms.silence == "assent" and now.charter.bound is not None:
        trial = unfolding.trial()
        try:
            met, others = adopt_in_silence(rules, view, command, proposal, trial)
        except UNCOUNTED as error:
            return [uncounted(error)], ()
        if not met:
            unfolding.follow(trial)
            return [], others
        if any(each.code in UNANSWERED for each in met):
            return met, ()
    unfolding.add(ProposalExpired(proposal=proposal.id))
    return [], ()


def _lapse(
    rules: Rules, view: View, command: Command, rows: tuple[Row, ...], unfolding: Unfolding
) -> Answer:
    objections: list[Reason] = []
    for row in chosen(rules, view, command, rows, unfolding.now):
        trial = unfolding.trial()
        met, others = take(rules, view, command, row, None, trial, fresh=True)
        if not met:
            unfolding.follow(trial)
            return [], others
        objections += met
    return objections, ()


def _remind(view: View, unfolding: Unfolding, tasks: Iterable[str], at: datetime) -> None:
    now = unfolding.now
    if now.phase not in RUNNING:
        return
    today = day_of(at, now.terms.time_zone)
    for name in sorted(tasks, key=task_order):
        task = now.tasks.get(name)
        reminded = reminder(task, now, view.directory, today) if task is not None else None
        if reminded is not None:
            unfolding.add(reminded)


@lru_cache(maxsize=1024)  # asked with every entry; and agreements of a year have it alike
def _over(
    end: date, within: Span, month_end: MonthEnd, given_back: int, zone: str
) -> datetime | None:
    """Return when the time in which an agreement may be reviewed is over, ``None`` for never."""
    try:
        last = after(end, within, CALENDARS["weekdays"], month_end) + timedelta(days=given_back)
    except (OverflowError, NoSuchDay):  # beyond the calendar nothing comes
        return None
    return _following(last, zone)


def _following(day: date, zone: str) -> datetime | None:
    """Return when `day` is over in a time zone."""
    try:
        return begins(day + timedelta(days=1), zone)
    except OverflowError:
        return None
