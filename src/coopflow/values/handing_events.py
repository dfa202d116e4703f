"""What happens below the parties: tasks are handed down, and come up again; meetings are held."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from coopflow.values.assignment import Assignment
from coopflow.values.evidence import Evidence
from coopflow.values.meeting import Adoption, Meeting
from coopflow.values.text import Text
from coopflow.values.timing import Counted


@frozen(kw_only=True)
class TaskAssigned:
    """A task was handed down."""

    task: str
    assignment: Assignment


@frozen(kw_only=True)
class AssignmentAcknowledged:
    """The body it was handed to takes it on."""

    task: str
    assignment: str
    note: str | None = None


@frozen(kw_only=True)
class AssignmentRefused:
    """The body it was handed to does not take it on, or gives it back."""

    task: str
    assignment: str
    note: str | None = None


@frozen(kw_only=True)
class AssignmentProgressed:
    """The body it was handed to tells how far it has come."""

    task: str
    assignment: str
    percent: int | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


@frozen(kw_only=True)
class AssignmentDelivered:
    """The body it was handed to sends up what it did."""

    task: str
    assignment: str
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


@frozen(kw_only=True)
class AssignmentMoved:
    """Another body has it from now on: the one before is gone, or no longer in charge.

    Attributes:
        since: The first day this holds; ``None`` for the day it was recorded.
        joins: Assignments that are one with it from now on, for the body would have one from
            itself; it stands in the place of the uppermost.
    """

    task: str
    assignment: str
    to: str
    source: str | Text | None = None
    since: date | None = None
    joins: tuple[str, ...] = ()


@frozen(kw_only=True)
class AssignmentStopped:
    """Its day stands still, and so much remains until then.

    Attributes:
        remaining: How many days more there are (>= 0).
        counts: What they are counted in; entries of older libraries do not say it.
    """

    task: str
    assignment: str
    remaining: int
    counts: Counted = "days"


@frozen(kw_only=True)
class AssignmentDueMoved:
    """Its day comes again, now that the agreement goes on."""

    task: str
    assignment: str
    due: date


@frozen(kw_only=True)
class MeetingHeld:
    """A meeting was held.

    Attributes:
        meeting: ``briefing/1`` (kind / ordinal).
        held: What it was.
        adoptions: What was adopted there.
    """

    meeting: str
    held: Meeting
    adoptions: tuple[Adoption, ...] = ()


HandingEvent = (
    TaskAssigned
    | AssignmentAcknowledged
    | AssignmentRefused
    | AssignmentProgressed
    | AssignmentDelivered
    | AssignmentMoved
    | AssignmentStopped
    | AssignmentDueMoved
    | MeetingHeld
)
