"""`Assignment`: a task, or a part of it, handed down inside an agency."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from attrs import frozen

from coopflow.values.evidence import Evidence
from coopflow.values.text import Text

AssignmentState = Literal["assigned", "acknowledged", "delivered", "refused"]

LIVE = ("assigned", "acknowledged")
"""States of an assignment in which something is awaited of the body that has it."""


@frozen(kw_only=True)
class Assignment:
    """One handing down of a task, and how far it has come.

    Attributes:
        id: ``3.1/1~4`` (task ~ ordinal).
        to: The body that is to do it.
        by: The agency that handed it down.
        parent: The assignment it was handed down from; ``None`` where that is the task itself.
        instead_of: The body that would do it, were there one here: `to` is its fallback.
        due: Until when; ``None`` for the deadline of the task.
        remaining: What remained until that day when a suspension stopped its clock, in what the
            timing of its task counts; ``None`` while it runs.
        source: What the choice rests on.
        at: When it last changed.
        percent: How far it is done (0 to 100), as last told.
        note: Words that came with its last change.
        evidence: What was sent up with it.
    """

    id: str
    to: str
    by: str
    parent: str | None = None
    instead_of: str | None = None
    due: date | None = None
    remaining: int | None = None
    source: str | Text | None = None
    state: AssignmentState = "assigned"
    at: datetime
    percent: int | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def live(self) -> bool:
        """Whether something is awaited of the body that has it."""
        return self.state in LIVE
