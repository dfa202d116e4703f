"""Let the clock tick again and again without judging each time what is hindered all along."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from attrs import evolve as changed
from attrs import frozen

from coopflow.runtime.ticking import Hindered

if TYPE_CHECKING:
    from coopflow.runtime.runner import Patience
    from coopflow.runtime.ticking import Ticked, Ticking


@frozen
class _Kept:
    """What is hindered, how often it was found so, and from when it is tried again."""

    hindered: Hindered
    often: int
    again: datetime


class HoldingOff:
    """Ticks for a runner; an agreement that is hindered is left alone for longer and longer."""

    def __init__(self, ticking: Ticking, patience: Patience) -> None:
        """Tick by `ticking`, and wait with what is hindered as `patience` has it."""
        self._ticking = ticking
        self._patience = patience
        self._kept: dict[str, _Kept] = {}

    def __call__(self, now: datetime) -> Ticked:
        """Do what is due, but in agreements that were hindered a short time ago.

        Returns:
            What was done; among what is hindered is also what was left alone.
        """
        left = {name: each for name, each in self._kept.items() if each.again > now}
        done = self._ticking.tick(now, now, but=left)
        self._kept = {**left, **{it.agreement: self._keep(it, now) for it in done.hindered}}
        return changed(done, hindered=tuple(each.hindered for each in self._kept.values()))

    def _keep(self, hindered: Hindered, now: datetime) -> _Kept:
        before = self._kept.get(hindered.agreement)
        same = before is not None and before.hindered.texts == hindered.texts
        often = before.often + 1 if before is not None and same else 1
        return _Kept(hindered, often, now + self._patience.pause(often))
