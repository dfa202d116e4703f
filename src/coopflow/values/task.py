"""`Task`: one performance of an obligation that is owed now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from attrs import frozen

from coopflow.values.assignment import Assignment
from coopflow.values.evidence import Evidence
from coopflow.values.terms import (
    Acceptance,
    Kind,
    Settlement,
)
from coopflow.values.timing import Timing

TaskState = Literal["open", "reported", "accepted", "waived", "unmet", "carried"]
Assessment = Literal["met", "partly", "not"]


USUAL = Timing()
"""The timing of a task whose terms say nothing of it."""


@frozen(kw_only=True)
class Extension:
    """Time that was asked for and is not granted yet.

    Attributes:
        party: Who asked.
        until: The day that would be the due day.
        granted_by: Agencies that have granted it so far.
    """

    party: str
    until: date
    granted_by: tuple[str, ...] = ()


@frozen(kw_only=True)
class TaskClock:
    """How far the clock of one task has come.

    Attributes:
        since: The day its deadline was last moved; ``None`` where it never was.
        rung: The last rung of its ladder that was reached, in days from the due day.
        remaining: What remained when its clock stopped, in what its timing counts; ``None``
            while it runs.
        was_due: The day it was due on when its clock stopped; ``None`` while it runs.
        extended: How often its deadline was extended.
        asked: An extension that is asked for.
        began: The day its term began, where that is not its first day: the settlement or the
            occasion it hangs on, or the end of the last suspension in which it stood still. Of
            an interval that had not begun by then it is the first day still.
    """

    since: date | None = None
    rung: int | None = None
    remaining: int | None = None
    was_due: date | None = None
    extended: int = 0
    asked: Extension | None = None
    began: date | None = None


UNMOVED = TaskClock()
"""The clock of a task to whose deadline nothing has happened."""


@frozen(kw_only=True)
class Owed:
    """What is owed with a task, settled when it is opened; only its due day may move.

    Attributes:
        id: ``5.9/1`` (obligation / ordinal); carried ones keep where they were born:
            ``qn-2021:5.9/1``.
        also: Further obligations settled by the very same act.
        lead: The party that leads; ``None`` where the parties lead jointly.
        opens: First day of the interval it covers.
        due: Last day, or ``None`` where it has no date.
        opened_on: The day it was opened in this agreement.
        occasion: What triggered it: ``household-distress/1``.
        timing: How its clock runs.
    """

    id: str
    obligation: str
    also: tuple[str, ...] = ()
    kind: Kind
    lead: str | None
    coordinating: tuple[str, ...] = ()
    acceptance: Acceptance
    opens: date
    due: date | None = None
    opened_on: date
    occasion: str | None = None
    settled_by: Settlement | None = None
    timing: Timing = USUAL


@frozen(kw_only=True)
class TakenUp(Owed):
    """What is owed with a task of the predecessor, and how far it had come there.

    The fields are those of `Owed`, `Task`, its `Report` and its `TaskClock`, side by side.
    """

    state: TaskState = "open"
    reported_at: datetime | None = None
    reporter: str | None = None
    assessment: Assessment | None = None
    evidence: tuple[Evidence, ...] = ()
    accepted_by: tuple[str, ...] = ()
    clock: TaskClock = UNMOVED
    hands: tuple[Assignment, ...] = ()


@frozen
class Report:
    """The standing report on a task.

    Attributes:
        at: When it was made.
        by: The agency that made it; ``None`` where the lifecycle itself performed the task.
    """

    at: datetime
    by: str | None = None
    assessment: Assessment | None = None
    evidence: tuple[Evidence, ...] = ()


@frozen
class Task:
    """One performance of an obligation that is owed now: what changes in it, and what does not.

    Attributes:
        report: The standing report, where one stands.
        accepted_by: Agencies that have accepted it so far.
        clock: How far its clock has come.
        hands: To whom it was handed down, in order.
        settled_at: From when on nothing more was owed here; ``None`` while something is.
    """

    owed: Owed
    state: TaskState = "open"
    report: Report | None = None
    accepted_by: tuple[str, ...] = ()
    clock: TaskClock = UNMOVED
    hands: tuple[Assignment, ...] = ()
    settled_at: datetime | None = None

    @property
    def id(self) -> str:
        """Its id, as `Owed` has it."""
        return self.owed.id

    @property
    def obligation(self) -> str:
        """The obligation it performs."""
        return self.owed.obligation

    @property
    def also(self) -> tuple[str, ...]:
        """Further obligations settled by the very same act."""
        return self.owed.also

    @property
    def kind(self) -> Kind:
        """The kind of its obligation."""
        return self.owed.kind

    @property
    def lead(self) -> str | None:
        """The party that leads; ``None`` where the parties lead jointly."""
        return self.owed.lead

    @property
    def coordinating(self) -> tuple[str, ...]:
        """The agencies that help."""
        return self.owed.coordinating

    @property
    def acceptance(self) -> Acceptance:
        """How many of them must accept a report."""
        return self.owed.acceptance

    @property
    def opens(self) -> date:
        """First day of the interval it covers."""
        return self.owed.opens

    @property
    def due(self) -> date | None:
        """Last day, or ``None`` where it has no date."""
        return self.owed.due

    @property
    def opened_on(self) -> date:
        """The day it was opened in this agreement."""
        return self.owed.opened_on

    @property
    def occasion(self) -> str | None:
        """What triggered it."""
        return self.owed.occasion

    @property
    def settled_by(self) -> Settlement | None:
        """The moment of the lifecycle that performs it, where one does."""
        return self.owed.settled_by

    @property
    def reported_at(self) -> datetime | None:
        """When the standing report was made; ``None`` where none stands."""
        return self.report.at if self.report is not None else None

    @property
    def reporter(self) -> str | None:
        """The agency that made it."""
        return self.report.by if self.report is not None else None

    @property
    def assessment(self) -> Assessment | None:
        """What it says of something continuous."""
        return self.report.assessment if self.report is not None else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What it rests on."""
        return self.report.evidence if self.report is not None else ()

    @property
    def settled(self) -> bool:
        """Whether nothing more is owed here."""
        return self.state in SETTLED


SETTLED = ("accepted", "waived", "unmet", "carried")
"""States of a task in which nothing more is owed."""


def is_late(
    due: date | None, reported_on: date | None, settled_on: date | None, today: date
) -> bool:
    """Tell whether the due day is past and the task was neither reported nor settled by then.

    A standing report decides where there is one: nothing is settled before it is reported, but
    by a review or an end that asks for no report.
    """
    if due is None or today <= due:
        return False
    answered = reported_on or settled_on
    return answered is None or answered > due
