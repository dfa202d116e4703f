"""Why a command would be refused: judged as it would be, and every objection explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.explaining import explain
from coopflow.engine.remedy import Refusal
from coopflow.engine.rules import View
from coopflow.engine.unfolding import reason
from coopflow.runtime.casework import read_said
from coopflow.values.command import Command
from coopflow.values.verdict import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from coopflow.runtime.casework import Casework, Request
    from coopflow.runtime.records import Records
    from coopflow.values.explanation import Explanation


def explained(
    casework: Casework, request: Request, records: Records, now: datetime
) -> tuple[Explanation, ...]:
    """Return every objection to `request`, explained; none where it would be accepted.

    Raises:
        DefinitionError: The body, or something said, is not what it should be.
        ValueError: Its `at` is no instant.
    """
    if request.name == "draft":
        verdict = Refused((reason("command.draft"),))
        return _unjudged(request, records, now, verdict)
    case = casework.prepare(request, read_said(request))
    if isinstance(case, Refused):
        return _unjudged(request, records, now, case)
    judged = case.judge()
    reasons = judged.reasons if isinstance(judged, Refused) else ()
    return tuple(
        explain(Refusal(rules=case.rules, view=case.view, command=case.command, reason=each))
        for each in reasons
    )


def _unjudged(
    request: Request, records: Records, now: datetime, refused: Refused
) -> tuple[Explanation, ...]:
    """Explain what was refused before there was anything to judge it by."""
    view = View(directory=records.directory())
    command = Command(agreement=request.agreement, name=request.name, by=request.by, at=now)
    return tuple(
        explain(Refusal(rules=None, view=view, command=command, reason=each))
        for each in refused.reasons
    )
