"""Events as they are decided, and the agreement as it stands after each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.evolve import evolve
from coopflow.values.reason import Reason
from coopflow.values.time import day_of
from coopflow.values.verdict import Change

if TYPE_CHECKING:
    from datetime import date, datetime

    from coopflow.values.agreement import Agreement
    from coopflow.values.events import AgreementEvent


class Unfolding:
    """What one command makes of one agreement, step by step.

    It lives inside one decision: later steps see what earlier ones did.

    Attributes:
        now: The agreement after the events so far.
        events: Those events.
    """

    def __init__(self, agreement: Agreement, at: datetime, by: str) -> None:
        """Begin at `agreement`; everything happens `at` one instant, `by` one officer."""
        self.start = agreement
        self.now = agreement
        self.at = at
        self.by = by
        self.events: list[AgreementEvent] = []

    def add(self, *events: AgreementEvent) -> None:
        """Let `events` happen."""
        for event in events:
            self.now = evolve(self.now, event, self.at, self.by)
            self.events.append(event)

    def trial(self) -> Unfolding:
        """Return another one that goes on from here and leaves this one as it is."""
        return Unfolding(self.now, self.at, self.by)

    def ordinal(self, what: str, name: str) -> int:
        """Return the next ordinal of a task, proposal or occasion called `name`."""
        return self.now.ordinals.get(f"{what} {name}", 0) + 1

    def today(self) -> date:
        """Return the day it is, where the agreement is."""
        return day_of(self.at, self.now.terms.time_zone)

    def change(self) -> Change:
        """Return what is to be appended."""
        return Change(stream=self.now.id, expected=self.start.version, events=tuple(self.events))


def reason(code: str, **values: object) -> Reason:
    """Return a `Reason` of the library's own, with its offending values as text."""
    return Reason(code, tuple((name, str(value)) for name, value in values.items()))
