"""Why a command would be refused: judged as it would be, and every objection explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.explaining import explain
from coopflow.engine.remedy import Refusal
from coopflow.engine.rules import View
from coopflow.errors import CommandRefused
from coopflow.runtime.renewing import following_terms
from coopflow.runtime.request import read_said
from coopflow.runtime.submitting import refusal, used, well_formed
from coopflow.values.command import Command
from coopflow.values.verdict import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from coopflow.journal.store import Journal
    from coopflow.runtime.casework import Case, Casework
    from coopflow.runtime.records import Records
    from coopflow.runtime.request import Request
    from coopflow.values.explanation import Explanation


class Explaining:
    """Explains what would be refused. Writes nothing."""

    def __init__(self, journal: Journal, records: Records, casework: Casework) -> None:
        """Look into `journal`, judging what `casework` prepares upon `records`."""
        self._journal = journal
        self._records = records
        self._casework = casework

    def explained(
        self, request: Request, key: str | None, now: datetime
    ) -> tuple[Explanation, ...]:
        """Return every objection to `request`, explained; none where it would be accepted.

        Args:
            request: What would be asked: a command, a draft with its terms, or a renewal with
                the successor's.
            key: The key it would be given.
            now: What the clock says.

        Raises:
            DefinitionError: The body, or something said, is not what it should be.
            ValueError: Its `at` is no instant.
        """
        try:
            case = self._case(request, key)
        except CommandRefused as error:
            return self._unjudged(request, now, Refused(tuple(error.reasons)))
        if isinstance(case, Refused):
            return self._unjudged(request, now, case)
        judged = case.judge() if case is not None else None
        if case is None or not isinstance(judged, Refused):
            return ()
        return tuple(
            explain(Refusal(rules=case.rules, view=case.view, command=case.command, reason=each))
            for each in judged.reasons
        )

    def _case(self, request: Request, key: str | None) -> Case | Refused | None:
        """Return what is to be judged; ``None`` where it was done under the same key.

        Raises:
            CommandRefused: It would not come to be judged.
        """
        if request.body is not None:
            request = self._as_drafted(request)
        elif request.name == "draft":
            raise refusal("command.draft")
        if key is not None:
            stored = well_formed(key, request)
            if self._records.agreement(request.agreement) is not None and used(
                self._journal, request.agreement, key, stored
            ):
                return None
        return self._casework.prepare(request, read_said(request))

    def _as_drafted(self, request: Request) -> Request:
        """Return the draft that drafting and renewing with terms come to; else the request."""
        if request.name == "draft":
            terms = self._casework.terms(request.body)
            if terms.id != request.agreement:
                raise refusal("text.other-agreement", id=terms.id, agreement=request.agreement)
            return changed(request, body=terms)
        before = self._records.agreement(request.agreement)
        rows = self._records.plan(before).lifecycle.rows if before is not None else ()
        by = {row.by for row in rows if row.command == request.name}
        if before is None or by != {"successor"}:
            return request
        framework = self._records.agreement(before.terms.framework)
        terms = following_terms(before, self._casework.terms(request.body), framework)
        return changed(request, agreement=terms.id, name="draft", body=terms)

    def _unjudged(
        self, request: Request, now: datetime, refused: Refused
    ) -> tuple[Explanation, ...]:
        """Explain what was refused before there was anything to judge it by."""
        view = View(directory=self._records.directory())
        command = Command(agreement=request.agreement, name=request.name, by=request.by, at=now)
        return tuple(
            explain(Refusal(rules=None, view=view, command=command, reason=each))
            for each in refused.reasons
        )
