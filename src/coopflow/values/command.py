"""`Command`: what an officer asks for."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from coopflow.values.evidence import Evidence
from coopflow.values.meeting import Meeting
from coopflow.values.reassignment import Reassignment
from coopflow.values.review import Closing, Review
from coopflow.values.suspension import Pause
from coopflow.values.terms import Terms


@frozen
class Unread:
    """A body that came with a command that takes none now: nobody looked into it."""


@frozen(kw_only=True)
class Command:
    """What an officer asks of one agreement.

    Attributes:
        name: Imperative: ``"sign"``.
        by: Who acts (an officer's id).
        at: When it happens (aware, UTC).
        agency: In whose name; ``None`` for the officer's own agency.
        assignment: Which handing down of the task.
        to: The bodies a task is handed down to.
        until: A last day: of a proposal, of an assignment, or the due day that is asked for.
        percent: How far an assignment is done.
        body: New terms, a review, what becomes of the tasks at the end, a pause, a meeting,
            whose hands go over to whom.
    """

    agreement: str
    name: str
    by: str
    at: datetime
    agency: str | None = None
    task: str | None = None
    occasion: str | None = None
    obligation: str | None = None
    proposal: str | None = None
    assessment: str | None = None
    note: str | None = None
    assignment: str | None = None
    to: tuple[str, ...] = ()
    until: date | None = None
    percent: int | None = None
    evidence: tuple[Evidence, ...] = ()
    body: Terms | Review | Closing | Pause | Meeting | Reassignment | Unread | None = None
