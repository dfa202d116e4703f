"""`Task`: one performance of an obligation that is owed now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from attrs import frozen

from coopflow.values.evidence import Evidence
from coopflow.values.terms import (
    Acceptance,
    Kind,
    Settlement,
)

TaskState = Literal["open", "reported", "accepted", "waived", "unmet", "carried"]
Assessment = Literal["met", "partly", "not"]


@frozen(kw_only=True)
class Task:
    """One performance of an obligation that is owed now.

    Attributes:
        id: ``5.9/1`` (obligation / ordinal); carried ones keep where they were born:
            ``qn-2021:5.9/1``.
        also: Further obligations settled by the very same act.
        lead: The party that leads; ``None`` where the parties lead jointly.
        opens: First day of the interval it covers.
        due: Last day, or ``None`` where it has no date.
        opened_on: The day it was opened in this agreement.
        occasion: What triggered it: ``household-distress/1``.
        reported_at: When the standing report was made; ``None`` where none stands.
        reporter: The agency that made it.
        accepted_by: Agencies that have accepted it so far.
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
    state: TaskState = "open"
    reported_at: datetime | None = None
    reporter: str | None = None
    assessment: Assessment | None = None
    evidence: tuple[Evidence, ...] = ()
    accepted_by: tuple[str, ...] = ()

    def after(
        self,
        state: TaskState,
        reported_at: datetime | None = None,
        reporter: str | None = None,
        assessment: Assessment | None = None,
        evidence: tuple[Evidence, ...] = (),
        accepted_by: tuple[str, ...] = (),
    ) -> Task:
        """Return it in another state, with this report standing and no other.

        Written out because replay goes by here: `attrs.evolve` costs twice as much.
        """
        return Task(
            id=self.id,
            obligation=self.obligation,
            also=self.also,
            kind=self.kind,
            lead=self.lead,
            coordinating=self.coordinating,
            acceptance=self.acceptance,
            opens=self.opens,
            due=self.due,
            opened_on=self.opened_on,
            occasion=self.occasion,
            settled_by=self.settled_by,
            state=state,
            reported_at=reported_at,
            reporter=reporter,
            assessment=assessment,
            evidence=evidence,
            accepted_by=accepted_by,
        )

    @property
    def settled(self) -> bool:
        """Whether nothing more is owed here."""
        return self.state not in ("open", "reported")


def is_late(due: date | None, reported_on: date | None, today: date) -> bool:
    """Tell whether the due day is past with no standing report made by then."""
    if due is None or today <= due:
        return False
    return reported_on is None or reported_on > due
