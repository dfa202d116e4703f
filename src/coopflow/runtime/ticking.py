"""Let the clock do what is due, agreement by agreement, however many there are.

Whoever ticks twice, late, or while another process ticks writes the same: each agreement is
judged in the transaction that writes what was found, and what was done is not due any more.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.engine.due import due
from coopflow.errors import JournalBroken, JournalError
from coopflow.runtime.instants import instant
from coopflow.runtime.wording import word
from coopflow.runtime.writing import Receipt, Stamps, write
from coopflow.values.clock_events import CLOCK
from coopflow.values.raised import raised
from coopflow.values.reason import Reason
from coopflow.values.time import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from coopflow.journal.store import Journal, Writing
    from coopflow.projections.board import Board
    from coopflow.runtime.casework import Casework
    from coopflow.runtime.instants import When
    from coopflow.runtime.records import Recorded, Records

BATCH = 50
"""Agreements that share a transaction: others may write between two of them."""


@frozen
class Issued:
    """What the clock did in one agreement.

    Attributes:
        receipt: Where it was recorded, and everything that was.
    """

    agreement: str
    receipt: Receipt

    @property
    def events(self) -> tuple[Recorded, ...]:
        """Everything that was recorded, in order, in all streams concerned."""
        return self.receipt.events


@frozen
class Hindered:
    """What is due in one agreement and cannot be done now; the next tick tries again.

    Attributes:
        reasons: Why, where the rules say no; empty where nobody could ask them.
        broken: What is wrong with its record, where something is.
        error: What was raised amid judging it, where something was: a fault of ours, or of a
            plugin.
    """

    agreement: str
    reasons: tuple[Reason, ...] = ()
    broken: JournalBroken | None = None
    error: Exception | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Why, in English."""
        broken = (str(self.broken),) if self.broken is not None else ()
        error = (raised(self.error),) if self.error is not None else ()
        return (*(word(each) for each in self.reasons), *broken, *error)


@frozen
class Ticked:
    """What one tick did; nothing where nothing was due.

    Attributes:
        at: The instant it was for.
        issued: What was recorded, agreement by agreement.
        hindered: What was due and could not be done.
    """

    at: datetime
    issued: tuple[Issued, ...] = ()
    hindered: tuple[Hindered, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.issued)


class Ticking:
    """Finds on the board what is due, and does it."""

    def __init__(
        self, journal: Journal, board: Board, records: Records, casework: Casework
    ) -> None:
        """Write to `journal` and `board`, judging what `casework` prepares upon `records`.

        The records are those of whoever writes: they belong to one transaction at a time.
        """
        self._journal = journal
        self._board = board
        self._records = records
        self._casework = casework

    def tick(
        self,
        when: When,
        now: datetime,
        progress: Callable[[int], None] | None = None,
        *,
        but: Collection[str] = (),
    ) -> Ticked:
        """Do what is due by `when`, ``None`` for `now`.

        Args:
            when: Without a zone it is local to each agreement; a day alone means its beginning.
            now: What the clock says.
            progress: Called after every batch with how many agreements were looked at so far.
            but: Agreements that are left alone this time.

        Raises:
            ValueError: `when` is no date or time.
            JournalError: It could not be written. What was done before stays done.
        """
        issued: list[Issued] = []
        hindered: list[Hindered] = []
        told = {*but}  # what was hindered is due still, and is told once
        looked, last = 0, None
        by = stamp(_latest(when, now))
        while batch := self._board.due(by, BATCH, last):
            names = tuple(name for _, name in batch if name not in told)
            done = self._journal.write(partial(self._do, names, when, now)) if names else ()
            for each in done:
                if isinstance(each, Issued):
                    issued.append(each)
                else:
                    hindered.append(each)
                    told.add(each.agreement)
            looked, last = looked + len(names), batch[-1]
            if progress is not None:
                progress(looked)
        return Ticked(_at(when, "UTC", now), tuple(issued), tuple(hindered))

    def _do(
        self, names: tuple[str, ...], when: When, now: datetime, writing: Writing
    ) -> list[Issued | Hindered]:
        self._records.look(writing)
        found: list[Issued | Hindered] = []
        for name in names:
            try:
                found += self._one(writing, name, when, now)
            except JournalBroken as error:
                found.append(Hindered(name, broken=error))
        return found

    def _one(
        self, writing: Writing, name: str, when: When, now: datetime
    ) -> list[Issued | Hindered]:
        agreement = self._records.agreement(name)
        if agreement is None:
            return []
        at = _at(when, agreement.terms.time_zone, now)
        rules = self._casework.rules(self._records.plan(agreement), agreement.terms)
        view = self._casework.view(agreement, agreement.terms)
        tasks = self._board.ringing(name, stamp(at), writing.handle)
        try:
            outcome = due(rules, view, at, tasks)
        except JournalError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, others' clocks go on
            return [Hindered(name, error=error)]
        found: list[Issued | Hindered] = []
        if outcome.accepted is not None:
            stamps = Stamps(max(at, agreement.at), now, CLOCK, None)
            changes = outcome.accepted.changes
            done = write(writing, self._board, self._records, name, changes, stamps)
            found.append(Issued(name, done))
        if outcome.hindered:
            found.append(Hindered(name, outcome.hindered))
        return found


def _at(when: When, zone: str, now: datetime) -> datetime:
    return instant(when, zone=zone, now=now, last=None)


def _latest(when: When, now: datetime) -> datetime:
    """Return the last instant that `when` can mean, wherever an agreement is."""
    return _at(when, "Etc/GMT+12", now)
