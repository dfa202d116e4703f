"""Reviewing and ending: no task is left without a word on what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.same_as import acts
from coopflow.engine import clocks
from coopflow.engine.tasks import ever_opened
from coopflow.engine.unfolding import reason
from coopflow.values.events import ReviewAdopted, TaskAccepted, TaskUnmet, TaskWaived
from coopflow.values.meeting import MEETINGS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coopflow.definitions.calendars import Calendar
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.reason import Reason
    from coopflow.values.review import Closing, Disposition, Review
    from coopflow.values.task import Task


def owed(agreement: Agreement, as_of: date) -> list[Task]:
    """Return the tasks a review for the day `as_of` must dispose of.

    They are those open by then that no moment of the lifecycle performs. What a meeting would
    have performed is among them: it was not held.
    """
    return [
        task
        for task in agreement.open_tasks()
        if task.opened_on <= as_of and task.settled_by in _OWED
    ]


def adopt_review(
    unfolding: Unfolding,
    review: Review | None,
    calendar: Calendar | None,
    *,
    fresh: bool,
    renewable: bool,
) -> list[Reason]:
    """Let a review be adopted: waive, own as unmet, and settle what the review itself performs.

    Args:
        unfolding: Where it happens.
        review: The body; ``None`` where the command brought none.
        calendar: The agreement's.
        fresh: Whether the body comes with this very command. What was settled since a proposal
            was opened needs no disposition any more, and one that was given falls away.
        renewable: Whether the lifecycle knows a successor that could take up what is carried.
    """
    now = unfolding.now
    if review is None:
        lacking = _lacking(owed(now, unfolding.today()), (), _OUTCOMES[renewable])
        return [reason("body.missing", wanted="review"), *lacking]
    objections = _findings(now, review)
    if review.as_of > unfolding.today():
        values = {"as_of": review.as_of, "at": unfolding.today()}
        objections.append(reason("review.as-of-future", **values))
    open_then = owed(now, review.as_of)
    objections += _lacking(open_then, review.dispositions, _OUTCOMES[renewable])
    objections += _fitting(now, review.dispositions, fresh=fresh)
    objections += [] if renewable else _uncarried(review.dispositions)
    for each in review.dispositions:
        task = now.tasks.get(each.task)
        if task is not None and task.settled_by == "review":
            objections.append(reason("disposition.by-review", task=each.task))
    objections += _uncounted(now, calendar)
    if objections:
        return objections
    unfolding.add(ReviewAdopted(review=review, not_held=_not_held(now)))
    _settle(unfolding, review.dispositions)
    for task in unfolding.now.open_tasks():
        if task.settled_by == "review":
            unfolding.add(TaskAccepted(task=task.id, settles=True, settled_by="review"))
    _follow(unfolding, now, calendar)
    return []


def _uncounted(now: Agreement, calendar: Calendar | None) -> list[Reason]:
    if calendar is not None or not now.work.hanging:
        return []
    return [reason("calendar.unknown", calendar=now.terms.calendar)]


def _follow(unfolding: Unfolding, before: Agreement, calendar: Calendar | None) -> None:
    """Let everything be due that hangs on what a review settled."""
    for task in before.open_tasks() if before.work.hanging else ():
        if task.id not in unfolding.now.tasks:
            clocks.settled(unfolding, unfolding.now, task, calendar)


def dispose_of_all(unfolding: Unfolding, closing: Closing | None, *, fresh: bool) -> list[Reason]:
    """Let everything still open be waived or owned as unmet, because the agreement ends."""
    now = unfolding.now
    given = closing.dispositions if closing is not None else ()
    objections = _lacking(now.open_tasks(), given, _OUTCOMES[False])
    objections += _fitting(now, given, fresh=fresh) + _uncarried(given)
    if not objections:
        _settle(unfolding, given)
    return objections


_OWED = (None, *MEETINGS)
"""What settles the tasks that a review must dispose of."""


def own_as_unmet(unfolding: Unfolding) -> None:
    """Let everything still open be unmet, because time alone ends the agreement."""
    for task in unfolding.now.open_tasks():
        unfolding.add(TaskUnmet(task=task.id))


_OUTCOMES = {True: "carry, waive or unmet", False: "waive or unmet"}
"""What may become of a task, by whether a successor could take it up."""


def _lacking(tasks: Iterable[Task], given: Iterable[Disposition], outcomes: str) -> list[Reason]:
    named = {each.task for each in given}
    lacking = [task.id for task in tasks if task.id not in named]
    if not lacking:
        return []
    return [reason("disposition.missing", tasks=", ".join(lacking), outcomes=outcomes)]


def _uncarried(given: Iterable[Disposition]) -> list[Reason]:
    carried = (each.task for each in given if each.outcome == "carry")
    return [reason("disposition.no-successor", task=task) for task in carried]


def _fitting(now: Agreement, given: Iterable[Disposition], *, fresh: bool) -> list[Reason]:
    objections = []
    for each in given:
        if each.task not in now.tasks and (fresh or not ever_opened(now, each.task)):
            objections.append(reason("disposition.not-open", task=each.task))
        if each.outcome != "carry" and each.reason is None:
            objections.append(reason("disposition.reason", task=each.task, outcome=each.outcome))
    return objections


def _settle(unfolding: Unfolding, given: Iterable[Disposition]) -> None:
    for each in given:
        if each.task not in unfolding.now.tasks or each.outcome == "carry":
            continue
        settle = TaskWaived if each.outcome == "waive" else TaskUnmet
        unfolding.add(settle(task=each.task, reason=each.reason))


def _findings(now: Agreement, review: Review) -> list[Reason]:
    objections = []
    areas = {area.id for area in now.terms.areas}
    for finding in review.findings:
        objections += [
            reason("finding.unknown-area", area=area) for area in finding.areas if area not in areas
        ]
        objections += [
            reason("finding.unknown-task", task=task)
            for task in finding.tasks
            if task not in now.tasks and not ever_opened(now, task)
        ]
    return objections


def _not_held(now: Agreement) -> tuple[str, ...]:
    return tuple(
        act[0].id
        for act in acts(now.terms.obligations)
        if act[0].by_round and not now.ordinals.get(f"task {act[0].id}", 0)
    )
