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

    It lives inside one decision: later steps see what earlier ones did, if they look.

    Attributes:
        events: What happened so far.
    """

    def __init__(self, agreement: Agreement, at: datetime, by: str) -> None:
        """Begin at `agreement`; everything happens `at` one instant, `by` one officer."""
        self.start = agreement
        self.at = at
        self.by = by
        self.events: list[AgreementEvent] = []
        self._now = agreement
        self._seen = 0

    @property
    def now(self) -> Agreement:
        """The agreement after the events so far."""
        while self._seen < len(self.events):
            self._now = evolve(self._now, self.events[self._seen], self.at, self.by)
            self._seen += 1
        return self._now

    def add(self, *events: AgreementEvent) -> None:
        """Let `events` happen."""
        self.events += events

    def trial(self) -> Unfolding:
        """Return another one that goes on from here and leaves this one as it is."""
        return Unfolding(self.now, self.at, self.by)

    def follow(self, trial: Unfolding) -> None:
        """Let everything happen that happened in a `trial` begun here."""
        self.events += trial.events
        self._now, self._seen = trial.now, len(self.events)

    def ordinal(self, what: str, name: str) -> int:
        """Return the next ordinal of a task, proposal or occasion called `name`."""
        return self.now.ordinals.get(f"{what} {name}", 0) + 1

    def today(self) -> date:
        """Return the day it is, where the agreement is."""
        return day_of(self.at, self.now.terms.time_zone)

    def change(self) -> Change:
        """Return what is to be appended."""
        return Change(self.start.id, self.start.version, tuple(self.events))


def reason(code: str, **values: object) -> Reason:
    """Return a `Reason` of the library's own, with its offending values as text."""
    return Reason(code, tuple((name, str(value)) for name, value in values.items()))
