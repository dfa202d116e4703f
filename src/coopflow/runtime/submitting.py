"""The one way to write: load, decide and append, one command after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coopflow.definitions.plain import digest_of
from coopflow.engine.unfolding import reason
from coopflow.errors import CommandRefused
from coopflow.journal.codec import decode
from coopflow.runtime.casework import Case, Casework, fingerprint
from coopflow.runtime.records import Records, lifecycle_stream
from coopflow.runtime.request import Request, Said, read_said
from coopflow.runtime.wording import word
from coopflow.runtime.writing import Receipt, Stamps, beside, receipt, write
from coopflow.values.directory import DIRECTORY
from coopflow.values.events import LifecycleStored
from coopflow.values.verdict import Change, Refused

if TYPE_CHECKING:
    from coopflow.journal.entry import Entry
    from coopflow.journal.store import Journal, Writing
    from coopflow.projections.board import Board

_KEY = re.compile(r"[!-~]{1,200}")


class Submitting:
    """Turns requests into receipts.

    Everything a request needs is read, judged and written in one transaction of the journal, so
    that nobody can come between. What is remembered from one to the next belongs to whoever is
    in such a transaction.
    """

    def __init__(
        self, journal: Journal, board: Board, records: Records, casework: Casework
    ) -> None:
        """Write to `journal` and `board`, judging what `casework` prepares upon `records`."""
        self._journal = journal
        self._board = board
        self._records = records
        self._casework = casework

    def submit(self, request: Request, key: str | None) -> Receipt:
        """Do what is asked, once.

        Raises:
            CommandRefused: The rules say no.
        """
        said = read_said(request)
        stored = None if key is None else well_formed(key, request)
        return self._journal.write(lambda writing: self._once(writing, request, said, key, stored))

    def _once(
        self,
        writing: Writing,
        request: Request,
        said: Said,
        key: str | None,
        stored: str | None,
    ) -> Receipt:
        self._records.look(writing)
        if key is not None:
            earlier = self._earlier(writing, request, key, stored)
            if earlier is not None:
                return earlier
        case = self._casework.prepare(request, said)
        if isinstance(case, Refused):
            raise refused(case)
        verdict = case.judge()
        if isinstance(verdict, Refused):
            raise refused(verdict)
        stamps = Stamps(case.command.at, case.now, request.by, stored)
        changes = (*self._lifecycle(case), *verdict.changes)
        stream = case.command.agreement
        return write(writing, self._board, self._records, stream, changes, stamps)

    def _earlier(
        self, writing: Writing, request: Request, key: str, stored: str | None
    ) -> Receipt | None:
        """Return what the same key and command did before, where they did."""
        agreement = self._records.agreement(request.agreement)
        if agreement is None or stored is None:
            return None
        entries = used(writing, request.agreement, key, stored)
        if not entries:
            return None
        others = [DIRECTORY, lifecycle_stream(agreement.charter.lifecycle)]
        others += [agreement.terms.predecessor] if agreement.terms.predecessor else []
        kept = beside(stored)
        found = [*entries, *(e for other in others for e in writing.keyed(other, kept))]
        found.sort(key=lambda entry: entry.position)
        return receipt(request.agreement, tuple(found), [decode(entry) for entry in found])

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
        return (Change(stream, len(tables), (stored,)),)


def well_formed(key: str, request: Request) -> str:
    """Return how `key` is stored for a request.

    Raises:
        CommandRefused: It is no key.
        DefinitionError: What is said, or the body, is not what it should be.
    """
    if not _KEY.fullmatch(key):
        raise refusal("key.form", key=key)
    return fingerprint(key, request)


def used(kept: Journal | Writing, agreement: str, key: str, stored: str) -> tuple[Entry, ...]:
    """Return what was written in an agreement under a key; nothing where it is new there.

    Raises:
        CommandRefused: It was written for another command.
    """
    entries = kept.keyed(agreement, key)
    if any(entry.key != stored for entry in entries):
        raise refusal("key.reused", key=key, agreement=agreement)
    return entries


def refused(verdict: Refused) -> CommandRefused:
    """Return the error that says why a command was refused."""
    return CommandRefused(verdict.reasons, tuple(word(each) for each in verdict.reasons))


def refusal(code: str, **values: object) -> CommandRefused:
    """Return the error for a single reason of the library's own."""
    return refused(Refused((reason(code, **values),)))
