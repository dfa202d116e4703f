"""The inbox: what awaits each agency, derived from open tasks and proposals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from coopflow.definitions.consents import awaited
from coopflow.engine.custody import behind, last_day
from coopflow.engine.extensions import granting
from coopflow.engine.tasks import acceptors
from coopflow.values.meeting import MEETINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coopflow.values.agreement import Agreement
    from coopflow.values.assignment import Assignment
    from coopflow.values.task import Task

What = Literal["report", "accept", "grant", "acknowledge", "deliver", "assent", "sign"]
Why = Literal["lead", "joint", "coordinating", "party", "body"]

TO_DO: frozenset[What] = frozenset({"report", "acknowledge", "deliver"})
"""What is late once its day is past; the rest waits for an answer, and is not owed by a day."""

InboxPlace = tuple[date | None, str, str, str]
"""Where a row stands: its day, agreement, what it is about, what is awaited."""


@frozen
class InboxRow:
    """One thing that awaits an agency.

    Attributes:
        agency: Whom it awaits.
        due: The task's due day; the assignment's, where that comes first; or the last day of a
            proposal. ``None`` where there is none.
        about: A task, an assignment of one, or a proposal: its id.
        what: The command that is awaited. `accept` may also be `return`, `grant` `deny`,
            `assent` and `sign` `decline`.
        why: Why it is this agency's: it is the *lead*, one of those who lead it *joint*ly,
            *coordinating*, a *party* whose word is missing, or the *body* it was handed to.
        task: The task it is about; ``None`` for a proposal.
        late: Whether its day is past, for what is owed by a day; worked out when one asks.
    """

    agency: str
    due: date | None
    agreement: str
    about: str
    what: What
    why: Why
    task: str | None
    time_zone: str
    late: bool = field(default=False, eq=False)

    @property
    def place(self) -> InboxPlace:
        """Where it stands in a page."""
        return self.due, self.agreement, self.about, self.what

    def late_on(self, today: date) -> bool:
        """Tell whether it is late on day `today`."""
        return self.what in TO_DO and behind(self.due, today)


def of_task(task: Task, now: Agreement) -> Iterator[InboxRow]:
    """Yield what awaits agencies because of a task.

    What the lifecycle performs by itself awaits nobody's report; what a meeting performs awaits the
    lead, whether the meeting is held or it is reported.
    """
    if task.settled:
        return
    zone = now.terms.time_zone
    for agency, what, why in (*_on_report(task, now), *_on_extension(task, now)):
        yield InboxRow(agency, task.due, now.id, task.id, what, why, task.id, zone)
    for hand in task.hands:
        awaited_of = _of_hand(hand)
        if awaited_of is not None:
            due = last_day(task, hand)
            yield InboxRow(hand.to, due, now.id, hand.id, awaited_of, "body", task.id, zone)


def of_proposals(now: Agreement) -> Iterator[InboxRow]:
    """Yield what awaits parties because of open proposals."""
    zone = now.terms.time_zone
    for each in now.proposals:
        for party in awaited(each, now.terms):
            yield InboxRow(party, each.until, now.id, each.id, "assent", "party", None, zone)


def in_order(rows: Iterable[InboxRow]) -> list[InboxRow]:
    """Return rows in order of their days, undated ones last."""
    return sorted(rows, key=lambda row: order(row.place))


def order(place: InboxPlace) -> tuple[bool, str, str, str, str]:
    """Return what places are compared by."""
    due, *rest = place
    return (due is None, str(due or ""), *rest)  # type: ignore[return-value]  # three more texts


def _on_report(task: Task, now: Agreement) -> Iterator[tuple[str, What, Why]]:
    if task.state == "reported":
        for agency in acceptors(task, now):
            if agency not in task.accepted_by:
                yield agency, "accept", _part(agency, task)
    elif task.settled_by not in (None, *MEETINGS):
        return
    elif task.lead is not None:
        yield task.lead, "report", "lead"
    else:
        for party in now.terms.parties:
            yield party, "report", "joint"


def _on_extension(task: Task, now: Agreement) -> Iterator[tuple[str, What, Why]]:
    """Whoever has to grant it, and has not yet."""
    asked = task.clock.asked
    if asked is None:
        return
    for agency in granting(task, now):
        if agency not in asked.granted_by:
            yield agency, "grant", _part(agency, task)


def _part(agency: str, task: Task) -> Why:
    return "coordinating" if agency in task.coordinating else "party"


def _of_hand(hand: Assignment) -> What | None:
    if hand.state == "assigned":
        return "acknowledge"
    return "deliver" if hand.state == "acknowledged" else None
