"""The one way to write: load, decide, append; and again, where somebody else was first."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from coopflow.definitions.plain import digest_of
from coopflow.engine.unfolding import reason
from coopflow.errors import CommandRefused, StaleVersion
from coopflow.runtime.casework import Case, Casework, Request, fingerprint
from coopflow.runtime.records import Records, lifecycle_stream
from coopflow.runtime.wording import word
from coopflow.runtime.writing import Receipt, Stamps, beside, receipt, write
from coopflow.values.directory import DIRECTORY
from coopflow.values.events import LifecycleStored
from coopflow.values.verdict import Change, Refused

if TYPE_CHECKING:
    from coopflow.journal.store import Journal
    from coopflow.projections.board import Board
    from coopflow.runtime.clock import Clock

MOST_TRIES = 30
"""How often a writer that came second reads again and retries before it says so."""

_PAUSE = 0.002
_KEY = re.compile(r"[!-~]{1,200}")


class Submitting:
    """Turns requests into receipts."""

    def __init__(
        self, journal: Journal, board: Board, records: Records, casework: Casework, clock: Clock
    ) -> None:
        """Write to `journal` and `board`, judging what `casework` prepares."""
        self._journal = journal
        self._board = board
        self._records = records
        self._casework = casework
        self._clock = clock

    def submit(self, request: Request, key: str | None) -> Receipt:
        """Do what is asked, once.

        Raises:
            CommandRefused: The rules say no.
            StaleVersion: Others were first, however often it was tried again.
        """
        stored = None
        if key is not None:
            if not _KEY.fullmatch(key):
                raise refusal("key.form", key=key)
            stored = fingerprint(key, request)
        for attempt in range(1, MOST_TRIES):
            try:
                return self._once(request, key, stored)
            except StaleVersion:
                time.sleep(_PAUSE * attempt)
        return self._once(request, key, stored)

    def _once(self, request: Request, key: str | None, stored: str | None) -> Receipt:
        if key is not None and (earlier := self._earlier(request, key, stored)) is not None:
            return earlier
        case = self._casework.prepare(request)
        if isinstance(case, Refused):
            raise refused(case)
        verdict = case.judge()
        if isinstance(verdict, Refused):
            raise refused(verdict)
        stamps = Stamps(
            at=case.command.at, recorded_at=self._clock.now(), by=request.by, key=stored
        )
        changes = (*self._lifecycle(case), *verdict.changes)
        stream = case.command.agreement
        return write(self._journal, self._board, self._records, stream, changes, stamps)

    def _earlier(self, request: Request, key: str, stored: str | None) -> Receipt | None:
        """Return what the same key and command did before, where they did."""
        entries = self._journal.keyed(request.agreement, key)
        agreement = self._records.agreement(request.agreement)
        if not entries or agreement is None or stored is None:
            return None
        if any(entry.key != stored for entry in entries):
            raise refusal("key.reused", key=key, agreement=request.agreement)
        others = [DIRECTORY, lifecycle_stream(agreement.charter.lifecycle)]
        others += [agreement.terms.predecessor] if agreement.terms.predecessor else []
        kept = beside(stored)
        found = [*entries, *(e for other in others for e in self._journal.keyed(other, kept))]
        return receipt(request.agreement, sorted(found, key=lambda entry: entry.position))

    def _lifecycle(self, case: Case) -> tuple[Change, ...]:
        """Store the table of a new agreement, where the journal does not hold it yet."""
        if case.command.name != "draft":
            return ()
        lifecycle = case.rules.plan.lifecycle
        tables = self._records.tables(lifecycle.key)
        if lifecycle in tables:
            return ()
        stored = LifecycleStored(lifecycle=lifecycle, digest=digest_of(lifecycle))
        stream = lifecycle_stream(lifecycle.key)
        return (Change(stream=stream, expected=len(tables), events=(stored,)),)


def refused(verdict: Refused) -> CommandRefused:
    """Return the error that says why a command was refused."""
    return CommandRefused(verdict.reasons, tuple(word(each) for each in verdict.reasons))


def refusal(code: str, **values: object) -> CommandRefused:
    """Return the error for a single reason of the library's own."""
    return refused(Refused((reason(code, **values),)))
