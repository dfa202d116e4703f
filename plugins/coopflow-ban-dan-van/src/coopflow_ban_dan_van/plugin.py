"""What the Commission brings: one responsibility for each clause, and one for its review."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coopflow.host import Handing, Question, Reason, Responsibility, hookimpl
from coopflow_ban_dan_van import checks
from coopflow_ban_dan_van.hands import of_guidance
from coopflow_ban_dan_van.plan import AGENCY, AREAS, SCOPE, both, source
from coopflow_ban_dan_van.review import of_the_year

Check = Callable[[Question], Reason | None]
Propose = Callable[[Question], Sequence[Handing]]

EVIDENCE: dict[str, tuple[str, ...]] = {
    "1.1": ("advice-register",),
    "1.2": ("model-list",),
    "1.3": ("review-report",),
    "2.1": ("campaign-list",),
    "2.2": ("session-record",),
    "3.1": ("guidance-letter",),
    "3.4": ("signed-document",),
    "3.5": ("situation-bulletin",),
    "3.6": ("survey-plan", "survey-report"),
    "3.7": ("inspection-decision", "inspection-report"),
}
"""Kinds demanded before the Commission reports: some of those the plan expects."""

BEFORE_REPORT: dict[str, Check] = {"3.7": checks.inspection_was_decided_first}

BEFORE_ACCEPT: dict[str, Check] = {
    "5.7": checks.support_is_named,
    "5.8": checks.comments_are_there,
    "5.9": checks.minutes_are_of_the_meeting,
}

ASSIGN: dict[str, Propose] = {"3.1": of_guidance}


@hookimpl
def coopflow_responsibilities() -> Sequence[Responsibility]:
    """Say what is the Commission's part in the plan of 2022."""
    return (
        *(
            Responsibility(
                agency=AGENCY,
                scope=SCOPE,
                obligations=(clause,),
                evidence=EVIDENCE.get(clause, ()),
                before_report=BEFORE_REPORT.get(clause),
                before_accept=BEFORE_ACCEPT.get(clause),
                assign=ASSIGN.get(clause),
                source=source(clause),
            )
            for clause in (*EVIDENCE, *BEFORE_ACCEPT)
        ),
        Responsibility(
            agency=AGENCY,
            scope=SCOPE,
            areas=AREAS,
            section=of_the_year,
            source=both(
                "plan for 2022, 3.2: each year of coordination is reviewed",
                "Kế hoạch năm 2022, mục 3.2: hằng năm tổng kết việc phối hợp",
            ),
        ),
    )
